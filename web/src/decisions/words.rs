//! What the engine saw, in sentences.

use chrono::{DateTime, Utc};
use shared::{
    assignment::{
        Decision, FactTest,
        candidate::Removed,
        decision::{WaitReason, Waiting},
        explain::{Actual, CandidateSeen, RouteResult, RouteSeen, RuleSeen, StandingSeen, TestSeen},
        policy::{CaseKind, Fact, RouteKind, Strategy},
        ranking::{NOMINAL_CAPACITY, RankedBy},
    },
    codes::TextCode,
    ids::EmployeeId,
    policies::{ExplainedCase, Names},
};

use crate::{
    customers::marks::level_text,
    format::{self, number},
    i18n::{decisions as w, t, tf, tfs, tn},
    policies::words::{
        fact_text, group_name, kind_text, money, place_name, route_text, strategy_text, test_words, weekday_text,
    },
};

/// A whole turn in the group's virtual time.
const TURN: i64 = 232_792_560;

pub fn person(names: &Names, id: EmployeeId) -> String {
    names.people.get(&id).cloned().unwrap_or_else(|| tf(w::UNKNOWN_PERSON, id))
}

/// What a rule is called.
pub fn rule_title(case: &ExplainedCase, seen: &RuleSeen) -> String {
    match seen.rule {
        None => t(w::OTHERWISE).to_owned(),
        Some(_) => {
            case.rules.get(&seen.key).filter(|name| !name.is_empty()).cloned().unwrap_or_else(|| seen.key.clone())
        }
    }
}

/// What was decided, in a few words.
pub fn headline(case: &ExplainedCase) -> String {
    match case.explanation.decision {
        Decision::Assigned(assigned) => tf(w::GOES_TO, person(&case.names, assigned.owner)),
        Decision::Waiting(_) => t(w::WAITS).to_owned(),
    }
}

/// By what it was decided so.
pub fn because(case: &ExplainedCase) -> String {
    let rule =
        |at: Option<u16>| case.explanation.rules.iter().find(|seen| seen.rule == at).map(|seen| rule_title(case, seen));
    match case.explanation.decision {
        Decision::Assigned(assigned) => {
            let route = route_title(
                assigned.kind,
                assigned.group.map(|group| group_name(&case.names, group)),
                assigned.strategy,
            );
            match assigned.rule {
                Some(_) => tfs(w::BY_RULE, &[&rule(assigned.rule).unwrap_or_default(), &route]),
                None => tf(w::BY_OTHERWISE, route),
            }
        }
        Decision::Waiting(Waiting { reason: WaitReason::Queue, rule: Some(at) }) => {
            tf(w::WAIT_QUEUE, rule(Some(at)).unwrap_or_default())
        }
        Decision::Waiting(Waiting { reason, .. }) => t(match reason {
            WaitReason::Queue => w::WAIT_QUEUE_OTHERWISE,
            WaitReason::NobodyAvailable => w::WAIT_NOBODY,
            WaitReason::NoRule => w::WAIT_NO_RULE,
        })
        .to_owned(),
    }
}

/// A route with its group and strategy.
pub fn route_title(kind: RouteKind, group: Option<String>, strategy: Option<Strategy>) -> String {
    let title = group.unwrap_or_else(|| t(route_text(kind)).to_owned());
    match strategy {
        Some(strategy) => format!("{title} · {}", t(strategy_text(strategy))),
        None => title,
    }
}

/// What a test asked.
pub fn asked(case: &ExplainedCase, seen: &TestSeen) -> String {
    match case.tests.get(&seen.pointer) {
        Some(test) => test_words(test, &case.names, false),
        None => t(fact_text(seen.fact)).to_owned(),
    }
}

/// What it found.
pub fn actual(case: &ExplainedCase, seen: &TestSeen) -> String {
    if seen.fact == Fact::Text {
        return match &seen.actual {
            Some(Actual::Text(word)) => tf(w::ACTUAL_FOUND, word),
            _ => t(w::ACTUAL_NOT_FOUND).to_owned(),
        };
    }
    let Some(actual) = &seen.actual else { return t(w::ACTUAL_UNKNOWN).to_owned() };
    let said = match (seen.fact, actual) {
        (Fact::Known, Actual::Flag(yes)) => test_words(&FactTest::Known { is: *yes }, &case.names, false),
        (Fact::Workday, Actual::Flag(yes)) => test_words(&FactTest::Workday { is: *yes }, &case.names, false),
        (_, Actual::Flag(yes)) => yes.to_string(),
        (Fact::Value, Actual::Number(minor)) => money(*minor),
        (_, Actual::Number(value)) => number(*value),
        (fact, Actual::Text(text)) => value_words(fact, text, &case.names),
    };
    tf(w::ACTUAL, said)
}

fn value_words(fact: Fact, text: &str, names: &Names) -> String {
    let named = match fact {
        Fact::Kind => CaseKind::parse(text).map(|kind| t(kind_text(kind)).to_owned()),
        Fact::Level => TextCode::parse(text).map(|level| t(level_text(level)).to_owned()),
        Fact::Weekday => TextCode::parse(text).map(|day| t(weekday_text(day)).to_owned()),
        Fact::ProductLine => text.parse().ok().and_then(|id| names.product_lines.get(&id).cloned()),
        Fact::Province | Fact::City | Fact::District => Some(place_name(names, text)),
        _ => None,
    };
    named.unwrap_or_else(|| text.to_owned())
}

