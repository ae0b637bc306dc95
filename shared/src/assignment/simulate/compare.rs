//! Two runs side by side, or a run beside what happened.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::report::Settled;
use crate::ids::{CaseId, EmployeeId};

/// How two runs differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Comparison {
    /// How many cases are in both.
    pub compared: u64,
    /// How many of them have different owners, or an owner in only one.
    pub changed: u64,
    /// The first of those, in order of arrival.
    pub listed: Vec<Changed>,
}

/// A case that was decided differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Changed {
    /// Which.
    pub case: CaseId,
    /// Who had it; absent: nobody.
    pub before: Option<EmployeeId>,
    /// Who has it; absent: nobody.
    pub after: Option<EmployeeId>,
}

/// Compares who ended up with what, listing at most `limit` of the differences.
pub fn compare(before: &[Settled], after: &[Settled], limit: usize) -> Comparison {
    let owners: HashMap<_, _> = before.iter().map(|settled| (settled.case, settled.owner)).collect();
    let mut comparison = Comparison { compared: 0, changed: 0, listed: Vec::new() };
    for settled in after {
        let Some(before) = owners.get(&settled.case).copied() else { continue };
        comparison.compared += 1;
        if before != settled.owner {
            comparison.changed += 1;
            if comparison.listed.len() < limit {
                comparison.listed.push(Changed { case: settled.case, before, after: settled.owner });
            }
        }
    }
    comparison
}
