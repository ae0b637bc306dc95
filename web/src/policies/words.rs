//! Conditions and routes in words, as a person would say them.

use shared::{
    Lang,
    assignment::{
        Condition, FactTest, Route, Strategy,
        lint::{Finding, FindingCode},
        policy::{CaseKind, Fact, RouteKind},
        times::Weekday,
    },
    codes::TextCode,
    ids::{EmployeeId, GroupId},
    policies::{Names, PolicyRef},
};

use super::cards::List;
use crate::{
    customers::marks::level_text,
    format::number,
    i18n::{Text, policies as w, t, tf, tfs, timers as tw, tn},
    prefs,
};

/// How many values of a list are said before it is only counted.
const SAID: usize = 3;

/// How people call a version.
pub fn version_name(number: i64, name: &str) -> String {
    let number = tf(w::NUMBERED, number);
    let name = if number == "#1" && name.is_empty() { t(w::FIRST) } else { name };
    format!("{number} {name}").trim_end().to_owned()
}

pub fn ref_name(policy: &PolicyRef) -> String {
    version_name(policy.number, &policy.name)
}

pub const fn fact_text(fact: Fact) -> Text {
    match fact {
        Fact::Kind => w::FACT_KIND,
        Fact::Entrance => w::FACT_ENTRANCE,
        Fact::Channel => w::FACT_CHANNEL,
        Fact::ProductLine => w::FACT_PRODUCT_LINE,
        Fact::Province => w::FACT_PROVINCE,
        Fact::City => w::FACT_CITY,
        Fact::District => w::FACT_DISTRICT,
        Fact::Level => w::FACT_LEVEL,
        Fact::Value => w::FACT_VALUE,
        Fact::Language => w::FACT_LANGUAGE,
        Fact::Known => w::FACT_KNOWN,
        Fact::LocalTime => w::FACT_LOCAL_TIME,
        Fact::Weekday => w::FACT_WEEKDAY,
        Fact::Workday => w::FACT_WORKDAY,
        Fact::Text => w::FACT_TEXT,
        Fact::Attribute => w::FACT_ATTRIBUTE,
    }
}

pub const fn kind_text(kind: CaseKind) -> Text {
    match kind {
        CaseKind::Customer => w::KIND_CUSTOMER,
        CaseKind::Inquiry => w::KIND_INQUIRY,
        CaseKind::Order => w::KIND_ORDER,
    }
}

pub const fn weekday_text(day: Weekday) -> Text {
    match day {
        Weekday::Monday => w::MONDAY,
        Weekday::Tuesday => w::TUESDAY,
        Weekday::Wednesday => w::WEDNESDAY,
        Weekday::Thursday => w::THURSDAY,
        Weekday::Friday => w::FRIDAY,
        Weekday::Saturday => w::SATURDAY,
        Weekday::Sunday => w::SUNDAY,
    }
}

pub const fn strategy_text(strategy: Strategy) -> Text {
    match strategy {
        Strategy::RoundRobin => w::ROUND_ROBIN,
        Strategy::WeightedRoundRobin => w::WEIGHTED,
        Strategy::LeastLoaded => w::LEAST_LOADED,
        Strategy::LongestIdle => w::LONGEST_IDLE,
        Strategy::Sticky => w::STICKY,
    }
}

pub const fn route_text(kind: RouteKind) -> Text {
    match kind {
        RouteKind::StickyOwner => w::TO_STICKY_OWNER,
        RouteKind::DistrictOwner => w::TO_DISTRICT_OWNER,
        RouteKind::Group => w::TO_GROUP,
        RouteKind::Person => w::TO_PERSON,
        RouteKind::Queue => w::TO_QUEUE,
    }
}

/// Money in whole units where it is whole.
pub fn money(minor: i64) -> String {
    let (whole, rest) = (minor / 100, minor % 100);
    if rest == 0 { number(whole) } else { format!("{}.{rest:02}", number(whole)) }
}

/// A list, of which only the first few are said.
fn listed(values: &[String]) -> String {
    let comma = prefs::lang().pick("、", ", ");
    match values {
        [] => t(w::NOT_FILLED).to_owned(),
        values if values.len() <= SAID + 1 => values.join(comma),
        values => tfs(w::OF_MANY, &[&values[..SAID].join(comma), &number_of(values.len())]),
    }
}

fn number_of(count: usize) -> String {
    number(i64::try_from(count).unwrap_or(i64::MAX))
}

