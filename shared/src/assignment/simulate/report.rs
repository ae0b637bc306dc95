//! What a run adds up to.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::fairness::jain;
use crate::{
    assignment::{
        Roster,
        decision::Assigned,
        explain::Explanation,
        policy::{CaseKind, RouteKind},
    },
    ids::{CaseId, EmployeeId, GroupId},
};

/// The totals of a run.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Report {
    /// How many arrived.
    pub arrivals: u64,
    /// How many got an owner.
    pub assigned: u64,
    /// How many of them stayed with the customer's owner.
    pub sticky: u64,
    /// Those who waited.
    pub waits: Waits,
    /// Jain's index over what those got who are members of a group or got anything; absent when nobody got anything.
    pub fairness: Option<f64>,
    /// What each agent got, in the roster's order.
    pub agents: Vec<AgentTotal>,
    /// What came by each group, in the roster's order.
    pub groups: Vec<GroupTotal>,
    /// The explanations that were asked for, as they were made: when it arrived, and when its waiting ended.
    pub explained: Vec<Explained>,
    /// Who got what in the end, in order of arrival; for [`compare`](super::compare()).
    #[serde(skip)]
    pub settled: Vec<Settled>,
}

/// Waiting, in microseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Waits {
    /// How many had to wait.
    pub waited: u64,
    /// How many of them still did when nothing was left to happen.
    pub still_waiting: u64,
    /// How many of them were over before anybody had them.
    pub given_up: u64,
    /// The longest wait that ended.
    pub longest: i64,
    /// The mean of the waits that ended; 0 when there were none.
    pub mean: i64,
    /// The median of the waits that ended, the shorter of the middle two; 0 when there were none.
    pub median: i64,
}

/// What one agent got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentTotal {
    /// Who.
    pub employee: EmployeeId,
    /// How many they got.
    pub given: u64,
    /// The most they had open at once.
    pub peak: u32,
}

/// What came by one group.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GroupTotal {
    /// Which.
    pub group: GroupId,
    /// How many came by it.
    pub given: u64,
    /// The most that its members had open by it at once.
    pub peak: u32,
    /// Jain's index over what its last members got by it, each over their weight; absent when they got nothing.
    pub fairness: Option<f64>,
}

/// A decision with its explanation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Explained {
    /// About what.
    pub case: CaseId,
    /// When, in microseconds.
    pub at: i64,
    /// Why.
    pub explanation: Explanation,
}

/// Who got something in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// What.
    pub case: CaseId,
    /// Who; absent: nobody.
    pub owner: Option<EmployeeId>,
    /// When they got it, in microseconds; of what nobody got, when it arrived.
    pub at: i64,
    /// How they got it.
    pub by: Option<Way>,
}

/// The way by which somebody got something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    /// By which rule, counted from 0; absent for `otherwise`.
    pub rule: Option<u16>,
    /// By which kind of route.
    pub kind: RouteKind,
    /// By which group.
    pub group: Option<GroupId>,
}

/// Adds up while a run goes on.
pub(super) struct Tally {
    pub report: Report,
    group_open: Vec<u32>,
    by_member: HashMap<(GroupId, EmployeeId), u64>,
    /// The waits that ended, in microseconds.
    waits: Vec<i64>,
}

impl Tally {
    pub(super) fn new(roster: &Roster) -> Self {
        let open = |group: &crate::assignment::roster::Group| group.members.iter().map(|(_, member)| member.open).sum();
        let group_open: Vec<u32> = roster.groups.iter().map(open).collect();
        let agents = roster.agents.iter().map(|entry| &entry.agent);
        let agents = agents.map(|agent| AgentTotal { employee: agent.id, given: 0, peak: agent.open }).collect();
        let groups = roster.groups.iter().zip(&group_open);
        let groups = groups.map(|(group, open)| GroupTotal { group: group.id, given: 0, peak: *open, fairness: None });
        Self {
            report: Report { agents, groups: groups.collect(), ..Report::default() },
            group_open,
            by_member: HashMap::new(),
            waits: Vec::new(),
        }
    }

    /// Something arrived, and has nobody yet.
    pub(super) fn arrived(&mut self, case: CaseId, at: i64) {
        self.report.arrivals += 1;
        self.report.settled.push(Settled { case, owner: None, at, by: None });
    }

    /// Somebody got something at an instant that arrived as number `position`; the roster has it already.
    pub(super) fn assigned(&mut self, assigned: &Assigned, kind: CaseKind, at: i64, position: usize, roster: &Roster) {
        let report = &mut self.report;
        report.assigned += 1;
        report.sticky += u64::from(assigned.kind == RouteKind::StickyOwner);
        let settled = &mut report.settled[position];
        settled.owner = Some(assigned.owner);
        settled.at = at;
        settled.by = Some(Way { rule: assigned.rule, kind: assigned.kind, group: assigned.group });
        if let Some(at) = roster.agent_place(assigned.owner) {
            let total = &mut report.agents[at];
            total.given += 1;
            total.peak = total.peak.max(roster.agents[at].agent.open);
        }
        let Some((group, at)) = assigned.group.and_then(|group| Some((group, roster.group_place(group)?))) else {
            return;
        };
        self.group_open[at] += u32::from(kind.is_work());
        let total = &mut report.groups[at];
        total.given += 1;
        total.peak = total.peak.max(self.group_open[at]);
        *self.by_member.entry((group, assigned.owner)).or_default() += 1;
    }

    /// Something is done that came by this group.
    pub(super) fn done(&mut self, group: Option<GroupId>, roster: &Roster) {
        if let Some(at) = group.and_then(|group| roster.group_place(group)) {
            self.group_open[at] = self.group_open[at].saturating_sub(1);
        }
    }

    /// Somebody's waiting ended after so many microseconds.
    pub(super) fn waited(&mut self, time: i64) {
        self.waits.push(time);
    }

    pub(super) fn finish(mut self, roster: &Roster, still_waiting: usize) -> Report {
        let report = &mut self.report;
        let waits = &mut report.waits;
        waits.still_waiting = still_waiting as u64;
        waits.longest = self.waits.iter().copied().max().unwrap_or(0);
        let sum: i128 = self.waits.iter().copied().map(i128::from).sum();
        waits.mean = i64::try_from(sum / self.waits.len().max(1) as i128).unwrap_or(i64::MAX);
        let middle = self.waits.len().saturating_sub(1) / 2;
        waits.median = if self.waits.is_empty() { 0 } else { *self.waits.select_nth_unstable(middle).1 };
        let sharing = report.agents.iter().zip(&roster.agents);
        let sharing = sharing.filter(|(total, entry)| total.given > 0 || !entry.groups.is_empty());
        report.fairness = jain(sharing.map(|(total, _)| total.given as f64));
        for (total, group) in report.groups.iter_mut().zip(&roster.groups) {
            total.fairness = jain(group.members.iter().map(|(_, member)| {
                let given = self.by_member.get(&(group.id, member.employee)).copied().unwrap_or(0);
                given as f64 / f64::from(member.weight.get())
            }));
        }
        self.report
    }
}
