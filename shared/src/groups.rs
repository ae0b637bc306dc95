//! Groups of agents 顾问组 and the product lines 产品线 that they serve.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    Check, Faults,
    assignment::{candidate::Removed, roster::Presence, rotation::Weight},
    ids::{EmployeeId, GroupId, ProductLineId},
    problem::FieldCode,
    text_enum,
    timeline::PersonRef,
    workforce::check_capacity,
};

text_enum! {
    /// Whether a product line is sold.
    pub enum ProductLineStatus {
        /// It is.
        Open = "open",
        /// It is no longer: nothing new refers to it.
        Closed = "closed",
    }
}

/// A product line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ProductLine {
    /// Its id.
    pub id: ProductLineId,
    /// Its code, unique; what integrators send.
    pub code: String,
    /// Its name, unique.
    pub name: String,
    /// Whether it is sold.
    pub status: ProductLineStatus,
    /// How many groups serve it.
    pub groups: i64,
    /// Give it back when editing.
    pub version: i64,
}

/// A new product line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProductLineDraft {
    /// Its code, unique.
    pub code: String,
    /// Its name, unique.
    pub name: String,
}

impl Check for ProductLineDraft {
    fn check(&self, faults: &mut Faults) {
        faults.text("/code", &self.code, 40);
        faults.text("/name", &self.name, 60);
    }
}

/// An edited product line: every field as it shall be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProductLineEdit {
    /// Its code, unique.
    pub code: String,
    /// Its name, unique.
    pub name: String,
    /// Whether it is sold.
    pub status: ProductLineStatus,
    /// The version that was read.
    pub version: i64,
}

impl Check for ProductLineEdit {
    fn check(&self, faults: &mut Faults) {
        faults.text("/code", &self.code, 40);
        faults.text("/name", &self.name, 60);
    }
}

/// A product line, as others name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProductLineRef {
    /// Its id.
    pub id: ProductLineId,
    /// Its name.
    pub name: String,
}

/// A group, as others name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GroupRef {
    /// Its id.
    pub id: GroupId,
    /// Its name.
    pub name: String,
}

/// A group of agents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Group {
    /// Its id.
    pub id: GroupId,
    /// Its name, unique.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// What it serves; absent: anything.
    pub product_line: Option<ProductLineRef>,
    /// How many members it has.
    pub members: i64,
    /// How many of them could be given something now.
    pub available: i64,
    /// How many inquiries and orders its members have open by it.
    pub open_work: i64,
    /// How many wait for one of its members.
    pub waiting: i64,
    /// Give it back when editing.
    pub version: i64,
}

/// A new group, or an edited one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupDraft {
    /// Its name, unique.
    pub name: String,
    /// What it is for.
    #[serde(default)]
    pub description: String,
    /// What it serves; absent: anything.
    #[serde(default)]
    pub product_line_id: Option<ProductLineId>,
    /// The version that was read; needed when editing.
    #[serde(default)]
    pub version: Option<i64>,
}

impl Check for GroupDraft {
    fn check(&self, faults: &mut Faults) {
        faults.text("/name", &self.name, 60);
        faults.line("/description", &self.description, 500);
    }
}

/// Which groups to list, by name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct GroupQuery {
    /// A part of the name, or the beginning of its pinyin or initials.
    pub q: Option<String>,
    /// Only those that serve this product line.
    pub product_line_id: Option<ProductLineId>,
    /// How many rows, 1 to 200.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

/// A member of a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GroupMember {
    /// Who.
    pub agent: PersonRef,
    /// Their employee number.
    pub number: String,
    /// Their unit's name.
    pub unit: String,
    /// How many turns they get beside a member of weight 1.
    pub weight: u32,
    /// How much they may have open in this group at once; absent: any amount.
    pub capacity: Option<u32>,
    /// How many inquiries and orders they have open by this group.
    pub open_work: u32,
    /// Whether they get nothing from this group for now.
    pub paused: bool,
    /// Whether they are there.
    pub presence: Presence,
    /// Whether it is within their working hours.
    pub in_hours: bool,
    /// They are on leave, until then.
    pub on_leave_until: Option<DateTime<Utc>>,
    /// What keeps them from work of this group now; absent: nothing.
    pub barred: Option<Removed>,
    /// Since when they are a member.
    pub joined_at: DateTime<Utc>,
    /// Give it back when editing.
    pub version: i64,
}

/// A membership as it shall be. Who is no member joins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberEdit {
    /// How many turns they get beside a member of weight 1; 1 to 20.
    pub weight: u32,
    /// How much they may have open in this group at once, 0 to 10,000; absent: any amount.
    #[serde(default)]
    pub capacity: Option<u32>,
    /// Whether they get nothing from this group for now.
    #[serde(default)]
    pub paused: bool,
    /// The version that was read; needed when they are a member already.
    #[serde(default)]
    pub version: Option<i64>,
}

impl Check for MemberEdit {
    fn check(&self, faults: &mut Faults) {
        check_weight(self.weight, faults);
        check_capacity("/capacity", self.capacity, faults);
    }
}

fn check_weight(weight: u32, faults: &mut Faults) {
    if !(1..=u32::from(Weight::MAX)).contains(&weight) {
        faults.add("/weight", FieldCode::OutOfRange { min: 1, max: Weight::MAX.into() });
    }
}

/// People who shall join a group. Who is a member already stays as they are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMembers {
    /// Who: active agents, at most 500.
    pub employee_ids: Vec<EmployeeId>,
    /// How many turns each gets beside a member of weight 1; 1 to 20.
    pub weight: u32,
    /// How much each may have open in this group at once; absent: any amount.
    #[serde(default)]
    pub capacity: Option<u32>,
}

impl Check for NewMembers {
    fn check(&self, faults: &mut Faults) {
        faults.many("/employee_ids", &self.employee_ids, 500);
        check_weight(self.weight, faults);
        check_capacity("/capacity", self.capacity, faults);
        for (index, id) in self.employee_ids.iter().take(500).enumerate() {
            if self.employee_ids[..index].contains(id) {
                faults.add(format!("/employee_ids/{index}"), FieldCode::Taken);
            }
        }
    }
}

/// Who joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MembersJoined {
    /// How many joined.
    pub joined: i64,
    /// How many were members already.
    pub already: i64,
}

/// Which members to list, by employee number.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MemberQuery {
    /// A part of the name, the beginning of its pinyin or initials, or of the employee number.
    pub q: Option<String>,
    /// How many rows, 1 to 200.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}
