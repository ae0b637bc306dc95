//! Whether a policy is wise 检查: rules that nothing reaches, rules that cut across each other, work that nobody takes.
//!
//! What is found about conditions is proved: a rule that is called unreachable is so for every arrival. The converse does not
//! hold. Facts are taken to be independent of each other (a district outside its city is thought possible), and a condition
//! that would grow too large when multiplied out is passed over in silence.

mod constraint;
mod gaps;
mod logic;
mod overlap;
mod people;
mod reachable;
mod timers;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use self::logic::{Conjunct, always, expand, expand_negated};
use super::{
    compiled::Compiled,
    policy::{Policy, Route, Rule},
};
use crate::{
    ids::{EmployeeId, GroupId, ProductLineId},
    text_enum,
};

/// What a policy may name.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The groups, with how many of their members are active agents.
    pub groups: BTreeMap<GroupId, u32>,
    /// The active agents.
    pub agents: BTreeSet<EmployeeId>,
    /// The product lines.
    pub product_lines: BTreeSet<ProductLineId>,
    /// The keys of the entrances.
    pub entrances: BTreeSet<String>,
}

text_enum! {
    /// What was found.
    pub enum FindingCode {
        /// The condition can never hold.
        NeverMatches = "never_matches",
        /// An `any` without parts never holds.
        EmptyAny = "empty_any",
        /// Everything the rule matches has gone to a queue by the rules in `others`.
        Unreachable = "unreachable",
        /// The rule gets only what the one in `others` has nobody for.
        Fallback = "fallback",
        /// The rule and the one in `others` list some of the same `values`, and neither is a special case of the other: which
        /// of them stands first decides.
        Overlap = "overlap",
        /// A route stands after a queue.
        AfterQueue = "after_queue",
        /// No rule is for arrivals with these `values`, and nothing is said for `otherwise`.
        Gap = "gap",
        /// The group is not known.
        UnknownGroup = "unknown_group",
        /// The group has nobody.
        EmptyGroup = "empty_group",
        /// The person is not an active agent.
        NotAnAgent = "not_an_agent",
        /// A value is not known, so it never occurs.
        UnknownValue = "unknown_value",
        /// Everything the timer is for is taken by the timers in `others`, which are asked before.
        TimerUnreachable = "timer_unreachable",
        /// The timer reassigns what the policy gives to the customer's owner or to who holds their district only.
        TimerNobodyElse = "timer_nobody_else",
    }
}

text_enum! {
    /// How bad that is.
    pub enum Severity {
        /// It should not be published like this.
        Error = "error",
        /// It may be meant.
        Warning = "warning",
    }
}

impl FindingCode {
    /// How bad it is.
    pub const fn severity(self) -> Severity {
        match self {
            Self::NeverMatches
            | Self::EmptyAny
            | Self::Unreachable
            | Self::AfterQueue
            | Self::UnknownGroup
            | Self::NotAnAgent
            | Self::TimerUnreachable => Severity::Error,
            Self::Fallback
            | Self::Overlap
            | Self::Gap
            | Self::EmptyGroup
            | Self::UnknownValue
            | Self::TimerNobodyElse => Severity::Warning,
        }
    }
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Finding {
    /// What.
    pub code: FindingCode,
    /// How bad it is.
    pub severity: Severity,
    /// Where, as a JSON pointer into the policy.
    #[schema(example = "/rules/3")]
    pub pointer: String,
    /// Other rules that are concerned, or other timers of a finding about a timer, counted from 0.
    pub others: Vec<u16>,
    /// The values that are concerned: `fact=value`, or an id; at most 20.
    pub values: Vec<String>,
}

/// How many values a finding lists.
const LISTED: usize = 20;

impl Finding {
    fn new(code: FindingCode, pointer: impl Into<String>) -> Self {
        Self { code, severity: code.severity(), pointer: pointer.into(), others: Vec::new(), values: Vec::new() }
    }

    fn others(self, others: Vec<u16>) -> Self {
        Self { others, ..self }
    }

    fn values(self, values: impl IntoIterator<Item = String>) -> Self {
        Self { values: values.into_iter().take(LISTED).collect(), ..self }
    }
}

/// Looks for what is unwise in a policy, in the order of its rules and then of its timers.
pub fn lint(policy: &Policy, known: &Known) -> Vec<Finding> {
    let policy = Compiled::new(policy);
    let rules: Vec<_> = (0..).zip(&policy.policy().rules).map(|(at, rule)| Shape::new(at, rule)).collect();
    let mut findings = Vec::new();
    for shape in rules.iter().filter(|shape| shape.rule.enabled) {
        people::check_condition(shape, known, &mut findings);
        if !reachable::check(shape, &rules, &mut findings) {
            overlap::check(shape, &rules, &mut findings);
        }
        people::check_routes(&shape.rule.routes, &format!("/rules/{}/routes", shape.at), known, &mut findings);
    }
    people::check_routes(&policy.policy().otherwise, "/otherwise", known, &mut findings);
    if policy.policy().otherwise.is_empty() {
        gaps::check(&rules, known, &mut findings);
    }
    timers::check(policy.policy(), &rules, known, &mut findings);
    findings
}

/// A rule with its condition multiplied out, where that is not too large.
struct Shape<'a> {
    at: u16,
    rule: &'a Rule,
    /// The alternatives under which it matches.
    matches: Option<Vec<Conjunct>>,
    /// The alternatives under which it does not.
    fails: Option<Vec<Conjunct>>,
}

impl<'a> Shape<'a> {
    fn new(at: u16, rule: &'a Rule) -> Self {
        Self { at, rule, matches: expand(&rule.when), fails: expand_negated(&rule.when) }
    }

    fn pointer(&self) -> String {
        format!("/rules/{}", self.at)
    }

    /// Whether nothing that it matches goes on to later rules.
    fn is_final(&self) -> bool {
        self.rule.routes.iter().any(|route| matches!(route, Route::Queue {}))
    }
}

/// Whether everything has to fulfil these alternatives.
fn is_always(alternatives: &[Conjunct]) -> bool {
    alternatives.iter().any(|conjunct| *conjunct == always())
}
