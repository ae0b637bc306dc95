//! People become agents and cease to be some.

use shared::{assignment::roster::Presence, ids::EmployeeId};

use super::{Fact, record, store};
use crate::{
    db::{At, Db},
    error::Result,
    groups,
    permissions::Actor,
};

/// These people are active agents from now on. Part of the transaction that makes them so.
///
/// # Errors
/// When the database fails.
pub fn became_agents(db: &mut Db, actor: &Actor, people: &[EmployeeId]) -> Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    store::change_stamp(db)?;
    let facts: Vec<_> = people.iter().map(|id| (*id, Fact::Active(true))).collect();
    record(db, actor, At::now(), &facts)
}

/// These people are no active agents any more: they are not there, and quit all groups. Part of the transaction that makes
/// them so, before it locks anybody's row, because whoever gives somebody work locks groups first.
///
/// # Errors
/// When the database fails.
pub fn ceased_to_be_agents(db: &mut Db, actor: &Actor, people: &[EmployeeId]) -> Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    store::change_stamp(db)?;
    groups::quit_all(db, actor, people)?;
    let now = At::now();
    let mut facts = Vec::new();
    for id in people {
        if store::set_presence(db, id.raw(), Presence::Offline, now)? {
            facts.push((*id, Fact::Presence(Presence::Offline)));
        }
        facts.push((*id, Fact::Active(false)));
    }
    record(db, actor, now, &facts)
}
