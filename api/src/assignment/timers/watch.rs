//! Says of things what is waited for, and when the first stage of that is due.

use std::collections::HashMap;

use shared::{
    assignment::{
        Facts,
        policy::{TimerRule, TimerWatch},
        timer::Progress,
    },
    work::WorkStatus,
};

use super::time::{Owners, begin_of, instant, local};
use crate::{
    assignment::{
        customers,
        engine::Engine,
        ownership::day_number,
        store::{self, DueRow, TimerRow},
    },
    db::{Code, Db, id_list},
    error::Result,
};

/// Something that somebody is to do.
struct Watched {
    facts: Facts,
    owner: i64,
    change: i64,
    due_on: i32,
    started: crate::db::At,
}

/// Waits for answers to these work items, as far as somebody has them and has not answered. To be called whenever somebody is
/// given work, in the same transaction.
///
/// # Errors
/// When the database fails.
pub(in crate::assignment) fn watch_work(db: &mut Db, engine: &Engine<'_>, items: &[i64]) -> Result<()> {
    if items.is_empty() || engine.policy.compiled.timers(TimerWatch::NotAnswered).next().is_none() {
        return Ok(());
    }
    let rows = store::works(db, &id_list(items.iter().copied()))?;
    let open = rows.into_iter().filter(|row| row.status.0 == WorkStatus::Open && row.answered_at.is_none());
    let watched = open
        .filter_map(|row| {
            let facts = Facts { moment: engine.moment(), ..row.facts.0 };
            Some(Watched { facts, owner: row.owner_id?, change: row.change_id?, due_on: 0, started: row.since? })
        })
        .collect();
    watch(db, engine, TimerWatch::NotAnswered, watched)
}

/// Waits for follow-ups of these customers, as far as they are due.
///
/// # Errors
/// When the database fails.
pub(super) fn watch_customers(db: &mut Db, engine: &Engine<'_>, customers: &[i64]) -> Result<()> {
    if customers.is_empty() {
        return Ok(());
    }
    let owned = store::ownerships(db, &id_list(customers.iter().copied()))?;
    let today = today(engine);
    let (due, not_due): (Vec<DueRow>, Vec<DueRow>) = owned.into_iter().partition(|row| row.due_on <= today);
    store::drop_timers(db, &id_list(not_due.into_iter().map(|row| row.customer)))?;
    watch_due(db, engine, &due)
}

/// The same of customers who are due.
///
/// # Errors
/// When the database fails.
pub(super) fn watch_due(db: &mut Db, engine: &Engine<'_>, due: &[DueRow]) -> Result<()> {
    if due.is_empty() || engine.policy.compiled.timers(TimerWatch::NotFollowedUp).next().is_none() {
        return Ok(());
    }
    let ids: Vec<i64> = due.iter().map(|row| row.customer).collect();
    let rows: HashMap<i64, &DueRow> = due.iter().map(|row| (row.customer, row)).collect();
    let cases = customers::cases(db, engine, &ids)?;
    let watched = cases
        .into_iter()
        .filter_map(|case| {
            let row = rows.get(&case.customer.raw())?;
            // Who got them after they were due has their own time.
            let started = begin_of(engine, row.due_on).max(row.since);
            Some(Watched { facts: case.facts, owner: row.owner, change: row.change, due_on: row.due_on, started })
        })
        .collect();
    watch(db, engine, TimerWatch::NotFollowedUp, watched)
}

/// The tenant's day of now as the database counts it.
pub(super) fn today(engine: &Engine<'_>) -> i32 {
    day_number(engine.directory.day_of(engine.at.utc()))
}

fn watch(db: &mut Db, engine: &Engine<'_>, watch: TimerWatch, watched: Vec<Watched>) -> Result<()> {
    let Some(first) = watched.iter().map(|item| item.started).min() else { return Ok(()) };
    let cases = id_list(watched.iter().map(|item| item.facts.case.raw()));
    let known: HashMap<i64, TimerRow> = store::timers_of(db, &cases)?.into_iter().map(|row| (row.case, row)).collect();
    let mut people: Vec<i64> = watched.iter().map(|item| item.owner).collect();
    people.sort_unstable();
    people.dedup();
    let owners = Owners::read(db, engine, &people, first)?;
    let (mut put, mut gone) = (Vec::new(), Vec::new());
    for item in watched {
        let case = item.facts.case.raw();
        let known = known.get(&case);
        match engine.policy.compiled.timer_for(watch, &item.facts) {
            Some(rule) => {
                let row = begun(engine, rule, &item, known, &owners);
                if known != Some(&row) {
                    put.push(row);
                }
            }
            None if known.is_some() => gone.push(case),
            None => {}
        }
    }
    store::put_timers(db, &put)?;
    if !gone.is_empty() {
        store::drop_timers(db, &id_list(gone))?;
    }
    Ok(())
}

/// The timer of something: the one that is known, if it is about the same time, as the policy has it now; or a new one.
fn begun(engine: &Engine<'_>, rule: &TimerRule, item: &Watched, known: Option<&TimerRow>, owners: &Owners) -> TimerRow {
    let known = known.filter(|known| known.change == item.change && known.due_on == item.due_on);
    let row = TimerRow {
        case: item.facts.case.raw(),
        kind: Code(item.facts.kind),
        change: item.change,
        due_on: item.due_on,
        key: rule.key.clone(),
        publication: engine.policy.publication_id.raw(),
        started: known.map_or(item.started, |known| known.started),
        passed_minutes: known.and_then(|known| known.passed_minutes),
        passed_at: known.and_then(|known| known.passed_at),
        due_at: None,
    };
    with_next(engine, rule, row, owners, item.owner)
}

/// The same timer, with when its next stage is due by the owner's working time.
pub(super) fn with_next(engine: &Engine<'_>, rule: &TimerRule, row: TimerRow, owners: &Owners, owner: i64) -> TimerRow {
    let next = rule.next(progress(engine, &row), local(engine, engine.at), &owners.time(engine, owner));
    TimerRow { due_at: next.map(|next| instant(engine, next.due)), ..row }
}

/// How far a timer has come, by the tenant's clock.
pub(super) fn progress(engine: &Engine<'_>, row: &TimerRow) -> Progress {
    let last = row.passed_minutes.zip(row.passed_at);
    Progress {
        started: local(engine, row.started),
        last: last.map(|(minutes, at)| (u32::try_from(minutes).unwrap_or(0), local(engine, at))),
    }
}

/// The timer that a row names, if the policy in force still has it.
pub(super) fn rule_of<'a>(engine: &'a Engine<'_>, row: &TimerRow) -> Option<&'a TimerRule> {
    let is_this = |rule: &&TimerRule| rule.key == row.key && rule.watch == watch_of(row);
    engine.policy.compiled.policy().timers.iter().find(is_this)
}

/// What a timer waits for.
pub(super) fn watch_of(row: &TimerRow) -> TimerWatch {
    if row.kind.0.is_work() { TimerWatch::NotAnswered } else { TimerWatch::NotFollowedUp }
}

/// Looks at one again, whatever it is, which was not as its timer says.
///
/// # Errors
/// When the database fails.
pub(super) fn watch_one(db: &mut Db, engine: &Engine<'_>, row: &TimerRow) -> Result<()> {
    if engine.policy.compiled.timers(watch_of(row)).next().is_none() {
        store::drop_timers(db, &id_list([row.case]))?;
        return Ok(());
    }
    if row.kind.0.is_work() { watch_work(db, engine, &[row.case]) } else { watch_customers(db, engine, &[row.case]) }
}
