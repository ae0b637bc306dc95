//! The audit log's codes in words. A code that this console does not know yet is shown as it is.

use shared::{
    codes::TextCode,
    customers::Level,
    permissions::{Permission, ScopeLevel},
};

use crate::{
    customers::marks::level_text,
    i18n::{
        Text, audit as w, common as c, customers as cw, groups as gw, imports as iw, inquiries as qw, keys as kw,
        organisation as ow, permissions as pw, policies as pow, redistribution as rw, settings as sw,
        simulation as simw, t, territory as tw, tf, timers as tiw, workforce as fw,
    },
    prefs,
};

/// The kinds of things, as the log names them.
pub const ENTITIES: [(&str, Text); 24] = [
    ("customer", w::CUSTOMER),
    ("follow_up", w::FOLLOW_UP),
    ("inquiry", w::INQUIRY),
    ("order", w::ORDER),
    ("district", w::DISTRICT),
    ("province", w::PROVINCE),
    ("city", w::CITY),
    ("group", w::GROUP),
    ("product_line", w::PRODUCT_LINE),
    ("agent", w::AGENT),
    ("schedule", w::SCHEDULE),
    ("calendar", w::CALENDAR),
    ("leave", w::LEAVE),
    ("employee", w::EMPLOYEE),
    ("org_unit", w::UNIT),
    ("role", w::ROLE),
    ("data_role", w::DATA_ROLE),
    ("key", w::KEY),
    ("settings", w::SETTINGS),
    ("session", w::SESSION),
    ("import", w::IMPORT),
    ("policy", pow::AUDIT_POLICY),
    ("redistribution", rw::TITLE),
    ("simulation", simw::TITLE),
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
        "delete" | "remove" => w::DELETE,
        "set" => w::SET,
        "cancel" => w::CANCEL,
        "set_presence" => w::SET_PRESENCE,
        "add_member" | "add_members" => w::ADD_MEMBERS,
        "edit_member" => w::EDIT_MEMBER,
        "remove_member" => w::REMOVE_MEMBER,
        "revoke" => w::REVOKE,
        "assign" => w::ASSIGN,
        "move" => w::MOVE,
        "merge" => w::MERGE,
        "rename" => w::RENAME,
        "approve" => w::APPROVE,
        "reject" => w::REJECT,
        "register" => w::REGISTER,
        "hand_over" | "hand" | "reassign" => w::HAND_OVER,
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
        "undo" => rw::UNDO,
        "answer" => w::ANSWERED,
        "resolve" => w::RESOLVED,
        "decline" => w::DECLINED,
        "publish" => pow::PUBLISHED_VERB,
        "roll_back" => pow::ROLLED_BACK_VERB,
        "export" => simw::EXPORTED_VERB,
        "timer" => tiw::AUDIT_VERB,
        other => return other.to_owned(),
    };
    t(text).to_owned()
}

