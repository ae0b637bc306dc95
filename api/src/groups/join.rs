//! People join a group, and their terms there change.

use shared::{
    groups::{GroupMember, MemberEdit, MembersJoined, NewMembers},
    ids::{EmployeeId, GroupId},
    problem::FieldCode,
};

use super::{
    members,
    store::{self, Terms},
};
use crate::{
    assignment,
    audit::{self, Change},
    db::{At, Db},
    error::{Result, invalid, must_touch},
    organisation,
    permissions::{Access, Granted, GroupManage},
    workforce::{self, Fact},
};

/// Makes somebody a member on these terms, or changes the terms of who is one.
///
/// # Errors
/// When there is no such group, they are no active agent, or were changed meanwhile.
pub fn put(
    db: &mut Db,
    who: &Access,
    _: Granted<GroupManage>,
    group: GroupId,
    id: EmployeeId,
    edit: &MemberEdit,
) -> Result<GroupMember> {
    let directory = who.directory();
    workforce::changed(db)?;
    store::lock_groups(db, &[group.raw()])?;
    let name = store::group(db, group.raw())?.name;
    let terms = Terms { weight: signed(edit.weight), capacity: edit.capacity.map(signed), paused: edit.paused };
    let now = At::now();
    let before = match store::membership(db, group.raw(), id.raw())?.filter(|known| known.left_at.is_none()) {
        Some(known) => {
            let version = edit.version.ok_or_else(|| invalid("/version", FieldCode::Required))?;
            let before = members::one(db, directory, group, id)?;
            must_touch(store::update_membership(db, group.raw(), id.raw(), version, &terms)?)?;
            workforce::record(db, who.actor(), now, &differences(group, id, known.terms(), terms))?;
            Some(before)
        }
        None => {
            if !organisation::keep_agent(db, id)? {
                return Err(invalid("/employee_id", FieldCode::NotAnAgent));
            }
            join(db, who, group, id, terms, now)?;
            None
        }
    };
    let after = members::one(db, directory, group, id)?;
    let label = format!("{name} / {}", after.agent.name);
    let change = match &before {
        Some(before) => Change::new("group.edit_member", Some(group), label).before(before)?,
        None => Change::new("group.add_member", Some(group), label),
    };
    audit::record(db, who.actor(), change.after(&after)?)?;
    assignment::roster_changed(db, directory, &[id])?;
    Ok(after)
}

/// Makes people members on the same terms. Who is one already stays as they are.
///
/// # Errors
/// When there is no such group, or one of them is no active agent.
pub fn add(
    db: &mut Db,
    who: &Access,
    _: Granted<GroupManage>,
    group: GroupId,
    new: &NewMembers,
) -> Result<MembersJoined> {
    let directory = who.directory();
    workforce::changed(db)?;
    store::lock_groups(db, &[group.raw()])?;
    let name = store::group(db, group.raw())?.name;
    let terms = Terms { weight: signed(new.weight), capacity: new.capacity.map(signed), paused: false };
    let now = At::now();
    let mut joined = Vec::new();
    for (index, id) in new.employee_ids.iter().enumerate() {
        if store::membership(db, group.raw(), id.raw())?.is_some_and(|known| known.left_at.is_none()) {
            continue;
        }
        if !organisation::keep_agent(db, *id)? {
            return Err(invalid(format!("/employee_ids/{index}"), FieldCode::NotAnAgent));
        }
        join(db, who, group, *id, terms, now)?;
        joined.push(*id);
    }
    if !joined.is_empty() {
        let names: Vec<String> = joined.iter().map(|id| directory.person(id.raw()).name).collect();
        let after = serde_json::json!({"members": names, "weight": new.weight, "capacity": new.capacity});
        audit::record(db, who.actor(), Change::new("group.add_members", Some(group), name).after(&after)?)?;
        assignment::roster_changed(db, directory, &joined)?;
    }
    let count = |people: usize| i64::try_from(people).unwrap_or(i64::MAX);
    Ok(MembersJoined { joined: count(joined.len()), already: count(new.employee_ids.len() - joined.len()) })
}

/// Makes somebody a member who is none. Who was one before has their seat again.
fn join(db: &mut Db, who: &Access, group: GroupId, id: EmployeeId, terms: Terms, now: At) -> Result<()> {
    if !store::revive_membership(db, group.raw(), id.raw(), &terms, now)? {
        store::insert_membership(db, group.raw(), id.raw(), &terms, now)?;
    }
    let mut facts = vec![(id, Fact::Joins(group))];
    facts.extend(differences(group, id, Terms { weight: 1, capacity: None, paused: false }, terms));
    workforce::record(db, who.actor(), now, &facts)
}

fn differences(group: GroupId, id: EmployeeId, before: Terms, after: Terms) -> Vec<(EmployeeId, Fact<'static>)> {
    let mut facts = Vec::new();
    if before.weight != after.weight {
        facts.push((id, Fact::Weight(group, after.weight.unsigned_abs())));
    }
    if before.capacity != after.capacity {
        facts.push((id, Fact::CapacityIn(group, after.capacity.map(i32::unsigned_abs))));
    }
    if before.paused != after.paused {
        facts.push((id, Fact::Paused(group, after.paused)));
    }
    facts
}

fn signed(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
