//! Simulation 模拟: a policy tried on what really came in, with the people who were there.

mod answer;
mod export;
mod file;

pub use answer::{BadLine, ChangedDecision, FileRead, Simulated, Took};
pub use export::{ExportFormat, ExportQuery, ExportTable};
pub use file::{ATTRIBUTE, Column, FileColumn, FileExport, FileSimulation, MAX_BAD_LINES};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    Check, Faults,
    assignment::policy::{CaseKind, Policy},
    ids::PolicyVersionId,
    problem::FieldCode,
};

/// How many changed decisions are explained when nothing is said.
pub const EXPLAINED: u32 = 50;
/// How many changed decisions may be explained.
pub const MAX_EXPLAINED: u32 = 500;

/// How many arrivals one simulation may have.
pub const MAX_ARRIVALS: usize = 1_000_000;
/// How many days one simulation may span.
pub const MAX_DAYS: i64 = 366;

/// A policy to be simulated: one of the versions, or one that is not kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Candidate {
    /// A version.
    Version(PolicyVersionId),
    /// A document.
    Document(Policy),
}

/// What to simulate: at most 1,000,000 arrivals of at most 366 days.
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
        } else if self.to - self.from > TimeDelta::days(MAX_DAYS) {
            faults.add("/to", FieldCode::TooManyDays { max: MAX_DAYS });
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
