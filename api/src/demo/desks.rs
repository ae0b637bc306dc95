//! The demo's product lines, groups, shifts, skills and leave, and the public holidays of China in 2026.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use shared::{
    assignment::roster::Presence,
    ids::{EmployeeId, GroupId, kinds},
    workforce::{Schedule, Span},
};

use super::{
    mix,
    store::{self, AgentRow, DayRow, LeaveRow, MemberRow},
};
use crate::{
    assignment::day_number,
    db::{At, Database, next_id},
    error::Result,
    permissions::Actor,
    workforce::{self, Fact},
};

const LINES: [(&str, &str); 3] = [("course", "课程"), ("summer-school", "暑期学校"), ("study-travel", "研学旅行")];
/// What the groups are called, what they are for, and which line they serve.
const GROUPS: [(&str, &str, Option<usize>); 4] = [
    ("售前咨询组", "接待首次来访的咨询", None),
    ("课程顾问组", "选课、试听与报名", Some(0)),
    ("暑校顾问组", "暑校项目与院校", Some(1)),
    ("研学顾问组", "国际研学与企业、学校的定制研学", Some(2)),
];
/// How many agents there are for each group.
const AGENTS_PER_GROUP: usize = 8;
const SKILLS: [&str; 5] = ["language:en", "language:yue", "product:course", "product:study", "vip"];

/// Everything of it, as it has been since the company began.
pub fn arrange(database: &Database, agents: &[i64], began: DateTime<Utc>, now: DateTime<Utc>) -> Result<()> {
    let actor = Actor::system("guike demo");
    let at = At::from(began);
    database.write(|db| {
        workforce::changed(db)?;
        let lines: Vec<i64> = LINES.iter().map(|_| next_id::<kinds::ProductLine>().raw()).collect();
        for (id, (code, name)) in lines.iter().zip(LINES) {
            store::insert_line(db, *id, code, name)?;
        }
        let shifts = shifts();
        for shift in &shifts {
            store::insert_schedule(db, shift)?;
        }
        store::insert_days(db, &holidays())?;
        let groups = groups(agents.len());
        for (id, name, kind) in &groups {
            let line = GROUPS[*kind].2.map(|line| lines[line]);
            store::insert_group(db, id.raw(), name, GROUPS[*kind].1, line, at)?;
        }
        let mut facts = Vec::new();
        let (mut rows, mut members, mut skills) = (Vec::new(), Vec::new(), Vec::new());
        let known: Vec<Vec<String>> = (0..).zip(agents).map(|(place, _)| skills_of(place)).collect();
        for (place, (agent, known)) in agents.iter().zip(&known).enumerate() {
            let id = EmployeeId::from_raw(*agent);
            let shift = shift_of(place).map(|shift| &shifts[shift]);
            let capacity = 6 + u32::try_from(place % 4).unwrap_or_default() * 3;
            let presence = presence_of(place);
            facts.extend([
                (id, Fact::Active(true)),
                (id, Fact::Presence(presence)),
                (id, Fact::Capacity(Some(capacity))),
                (id, Fact::Schedule(shift)),
                (id, Fact::Skills(known)),
            ]);
            rows.push(AgentRow { id: *agent, presence, capacity, schedule: shift.map(|s| s.id.raw()) });
            skills.extend(known.iter().map(|skill| (*agent, skill.as_str())));
            for group in groups_of(place, groups.len()) {
                let weight = 1 + u32::try_from(place % 3).unwrap_or_default();
                facts.extend([(id, Fact::Joins(groups[group].0)), (id, Fact::Weight(groups[group].0, weight))]);
                members.push(MemberRow { group: groups[group].0.raw(), agent: *agent, weight });
            }
        }
        store::update_agents(db, &rows, at)?;
        store::insert_skills(db, &skills)?;
        store::insert_members(db, &members, at)?;
        store::insert_leaves(db, &leaves(agents, now), at)?;
        workforce::record(db, &actor, at, &facts)
    })
}

fn groups(agents: usize) -> Vec<(GroupId, String, usize)> {
    let count = GROUPS.len().max(agents / AGENTS_PER_GROUP);
    (0..count)
        .map(|n| {
            let (kind, round) = (n % GROUPS.len(), n / GROUPS.len());
            let name = GROUPS[kind].0;
            let name = if count > GROUPS.len() { format!("{name} {:03}", round + 1) } else { name.to_owned() };
            (next_id(), name, kind)
        })
        .collect()
}

/// Everybody is in one group, and every other one in a second.
fn groups_of(place: usize, groups: usize) -> Vec<usize> {
    let (first, second) = (place % groups, (place + 1 + place / groups) % groups);
    if place.is_multiple_of(2) && second != first { vec![first, second] } else { vec![first] }
}

