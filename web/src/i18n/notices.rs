//! Texts of notices.

use super::texts;

texts! {
    TITLE = "通知" | "Notices";
}
