//! Simulations: a policy tried on what came in, beside what happened and beside another version.

mod bad_lines;
mod bars;
mod changes;
mod choice;
mod controls;
mod export;
mod figures;
mod page;
mod results;
mod run;
mod sides;
mod table;
mod waits;

pub use page::SimulationPage;

use shared::ids::PolicyVersionId;

use crate::router::Place;

/// Where a version is simulated.
pub fn address(policy: PolicyVersionId) -> String {
    format!("{}/{policy}/simulate", Place::Policies.path())
}
