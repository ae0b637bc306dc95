//! The queue 排队: who waits, in lines of equal reach.

use sha2::{Digest, Sha256};
use shared::{
    Id,
    assignment::{Decision, Roster, decide, decision::WaitReason},
    ids::{CustomerId, EmployeeId},
};

use super::{
    customers,
    engine::Engine,
    place::{Case, queue_key},
    store::{self, Place, WaitingRow},
};
use crate::{
    db::{At, Db},
    error::Result,
};

/// Lets a case wait where its reach says.
pub(super) fn enter(db: &mut Db, engine: &Engine<'_>, case: &Case, reason: WaitReason, at: At) -> Result<()> {
    let compiled = &engine.policy.compiled;
    let reach = compiled.reach(&case.facts);
    let spots: Vec<String> = compiled.spots(&reach).iter().map(ToString::to_string).collect();
    // The name of a line is that of its reach under this policy, the same in every process.
    let digest = Sha256::digest(format!("{} {reach:?}", engine.policy.version_id.raw()));
    let line = digest.iter().take(8).fold(0i64, |name, byte| (name << 8) | i64::from(*byte)) & i64::MAX;
    store::enter_spots(db, line, &spots)?;
    let place = Place { kind: case.facts.kind, line, key: queue_key(case), reason, since: at };
    store::enter(db, case.arrived_at, &place)?;
    Ok(())
}

/// What waits, as a case; none when it is gone meanwhile.
pub(super) fn case_of(db: &mut Db, engine: &Engine<'_>, row: &WaitingRow) -> Result<Option<Case>> {
    let case = if row.kind.0.is_work() {
        store::work(db, row.case)?.map(|work| Case::new(work.facts.0, Id::from_raw(work.customer_id), work.arrived_at))
    } else {
        let mut found = customers::cases(db, engine, &[row.case])?;
        found.pop()
    };
    let Some(mut case) = case else { return Ok(None) };
    case.refresh(db, engine)?;
    Ok(Some(case))
}

/// Lets what else of a customer's waits stand where it belongs now that the customer has an owner; tells that owner if there
/// was anything.
pub(super) fn line_up_again(
    db: &mut Db,
    engine: &Engine<'_>,
    customer: CustomerId,
    owner: EmployeeId,
) -> Result<Vec<EmployeeId>> {
    let waiting = store::waiting_of(db, customer.raw())?;
    for row in &waiting {
        line_up(db, engine, row)?;
    }
    Ok(if waiting.is_empty() { Vec::new() } else { vec![owner] })
}

/// The same of many customers, who have other owners now; tells whether anything waits.
pub(super) fn line_up_all(db: &mut Db, engine: &Engine<'_>, customers: &str) -> Result<bool> {
    let waiting = store::waiting_of_all(db, customers)?;
    for row in &waiting {
        line_up(db, engine, row)?;
    }
    Ok(!waiting.is_empty())
}

fn line_up(db: &mut Db, engine: &Engine<'_>, row: &WaitingRow) -> Result<()> {
    let Some(case) = case_of(db, engine, row)? else { return Ok(()) };
    // With nobody there it waits, and the policy says why.
    let Decision::Waiting(waiting) = decide(&engine.policy.compiled, &case.facts, &Roster::default()) else {
        return Ok(());
    };
    enter(db, engine, &case, waiting.reason, engine.at)
}

/// How many are lined up anew at once.
const BLOCK: i64 = 500;

/// Lets everybody stand where they belong under the policy in force, or as another time of day has come.
pub(super) fn line_everybody_up(db: &mut Db, engine: &Engine<'_>) -> Result<()> {
    let mut after = 0;
    loop {
        let rows = store::all_waiting(db, after, BLOCK)?;
        let Some(last) = rows.last() else { break };
        after = last.case;
        for row in &rows {
            line_up(db, engine, row)?;
        }
    }
    store::drop_empty_lines(db)?;
    Ok(())
}
