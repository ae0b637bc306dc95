//! Active agents: found for a picker, and kept for as long as it takes to give them something.

use shared::{
    Id,
    ids::EmployeeId,
    organisation::{Agent, AgentQuery},
};

use super::store;
use crate::{
    cursor,
    db::Db,
    error::Result,
    names,
    permissions::{Access, CustomerRead, DistrictRead},
};

/// The active agents who fit, by name.
///
/// # Errors
/// When the caller may see neither districts nor customers, or the limit is wrong.
pub fn find(who: &Access, query: &AgentQuery) -> Result<Vec<Agent>> {
    if who.scope::<CustomerRead>().is_err() {
        who.granted::<DistrictRead>()?;
    }
    let limit = usize::try_from(cursor::limit(query.limit)?).unwrap_or_default();
    let typed = query.q.as_deref().unwrap_or_default();
    let directory = who.directory();
    let mut found: Vec<Agent> = directory
        .people
        .iter()
        .filter(|(_, person)| person.active && person.is_agent && names::finds(&person.search, typed))
        .map(|(id, person)| Agent {
            id: Id::from_raw(*id),
            name: person.name.clone(),
            number: person.number.clone(),
            unit: directory.units.get(&person.unit).map(|unit| unit.name.clone()).unwrap_or_default(),
        })
        .collect();
    found.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    found.truncate(limit);
    Ok(found)
}

/// Whether this is an active agent. If so, they stay one until the end of this transaction: whoever gives someone a
/// district or a customer asks this and not a snapshot, or the agent may leave in between and hold something for ever.
///
/// # Errors
/// When the database fails.
pub fn keep_agent(db: &mut Db, id: EmployeeId) -> Result<bool> {
    Ok(store::keep_agent(db, id.raw())?)
}
