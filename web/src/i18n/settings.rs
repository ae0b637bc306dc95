//! Texts of the room.

use super::texts;

texts! {
    TITLE = "系统设置" | "Settings";
}
