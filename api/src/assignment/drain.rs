//! Gives what waits to those who can take it now, the first of the queue first.

use std::collections::{BTreeMap, BTreeSet};

use shared::{
    assignment::spots::{Spot, spots_of},
    ids::EmployeeId,
};

use super::{
    engine::Engine,
    lines,
    place::try_again,
    store::{self, WaitingRow},
};
use crate::{
    db::{Db, id_list},
    error::Result,
};

/// Gives what waits for these people to them, as far as they can take it. Part of the transaction that made them able to.
///
/// # Errors
/// When the database fails.
pub fn drain(db: &mut Db, engine: &Engine<'_>, people: Vec<EmployeeId>) -> Result<()> {
    let mut people: BTreeSet<EmployeeId> = people.into_iter().collect();
    let mut blocked = BTreeSet::new();
    while !people.is_empty() {
        let all: Vec<EmployeeId> = people.iter().copied().collect();
        let roster = engine.roster_of(db, &all)?;
        let spots: BTreeSet<String> =
            all.iter().flat_map(|who| spots_of(*who, &roster)).map(|spot| spot.to_string()).collect();
        match first_placed(db, engine, spots, &mut blocked)? {
            None => return Ok(()),
            Some(news) => {
                if news.iter().any(|who| people.insert(*who)) {
                    blocked.clear();
                }
            }
        }
    }
    Ok(())
}

/// Gives what waits to anybody who can take it: after a change that may concern everybody.
///
/// # Errors
/// When the database fails.
pub fn drain_everything(db: &mut Db, engine: &Engine<'_>) -> Result<()> {
    let mut blocked = BTreeSet::new();
    let anywhere = || BTreeSet::from([Spot::Anywhere.to_string()]);
    while let Some(news) = first_placed(db, engine, anywhere(), &mut blocked)? {
        if !news.is_empty() {
            blocked.clear();
        }
    }
    Ok(())
}

/// Places the first at these spots who can be, and tells who has news of it. While the first of a line has to wait, so has
/// the line.
fn first_placed(
    db: &mut Db,
    engine: &Engine<'_>,
    spots: BTreeSet<String>,
    blocked: &mut BTreeSet<i64>,
) -> Result<Option<Vec<EmployeeId>>> {
    let spots: Vec<String> = spots.into_iter().collect();
    let lines: Vec<i64> = store::lines_at(db, &spots)?.into_iter().filter(|line| !blocked.contains(line)).collect();
    if lines.is_empty() {
        return Ok(None);
    }
    let lines = id_list(lines);
    lock_groups(db, &lines)?;
    let firsts: Vec<WaitingRow> = store::firsts(db, &lines)?;
    for row in firsts {
        let Some(case) = lines::case_of(db, engine, &row)? else {
            store::leave(db, row.case)?;
            return Ok(Some(Vec::new()));
        };
        match try_again(db, engine, &case)? {
            Some(news) => return Ok(Some(news)),
            None => _ = blocked.insert(row.line),
        }
    }
    Ok(None)
}

/// Locks all groups that these lines wait for, in the order of their ids, so that two who drain never wait for each other.
fn lock_groups(db: &mut Db, lines: &str) -> Result<()> {
    let spots = store::groups_of_lines(db, lines)?;
    let id = |spot: &String| spot.trim_matches(|c: char| !c.is_ascii_digit()).parse::<i64>().ok();
    let groups: BTreeMap<i64, ()> = spots.iter().filter_map(id).map(|id| (id, ())).collect();
    if !groups.is_empty() {
        store::group_clocks(db, &id_list(groups.into_keys()), true)?;
    }
    Ok(())
}
