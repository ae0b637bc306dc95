//! The audit log 审计日志: every change, append-only.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::ids::{AuditEntryId, EmployeeId};

/// A change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AuditEntry {
    /// Its id.
    pub id: AuditEntryId,
    /// When.
    pub at: DateTime<Utc>,
    /// Who, as they were called then: an employee, a key, or the system.
    pub actor: String,
    /// The employee, if it was one.
    pub actor_id: Option<EmployeeId>,
    /// What was done, `district.assign`.
    pub action: String,
    /// To what kind of thing, `district`.
    pub entity: String,
    /// To which one, as the API names it.
    pub entity_id: Option<String>,
    /// A short name of it for the reader.
    pub label: String,
    /// How it was.
    pub before: Option<serde_json::Value>,
    /// How it is.
    pub after: Option<serde_json::Value>,
    /// From which address.
    pub ip: Option<String>,
    /// In which request.
    pub request_id: Option<String>,
}

/// Which entries to list, newest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AuditQuery {
    /// Only by this employee.
    pub actor: Option<EmployeeId>,
    /// Only this action, or those that begin with it up to a dot.
    pub action: Option<String>,
    /// Only to this kind of thing.
    pub entity: Option<String>,
    /// Only to this one.
    pub entity_id: Option<String>,
    /// Not before.
    pub from: Option<DateTime<Utc>>,
    /// Before.
    pub to: Option<DateTime<Utc>>,
    /// How many rows, 1 to 200.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}
