//! Redistribution: customers and work of some people given to others, in three steps, and back again.

mod draft;
mod flows;
mod loads;
mod look;
mod page;
mod source;
mod targets;
mod undo;
mod wizard;

use serde::{Deserialize, Serialize};
use shared::{
    ids::{DistrictId, EmployeeId},
    redistribution::RedistributionReason,
};

pub use page::RedistributionsPage;
pub use wizard::WizardPage;

use crate::router::Place;

/// With what the wizard begins, as its address says it. The address holds only an id; the name is what to show for it.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Begin {
    agent: Option<EmployeeId>,
    district: Option<DistrictId>,
    name: Option<String>,
    reason: Option<RedistributionReason>,
}

impl Begin {
    /// With everything that an agent has.
    pub fn agent(id: EmployeeId, name: &str, reason: RedistributionReason) -> Self {
        Self { agent: Some(id), name: Some(name.to_owned()), reason: Some(reason), ..Self::default() }
    }

    /// With the customers of a district.
    pub fn district(id: DistrictId, name: &str) -> Self {
        Self { district: Some(id), name: Some(name.to_owned()), ..Self::default() }
    }

    /// Where the wizard begins so.
    pub fn path(&self) -> String {
        let query = serde_urlencoded::to_string(self).unwrap_or_default();
        format!("{}/new?{query}", Place::Redistributions.path())
    }
}
