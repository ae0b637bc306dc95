//! Does what a plan says.

use std::collections::{BTreeMap, BTreeSet};

use shared::{
    Id,
    ids::{EmployeeId, RedistributionId},
    redistribution::RedistributionReason,
    timeline::OwnershipReason,
    work::WorkReason,
};

use super::plan::{Move, Plan};
use crate::{
    assignment::{
        drain::drain,
        engine::Engine,
        lines,
        ownership::{self, day_number},
        store::{self, ChangeOfMany, Given, Handing},
        timers,
    },
    db::{At, Db, id_list},
    error::Result,
};

/// What all that changes hands in it has in common.
#[derive(Debug, Clone, Copy)]
pub struct Change {
    /// Names it.
    pub id: RedistributionId,
    /// Why.
    pub reason: RedistributionReason,
    /// Whose doing it is.
    pub by: Option<i64>,
}

/// Gives everything to whom the plan says; it was made under lock, in this transaction. Then what waits goes to whoever is
/// freer now, but not to somebody who is about to go.
///
/// # Errors
/// When the database fails.
pub fn carry_out(db: &mut Db, engine: &Engine<'_>, plan: &Plan, change: Change) -> Result<At> {
    let at = store::clock(db)?;
    let step = Step {
        id: change.id.raw(),
        at,
        by: change.by,
        customers: OwnershipReason::Redistributed,
        work: WorkReason::Redistributed,
        day: day_number(engine.directory.day_of(at.utc())),
    };
    step.give_customers(db, &plan.customers)?;
    let waits: Vec<i64> = plan.work.iter().filter(|piece| piece.to.is_none()).map(|piece| piece.id).collect();
    if !waits.is_empty() {
        store::take_all(db, &id_list(waits))?;
    }
    step.give_work(db, &plan.work)?;
    for turn in &plan.turns {
        store::take_turn(db, turn.group, turn.employee, turn.advance)?;
    }
    for (case, reason) in &plan.waiting {
        lines::enter(db, engine, case, *reason, at)?;
    }
    settle(db, engine, &plan.customers, &plan.work, change.reason == RedistributionReason::Transfer)?;
    Ok(at)
}

/// A change of owners of many.
pub(super) struct Step {
    pub id: i64,
    pub at: At,
    pub by: Option<i64>,
    pub customers: OwnershipReason,
    pub work: WorkReason,
    pub day: i32,
}

impl Step {
    /// One statement for all, which goes through the customers as they lie, and not once for each new owner.
    pub(super) fn give_customers(&self, db: &mut Db, moves: &[Move]) -> Result<()> {
        let given: Vec<Given> =
            moves.iter().filter_map(|piece| Some(Given { customer: piece.id, owner: piece.to? })).collect();
        ownership::transfer_to_many(
            db,
            &given,
            ChangeOfMany { id: self.id, at: self.at, reason: self.customers, by: self.by },
        )
    }

    /// One statement for each new owner and group.
    pub(super) fn give_work(&self, db: &mut Db, moves: &[Move]) -> Result<()> {
        let mut by_owner: BTreeMap<(i64, Option<i64>), Vec<i64>> = BTreeMap::new();
        for piece in moves {
            if let Some(to) = piece.to {
                by_owner.entry((to, piece.group)).or_default().push(piece.id);
            }
        }
        for ((owner, group), items) in by_owner {
            let handing =
                Handing { owner, group, change: self.id, at: self.at, reason: self.work, by: self.by, day: self.day };
            store::give_all(db, &id_list(items), &handing)?;
        }
        Ok(())
    }
}

/// Lets what waits of these customers wait where it belongs by the new owners, and gives what waits to those who can have it
/// now; `freed` says whether that may be those who gave work up.
pub(super) fn settle(db: &mut Db, engine: &Engine<'_>, customers: &[Move], work: &[Move], freed: bool) -> Result<()> {
    let mut news: BTreeSet<EmployeeId> = BTreeSet::new();
    let given: Vec<i64> = work.iter().filter(|piece| piece.to.is_some()).map(|piece| piece.id).collect();
    timers::watch_work(db, engine, &given)?;
    if lines::line_up_all(db, engine, &id_list(customers.iter().map(|piece| piece.id)))? {
        news.extend(customers.iter().filter_map(|piece| piece.to).map(Id::from_raw));
    }
    if freed {
        news.extend(work.iter().map(|piece| EmployeeId::from_raw(piece.from)));
    }
    drain(db, engine, news.into_iter().collect())
}
