//! Texts of the room.

use super::texts;

texts! {
    TITLE = "导入" | "Import";
}
