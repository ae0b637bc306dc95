//! Territory 片区: provinces, cities, districts 商圈 and who holds them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    Check, Faults,
    ids::{CityId, DistrictId, EmployeeId, HoldingId, ProvinceId},
    text_enum,
    timeline::PersonRef,
};

/// A province.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Province {
    /// Its id.
    pub id: ProvinceId,
    /// Its code, `33`.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// A city, with how much of it is covered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct City {
    /// Its id.
    pub id: CityId,
    /// Its province.
    pub province_id: ProvinceId,
    /// Its code, `3301`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How many open districts it has.
    pub districts: i64,
    /// How many of those have an agent.
    pub held: i64,
}

/// Which cities to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CityQuery {
    /// Only of this province.
    pub province: Option<ProvinceId>,
}

/// A new province.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProvinceDraft {
    /// Its code, unique.
    pub code: String,
    /// Its name, unique.
    pub name: String,
}

impl Check for ProvinceDraft {
    fn check(&self, faults: &mut Faults) {
        faults.text("/code", &self.code, 20);
        faults.text("/name", &self.name, 60);
    }
}

/// A new city.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CityDraft {
    /// Its province.
    pub province_id: ProvinceId,
    /// Its code, unique.
    pub code: String,
    /// Its name, unique in its province.
    pub name: String,
}

impl Check for CityDraft {
    fn check(&self, faults: &mut Faults) {
        faults.text("/code", &self.code, 20);
        faults.text("/name", &self.name, 60);
    }
}

text_enum! {
    /// Whether a district takes customers.
    pub enum DistrictStatus {
        /// Takes customers.
        Open = "open",
        /// Takes no new customers.
        Closed = "closed",
    }
}

/// A district.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct District {
    /// Its id.
    pub id: DistrictId,
    /// Its code, unique; the key of imports.
    pub code: String,
    /// Its name, which may repeat.
    pub name: String,
    /// The county or borough it lies in.
    pub county: String,
    /// Its city.
    pub city_id: CityId,
    /// The name of its city.
    pub city: String,
    /// The name of its province.
    pub province: String,
    /// Whether it takes customers.
    pub status: DistrictStatus,
    /// Who holds it.
    pub agent: Option<PersonRef>,
    /// Since when.
    pub held_since: Option<DateTime<Utc>>,
    /// Give it back when editing.
    pub version: i64,
}

/// A new district.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DistrictDraft {
    /// Its code, unique.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The county or borough it lies in.
    #[serde(default)]
    pub county: String,
    /// Its city.
    pub city_id: CityId,
}

impl Check for DistrictDraft {
    fn check(&self, faults: &mut Faults) {
        check_district(&self.code, &self.name, &self.county, faults);
    }
}

/// An edited district: every field as it shall be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DistrictEdit {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The county or borough it lies in.
    pub county: String,
    /// Its city.
    pub city_id: CityId,
    /// Whether it takes customers.
    pub status: DistrictStatus,
    /// The version that was read.
    pub version: i64,
}

impl Check for DistrictEdit {
    fn check(&self, faults: &mut Faults) {
        check_district(&self.code, &self.name, &self.county, faults);
    }
}

/// The rules for the texts of a district, wherever they come from.
pub fn check_district(code: &str, name: &str, county: &str, faults: &mut Faults) {
    faults.text("/code", code, 40);
    faults.text("/name", name, 60);
    faults.line("/county", county, 60);
}

/// Which districts to list, by code.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DistrictQuery {
    /// A part of the name, the beginning of its pinyin or initials, or of the code.
    pub q: Option<String>,
    /// Only of this province.
    pub province: Option<ProvinceId>,
    /// Only of this city.
    pub city: Option<CityId>,
    /// Only held by this agent.
    pub agent: Option<EmployeeId>,
    /// Only held, or only without an agent.
    pub held: Option<bool>,
    /// Only with this status.
    pub status: Option<DistrictStatus>,
    /// How many rows, 1 to 200.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

/// A time during which one agent held the district.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Holding {
    /// Its id.
    pub id: HoldingId,
    /// Who held it.
    pub agent: PersonRef,
    /// From when, inclusive.
    pub from: DateTime<Utc>,
    /// Until when, exclusive; absent: still.
    pub to: Option<DateTime<Utc>>,
    /// Who gave it to them; absent for the system.
    pub by: Option<PersonRef>,
    /// Why.
    pub reason: String,
}

/// Which districts go to whom. Either `district_ids` or `from_agent_id` is given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DistrictAssignment {
    /// These districts, at most 5,000.
    #[serde(default)]
    pub district_ids: Vec<DistrictId>,
    /// All districts of this agent.
    #[serde(default)]
    pub from_agent_id: Option<EmployeeId>,
    /// The new agent; absent: the districts are left without one.
    pub agent_id: Option<EmployeeId>,
    /// Why.
    #[serde(default)]
    pub reason: String,
    /// The `token` of the preview that was confirmed; when it no longer fits, nothing is done.
    #[serde(default)]
    pub confirm: Option<String>,
}

impl Check for DistrictAssignment {
    fn check(&self, faults: &mut Faults) {
        if self.from_agent_id.is_none() {
            faults.many("/district_ids", &self.district_ids, 5000);
        }
        faults.line("/reason", &self.reason, 500);
    }
}

/// What an assignment of districts would do, or did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AssignmentEffect {
    /// How many districts change hands.
    pub districts: i64,
    /// How many are already where they shall be.
    pub unchanged: i64,
    /// How many customers get another owner.
    pub customers_moved: i64,
    /// How many customers leave the queue.
    pub customers_drained: i64,
    /// How many customers enter the queue, because nobody takes the district.
    pub customers_queued: i64,
    /// From whom, most customers first; at most 50.
    pub from: Vec<AssignmentSource>,
    /// Send it back as `confirm`.
    pub token: String,
}

/// What one agent gives up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AssignmentSource {
    /// Who.
    pub agent: PersonRef,
    /// How many districts.
    pub districts: i64,
    /// How many customers.
    pub customers: i64,
}

/// Who holds what in a city.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CityCoverage {
    /// The city.
    pub city: City,
    /// Who holds districts there, most districts first.
    pub agents: Vec<CityShare>,
}

/// One agent's share of a city.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CityShare {
    /// Who.
    pub agent: PersonRef,
    /// How many districts.
    pub districts: i64,
}
