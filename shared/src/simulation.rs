//! Simulation 模拟: a policy tried on what really came in, with the people who were there.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    Check, Faults,
    assignment::{
        explain::Explanation,
        policy::{CaseKind, Policy},
        simulate::{Comparison, Report},
    },
    ids::{CaseId, EmployeeId, PolicyVersionId},
    problem::FieldCode,
    timeline::PersonRef,
    work::GroupRef,
};

/// How many changed decisions are explained when nothing is said.
pub const EXPLAINED: u32 = 50;
/// How many changed decisions may be explained.
pub const MAX_EXPLAINED: u32 = 500;

/// A policy to be simulated: one of the versions, or one that is not kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Candidate {
    /// A version.
    Version(PolicyVersionId),
    /// A document.
    Document(Policy),
}

/// What to simulate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SimulationRequest {
    /// The policy; the one in force when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<Candidate>,
    /// Another one to compare it with, beside what happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<Candidate>,
    /// The arrivals from here,
    pub from: DateTime<Utc>,
    /// to here.
    pub to: DateTime<Utc>,
    /// Only these kinds; all when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<CaseKind>,
    /// How many changed decisions to explain, up to 500.
    #[serde(default = "explained")]
    pub explained: u32,
}

const fn explained() -> u32 {
    EXPLAINED
}

impl Check for SimulationRequest {
    fn check(&self, faults: &mut Faults) {
        if self.to <= self.from {
            faults.add("/to", FieldCode::NotAfter);
        }
        if self.explained > MAX_EXPLAINED {
            faults.add("/explained", FieldCode::OutOfRange { min: 0, max: MAX_EXPLAINED.into() });
        }
        for (name, candidate) in [("policy", &self.policy), ("against", &self.against)] {
            if let Some(Candidate::Document(policy)) = candidate {
                let inner = policy.faults();
                faults.0.extend(inner.into_iter().map(|mut fault| {
                    fault.pointer = format!("/{name}/document{}", fault.pointer);
                    fault
                }));
            }
        }
    }
}

/// What came of a simulation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Simulated {
    /// By the policy.
    pub report: Report,
    /// By the other one.
    pub against: Option<Report>,
    /// What each agent really got of these arrivals.
    pub happened: Vec<Got>,
    /// How many of these arrivals really got an owner.
    pub happened_assigned: u64,
    /// The policy beside what happened.
    pub beside_happened: Comparison,
    /// The policy beside the other one.
    pub beside_other: Option<Comparison>,
    /// Some of the decisions that changed, beside what happened, or beside the other policy if there is one.
    pub explained: Vec<ChangedDecision>,
    /// The names of the people in all this.
    pub people: Vec<PersonRef>,
    /// The names of the groups in all this.
    pub groups: Vec<GroupRef>,
    /// How many milliseconds it took to read history, and to run through it.
    pub milliseconds: Took,
}

/// How long something took, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Took {
    /// To read.
    pub reading: u64,
    /// To run.
    pub running: u64,
}

/// What somebody got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Got {
    /// Who.
    pub employee: EmployeeId,
    /// How many.
    pub given: u64,
}

/// A decision that is another one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChangedDecision {
    /// About what.
    pub case: CaseId,
    /// What that is.
    pub kind: CaseKind,
    /// When it arrived.
    pub arrived_at: DateTime<Utc>,
    /// Who had it.
    pub before: Option<EmployeeId>,
    /// Who has it.
    pub after: Option<EmployeeId>,
    /// Why they had it; absent when no decision of the engine tells.
    pub before_explanation: Option<Explanation>,
    /// Why they have it.
    pub after_explanation: Option<Explanation>,
}
