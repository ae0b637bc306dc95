//! What is known of one arrival at the moment of a decision.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{policy::CaseKind, times::Moment};
use crate::{
    customers::Level,
    ids::{CaseId, CityId, DistrictId, EmployeeId, ProductLineId, ProvinceId},
};

/// The facts. What is absent is not known, and fulfils no test.
///
/// Whoever decides again about something that waits reads owner, holder and moment anew: a rule for the night must let go
/// in the morning.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// What is to be assigned. It also seeds the last tie-break, so the same case is always decided alike.
    pub case: CaseId,
    /// What that is.
    pub kind: CaseKind,
    /// The moment of the decision.
    pub moment: Moment,
    /// Whether the customer was known before.
    pub known: bool,
    /// The key of the entrance.
    #[serde(default)]
    pub entrance: Option<String>,
    /// The key of the channel.
    #[serde(default)]
    pub channel: Option<String>,
    /// The product line it is about.
    #[serde(default)]
    pub product_line: Option<ProductLineId>,
    /// The customer's province.
    #[serde(default)]
    pub province: Option<ProvinceId>,
    /// The customer's city.
    #[serde(default)]
    pub city: Option<CityId>,
    /// The customer's district.
    #[serde(default)]
    pub district: Option<DistrictId>,
    /// The customer's level.
    #[serde(default)]
    pub level: Option<Level>,
    /// Its value in minor units of money.
    #[serde(default)]
    pub value: Option<i64>,
    /// The customer's language, a tag such as `zh` or `en`; compared as it stands.
    #[serde(default)]
    pub language: Option<String>,
    /// The customer's own words.
    #[serde(default)]
    pub text: Option<String>,
    /// What else is known, by name.
    #[serde(default)]
    pub attributes: BTreeMap<String, String>,
    /// Who owns the customer.
    #[serde(default)]
    pub owner: Option<EmployeeId>,
    /// Who holds the customer's district.
    #[serde(default)]
    pub district_holder: Option<EmployeeId>,
    /// Who shall not have it, because they declined it or did not answer in time.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub declined: BTreeSet<EmployeeId>,
}

impl Facts {
    /// Facts of which nothing is known but these.
    pub const fn new(case: CaseId, kind: CaseKind, moment: Moment) -> Self {
        Self {
            case,
            kind,
            moment,
            known: false,
            entrance: None,
            channel: None,
            product_line: None,
            province: None,
            city: None,
            district: None,
            level: None,
            value: None,
            language: None,
            text: None,
            attributes: BTreeMap::new(),
            owner: None,
            district_holder: None,
            declined: BTreeSet::new(),
        }
    }
}
