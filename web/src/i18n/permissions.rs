//! Texts of roles and data roles.

use super::texts;

texts! {
    TITLE = "角色与权限" | "Roles";
}
