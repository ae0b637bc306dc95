//! Who is there.

use shared::{
    assignment::roster::Presence,
    ids::EmployeeId,
    workforce::{AgentState, MyState},
};

use super::{Fact, agents, record, store};
use crate::{
    assignment,
    audit::{self, Change},
    db::{At, Db},
    error::{Result, not_found},
    organisation,
    permissions::{Access, Granted, GroupManage},
};

/// What one's own console shows.
///
/// # Errors
/// When the caller is no active agent.
pub fn mine(db: &mut Db, who: &Access) -> Result<MyState> {
    let state = agents::one(db, who.directory(), who.employee())?;
    Ok(MyState {
        presence: state.presence,
        presence_since: state.presence_since,
        in_hours: state.in_hours,
        on_leave_until: state.on_leave_until,
        capacity: state.capacity,
        open_work: state.open_work,
    })
}

/// An agent comes or goes. It happens all day, so it is not in the audit log, but in the roster's own.
///
/// # Errors
/// When the caller is no active agent.
pub fn set_mine(db: &mut Db, who: &Access, presence: Presence) -> Result<MyState> {
    set(db, who, who.employee(), presence)?;
    mine(db, who)
}

/// Says for an agent that they came or went.
///
/// # Errors
/// When they are no active agent.
pub fn set_for(
    db: &mut Db,
    who: &Access,
    _: Granted<GroupManage>,
    id: EmployeeId,
    presence: Presence,
) -> Result<AgentState> {
    let before = agents::one(db, who.directory(), id)?;
    if set(db, who, id, presence)? {
        let name = &before.agent.name;
        let change = Change::new("agent.set_presence", Some(id), name).before(&before.presence)?.after(&presence)?;
        audit::record(db, who.actor(), change)?;
    }
    agents::one(db, who.directory(), id)
}

fn set(db: &mut Db, who: &Access, id: EmployeeId, presence: Presence) -> Result<bool> {
    if !organisation::keep_agent(db, id)? {
        return Err(not_found());
    }
    let now = At::now();
    if !store::set_presence(db, id.raw(), presence, now)? {
        return Ok(false);
    }
    record(db, who.actor(), now, &[(id, Fact::Presence(presence))])?;
    if presence == Presence::Online {
        assignment::roster_changed(db, who.directory(), &[id])?;
    }
    Ok(true)
}
