//! Customers 客户: registration, review, ownership.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    Check, Faults,
    ids::{CustomerId, DistrictId, EmployeeId, OwnershipPeriodId},
    problem::{FieldCode, Lang},
    text_enum,
    timeline::{OwnershipReason, PersonRef},
    visitors::CustomerIdentity,
};

text_enum! {
    /// Where a customer stands.
    pub enum CustomerStatus {
        /// Waits for review.
        Pending = "pending",
        /// Was turned down.
        Rejected = "rejected",
        /// Approved, but their district has no agent yet.
        Queued = "queued",
        /// Has an owner.
        Owned = "owned",
        /// Was found to be the same person as another customer, and is part of that one.
        Merged = "merged",
    }
}

impl CustomerStatus {
    /// What a person reads for it.
    pub const fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::Pending => lang.pick("待审核", "Pending review"),
            Self::Rejected => lang.pick("已拒绝", "Rejected"),
            Self::Queued => lang.pick("待分配", "Waiting for an agent"),
            Self::Owned => lang.pick("已归属", "Owned"),
            Self::Merged => lang.pick("已合并", "Merged"),
        }
    }
}

text_enum! {
    /// How much a customer matters; it sets how soon they must be followed up.
    pub enum Level {
        /// Key customer.
        A = "a",
        /// Important.
        B = "b",
        /// Ordinary, the default.
        C = "c",
        /// Marginal.
        D = "d",
    }
}

/// A customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Customer {
    /// Their id.
    pub id: CustomerId,
    /// Their name.
    pub name: String,
    /// Their telephone number in E.164, unique.
    pub phone: String,
    /// Their shop or company.
    pub company: String,
    /// Where they came from.
    pub source: String,
    /// How much they matter.
    pub level: Level,
    /// Where they stand.
    pub status: CustomerStatus,
    /// Their district, once reviewed.
    pub district: Option<DistrictRef>,
    /// Their owner.
    pub owner: Option<PersonRef>,
    /// Since when.
    pub owned_since: Option<DateTime<Utc>>,
    /// When they registered.
    pub registered_at: DateTime<Utc>,
    /// When they were last followed up.
    pub last_follow_up_at: Option<DateTime<Utc>>,
    /// Calendar days since the last follow-up, or since the owner got them; absent without an owner.
    pub idle_days: Option<i64>,
    /// The tenant's calendar day by which they must be followed up.
    pub due_on: Option<NaiveDate>,
    /// Give it back when editing.
    pub version: i64,
}

/// A district as a customer's row shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DistrictRef {
    /// Which.
    pub id: DistrictId,
    /// Its name.
    pub name: String,
    /// The names above it, from the province down.
    pub path: String,
}

/// A customer with everything on their page but the timeline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CustomerDetail {
    /// The customer.
    #[serde(flatten)]
    pub customer: Customer,
    /// The address they sent.
    pub address: String,
    /// What else the registration said.
    pub attributes: BTreeMap<String, String>,
    /// Who reviewed.
    pub reviewed_by: Option<PersonRef>,
    /// When.
    pub reviewed_at: Option<DateTime<Utc>>,
    /// Why they were turned down.
    pub reject_reason: Option<String>,
    /// When they last did something of which a business system told.
    pub last_active_at: Option<DateTime<Utc>>,
    /// On which channels they are known, the oldest first.
    pub identities: Vec<CustomerIdentity>,
    /// What they were also registered as: the customers who were merged into this one, the latest registration first; at most 20.
    pub also_known: Vec<AlsoKnown>,
    /// Whether the reader may edit.
    pub can_edit: bool,
    /// Whether the reader may follow up.
    pub can_follow_up: bool,
    /// Whether the reader may hand the customer over.
    pub can_reassign: bool,
    /// Whether the reader may merge customers.
    pub can_merge: bool,
}

/// A customer who is part of another one now, as they were registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AlsoKnown {
    /// Their id; whoever asks for it gets the customer whom they are part of.
    pub id: CustomerId,
    /// Their name.
    pub name: String,
    /// Their telephone number in E.164.
    pub phone: String,
    /// Their shop or company.
    pub company: String,
}

/// A time during which one employee owned the customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OwnershipPeriod {
    /// Its id.
    pub id: OwnershipPeriodId,
    /// Whose.
    pub owner: PersonRef,
    /// From when, inclusive.
    pub from: DateTime<Utc>,
    /// Until when, exclusive; absent: still.
    pub to: Option<DateTime<Utc>>,
    /// Why it began.
    pub reason: OwnershipReason,
    /// Who caused it; absent for the system.
    pub by: Option<PersonRef>,
}

