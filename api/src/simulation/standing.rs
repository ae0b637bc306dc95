//! How turns and loads stood as a period began.

use std::collections::HashMap;

use shared::{
    Id,
    assignment::{
        Roster,
        rotation::{Clock, Seat},
        simulate::OpenWork,
    },
    ids::{EmployeeId, GroupId},
};

use super::{
    people::People,
    store::{self, micros},
};
use crate::{
    db::{At, Db},
    error::Result,
};

/// The roster of an instant with its turns and loads, and the work that is open then.
///
/// # Errors
/// When the database fails.
pub fn read(db: &mut Db, people: &People, at: At) -> Result<(Roster, Vec<OpenWork>)> {
    let mut clocks: HashMap<GroupId, Clock> = HashMap::new();
    let mut seats: HashMap<(GroupId, EmployeeId), Seat> = HashMap::new();
    // In the order of turns, so the last of a group says how its clock stood.
    for (group, member, now, turns, next) in store::turns(db, at)? {
        let (group, member) = (Id::from_raw(group), Id::from_raw(member));
        clocks.insert(group, Clock { now, turns });
        seats.insert((group, member), Seat { next, last_turn: turns });
    }
    let last: HashMap<i64, At> = store::last_assigned(db, at)?.into_iter().collect();
    let hands = store::in_hand(db, at)?;
    let open = |employee: EmployeeId, group: Option<GroupId>| {
        let theirs = hands
            .iter()
            .filter(|(owner, by, _)| *owner == employee.raw() && group.is_none_or(|group| *by == Some(group.raw())));
        u32::try_from(theirs.count()).unwrap_or(u32::MAX)
    };
    let mut roster = Roster::default();
    for agent in &people.agents {
        let mut agent = agent.clone();
        agent.open = open(agent.id, None);
        agent.last_assigned = last.get(&agent.id.raw()).map(|at| micros(*at));
        roster.put_agent(agent);
    }
    for group in &people.groups {
        roster.put_group(*group, clocks.get(group).copied().unwrap_or_default());
    }
    for (group, member) in &people.members {
        let mut member = member.clone();
        member.open = open(member.employee, Some(*group));
        member.seat = seats.get(&(*group, member.employee)).copied().unwrap_or_default();
        roster.put_member(*group, member);
    }
    let work = hands.into_iter().filter_map(|(owner, group, until)| {
        Some(OpenWork { until: micros(until?), employee: Id::from_raw(owner), group: group.map(Id::from_raw) })
    });
    Ok((roster, work.collect()))
}