/// What a field is called.
pub fn field_name(field: &str) -> String {
    let text = match field {
        "name" => c::NAME,
        "description" => c::DESCRIPTION,
        "status" => c::STATUS,
        "company" => cw::COMPANY,
        "address" => cw::ADDRESS,
        "level" => cw::LEVEL,
        "owner" => cw::OWNER,
        "phone" => cw::PHONE,
        "number" => ow::NUMBER,
        "username" => ow::USERNAME,
        "unit" | "unit_id" => ow::UNIT,
        "is_agent" => ow::AGENT,
        "starts_at" => ow::STARTS,
        "ends_at" => ow::ENDS,
        "can_sign_in" => ow::CAN_SIGN_IN,
        "assignment" => ow::ROLES,
        "districts" => ow::DISTRICTS,
        "customers" => ow::CUSTOMERS,
        "employees" => ow::EMPLOYEES,
        "successor" => ow::SUCCESSOR,
        "roles" => ow::OPERATION_ROLES,
        "data_roles" => ow::DATA_ROLES,
        "parent_id" => w::UNIT_ABOVE,
        "into" | "into_name" => ow::MERGE_INTO,
        "units" => ow::UNITS,
        "people" => pw::PEOPLE,
        "grants" => pw::MATRIX,
        "built_in" => pw::BUILT_IN,
        "weight" => gw::WEIGHT,
        "capacity" => fw::CAPACITY,
        "paused" => gw::PAUSED,
        "members" => gw::MEMBERS,
        "available" => gw::AVAILABLE,
        "waiting" => gw::WAITING,
        "open_work" => gw::OPEN_WORK,
        "product_line" | "product_line_id" => gw::LINE,
        "joined_at" => gw::JOINED,
        "barred" => gw::STATE,
        "presence" => fw::PRESENCE,
        "schedule" => fw::SCHEDULE,
        "skills" => fw::SKILLS,
        "groups" => fw::GROUPS,
        "spans" => fw::HOURS,
        "agents" => fw::AGENT,
        "employee" => w::EMPLOYEE,
        "from" => w::FROM,
        "to" => w::TO,
        "gives_back" => fw::GIVEN_BACK,
        "as_weekday" => fw::AS_WEEKDAY,
        "cancelled_at" => fw::CANCELLED,
        "holders" => w::HOLDERS,
        "code" => tw::CODE,
        "county" => tw::COUNTY,
        "city" | "city_id" => tw::CITY,
        "province" | "province_id" => tw::PROVINCE,
        "district" => tw::NAME,
        "agent" => tw::AGENT,
        "held_since" => tw::HELD_SINCE,
        "reason" => tw::REASON,
        "customers_moved" => tw::EFFECT_MOVED,
        "customers_drained" => tw::EFFECT_DRAINED,
        "customers_queued" => tw::EFFECT_QUEUED,
        "held" => tw::HELD,
        "kind" => kw::KIND,
        "prefix" => kw::PREFIX,
        "created_at" => kw::CREATED,
        "last_used_at" => kw::LAST_USED,
        "revoked_at" => kw::REVOKED,
        "follow_up" => sw::FOLLOW_UP,
        "time_zone" => sw::TIME_ZONE,
        "added" => iw::ADD,
        "changed" => iw::CHANGE,
        "unchanged" => iw::KEEP,
        "bad" => iw::BAD,
        "import_id" => w::IMPORT,
        "over_capacity" => w::OVER_CAPACITY,
        "entrance" => qw::ENTRANCE,
        "channel" => qw::CHANNEL,
        "language" => qw::CUSTOMER_LANGUAGE,
        "value" => qw::VALUE,
        "text" => qw::WORDS,
        "attributes" => qw::ATTRIBUTES,
        "external_id" => qw::EXTERNAL_ID,
        "in_force" => pow::IN_FORCE,
        "note" => pow::NOTE,
        "otherwise" => pow::OTHERWISE,
        "order" => pow::AUDIT_ORDER,
        "publication" => pow::AUDIT_PUBLICATION,
        other if other.starts_with("rule ") => {
            return tf(pow::RULE_N, other.trim_start_matches("rule "));
        }
        "timer" => tiw::AUDIT_TIMER,
        "timer_order" => tiw::AUDIT_ORDER,
        other if other.starts_with("timer ") => {
            return tf(tiw::TIMER_N, other.trim_start_matches("timer "));
        }
        other => return Level::parse(other).map_or_else(|| other.to_owned(), |level| t(level_text(level)).to_owned()),
    };
    t(text).to_owned()
}

/// What a code is called that stands in a field.
pub fn value_name(field: &str, code: &str) -> Option<String> {
    let text = match (field, code) {
        ("status", "active") => ow::ACTIVE,
        ("status", "inactive") => ow::INACTIVE,
        ("status", "open") => tw::OPEN,
        ("status", "closed") => tw::CLOSED,
        ("kind", "holiday") => fw::HOLIDAY,
        ("kind", "workday") => fw::WORKDAY,
        ("presence" | "", "online") => fw::ONLINE,
        ("presence" | "", "busy") => fw::BUSY,
        ("presence" | "", "away") => fw::AWAY,
        ("presence" | "", "offline") => fw::OFFLINE,
        ("kind", "mini_program") => kw::MINI_PROGRAM,
        ("level", code) => level_text(Level::parse(code)?),
        ("permission", code) => return Permission::parse(code).map(|one| one.title(prefs::lang()).to_owned()),
        ("scope", code) => return ScopeLevel::parse(code).map(|one| one.title(prefs::lang()).to_owned()),
        _ => return None,
    };
    Some(t(text).to_owned())
}
