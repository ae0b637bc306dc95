//! The explanation 依据 of a decision: codes and values, no prose, so that every language can be made of it.

use std::fmt::Display;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    candidate::Removed,
    decision::Decision,
    policy::{Fact, RouteKind, Strategy},
    ranking::{RankedBy, Standing, lot},
    rotation::Clock,
};
use crate::{
    ids::{CaseId, EmployeeId, GroupId},
    text_enum,
};

/// How many candidates of one route are listed.
pub const LISTED_CANDIDATES: usize = 50;
/// How many candidates one explanation lists, beside those who were chosen.
pub const LISTED_IN_ALL: usize = 200;
/// How many tests of one rule are listed.
pub const LISTED_TESTS: usize = 10;
/// How many characters of a value are kept.
const VALUE_LENGTH: usize = 100;

/// Why a decision is what it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Explanation {
    /// What was decided.
    pub decision: Decision,
    /// The rules that were asked, in order, down to the one that decided; `otherwise` is last.
    pub rules: Vec<RuleSeen>,
}

/// What became of one rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RuleSeen {
    /// Which, counted from 0; absent for `otherwise`.
    pub rule: Option<u16>,
    /// Its key; empty for `otherwise`.
    pub key: String,
    /// Whether it matched.
    pub verdict: Verdict,
    /// The tests that decided whether it matched; at most 10.
    pub tests: Vec<TestSeen>,
    /// How many tests did.
    pub tests_total: u32,
    /// The routes that were tried.
    pub routes: Vec<RouteSeen>,
}

text_enum! {
    /// Whether a rule matched.
    pub enum Verdict {
        /// It is not asked.
        Disabled = "disabled",
        /// Its condition does not hold.
        NotMatched = "not_matched",
        /// Its condition holds.
        Matched = "matched",
    }
}

/// What a test saw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TestSeen {
    /// Where the test stands in the policy, as a JSON pointer.
    #[schema(example = "/rules/0/when/all/1/test")]
    pub pointer: String,
    /// Which fact it looks at.
    pub fact: Fact,
    /// Whether it held.
    pub held: bool,
    /// What the fact was, of a text the word that was found; absent when it is not known or nothing was found.
    pub actual: Option<Actual>,
}

/// The value of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Actual {
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(i64),
    /// A word, an id, a time; at most 100 characters.
    Text(String),
}

impl Actual {
    pub(super) fn text(value: impl Display) -> Self {
        let text = value.to_string();
        Self::Text(text.chars().take(VALUE_LENGTH).collect())
    }
}

/// What became of one route.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RouteSeen {
    /// Which of the rule's routes, counted from 0.
    pub route: u16,
    /// Its kind.
    pub kind: RouteKind,
    /// Its group.
    pub group: Option<GroupId>,
    /// Its strategy.
    pub strategy: Option<Strategy>,
    /// What came of it.
    pub result: RouteResult,
    /// Who was looked at: first those who can take it, in the order in which they would be chosen, then the others. At most
    /// 50; who was chosen is always there.
    pub candidates: Vec<CandidateSeen>,
    /// How many were looked at.
    pub candidates_total: u32,
    /// How many of them could take it.
    pub available: u32,
    /// What put the one who was chosen before the next; absent when there was no next.
    pub decided_by: Option<RankedBy>,
}

impl RouteSeen {
    /// A route of which nothing is known yet.
    pub(super) const fn new(route: u16, kind: RouteKind) -> Self {
        Self {
            route,
            kind,
            group: None,
            strategy: None,
            result: RouteResult::Nobody,
            candidates: Vec::new(),
            candidates_total: 0,
            available: 0,
            decided_by: None,
        }
    }
}

text_enum! {
    /// What came of a route.
    pub enum RouteResult {
        /// Somebody got it.
        Taken = "taken",
        /// There were candidates, and none could take it.
        Nobody = "nobody",
        /// There is no such owner or holder.
        NoCandidate = "no_candidate",
        /// The group is not known here.
        UnknownGroup = "unknown_group",
        /// It waits.
        Queued = "queued",
    }
}

/// What became of one candidate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CandidateSeen {
    /// Who.
    pub employee: EmployeeId,
    /// What removed them; absent when they could take it.
    pub removed: Option<Removed>,
    /// What they were compared by, when they could and there is a strategy.
    pub standing: Option<StandingSeen>,
}

/// What a candidate was compared by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StandingSeen {
    /// How much later than the group's clock their next turn starts; 232,792,560 is a whole turn.
    pub ahead: i64,
    /// Which of the group's turns was their last; 0 before the first.
    pub last_turn: i64,
    /// Their open work, of the tighter limit.
    pub open: u32,
    /// The capacity it is measured against.
    pub capacity: u32,
    /// When they were last given anything, in microseconds; absent: never.
    pub last_assigned: Option<i64>,
    /// The lot that the case throws them, in hexadecimal.
    pub lot: String,
}

impl StandingSeen {
    pub(super) fn new(standing: &Standing, clock: Clock, case: CaseId) -> Self {
        Self {
            ahead: standing.start - clock.now,
            last_turn: standing.last_turn,
            open: standing.load.open,
            capacity: standing.load.capacity,
            last_assigned: standing.last_assigned,
            lot: format!("{:016x}", lot(case, standing.employee)),
        }
    }
}

/// What a decision tells while it is made. The choice is the same whoever listens.
pub trait Trace {
    /// Whether anybody listens; what is only told is not even made otherwise.
    const LISTENS: bool;
    /// A rule was asked.
    fn rule(&mut self, seen: RuleSeen);
    /// A route of the rule that was told last was tried.
    fn route(&mut self, seen: RouteSeen);
}

/// Nobody listens.
#[derive(Debug, Clone, Copy)]
pub struct Silent;

impl Trace for Silent {
    const LISTENS: bool = false;
    fn rule(&mut self, _: RuleSeen) {}
    fn route(&mut self, _: RouteSeen) {}
}

/// Writes everything down, within bounds.
#[derive(Debug, Clone, Default)]
pub struct Recorder {
    rules: Vec<RuleSeen>,
    listed: usize,
}

impl Recorder {
    /// The explanation of the decision that was listened to.
    pub fn explanation(self, decision: Decision) -> Explanation {
        Explanation { decision, rules: self.rules }
    }
}

impl Trace for Recorder {
    const LISTENS: bool = true;

    fn rule(&mut self, mut seen: RuleSeen) {
        seen.tests.truncate(LISTED_TESTS);
        self.rules.push(seen);
    }

    fn route(&mut self, mut seen: RouteSeen) {
        // Who was chosen stands first.
        let least = usize::from(seen.result == RouteResult::Taken);
        let room = LISTED_CANDIDATES.min(LISTED_IN_ALL.saturating_sub(self.listed)).max(least);
        seen.candidates.truncate(room);
        self.listed += seen.candidates.len();
        if let Some(rule) = self.rules.last_mut() {
            rule.routes.push(seen);
        }
    }
}