/// What came of a route.
pub fn result(case: &ExplainedCase, seen: &RouteSeen) -> String {
    let all = i64::from(seen.candidates_total);
    match seen.result {
        RouteResult::Taken => {
            let taken = seen.candidates.first().map(|one| person(&case.names, one.employee)).unwrap_or_default();
            tf(w::TAKEN, taken)
        }
        RouteResult::Nobody if all == 0 => t(w::EMPTY_GROUP).to_owned(),
        RouteResult::Nobody => tn(w::NOBODY, all),
        RouteResult::NoCandidate => t(match seen.kind {
            RouteKind::StickyOwner => w::NO_OWNER,
            RouteKind::DistrictOwner => w::NO_HOLDER,
            _ => w::NO_PERSON,
        })
        .to_owned(),
        RouteResult::UnknownGroup => t(w::UNKNOWN_GROUP).to_owned(),
        RouteResult::Queued => t(w::QUEUED).to_owned(),
    }
}

/// What put the first before the second.
pub fn tie_break(names: &Names, seen: &RouteSeen) -> Option<String> {
    let mut able = seen.candidates.iter().filter(|one| one.removed.is_none());
    let first = able.next()?;
    let Some((second, by)) = able.next().zip(seen.decided_by) else {
        return (seen.available == 1 && seen.candidates_total > 1)
            .then(|| tf(w::ONLY_ONE, person(names, first.employee)));
    };
    let text = match by {
        RankedBy::Owner => w::FIRST_BY_OWNER,
        RankedBy::Start => w::FIRST_BY_START,
        RankedBy::LastTurn => w::FIRST_BY_LAST_TURN,
        RankedBy::Load => w::FIRST_BY_LOAD,
        RankedBy::Idle => w::FIRST_BY_IDLE,
        RankedBy::Lot => w::FIRST_BY_LOT,
    };
    Some(tfs(text, &[&person(names, first.employee), &person(names, second.employee)]))
}

/// Where a candidate stands or what removed them.
pub fn standing(seen: &CandidateSeen, strategy: Option<Strategy>) -> String {
    match (&seen.removed, &seen.standing) {
        (Some(removed), _) => removed_words(removed),
        (None, Some(standing)) => standing_words(standing, strategy),
        (None, None) => String::new(),
    }
}

fn removed_words(removed: &Removed) -> String {
    let of = |text, open: u32, capacity: u32| tfs(text, &[&open, &capacity]);
    let text = match removed {
        Removed::Unknown => w::REMOVED_UNKNOWN,
        Removed::Inactive => w::REMOVED_INACTIVE,
        Removed::Declined => w::REMOVED_DECLINED,
        Removed::OnLeave => w::REMOVED_ON_LEAVE,
        Removed::OutsideHours => w::REMOVED_OUTSIDE_HOURS,
        Removed::Busy => w::REMOVED_BUSY,
        Removed::Away => w::REMOVED_AWAY,
        Removed::Offline => w::REMOVED_OFFLINE,
        Removed::Paused => w::REMOVED_PAUSED,
        Removed::Full { open, capacity } => return of(w::REMOVED_FULL, *open, *capacity),
        Removed::FullInGroup { open, capacity } => return of(w::REMOVED_FULL_IN_GROUP, *open, *capacity),
        Removed::LacksSkill { skill } => return tf(w::REMOVED_LACKS, skill),
    };
    t(text).to_owned()
}

/// What the strategy looks at first stands first.
fn standing_words(standing: &StandingSeen, strategy: Option<Strategy>) -> String {
    let load = if standing.capacity == NOMINAL_CAPACITY {
        tf(w::LOAD_FREE, standing.open)
    } else {
        tfs(w::LOAD, &[&standing.open, &standing.capacity])
    };
    let turn = turns_ahead(standing.ahead);
    let last_turn = match standing.last_turn {
        0 => t(w::NO_TURN).to_owned(),
        number => tf(w::LAST_TURN, number),
    };
    let idle = standing.last_assigned.and_then(DateTime::<Utc>::from_timestamp_micros);
    let idle = idle.map_or_else(|| t(w::NEVER_ASSIGNED).to_owned(), |at| tf(w::LAST_ASSIGNED, format::time(at)));
    let parts = match strategy {
        Some(Strategy::LeastLoaded) => [load, idle],
        Some(Strategy::LongestIdle) => [idle, load],
        Some(Strategy::RoundRobin | Strategy::WeightedRoundRobin | Strategy::Sticky) | None => [turn, last_turn],
    };
    parts.join(" · ")
}

fn turns_ahead(ahead: i64) -> String {
    if ahead <= 0 {
        return t(w::TURN_NOW).to_owned();
    }
    // To a tenth of a turn, and never nothing for something.
    let tenths = (ahead.saturating_mul(10) / TURN).max(1);
    let said = if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) };
    tf(w::TURN_AHEAD, said)
}
