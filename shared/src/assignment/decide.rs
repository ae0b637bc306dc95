//! The decision: rules in order, the routes of those that match, and among who is left the one whose turn it is.

use super::{
    candidate::{Removed, Skills, bars_agent, bars_member},
    compiled::Compiled,
    condition::View,
    decision::{Assigned, Decision, WaitReason, Waiting},
    explain::{
        CandidateSeen, Explanation, Recorder, RouteResult, RouteSeen, RuleSeen, Silent, StandingSeen, Trace, Verdict,
    },
    facts::Facts,
    policy::{Route, Rule, Strategy},
    ranking::{Load, Standing},
    roster::{Group, Roster},
    rotation::Advance,
};
use crate::ids::{EmployeeId, GroupId};

/// Decides who gets an arrival.
pub fn decide(policy: &Compiled, facts: &Facts, roster: &Roster) -> Decision {
    decide_traced(policy, facts, roster, &mut Silent)
}

/// Decides the same, and says why.
pub fn explain(policy: &Compiled, facts: &Facts, roster: &Roster) -> Explanation {
    let mut recorder = Recorder::default();
    let decision = decide_traced(policy, facts, roster, &mut recorder);
    recorder.explanation(decision)
}

/// Decides, and tells a listener on the way.
pub fn decide_traced<T: Trace>(policy: &Compiled, facts: &Facts, roster: &Roster, trace: &mut T) -> Decision {
    let view = View::new(facts);
    let mut tried = false;
    for (at, rule) in (0u16..).zip(&policy.policy().rules) {
        let matches = rule.enabled && rule.when.holds(&view);
        if T::LISTENS {
            trace.rule(rule_seen(at, rule, matches, &view));
        }
        if !matches {
            continue;
        }
        if let Some(decision) = follow(Some(at), &rule.routes, &mut tried, facts, roster, trace) {
            return decision;
        }
    }
    let otherwise = &policy.policy().otherwise;
    if !otherwise.is_empty() {
        if T::LISTENS {
            trace.rule(RuleSeen {
                rule: None,
                key: String::new(),
                verdict: Verdict::Matched,
                tests: Vec::new(),
                tests_total: 0,
                routes: Vec::new(),
            });
        }
        if let Some(decision) = follow(None, otherwise, &mut tried, facts, roster, trace) {
            return decision;
        }
    }
    let reason = if tried { WaitReason::NobodyAvailable } else { WaitReason::NoRule };
    Decision::Waiting(Waiting { reason, rule: None })
}

fn rule_seen(at: u16, rule: &Rule, matches: bool, view: &View<'_>) -> RuleSeen {
    let mut tests = Vec::new();
    if rule.enabled {
        rule.when.deciding(view, &format!("/rules/{at}/when"), &mut tests);
    }
    RuleSeen {
        rule: Some(at),
        key: rule.key.clone(),
        verdict: match (rule.enabled, matches) {
            (false, _) => Verdict::Disabled,
            (true, false) => Verdict::NotMatched,
            (true, true) => Verdict::Matched,
        },
        tests_total: u32::try_from(tests.len()).unwrap_or(u32::MAX),
        tests,
        routes: Vec::new(),
    }
}

/// Tries routes in order; none when none of them has anybody and none is a queue. `tried` tells whether any route, of this
/// rule or of one before, looked for somebody: who waits then waits because nobody is free, not because they were to wait.
fn follow<T: Trace>(
    rule: Option<u16>,
    routes: &[Route],
    tried: &mut bool,
    facts: &Facts,
    roster: &Roster,
    trace: &mut T,
) -> Option<Decision> {
    for (at, route) in (0u16..).zip(routes) {
        let mut seen = RouteSeen::new(at, route.kind());
        let assigned = |owner: EmployeeId| Assigned {
            owner,
            rule,
            route: at,
            kind: route.kind(),
            group: None,
            strategy: None,
            advance: None,
        };
        let chosen = match route {
            Route::StickyOwner { even_if_absent } => {
                one::<T>(facts.owner, *even_if_absent, facts, roster, &mut seen).map(assigned)
            }
            Route::DistrictOwner { even_if_absent } => {
                one::<T>(facts.district_holder, *even_if_absent, facts, roster, &mut seen).map(assigned)
            }
            Route::Person { employee_id, even_if_absent } => {
                one::<T>(Some(*employee_id), *even_if_absent, facts, roster, &mut seen).map(assigned)
            }
            Route::Group { group_id, strategy, skills, even_if_absent } => {
                let demands = Demands { strategy: *strategy, skills, even_if_absent: *even_if_absent };
                member::<T>(*group_id, &demands, facts, roster, &mut seen).map(|(owner, advance)| Assigned {
                    group: Some(*group_id),
                    strategy: Some(*strategy),
                    advance,
                    ..assigned(owner)
                })
            }
            Route::Queue {} => {
                seen.result = RouteResult::Queued;
                None
            }
        };
        if chosen.is_some() {
            seen.result = RouteResult::Taken;
        }
        if T::LISTENS {
            trace.route(seen);
        }
        if let Some(assigned) = chosen {
            return Some(Decision::Assigned(assigned));
        }
        if matches!(route, Route::Queue {}) {
            let reason = if *tried { WaitReason::NobodyAvailable } else { WaitReason::Queue };
            return Some(Decision::Waiting(Waiting { reason, rule }));
        }
        *tried = true;
    }
    None
}

