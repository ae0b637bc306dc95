//! What comes of a simulation.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    FieldError,
    assignment::{
        policy::CaseKind,
        simulate::{Comparison, Report},
    },
    ids::{CaseId, EmployeeId},
    policies::{ExplainedCase, PolicyRef},
    timeline::PersonRef,
    work::GroupRef,
};

/// What came of a simulation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Simulated {
    /// The version that was simulated; absent for a document that is none.
    pub policy: Option<PolicyRef>,
    /// The version it was compared with; absent without one, and for a document.
    pub other: Option<PolicyRef>,
    /// By the policy.
    pub report: Report,
    /// By the other one.
    pub against: Option<Report>,
    /// What really happened to these arrivals, counted as in a report; absent for those of a file.
    pub happened: Option<Report>,
    /// The policy beside what happened.
    pub beside_happened: Option<Comparison>,
    /// The policy beside the other one.
    pub beside_other: Option<Comparison>,
    /// Some of the decisions that changed, beside the other policy if there is one, or else beside what happened.
    pub explained: Vec<ChangedDecision>,
    /// The names of the people in all this.
    pub people: Vec<PersonRef>,
    /// The names of the groups in all this.
    pub groups: Vec<GroupRef>,
    /// How many milliseconds it took to read the arrivals, and to run through them.
    pub milliseconds: Took,
    /// What was read of the file; absent for a past period.
    pub file: Option<FileRead>,
}

/// How long something took, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Took {
    /// To read.
    pub reading: u64,
    /// To run.
    pub running: u64,
}

/// A decision that is another one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChangedDecision {
    /// About what; of a file, the number of its line.
    pub case: CaseId,
    /// What that is.
    pub kind: CaseKind,
    /// When it arrived.
    pub arrived_at: DateTime<Utc>,
    /// Who had it.
    pub before: Option<EmployeeId>,
    /// Who has it.
    pub after: Option<EmployeeId>,
    /// When they had it.
    pub before_at: Option<DateTime<Utc>>,
    /// When they have it.
    pub after_at: Option<DateTime<Utc>>,
    /// Why they had it; absent when no decision of the engine tells.
    pub before_explanation: Option<ExplainedCase>,
    /// Why they have it.
    pub after_explanation: Option<ExplainedCase>,
}

/// What was read of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FileRead {
    /// How many lines it has, without the header.
    pub lines: u64,
    /// How many of them are bad, and were left out.
    pub bad: u64,
    /// The first of the bad ones, at most 200.
    pub bad_lines: Vec<BadLine>,
    /// When the first arrived; absent when all lines are bad.
    pub from: Option<DateTime<Utc>>,
    /// When the last arrived.
    pub to: Option<DateTime<Utc>>,
}

/// A line that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BadLine {
    /// Its number in the file, counted from 1 with the header.
    pub line: i64,
    /// What is wrong with it; a pointer names the column.
    pub errors: Vec<FieldError>,
}
