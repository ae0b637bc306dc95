//! Texts of the room.

use super::texts;

texts! {
    TITLE = "审计日志" | "Audit log";
}
