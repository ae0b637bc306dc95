//! People quit groups. Their rows stay, with their seats in the rotation.

use shared::{
    Id,
    ids::{EmployeeId, GroupId},
};

use super::{members, store};
use crate::{
    audit::{self, Change},
    db::{At, Db},
    error::Result,
    permissions::{Access, Actor, Granted, GroupManage},
    workforce::{self, Fact},
};

/// Ends a membership. What they have open by the group stays theirs.
///
/// # Errors
/// When there is no such group, or they are no member.
pub fn remove(db: &mut Db, who: &Access, _: Granted<GroupManage>, group: GroupId, id: EmployeeId) -> Result<()> {
    workforce::changed(db)?;
    store::lock_groups(db, &[group.raw()])?;
    let name = store::group(db, group.raw())?.name;
    let before = members::one(db, who.directory(), group, id)?;
    end(db, who.actor(), &[(group.raw(), id.raw())])?;
    let label = format!("{name} / {}", before.agent.name);
    audit::record(db, who.actor(), Change::new("group.remove_member", Some(group), label).before(&before)?)
}

/// Ends every membership of these people. Part of the transaction after which they are no agents.
///
/// # Errors
/// When the database fails.
pub fn quit_all(db: &mut Db, actor: &Actor, people: &[EmployeeId]) -> Result<()> {
    let people: Vec<i64> = people.iter().map(|id| id.raw()).collect();
    let these: Vec<(i64, i64)> =
        store::memberships(db, &people)?.into_iter().map(|(employee, group, _)| (group, employee)).collect();
    let groups: Vec<i64> = these.iter().map(|(group, _)| *group).collect();
    store::lock_groups(db, &groups)?;
    end(db, actor, &these)
}

/// Ends every membership of a group that is about to be deleted.
pub(super) fn everybody(db: &mut Db, actor: &Actor, group: GroupId) -> Result<()> {
    let these: Vec<(i64, i64)> =
        store::members(db, &[group.raw()])?.into_iter().map(|row| (row.group_id, row.employee_id)).collect();
    end(db, actor, &these)
}

fn end(db: &mut Db, actor: &Actor, these: &[(i64, i64)]) -> Result<()> {
    let now = At::now();
    let mut facts = Vec::new();
    for (group, employee) in these {
        store::end_membership(db, *group, *employee, now)?;
        facts.push((EmployeeId::from_raw(*employee), Fact::Quits(Id::from_raw(*group))));
    }
    workforce::record(db, actor, now, &facts)
}
