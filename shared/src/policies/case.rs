//! Cases tried on a policy, and decisions with everything that one needs to read them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{PolicyRef, check_document};
use crate::{
    Check, Faults,
    assignment::{FactTest, Policy, explain::Explanation, policy::CaseKind, times::Moment},
    customers::Level,
    ids::{CityId, CustomerId, DistrictId, EmployeeId, GroupId, PolicyVersionId, ProductLineId, ProvinceId},
    problem::FieldCode,
};

/// A case to be tried: what would become of it now, with the people who are there now. Nothing is written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TryCase {
    /// On which policy; absent: the one in force.
    #[serde(default)]
    pub policy: Option<TriedPolicy>,
    /// What is known of the case.
    pub facts: CaseFacts,
}

/// A policy on which a case is tried.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TriedPolicy {
    /// A version.
    Version(PolicyVersionId),
    /// A document that need not be kept anywhere.
    Document(Policy),
}

/// What is known of a case. With a customer, owner, district and level are theirs; what is said here goes before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseFacts {
    /// What is to be assigned.
    pub kind: CaseKind,
    /// The moment by the tenant's clock; absent: now.
    #[serde(default)]
    pub moment: Option<Moment>,
    /// The customer.
    #[serde(default)]
    pub customer_id: Option<CustomerId>,
    /// Whether the customer was known before; absent: whether one is given from whom something new arrives.
    #[serde(default)]
    pub known: Option<bool>,
    /// Who owns the customer.
    #[serde(default)]
    pub owner: Option<EmployeeId>,
    /// The key of the entrance.
    #[serde(default)]
    pub entrance: Option<String>,
    /// The key of the channel.
    #[serde(default)]
    pub channel: Option<String>,
    /// The product line it is about.
    #[serde(default)]
    pub product_line: Option<ProductLineId>,
    /// The customer's province; that of the city or the district, when one is known.
    #[serde(default)]
    pub province: Option<ProvinceId>,
    /// The customer's city; that of the district, when one is known.
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
    /// The customer's language, a tag such as `zh` or `en`.
    #[serde(default)]
    pub language: Option<String>,
    /// The customer's own words.
    #[serde(default)]
    pub text: Option<String>,
    /// What else is known, by name.
    #[serde(default)]
    pub attributes: BTreeMap<String, String>,
}

impl CaseFacts {
    /// A case of which nothing is known but what it is.
    pub const fn new(kind: CaseKind) -> Self {
        Self {
            kind,
            moment: None,
            customer_id: None,
            known: None,
            owner: None,
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
        }
    }
}

/// How many characters the customer's own words may have.
const TEXT_LENGTH: usize = 5_000;
/// How many characters a value may have.
const VALUE_LENGTH: usize = 100;
/// How many attributes a case may have.
const MAX_ATTRIBUTES: usize = 50;

impl Check for TryCase {
    fn check(&self, faults: &mut Faults) {
        if let Some(TriedPolicy::Document(document)) = &self.policy {
            let mut inner = Faults::default();
            check_document(document, true, &mut inner);
            faults.0.extend(inner.0.into_iter().map(|mut fault| {
                fault.pointer.insert_str(0, "/policy");
                fault
            }));
        }
        let facts = &self.facts;
        for (pointer, text) in [
            ("/facts/entrance", &facts.entrance),
            ("/facts/channel", &facts.channel),
            ("/facts/language", &facts.language),
        ] {
            if let Some(text) = text {
                faults.text(pointer, text, VALUE_LENGTH);
            }
        }
        if let Some(text) = &facts.text {
            faults.prose("/facts/text", text, TEXT_LENGTH);
        }
        if facts.value.is_some_and(|value| value < 0) {
            faults.add("/facts/value", FieldCode::OutOfRange { min: 0, max: i64::MAX });
        }
        if facts.attributes.len() > MAX_ATTRIBUTES {
            faults.add("/facts/attributes", FieldCode::TooMany { max: MAX_ATTRIBUTES });
        }
        for (name, value) in &facts.attributes {
            // `~` and `/` have a meaning in pointers.
            let pointer = format!("/facts/attributes/{}", name.replace('~', "~0").replace('/', "~1"));
            faults.text(&pointer, name, VALUE_LENGTH);
            faults.line(&pointer, value, VALUE_LENGTH);
        }
    }
}

/// A decision with everything that one needs to read it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ExplainedCase {
    /// The decision and why.
    pub explanation: Explanation,
    /// The version that decided; absent for a document that is none.
    pub policy: Option<PolicyRef>,
    /// What the rules are called, by key.
    pub rules: BTreeMap<String, String>,
    /// What the tests asked, by the pointers under which the explanation names them.
    pub tests: BTreeMap<String, FactTest>,
    /// What the ids are called.
    pub names: Names,
}

/// What ids are called. Who or what is not here does not exist any more.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Names {
    /// People.
    pub people: BTreeMap<EmployeeId, String>,
    /// Groups.
    pub groups: BTreeMap<GroupId, String>,
    /// Product lines.
    pub product_lines: BTreeMap<ProductLineId, String>,
    /// Provinces, cities and districts, by their ids.
    pub places: BTreeMap<String, String>,
}
