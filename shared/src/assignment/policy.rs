//! The policy 分配策略 as an administrator writes it: ordered rules, each a condition and the routes that it opens.

use serde::{Deserialize, Serialize};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ArrayBuilder, ObjectBuilder, OneOfBuilder, Ref, RefOr, Schema},
};

use crate::ids::GroupId;

pub use super::{
    fact::{CaseKind, Fact, FactTest},
    route::{Route, RouteKind, Strategy},
    timer::{TimerAction, TimerRule, TimerStage, TimerWatch},
};

/// A policy. Rules are asked in order. A rule that matches has its routes tried in order; when no route has somebody, the
/// next rule is asked, unless one of them is a queue. After the last rule come the routes of `otherwise`; after those the
/// arrival waits.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// The rules, first to be asked first; at most 200.
    pub rules: Vec<Rule>,
    /// Where everything goes that no rule placed.
    #[serde(default)]
    pub otherwise: Vec<Route>,
    /// What becomes of what its owner leaves lying, first to be asked first; at most 50.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timers: Vec<TimerRule>,
}

impl Policy {
    /// Whether a route leads to a group, be it of a rule that is not asked.
    pub fn leads_to(&self, group: GroupId) -> bool {
        let routes = self.rules.iter().flat_map(|rule| &rule.routes).chain(&self.otherwise);
        routes.into_iter().any(|route| matches!(route, Route::Group { group_id, .. } if *group_id == group))
    }
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Names the rule in every version of the policy: 1 to 40 of `a-z`, `0-9`, `-`, `_`, unique.
    #[schema(example = "study-travel")]
    pub key: String,
    /// What people call it.
    pub name: String,
    /// Whether it is asked.
    pub enabled: bool,
    /// What it is for.
    pub when: Condition,
    /// Where it sends what it is for, first to be tried first; 1 to 10.
    pub routes: Vec<Route>,
}

/// What must hold. `{"all": []}` always holds, `{"any": []}` never.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Every one of these.
    All(Vec<Condition>),
    /// At least one of these.
    Any(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// This about one fact.
    Test(FactTest),
}

impl Condition {
    /// Holds for everything.
    pub const fn always() -> Self {
        Self::All(Vec::new())
    }
}

// By hand: the derive can break the recursion only for the whole enum, and would then leave `FactTest` out.
impl PartialSchema for Condition {
    fn schema() -> RefOr<Schema> {
        let this = || Ref::from_schema_name(Self::name());
        let only = |name: &str, value: RefOr<Schema>| ObjectBuilder::new().property(name, value).required(name);
        OneOfBuilder::new()
            .description(Some("What must hold: every one, at least one, not this, or a test of one fact."))
            .item(only("all", ArrayBuilder::new().items(this()).into()))
            .item(only("any", ArrayBuilder::new().items(this()).into()))
            .item(only("not", this().into()))
            .item(only("test", Ref::from_schema_name(FactTest::name()).into()))
            .examples([serde_json::json!({"test": {"fact": "level", "is": ["a"]}})])
            .into()
    }
}

impl ToSchema for Condition {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((FactTest::name().into(), FactTest::schema()));
        FactTest::schemas(schemas);
    }
}