/// What a test asks, or what it asks when it is turned round.
pub fn test_words(test: &FactTest, names: &Names, negated: bool) -> String {
    let fact = t(fact_text(test.fact()));
    let is = t(if negated { w::IS_NOT } else { w::IS });
    let lists = |values: Vec<String>| spaced(&[fact, is, &listed(&values)]);
    let place = |id: &dyn ToString| place_name(names, &id.to_string());
    match test {
        FactTest::Kind { is } => lists(is.iter().map(|kind| t(kind_text(*kind)).to_owned()).collect()),
        FactTest::Entrance { is } | FactTest::Channel { is } | FactTest::Language { is } => lists(is.clone()),
        FactTest::ProductLine { is } => lists(
            is.iter()
                .map(|id| names.product_lines.get(id).cloned().unwrap_or_else(|| t(w::UNKNOWN_LINE).to_owned()))
                .collect(),
        ),
        FactTest::Province { is } => lists(is.iter().map(|id| place(id)).collect()),
        FactTest::City { is } => lists(is.iter().map(|id| place(id)).collect()),
        FactTest::District { is } => lists(is.iter().map(|id| place(id)).collect()),
        FactTest::Level { is } => lists(is.iter().map(|level| t(level_text(*level)).to_owned()).collect()),
        FactTest::Weekday { is } => lists(is.iter().map(|day| t(weekday_text(*day)).to_owned()).collect()),
        FactTest::Value { at_least, at_most } => {
            let within = t(if negated { w::NOT_WITHIN } else { w::WITHIN });
            // "Value ≥ 100" needs no verb.
            let verb = if negated { is } else { "" };
            match (at_least, at_most) {
                (Some(least), Some(most)) => spaced(&[fact, within, &tfs(w::SPAN, &[&money(*least), &money(*most)])]),
                (Some(least), None) => spaced(&[fact, verb, &tf(w::VALUE_FROM, money(*least))]),
                (None, Some(most)) => spaced(&[fact, verb, &tf(w::VALUE_TO, money(*most))]),
                (None, None) => spaced(&[fact, within, t(w::NOT_FILLED)]),
            }
        }
        FactTest::LocalTime { from, to } => {
            let within = t(if negated { w::NOT_WITHIN } else { w::WITHIN });
            spaced(&[fact, within, &time_span(from.minute() > to.minute(), &from.to_string(), &to.to_string())])
        }
        FactTest::Known { is: known } => t(if *known == negated { w::KNOWN_NO } else { w::KNOWN_YES }).to_owned(),
        FactTest::Workday { is: day } => t(if *day == negated { w::WORKDAY_NO } else { w::WORKDAY_YES }).to_owned(),
        FactTest::Text { contains_any } => {
            spaced(&[fact, t(if negated { w::SAYS_NOT } else { w::SAYS }), &listed(contains_any)])
        }
        FactTest::Attribute { name, is: None } => tf(if negated { w::ATTRIBUTE_NONE } else { w::ATTRIBUTE_ANY }, name),
        FactTest::Attribute { name, is: Some(values) } => spaced(&[&tf(w::ATTRIBUTE_OF, name), is, &listed(values)]),
    }
}

fn time_span(over_midnight: bool, from: &str, to: &str) -> String {
    let to = if over_midnight { format!("{} {to}", t(w::NEXT_DAY)) } else { to.to_owned() };
    tfs(w::SPAN, &[&from, &to])
}

/// Chinese is written without spaces, except beside what is not Chinese.
fn spaced(parts: &[&str]) -> String {
    let mut said = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        let wide = |c: char| c as u32 >= 0x2E80;
        let joins = prefs::lang() == Lang::Zh
            && said.chars().next_back().is_none_or(wide)
            && part.chars().next().is_none_or(wide);
        if !said.is_empty() && !joins {
            said.push(' ');
        }
        said.push_str(part);
    }
    said
}

pub fn place_name(names: &Names, id: &str) -> String {
    let name = names.places.get(id).map(|name| name.split(" · ").next().unwrap_or(name).to_owned());
    name.unwrap_or_else(|| t(w::UNKNOWN_PLACE).to_owned())
}

/// A condition in one line.
pub fn condition_words(condition: &Condition, names: &Names) -> String {
    match condition {
        Condition::All(parts) if parts.is_empty() => t(w::EVERYTHING).to_owned(),
        Condition::Any(parts) if parts.is_empty() => t(w::NOTHING).to_owned(),
        Condition::All(parts) => joined(parts, w::AND, names),
        Condition::Any(parts) => joined(parts, w::OR, names),
        Condition::Not(part) => match &**part {
            Condition::Test(test) => test_words(test, names, true),
            part => tf(w::NOT_OF, condition_words(part, names)),
        },
        Condition::Test(test) => test_words(test, names, false),
    }
}

fn joined(parts: &[Condition], by: Text, names: &Names) -> String {
    let said: Vec<_> = parts
        .iter()
        .map(|part| {
            let words = condition_words(part, names);
            let compound = matches!(part, Condition::All(inner) | Condition::Any(inner) if inner.len() > 1);
            if compound && parts.len() > 1 { format!("（{words}）") } else { words }
        })
        .collect();
    said.join(&format!(" {} ", t(by)))
}