fn presence_of(place: usize) -> Presence {
    match place % 7 {
        3 => Presence::Busy,
        5 => Presence::Away,
        6 => Presence::Offline,
        _ => Presence::Online,
    }
}

fn skills_of(place: i64) -> Vec<String> {
    let has = |skill: &usize| mix(place, i64::try_from(*skill).unwrap_or_default()).is_multiple_of(3);
    let mut skills: Vec<String> = (0..SKILLS.len()).filter(has).map(|skill| SKILLS[skill].to_owned()).collect();
    skills.sort_unstable();
    skills
}

/// By day, by evening, by night; one in ten works at any hour.
const fn shift_of(place: usize) -> Option<usize> {
    match place % 10 {
        0..=5 => Some(0),
        6 | 7 => Some(1),
        8 => Some(2),
        _ => None,
    }
}

fn shifts() -> [Schedule; 3] {
    let shift = |name: &str, days: &[&str], hours: &[(&str, &str)]| Schedule {
        id: next_id(),
        name: name.to_owned(),
        spans: days.iter().flat_map(|day| hours.iter().filter_map(move |(from, to)| span(day, from, to))).collect(),
        agents: 0,
        version: 1,
    };
    let workdays = ["monday", "tuesday", "wednesday", "thursday", "friday"];
    let all = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    [
        shift("白班", &workdays, &[("09:00", "12:00"), ("13:00", "18:00")]),
        shift("晚班", &all, &[("14:00", "22:00")]),
        shift("夜班", &all, &[("22:00", "06:00")]),
    ]
}

fn span(day: &str, from: &str, to: &str) -> Option<Span> {
    Some(Span { weekday: day.parse().ok()?, from: from.parse().ok()?, to: to.parse().ok()? })
}

/// Holidays from and to, and the days that make up for them with the weekday that each stands for, as the State Council
/// announced them for 2026 on 4 November 2025. It does not say which weekday a day stands for: here it is one that is off.
const HOLIDAYS: [(&str, (u32, u32), (u32, u32)); 7] = [
    ("元旦", (1, 1), (1, 3)),
    ("春节", (2, 15), (2, 23)),
    ("清明节", (4, 4), (4, 6)),
    ("劳动节", (5, 1), (5, 5)),
    ("端午节", (6, 19), (6, 21)),
    ("中秋节", (9, 25), (9, 27)),
    ("国庆节", (10, 1), (10, 7)),
];
const MAKE_UP: [(&str, (u32, u32), i32); 6] = [
    ("元旦调休", (1, 4), 5),
    ("春节调休", (2, 14), 5),
    ("春节调休", (2, 28), 1),
    ("劳动节调休", (5, 9), 2),
    ("国庆节调休", (9, 20), 2),
    ("国庆节调休", (10, 10), 3),
];

fn holidays() -> Vec<DayRow> {
    let day = |(month, day): (u32, u32)| NaiveDate::from_ymd_opt(2026, month, day);
    let off = HOLIDAYS.iter().flat_map(|(name, from, to)| {
        let last = day(*to);
        let days = day(*from).into_iter().flat_map(|first| first.iter_days()).take_while(move |day| Some(*day) <= last);
        days.map(|day| DayRow { day: day_number(day), as_weekday: None, name })
    });
    let on = MAKE_UP.iter().filter_map(|(name, date, weekday)| {
        Some(DayRow { day: day_number(day(*date)?), as_weekday: Some(*weekday), name })
    });
    off.chain(on).collect()
}

/// One in eleven is on leave, one in thirteen soon will be.
fn leaves(agents: &[i64], now: DateTime<Utc>) -> Vec<LeaveRow> {
    // Leaves are of whole days, by the clock of Shanghai.
    let today = now.with_timezone(&chrono_tz::Asia::Shanghai).date_naive();
    let midnight = |offset: i64| {
        let day = today + TimeDelta::days(offset - i64::from(today.weekday().num_days_from_monday()));
        At::from(day.and_time(chrono::NaiveTime::MIN).and_utc() - TimeDelta::hours(8))
    };
    let (week, next) = ((midnight(0), midnight(7)), (midnight(7), midnight(12)));
    let leave = |agent: i64, (from, to): (At, At), reason| LeaveRow { agent, from, to, reason };
    (0..)
        .zip(agents)
        .filter_map(|(place, agent): (usize, &i64)| match place {
            _ if place % 11 == 10 => Some(leave(*agent, week, "年假")),
            _ if place % 13 == 7 => Some(leave(*agent, next, "培训")),
            _ => None,
        })
        .collect()
}
