//! Avatars 阿凡达: whom customers see instead of a consultant.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    Check, Faults,
    ids::{AvatarId, EmployeeId, GroupId},
    problem::FieldCode,
    timeline::PersonRef,
    work::GroupRef,
};

/// For how many groups an avatar may stand.
pub const MAX_GROUPS: usize = 200;
/// For how many people an avatar may stand.
pub const MAX_PEOPLE: usize = 200;

/// An avatar as everybody may see it. Nothing of it tells which employee it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PublicAvatar {
    /// Its id.
    pub id: AvatarId,
    /// What customers call it.
    #[schema(example = "小归")]
    pub name: String,
    /// How it introduces itself.
    pub introduction: String,
    /// Where its picture is on this server, without login; absent when it has none. Another picture has another address.
    #[schema(example = "/public/v1/avatars/05xk3v0q8g000/picture?v=05xk3v0q8g000")]
    pub picture: Option<String>,
}

/// An avatar as those see it who look after them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Avatar {
    /// What everybody may see of it.
    #[serde(flatten)]
    pub shown: PublicAvatar,
    /// Whether new inquiries and orders may get it. Those that have it keep it.
    pub is_active: bool,
    /// Whether it is the one for whoever has no other. There is always one, and it is active.
    pub is_default: bool,
    /// The groups that it stands for.
    pub groups: Vec<GroupRef>,
    /// The people that it stands for.
    pub people: Vec<PersonRef>,
    /// Give it back when editing.
    pub version: i64,
}

/// A new avatar, or an edited one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AvatarDraft {
    /// What customers call it; unique.
    #[schema(example = "小研")]
    pub name: String,
    /// How it introduces itself.
    #[serde(default)]
    #[schema(example = "您好，研学的事问我就好。")]
    pub introduction: String,
    /// Whether new inquiries and orders may get it; the default one stays active.
    #[serde(default = "active")]
    pub is_active: bool,
    /// The groups that it stands for. A group has one avatar at most.
    #[serde(default)]
    pub group_ids: Vec<GroupId>,
    /// The people that it stands for, before their groups. A person has one avatar at most.
    #[serde(default)]
    pub employee_ids: Vec<EmployeeId>,
    /// The version that was read; needed when editing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
}

const fn active() -> bool {
    true
}

impl Check for AvatarDraft {
    fn check(&self, faults: &mut Faults) {
        faults.text("/name", &self.name, 20);
        if !self.introduction.trim().is_empty() {
            faults.prose("/introduction", &self.introduction, 200);
        }
        if self.group_ids.len() > MAX_GROUPS {
            faults.add("/group_ids", FieldCode::TooMany { max: MAX_GROUPS });
        }
        if self.employee_ids.len() > MAX_PEOPLE {
            faults.add("/employee_ids", FieldCode::TooMany { max: MAX_PEOPLE });
        }
    }
}