pub fn group_name(names: &Names, id: GroupId) -> String {
    names.groups.get(&id).cloned().unwrap_or_else(|| t(w::UNKNOWN_GROUP).to_owned())
}

pub fn person_name(names: &Names, id: EmployeeId) -> String {
    names.people.get(&id).cloned().unwrap_or_else(|| t(w::UNKNOWN_PERSON).to_owned())
}

/// A route in a few words.
pub fn route_words(route: &Route, names: &Names) -> String {
    let present = |even_if_absent: bool| {
        if even_if_absent { String::new() } else { format!(" · {}", t(w::ONLY_IF_PRESENT)) }
    };
    match route {
        Route::StickyOwner { even_if_absent } => format!("{}{}", t(w::TO_STICKY_OWNER), present(*even_if_absent)),
        Route::DistrictOwner { even_if_absent } => format!("{}{}", t(w::TO_DISTRICT_OWNER), present(*even_if_absent)),
        Route::Person { employee_id, even_if_absent } => {
            format!("{}{}", person_name(names, *employee_id), present(*even_if_absent))
        }
        Route::Group { group_id, strategy, skills, even_if_absent } => {
            let mut said = format!("{} · {}", group_name(names, *group_id), t(strategy_text(*strategy)));
            if !skills.is_empty() {
                said.push_str(&format!(" · {}", tf(w::WITH_SKILLS, listed(skills))));
            }
            if *even_if_absent {
                said.push_str(&format!(" · {}", t(w::ABSENT_TOO)));
            }
            said
        }
        Route::Queue {} => t(w::TO_QUEUE).to_owned(),
    }
}

/// Routes, first to be tried first.
pub fn routes_words(routes: &[Route], names: &Names) -> String {
    routes.iter().map(|route| route_words(route, names)).collect::<Vec<_>>().join(" → ")
}

/// What was found, in a sentence. `name` tells what the card at a place is called.
pub fn finding_words(finding: &Finding, names: &Names, name: impl Fn(List, u16) -> String) -> String {
    let list = if finding.pointer.starts_with(List::Timers.pointer()) { List::Timers } else { List::Rules };
    let others = || finding.others.iter().map(|at| name(list, *at)).collect::<Vec<_>>().join(t(w::LIST_AND));
    let values = || listed(&finding.values.iter().map(|value| value_words(value, names)).collect::<Vec<_>>());
    match finding.code {
        FindingCode::NeverMatches => t(w::FINDING_NEVER).to_owned(),
        FindingCode::EmptyAny => t(w::FINDING_EMPTY_ANY).to_owned(),
        FindingCode::Unreachable => tf(w::FINDING_UNREACHABLE, others()),
        FindingCode::Fallback => tf(w::FINDING_FALLBACK, others()),
        FindingCode::Overlap => tfs(w::FINDING_OVERLAP, &[&others(), &values()]),
        FindingCode::AfterQueue => t(w::FINDING_AFTER_QUEUE).to_owned(),
        FindingCode::Gap => tf(w::FINDING_GAP, values()),
        FindingCode::UnknownGroup => t(w::UNKNOWN_GROUP).to_owned(),
        FindingCode::EmptyGroup => t(w::FINDING_EMPTY_GROUP).to_owned(),
        FindingCode::NotAnAgent => t(w::UNKNOWN_PERSON).to_owned(),
        FindingCode::UnknownValue => tf(w::FINDING_UNKNOWN_VALUE, values()),
        FindingCode::TimerUnreachable => tf(tw::FINDING_UNREACHABLE, others()),
        FindingCode::TimerNobodyElse => t(tw::FINDING_NOBODY_ELSE).to_owned(),
    }
}

/// A value as the linter writes it, `fact=value` or an id, in words.
fn value_words(value: &str, names: &Names) -> String {
    let (fact, value) = match value.split_once('=') {
        Some((fact, value)) => (Fact::parse(fact.split('.').next().unwrap_or(fact)), value),
        None => (None, value),
    };
    let named = match fact {
        Some(Fact::Kind) => CaseKind::parse(value).map(|kind| t(kind_text(kind)).to_owned()),
        Some(Fact::Level) => TextCode::parse(value).map(|level| t(level_text(level)).to_owned()),
        Some(Fact::Weekday) => TextCode::parse(value).map(|day| t(weekday_text(day)).to_owned()),
        Some(Fact::ProductLine) => value.parse().ok().and_then(|id| names.product_lines.get(&id).cloned()),
        Some(Fact::Province | Fact::City | Fact::District) => Some(place_name(names, value)),
        _ => value.parse().ok().and_then(|id| names.product_lines.get(&id).cloned()),
    };
    let value = named.unwrap_or_else(|| value.to_owned());
    match fact {
        Some(fact) => spaced(&[t(fact_text(fact)), &value]),
        None => value,
    }
}

/// How many people are in a group.
pub fn size_words(members: i64) -> String {
    tn(w::GROUP_SIZE, members)
}
