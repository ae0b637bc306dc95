//! The audit log's codes in words. A code that this console does not know yet is shown as it is.

use crate::i18n::{Text, audit as w, t};

/// The kinds of things, as the log names them.
pub const ENTITIES: [(&str, Text); 13] = [
    ("customer", w::CUSTOMER),
    ("follow_up", w::FOLLOW_UP),
    ("district", w::DISTRICT),
    ("province", w::PROVINCE),
    ("city", w::CITY),
    ("employee", w::EMPLOYEE),
    ("org_unit", w::UNIT),
    ("role", w::ROLE),
    ("data_role", w::DATA_ROLE),
    ("key", w::KEY),
    ("settings", w::SETTINGS),
    ("session", w::SESSION),
    ("import", w::IMPORT),
];

pub fn entity_name(entity: &str) -> String {
    let known = ENTITIES.iter().find(|(code, _)| *code == entity);
    known.map_or_else(|| entity.to_owned(), |(_, text)| t(*text).to_owned())
}

/// What was done, without to what.
pub fn verb(action: &str) -> String {
    let text = match action.rsplit('.').next().unwrap_or(action) {
        "create" => w::CREATE,
        "edit" | "change" => w::EDIT,
        "delete" => w::DELETE,
        "revoke" => w::REVOKE,
        "assign" => w::ASSIGN,
        "move" => w::MOVE,
        "merge" => w::MERGE,
        "rename" => w::RENAME,
        "approve" => w::APPROVE,
        "reject" => w::REJECT,
        "register" => w::REGISTER,
        "hand_over" | "reassign" => w::HAND_OVER,
        "deactivate" => w::DEACTIVATE,
        "activate" => w::ACTIVATE,
        "reset_password" => w::RESET_PASSWORD,
        "change_password" => w::CHANGE_PASSWORD,
        "roles" | "assign_roles" => w::ROLES,
        "sign_in" => w::SIGN_IN,
        "end" => w::END,
        "end_everywhere" => w::END_EVERYWHERE,
        "follow_up" => w::FOLLOWED_UP,
        "give_up" => w::GIVE_UP,
        "import" => w::IMPORTED,
        "reuse_detected" => w::REUSE,
        "apply" => w::APPLY,
        other => return other.to_owned(),
    };
    t(text).to_owned()
}
