//! Does what is due: one thing in one transaction.

use std::collections::BTreeSet;

use shared::{
    Id,
    assignment::policy::TimerAction,
    ids::{CaseId, EmployeeId},
    work::WorkStatus,
};

use super::{
    late::Late,
    reassign,
    steps::{remind, tell_leads},
    time::{Owners, local},
    watch::{progress, rule_of, today, watch_one},
};
use crate::{
    assignment::{
        customers,
        engine::Engine,
        place::Case,
        store::{self, TimerRow},
    },
    db::{At, Db, id_list},
    error::Result,
    permissions::Directory,
};

/// How many a process does in one second.
const BLOCK: i64 = 100;

/// What is due, the longest due first; at most 100. One small read when nothing is.
///
/// # Errors
/// When the database fails.
pub fn due_timers(db: &mut Db) -> Result<Vec<CaseId>> {
    Ok(store::due_timers(db, At::now(), BLOCK)?.into_iter().map(Id::from_raw).collect())
}

/// Does what is due of a case, if anything still is; to be called in a transaction of its own.
///
/// # Errors
/// When the database fails.
pub fn fire(db: &mut Db, directory: &Directory, case: CaseId) -> Result<()> {
    let engine = Engine::now(db, directory)?;
    match store::timer(db, case.raw(), false)? {
        Some(seen) if seen.kind.0.is_work() => of_work(db, &engine, &seen),
        Some(seen) => of_customer(db, &engine, &seen),
        None => Ok(()),
    }
}

fn of_work(db: &mut Db, engine: &Engine<'_>, seen: &TimerRow) -> Result<()> {
    let Some(work) = store::work(db, seen.case)? else { return forget(db, seen) };
    let Some(owner) = work.owner_id.map(EmployeeId::from_raw) else { return forget(db, seen) };
    let facts = work.facts.0;
    let mut case = Case::new(facts, Id::from_raw(work.customer_id), work.arrived_at);
    // Who gives something away locks districts and groups before the item.
    let prepared = expected(db, engine, seen, owner)? == Some(TimerAction::Reassign);
    if prepared {
        case.facts.declined.insert(owner);
        case.refresh(db, engine)?;
        lock_groups(db, engine, &case, owner)?;
    }
    let Some(row) = store::lock_work(db, seen.case)? else { return Ok(()) };
    // Another process may have been quicker.
    let Some(timer) = store::timer(db, seen.case, true)? else { return Ok(()) };
    if row.status.0 != WorkStatus::Open || row.answered_at.is_some() || row.change_id != Some(timer.change) {
        return forget(db, &timer);
    }
    // What was changed since it was looked at is looked at again, in a second.
    if row.version != work.version || timer != *seen {
        return Ok(());
    }
    let Some(late) = Late::find(db, engine, timer, owner, case.customer)? else { return Ok(()) };
    match late.action() {
        TimerAction::Remind => remind(db, &late),
        TimerAction::TellLead => tell_leads(db, &late),
        TimerAction::Reassign if prepared => reassign::work(db, &late, &case, &row),
        TimerAction::Reassign => Ok(()),
    }
}

fn of_customer(db: &mut Db, engine: &Engine<'_>, seen: &TimerRow) -> Result<()> {
    let before = store::ownerships(db, &id_list([seen.case]))?.pop().map(|owned| Id::from_raw(owned.owner));
    let mut case = None;
    // Who gives somebody away locks the district before the customer.
    if let Some(owner) = before
        && expected(db, engine, seen, owner)? == Some(TimerAction::Reassign)
    {
        case = customers::fresh_cases(db, engine, &[seen.case])?.pop();
    }
    let Some((_, name)) = store::lock_customer(db, seen.case)? else { return Ok(()) };
    let owned = store::lock_ownership(db, seen.case)?;
    let Some(timer) = store::timer(db, seen.case, true)? else { return Ok(()) };
    let Some(owned) = owned else { return forget(db, &timer) };
    if owned.change != timer.change || owned.due_on != timer.due_on || owned.due_on > today(engine) {
        return watch_one(db, engine, &timer);
    }
    if timer != *seen {
        return Ok(());
    }
    let (owner, customer) = (Id::from_raw(owned.owner), Id::from_raw(owned.customer));
    let Some(late) = Late::find(db, engine, timer, owner, customer)? else { return Ok(()) };
    match late.action() {
        TimerAction::Remind => remind(db, &late),
        TimerAction::TellLead => tell_leads(db, &late),
        TimerAction::Reassign => match case {
            Some(case) => reassign::customer(db, &late, case, &name),
            None => Ok(()),
        },
    }
}

/// What is waited for is over.
fn forget(db: &mut Db, timer: &TimerRow) -> Result<()> {
    store::drop_timers(db, &id_list([timer.case]))?;
    Ok(())
}

/// What is likely to be done, for taking the locks of it.
fn expected(db: &mut Db, engine: &Engine<'_>, row: &TimerRow, owner: EmployeeId) -> Result<Option<TimerAction>> {
    let Some(rule) = rule_of(engine, row) else { return Ok(None) };
    let owners = Owners::read(db, engine, &[owner.raw()], row.started)?;
    let time = owners.time(engine, owner.raw());
    let next = rule.next(progress(engine, row), local(engine, engine.at), &time);
    Ok(next.map(|next| rule.stages[next.stage].then))
}

/// Locks the groups of whoever has it and those by which it may go to somebody else, in the order of their ids.
fn lock_groups(db: &mut Db, engine: &Engine<'_>, case: &Case, owner: EmployeeId) -> Result<()> {
    let reach = engine.policy.compiled.reach(&case.facts);
    let theirs = store::memberships_of(db, &id_list([owner.raw()]))?;
    let groups: BTreeSet<i64> =
        reach.groups.iter().map(|group| group.raw()).chain(theirs.iter().map(|member| member.group)).collect();
    if !groups.is_empty() {
        store::group_clocks(db, &id_list(groups), true)?;
    }
    Ok(())
}
