//! Goes through those whom a new day, another policy or another roster concerns, a block at a time.

use shared::{
    assignment::policy::TimerWatch,
    ids::{CustomerId, kinds},
};

use super::watch::{today, watch_customers, watch_due, watch_work};
use crate::{
    assignment::{
        engine::Engine,
        store::{self, Part, Round},
    },
    db::{Code, Db, id_list, next_id, reserve_ids},
    error::Result,
};

/// How many are looked at in one second.
const BLOCK: i64 = 500;
/// Of a change of more owners than this, everybody is looked at again and not each customer asked for.
const FEW: usize = 100;

/// Whether there is anything for [`go_on`] to do. Two small reads when there is not.
///
/// # Errors
/// When the database fails.
pub(in crate::assignment) fn is_due(db: &mut Db, engine: &Engine<'_>) -> Result<bool> {
    let round = store::round(db)?;
    Ok(round.part.0 != Part::Done || !is_of(&round, engine) || store::has_wakes(db)?)
}

/// Whether a round is for the day, the policy and the roster of now.
fn is_of(round: &Round, engine: &Engine<'_>) -> bool {
    round.day == today(engine)
        && round.publication == engine.policy.publication_id.raw()
        && round.roster_stamp == engine.workforce.stamp()
}

/// Looks at the next block of those who are to be looked at. A round that has begun comes to its end, and then the next one
/// begins if anything changed meanwhile, so that changes that never cease keep nobody from being looked at.
///
/// # Errors
/// When the database fails.
pub(in crate::assignment) fn go_on(db: &mut Db, engine: &Engine<'_>) -> Result<()> {
    let wakes = store::wakes(db, BLOCK)?;
    let customers: Vec<i64> = wakes.iter().filter_map(|(_, customer)| *customer).collect();
    watch_customers(db, engine, &customers)?;
    if !wakes.is_empty() {
        store::drop_wakes(db, &id_list(wakes.iter().map(|(id, _)| *id)))?;
    }
    let asked = customers.len() < wakes.len();
    let before = store::round(db)?;
    let mut round = before;
    if round.part.0 == Part::Done && (asked || !is_of(&round, engine)) {
        round = Round {
            day: today(engine),
            publication: engine.policy.publication_id.raw(),
            roster_stamp: engine.workforce.stamp(),
            part: Code(Part::Work),
            after_day: 0,
            after_id: 0,
        };
    } else if asked {
        // It is for no day any more, so another one follows.
        round.day = 0;
    }
    match round.part.0 {
        Part::Work => go_on_with_work(db, engine, &mut round)?,
        Part::Customers => go_on_with_customers(db, engine, &mut round)?,
        Part::Done => {}
    }
    if round != before {
        store::set_round(db, &round)?;
    }
    Ok(())
}

fn go_on_with_work(db: &mut Db, engine: &Engine<'_>, round: &mut Round) -> Result<()> {
    let mut seen = Vec::new();
    if engine.policy.compiled.timers(TimerWatch::NotAnswered).next().is_some() {
        seen = store::unanswered(db, round.after_id, BLOCK)?;
        watch_work(db, engine, &seen)?;
    } else {
        store::drop_timers_of(db, false)?;
    }
    match seen.last() {
        Some(last) => round.after_id = *last,
        None => (round.part, round.after_id) = (Code(Part::Customers), 0),
    }
    Ok(())
}

fn go_on_with_customers(db: &mut Db, engine: &Engine<'_>, round: &mut Round) -> Result<()> {
    let mut seen = Vec::new();
    if engine.policy.compiled.timers(TimerWatch::NotFollowedUp).next().is_some() {
        seen = store::due_customers(db, today(engine), (round.after_day, round.after_id), BLOCK)?;
        watch_due(db, engine, &seen)?;
    } else {
        store::drop_timers_of(db, true)?;
    }
    match seen.last() {
        Some(last) => (round.after_day, round.after_id) = (last.due_on, last.customer),
        None => round.part = Code(Part::Done),
    }
    Ok(())
}

/// Asks that these customers, whose owner or due day has changed, be looked at; of many, that all be. Part of the transaction
/// that changed them; nobody waits for anybody by it.
///
/// # Errors
/// When the database fails.
pub(in crate::assignment) fn look_again_at(db: &mut Db, customers: &[i64]) -> Result<()> {
    match customers.len() {
        0 => Ok(()),
        few @ 1..=FEW => {
            let block = reserve_ids(i64::try_from(few).unwrap_or(i64::MAX));
            store::wake(db, block, &id_list(customers.iter().copied()))?;
            Ok(())
        }
        _ => look_again_at_all(db),
    }
}

/// Asks that everybody who is due be looked at: after a change of many due days or owners, in its transaction.
///
/// # Errors
/// When the database fails.
pub fn look_again_at_all(db: &mut Db) -> Result<()> {
    store::wake_all(db, next_id::<kinds::Case>().raw())?;
    Ok(())
}

/// A customer was followed up: what was waited for is over. Part of that transaction.
///
/// # Errors
/// When the database fails.
pub fn followed_up(db: &mut Db, customer: CustomerId) -> Result<()> {
    store::drop_timers(db, &id_list([customer.raw()]))?;
    Ok(())
}

/// A customer is due on another day than before. Part of the transaction that changed it.
///
/// # Errors
/// When the database fails.
pub fn due_day_changed(db: &mut Db, customer: CustomerId) -> Result<()> {
    look_again_at(db, &[customer.raw()])
}
