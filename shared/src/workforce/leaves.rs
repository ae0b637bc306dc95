//! Leave 休假.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{
    IntoParams, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, Type},
};

use crate::{
    Check, Faults,
    ids::{EmployeeId, LeaveId},
    timeline::PersonRef,
};

/// A time during which somebody is given nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Leave {
    /// Its id.
    pub id: LeaveId,
    /// Whose.
    pub employee: PersonRef,
    /// From when, inclusive.
    pub from: DateTime<Utc>,
    /// Until when, exclusive.
    pub to: DateTime<Utc>,
    /// Why.
    pub reason: String,
    /// Whether what they have open goes back to the queue when it begins.
    pub gives_back: bool,
    /// When that was done.
    pub gave_back_at: Option<DateTime<Utc>>,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
    /// By whom; absent for the system.
    pub created_by: Option<PersonRef>,
    /// When it was cancelled. Who was on leave already, was so until then.
    pub cancelled_at: Option<DateTime<Utc>>,
}

/// Where a leave begins or ends: a day, in which case it is that whole day of the tenant, or an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum LeaveEdge {
    /// A whole day.
    Day(NaiveDate),
    /// An instant.
    Instant(DateTime<Utc>),
}

impl utoipa::PartialSchema for LeaveEdge {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("A day, which counts as a whole, or an instant."))
            .examples(["2099-10-08", "2099-10-08T05:00:00Z"])
            .into()
    }
}

impl ToSchema for LeaveEdge {}

/// A leave to be entered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LeaveDraft {
    /// Whose: an active agent's.
    pub employee_id: EmployeeId,
    /// From when, inclusive.
    pub from: LeaveEdge,
    /// Until when: the last day, or the instant at which it ends.
    pub to: LeaveEdge,
    /// Why.
    #[serde(default)]
    pub reason: String,
    /// Whether what they have open goes back to the queue when it begins.
    #[serde(default)]
    pub gives_back: bool,
}

impl Check for LeaveDraft {
    fn check(&self, faults: &mut Faults) {
        faults.line("/reason", &self.reason, 200);
    }
}

/// Which leaves to list, the last to begin first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LeaveQuery {
    /// Only of this person. Who may not see groups sees their own only.
    pub employee_id: Option<EmployeeId>,
    /// Only those that end after this instant.
    pub from: Option<DateTime<Utc>>,
    /// Only those that begin before this instant.
    pub to: Option<DateTime<Utc>>,
    /// Cancelled ones too, or only those that stand; absent: those that stand.
    pub cancelled: Option<bool>,
    /// How many rows, 1 to 200.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}
