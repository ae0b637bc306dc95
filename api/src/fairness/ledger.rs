//! Sums the ledger.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use shared::{
    assignment::simulate::jain,
    fairness::{AgentShare, DayShare, Fairness, FairnessBy, FairnessQuery, FairnessSums, MAX_AGENTS, MAX_DAYS},
    problem::FieldCode,
};

use super::store::{self, Range, StandingRow};
use crate::{
    assignment::day_number,
    db::Db,
    error::{Result, invalid, not_found},
    permissions::{Directory, FairnessRead, Scoped},
};

/// The ledger of those in reach, summed by person, and by day when asked for.
///
/// # Errors
/// When the range is none or too long, or the person is out of reach.
pub fn read(
    db: &mut Db,
    directory: &Directory,
    scope: &Scoped<FairnessRead>,
    query: &FairnessQuery,
) -> Result<Fairness> {
    let to = query.to.unwrap_or_else(|| directory.today());
    let from = query.from.unwrap_or(to);
    if from > to {
        return Err(invalid("/to", FieldCode::NotAfter));
    }
    if (to - from).num_days() >= MAX_DAYS {
        return Err(invalid("/from", FieldCode::OutOfRange { min: 1, max: MAX_DAYS }));
    }
    if query.employee_id.is_some_and(|id| !scope.reach().covers(Some(id.raw()))) {
        return Err(not_found());
    }
    let range = Range {
        from: day_number(from),
        to: day_number(to),
        group: query.group_id.map(|id| id.raw()),
        employee: query.employee_id.map(|id| id.raw()),
    };
    let (agents, left_out, evenness) = shares(db, directory, scope, &range)?;
    let days = match query.by {
        Some(FairnessBy::Day) => store::by_day(db, scope, &range)?
            .into_iter()
            .filter_map(|(day, sums)| Some(DayShare { day: day_of(day)?, sums: sums.into() }))
            .collect(),
        None => Vec::new(),
    };
    Ok(Fairness { from, to, agents, left_out, days, evenness })
}

/// Everybody's part, whoever received most first; how many are left out; how even it is among the members of the group.
fn shares(
    db: &mut Db,
    directory: &Directory,
    scope: &Scoped<FairnessRead>,
    range: &Range,
) -> Result<(Vec<AgentShare>, i64, Option<f64>)> {
    let sums: BTreeMap<i64, FairnessSums> =
        store::by_person(db, scope, range)?.into_iter().map(|(id, sums)| (id, sums.into())).collect();
    let standings: BTreeMap<i64, StandingRow> =
        store::standings(db, scope, range)?.into_iter().map(|row| (row.employee_id, row)).collect();
    // Without a group, whoever neither received nor has anything is no part of it.
    let shown = standings.values().filter(|row| range.group.is_some() || row.open > 0).map(|row| row.employee_id);
    let mut all: BTreeMap<i64, FairnessSums> = shown.map(|id| (id, FairnessSums::default())).collect();
    all.extend(sums);
    let evenness = jain(all.iter().filter_map(|(id, sums)| {
        let weight = standings.get(id)?.weight?;
        Some(sums.received as f64 / weight as f64)
    }));
    let mut agents: Vec<AgentShare> = all
        .into_iter()
        .map(|(id, sums)| {
            let now = standings.get(&id);
            AgentShare {
                agent: directory.person(id),
                sums,
                open: now.map_or(0, |row| row.open),
                capacity: now.and_then(|row| row.capacity),
                weight: now.and_then(|row| row.weight),
            }
        })
        .collect();
    agents.sort_by(|a, b| b.sums.received.cmp(&a.sums.received).then(a.agent.id.cmp(&b.agent.id)));
    let left_out = i64::try_from(agents.len().saturating_sub(MAX_AGENTS)).unwrap_or(i64::MAX);
    agents.truncate(MAX_AGENTS);
    Ok((agents, left_out, evenness))
}

/// The calendar day of a day as the database counts it.
fn day_of(number: i32) -> Option<NaiveDate> {
    NaiveDate::default().checked_add_days(Days::new(u64::try_from(number).ok()?))
}