/// One person, if there is one and they can take it.
fn one<T: Trace>(
    person: Option<EmployeeId>,
    even_if_absent: bool,
    facts: &Facts,
    roster: &Roster,
    seen: &mut RouteSeen,
) -> Option<EmployeeId> {
    let Some(employee) = person else {
        seen.result = RouteResult::NoCandidate;
        return None;
    };
    let removed = match roster.agent(employee) {
        None => Some(Removed::Unknown),
        Some(_) if facts.declined.contains(&employee) => Some(Removed::Declined),
        Some(agent) => bars_agent(agent, even_if_absent, facts.kind.is_work()),
    };
    let available = removed.is_none();
    if T::LISTENS {
        seen.candidates_total = 1;
        seen.available = u32::from(available);
        seen.candidates.push(CandidateSeen { employee, removed, standing: None });
    }
    available.then_some(employee)
}

/// What a route asks of a group.
struct Demands<'a> {
    strategy: Strategy,
    skills: &'a [String],
    even_if_absent: bool,
}

/// The member of a group whose turn it is, among those who can take it.
fn member<T: Trace>(
    group: GroupId,
    demands: &Demands<'_>,
    facts: &Facts,
    roster: &Roster,
    seen: &mut RouteSeen,
) -> Option<(EmployeeId, Option<Advance>)> {
    if T::LISTENS {
        (seen.group, seen.strategy) = (Some(group), Some(demands.strategy));
    }
    let Some(group) = roster.group_place(group).map(|at| &roster.groups[at]) else {
        seen.result = RouteResult::UnknownGroup;
        return None;
    };
    let skills = Skills::new(demands.skills, roster);
    let is_work = facts.kind.is_work();
    let mut best: Option<(Standing, usize)> = None;
    let mut standings = Vec::new();
    for (place, (agent, member)) in group.members.iter().enumerate() {
        let entry = &roster.agents[*agent];
        let removed = if facts.declined.contains(&member.employee) {
            Some(Removed::Declined)
        } else {
            bars_agent(&entry.agent, demands.even_if_absent, is_work).or_else(|| bars_member(member, is_work))
        };
        let lacks = if removed.is_none() { skills.lacked_by(entry) } else { None };
        if removed.is_some() || lacks.is_some() {
            if T::LISTENS {
                let removed = removed.or_else(|| lacks.map(|skill| Removed::LacksSkill { skill: skill.to_owned() }));
                seen.candidates.push(CandidateSeen { employee: member.employee, removed, standing: None });
            }
            continue;
        }
        let standing = Standing {
            employee: member.employee,
            owns: facts.owner == Some(member.employee),
            start: member.seat.start(group.clock),
            last_turn: member.seat.last_turn,
            load: Load::of((entry.agent.open, entry.agent.capacity), (member.open, member.capacity)),
            last_assigned: entry.agent.last_assigned,
        };
        if T::LISTENS {
            standings.push(standing);
        }
        let first = |(best, _): &(Standing, usize)| demands.strategy.compare(&standing, best, facts.case).0.is_lt();
        if best.as_ref().is_none_or(first) {
            best = Some((standing, place));
        }
    }
    if T::LISTENS {
        list(standings, group, demands.strategy, facts, seen);
    }
    let (standing, place) = best?;
    let member = &group.members[place].1;
    // Who gets what is theirs anyway keeps their turn.
    let turns = demands.strategy != Strategy::Sticky || !standing.owns;
    let advance = Advance::of(demands.strategy, group.clock, member.seat, member.weight).filter(|_| turns);
    Some((standing.employee, advance))
}

/// Lists those who could take it before those who were removed, in the order in which they would be chosen.
fn list(mut standings: Vec<Standing>, group: &Group, strategy: Strategy, facts: &Facts, seen: &mut RouteSeen) {
    standings.sort_by(|a, b| strategy.compare(a, b, facts.case).0);
    if let [first, second, ..] = &standings[..] {
        seen.decided_by = Some(strategy.compare(first, second, facts.case).1);
    }
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    seen.available = count(standings.len());
    let removed = std::mem::take(&mut seen.candidates);
    let available = standings.iter().map(|standing| CandidateSeen {
        employee: standing.employee,
        removed: None,
        standing: Some(StandingSeen::new(standing, group.clock, facts.case)),
    });
    seen.candidates = available.chain(removed).collect();
    seen.candidates_total = count(seen.candidates.len());
}
