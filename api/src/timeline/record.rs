//! Writes entries.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::{
    assignment::policy::{CaseKind, TimerAction, TimerWatch},
    ids::{CaseId, CustomerId, DecisionId, EmployeeId, TimelineEntryId},
    orders::{OrderRef, OrderState},
    timeline::TimelineKind,
};

use super::store;
use crate::{
    db::{At, Block, Db, next_id},
    error::Result,
};

/// What an entry says beyond its kind, its time and who did it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Detail {
    /// The words of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// The names of edited fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// The order that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderRef>,
    /// How far that order was then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_state: Option<OrderState>,
    /// The inquiry to which it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseId>,
    /// The step of a timer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timer: Option<TimerNote>,
}

/// A step of a timer as it is kept; the meaning is that of `shared::timeline::TimerStep`, with people by their ids.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TimerNote {
    /// What was waited for.
    pub watch: TimerWatch,
    /// The key of the timer.
    pub key: String,
    /// What people called it.
    pub name: String,
    /// Which stage, counted from 0.
    pub stage: u16,
    /// What that does.
    pub then: TimerAction,
    /// After how many working minutes it was to come.
    pub after_minutes: u32,
    /// Since when was waited.
    pub since: DateTime<Utc>,
    /// How many working minutes had passed.
    pub waited_minutes: u32,
    /// The inquiry or order.
    pub case: Option<CaseId>,
    /// Which of the two it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case_kind: Option<CaseKind>,
    /// Whose time it was.
    pub owner: EmployeeId,
    /// Who was told.
    pub told: Vec<EmployeeId>,
    /// Who has it now.
    pub new_owner: Option<EmployeeId>,
    /// The decision about who else could have it.
    pub decision: Option<DecisionId>,
}

/// An entry to be written.
#[derive(Debug)]
pub struct Entry {
    /// Whose timeline.
    pub customer: CustomerId,
    /// When.
    pub at: At,
    /// What it is about.
    pub kind: TimelineKind,
    /// Who did it.
    pub by: Option<EmployeeId>,
    /// What else it says.
    pub detail: Option<Detail>,
    /// The id of the follow-up, the inquiry or the order that it is about; a new one when absent.
    pub id: Option<i64>,
}

/// Writes one entry.
///
/// # Errors
/// When the database fails.
pub fn record(db: &mut Db, entry: Entry) -> Result<TimelineEntryId> {
    let id = entry.id.unwrap_or_else(|| next_id::<shared::ids::kinds::TimelineEntry>().raw());
    let detail = entry.detail.map(|d| serde_json::to_string(&d)).transpose()?;
    store::insert(db, id, entry.customer.raw(), entry.at, entry.kind, entry.by.map(EmployeeId::raw), detail)?;
    Ok(id.into())
}

/// Writes the same entry for each of these customers; one about ownership without a period says that nobody owns them.
///
/// # Errors
/// When the database fails.
pub fn record_block(
    db: &mut Db,
    block: Block,
    customers: &str,
    at: At,
    kind: TimelineKind,
    by: Option<i64>,
) -> Result<()> {
    store::insert_for_customers(db, block.first, customers, at, kind, by)?;
    Ok(())
}
