//! Who can see a customer, and what a person would see.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Grant;
use crate::{ids::EmployeeId, text_enum};

text_enum! {
    /// Why a person can see a customer.
    pub enum SightReason {
        /// The customer is their own.
        Owner = "owner",
        /// The owner sits in their unit.
        SameUnit = "same_unit",
        /// The owner sits in a unit below theirs.
        UnitBelow = "unit_below",
        /// A data role covers the owner.
        DataRole = "data_role",
        /// They see everything.
        All = "all",
        /// They review registrations.
        Reviewer = "reviewer",
    }
}

/// Why someone can see a customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Sight {
    /// The kind of reason.
    pub reason: SightReason,
    /// The role that grants it.
    pub role: String,
    /// The unit or data role through which it reaches the customer, if any.
    pub through: Option<String>,
}

/// Someone who can see a customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Viewer {
    /// Who.
    pub employee_id: EmployeeId,
    /// Their name.
    pub name: String,
    /// Their unit.
    pub unit: String,
    /// Every reason, the nearest first.
    pub reasons: Vec<Sight>,
}

/// What a person would see: the answer to "what does this role give them?"
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Outlook {
    /// Their effective grants.
    pub grants: Vec<Grant>,
    /// Whether they see everybody's customers.
    pub everyone: bool,
    /// How many people's customers they see.
    pub people_count: i64,
    /// The first of those people, by name.
    pub people: Vec<OutlookPerson>,
    /// How many customers that is.
    pub customers: i64,
    /// When this was worked out.
    pub at: DateTime<Utc>,
}

/// One whose customers a person sees.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OutlookPerson {
    /// Who.
    pub employee_id: EmployeeId,
    /// Their name.
    pub name: String,
    /// Their unit.
    pub unit: String,
    /// How many customers they own.
    pub customers: i64,
}
