//! Gives back what a redistribution gave, as far as nothing newer happened to it.

use std::collections::BTreeSet;

use shared::{
    Id,
    ids::{RedistributionId, kinds},
    timeline::OwnershipReason,
    work::WorkReason,
};

use super::{
    carry_out::{Step, settle},
    plan::Move,
};
use crate::{
    assignment::{
        engine::Engine,
        ownership::day_number,
        store::{self, Begun, Lock},
    },
    db::{Db, id_list, next_id},
    error::Result,
    organisation,
};

/// How many customers and how many work items could go back now.
///
/// # Errors
/// When the database fails.
pub fn undoable(db: &mut Db, id: RedistributionId, holders: &[i64]) -> Result<(i64, i64)> {
    Ok(store::count_begun(db, id.raw(), &id_list(holders.iter().copied()))?)
}

/// Gives customers and open work items back to whom they were with before, if those are active agents still, and tells how
/// many of each. `holders` are those whom the redistribution gave something. What it gave and somebody else has by now, or
/// was done, stays as it is. Nobody asks for capacity: they had it before.
///
/// # Errors
/// When the database fails.
pub fn give_back(
    db: &mut Db,
    engine: &Engine<'_>,
    id: RedistributionId,
    holders: &[i64],
    by: Option<i64>,
) -> Result<(usize, usize)> {
    let (change, list) = (id.raw(), id_list(holders.iter().copied()));
    let districts = store::districts_begun(db, change, &list)?;
    store::lock_districts(db, &id_list(districts), Lock::Exclusive)?;
    let seen = store::begun_work(db, change, &list, false)?;
    let people: BTreeSet<i64> = seen.iter().flat_map(|begun| [begun.holder, begun.before]).collect();
    let groups: BTreeSet<i64> =
        store::memberships_of(db, &id_list(people.iter().copied()))?.iter().map(|member| member.group).collect();
    store::group_clocks(db, &id_list(groups), true)?;
    store::hold_agents(db, &id_list(people))?;
    let customers = store::begun_customers(db, change, &list)?;
    let work = store::begun_work(db, change, &list, true)?;
    let before: BTreeSet<i64> = customers.iter().chain(&work).map(|begun| begun.before).collect();
    let mut there = BTreeSet::new();
    for id in before {
        if organisation::keep_agent(db, Id::from_raw(id))? {
            there.insert(id);
        }
    }
    let at = store::clock(db)?;
    let step = Step {
        id: next_id::<kinds::OwnershipPeriod>().raw(),
        at,
        by,
        customers: OwnershipReason::Undone,
        work: WorkReason::Undone,
        day: day_number(engine.directory.day_of(at.utc())),
    };
    let back = |begun: Vec<Begun>| -> Vec<Move> {
        begun
            .into_iter()
            .filter(|begun| there.contains(&begun.before))
            .map(|Begun { id, holder, before, group }| Move { id, from: holder, to: Some(before), group })
            .collect()
    };
    let (customers, work) = (back(customers), back(work));
    step.give_customers(db, &customers)?;
    step.give_work(db, &work)?;
    settle(db, engine, &customers, &work, true)?;
    Ok((customers.len(), work.len()))
}