/// A registration from a mini-program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Registration {
    /// The customer's name.
    #[schema(example = "陈建国")]
    pub name: String,
    /// Their telephone number, Chinese unless it begins with `+`.
    #[schema(example = "13800138000")]
    pub phone: String,
    /// Their shop or company.
    #[serde(default)]
    #[schema(example = "建国五金店")]
    pub company: String,
    /// Where they came from, in the mini-program's words.
    #[serde(default)]
    #[schema(example = "referral")]
    pub source: String,
    /// Their address, from which a district is suggested.
    #[serde(default)]
    #[schema(example = "浙江省杭州市西湖区北山街道")]
    pub address: String,
    /// Anything else the form asks.
    #[serde(default)]
    pub attributes: BTreeMap<String, String>,
}

impl Check for Registration {
    fn check(&self, faults: &mut Faults) {
        faults.text("/name", &self.name, 60);
        faults.text("/phone", &self.phone, 40);
        faults.line("/company", &self.company, 120);
        faults.line("/source", &self.source, 60);
        faults.line("/address", &self.address, 300);
        if self.attributes.len() > 40 {
            faults.add("/attributes", FieldCode::TooMany { max: 40 });
        }
        for (key, value) in &self.attributes {
            let pointer = format!("/attributes/{}", key.replace('~', "~0").replace('/', "~1"));
            faults.text(&pointer, key, 60);
            faults.line(&pointer, value, 500);
        }
    }
}

/// What a registration gives back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Registered {
    /// The customer.
    pub id: CustomerId,
    /// Where they stand.
    pub status: CustomerStatus,
    /// Whether this registration made them, or they were known by their phone.
    pub created: bool,
}

/// An edited customer: every field as it shall be. The phone is their identity and stays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomerEdit {
    /// Their name.
    pub name: String,
    /// Their shop or company.
    pub company: String,
    /// How much they matter.
    pub level: Level,
    /// Their address.
    pub address: String,
    /// The version that was read.
    pub version: i64,
}

impl Check for CustomerEdit {
    fn check(&self, faults: &mut Faults) {
        faults.text("/name", &self.name, 60);
        faults.line("/company", &self.company, 120);
        faults.line("/address", &self.address, 300);
    }
}

/// An approval: the district decides who becomes the owner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// The customer's district.
    pub district_id: DistrictId,
    /// How much they matter; `c` when nothing is said.
    #[serde(default)]
    pub level: Option<Level>,
}

impl Check for Approval {
    fn check(&self, _: &mut Faults) {}
}

/// A rejection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rejection {
    /// Why, for the colleagues.
    pub reason: String,
}

impl Check for Rejection {
    fn check(&self, faults: &mut Faults) {
        faults.prose("/reason", &self.reason, 500);
    }
}

/// Several approvals in one step: all or none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkApproval {
    /// Which customers go to which district; at most 200.
    pub items: Vec<BulkApprovalItem>,
}

/// One of several approvals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkApprovalItem {
    /// The customer.
    pub customer_id: CustomerId,
    /// Their district.
    pub district_id: DistrictId,
}

impl Check for BulkApproval {
    fn check(&self, faults: &mut Faults) {
        faults.many("/items", &self.items, 200);
    }
}

/// What an approval did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Approved {
    /// How many got an owner.
    pub owned: i64,
    /// How many wait because their district has no agent.
    pub queued: i64,
    /// The customers as they are now.
    pub customers: Vec<Customer>,
}

/// Who takes a customer over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    /// The new owner, an active agent.
    pub owner_id: EmployeeId,
    /// The owner whom the caller saw. When it is somebody else by now, nothing is handed over.
    pub from_id: EmployeeId,
}

impl Check for HandOver {
    fn check(&self, _: &mut Faults) {}
}

/// A pending registration with the districts that its address suggests.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Review {
    /// The customer.
    pub customer: Customer,
    /// The address they sent.
    pub address: String,
    /// What else the registration said.
    pub attributes: BTreeMap<String, String>,
    /// Districts that the address names, best first; at most 3.
    pub suggestions: Vec<DistrictSuggestion>,
}

/// A district that an address seems to name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DistrictSuggestion {
    /// The district.
    pub district: DistrictRef,
    /// Who would become the owner.
    pub agent: Option<PersonRef>,
}

text_enum! {
    /// In which order customers are listed.
    pub enum CustomerSort {
        /// Newest registration first.
        Newest = "newest",
        /// The earliest due follow-up first.
        Due = "due",
    }
}

/// Which customers to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams, ToSchema)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CustomerQuery {
    /// The beginning of the name, company, phone (or its last four digits), pinyin or initials.
    pub q: Option<String>,
    /// Only with this status.
    pub status: Option<CustomerStatus>,
    /// Only of this district.
    pub district: Option<DistrictId>,
    /// Only of this owner.
    pub owner: Option<EmployeeId>,
    /// Only of this level.
    pub level: Option<Level>,
    /// Only those not followed up for at least so many days.
    pub idle_days: Option<u32>,
    /// The order; `newest` when nothing is said.
    #[param(inline)]
    pub sort: Option<CustomerSort>,
    /// How many rows, 1 to 200.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}
