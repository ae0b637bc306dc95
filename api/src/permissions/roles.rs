//! Operation roles 操作角色, and giving roles to people.

use shared::{
    ErrorCode, Id,
    ids::{EmployeeId, RoleId},
    permissions::{Role, RoleAssignment, RoleDraft},
    problem::FieldCode,
};

use super::{
    Actor, Granted, RoleManage, RoleRead,
    store::{self, RoleRow},
};
use crate::{
    audit::{self, Change},
    db::{Db, is_unique_violation, next_id},
    error::{Error, Result, invalid, must_touch, refused, wrong_state},
};

/// Every role.
///
/// # Errors
/// When the database fails.
pub fn list(db: &mut Db, _: Granted<RoleRead>) -> Result<Vec<Role>> {
    let holders = store::role_holders(db)?;
    let grants = store::all_grants(db)?;
    let of = |id| grants.iter().filter(|(role, _)| *role == id).map(|(_, grant)| *grant).collect();
    let rows = store::role_rows(db)?;
    Ok(rows.into_iter().map(|row| role(of(row.id), holders.get(&row.id).copied().unwrap_or(0), row)).collect())
}

fn role(grants: Vec<shared::permissions::Grant>, holders: i64, row: RoleRow) -> Role {
    Role {
        id: Id::from_raw(row.id),
        built_in: row.code.is_some(),
        code: row.code,
        name: row.name,
        description: row.description,
        grants,
        holders,
        version: row.version,
    }
}

fn one(db: &mut Db, id: i64) -> Result<Role> {
    let row = store::role_row(db, id)?;
    let grants = store::all_grants(db)?.into_iter().filter(|(r, _)| *r == id).map(|(_, grant)| grant).collect();
    let holders = store::role_holders(db)?.get(&id).copied().unwrap_or(0);
    Ok(role(grants, holders, row))
}

/// A new role.
///
/// # Errors
/// When the name is taken.
pub fn create(db: &mut Db, actor: &Actor, _: Granted<RoleManage>, draft: &RoleDraft) -> Result<Role> {
    let row = RoleRow {
        id: next_id::<shared::ids::kinds::Role>().raw(),
        code: None,
        name: draft.name.trim().to_owned(),
        description: draft.description.trim().to_owned(),
        version: 1,
    };
    store::insert_role(db, &row).map_err(name_taken)?;
    store::replace_grants(db, row.id, &draft.grants)?;
    store::bump_access_version(db)?;
    let made = one(db, row.id)?;
    audit::record(db, actor, Change::new("role.create", Some(made.id), &made.name).after(&made)?)?;
    Ok(made)
}

/// An edited role.
///
/// # Errors
/// When it is built in, was changed meanwhile, or nobody could manage roles afterwards.
pub fn edit(db: &mut Db, actor: &Actor, _: Granted<RoleManage>, id: RoleId, draft: &RoleDraft) -> Result<Role> {
    let before = one(db, id.raw())?;
    if before.built_in {
        return Err(wrong_state());
    }
    let version = draft.version.ok_or_else(|| invalid("/version", FieldCode::Required))?;
    let touched = store::update_role(db, id.raw(), version, draft.name.trim(), draft.description.trim());
    must_touch(touched.map_err(name_taken)?)?;
    store::replace_grants(db, id.raw(), &draft.grants)?;
    store::bump_access_version(db)?;
    keep_an_administrator(db)?;
    let after = one(db, id.raw())?;
    audit::record(db, actor, Change::new("role.edit", Some(id), &after.name).before(&before)?.after(&after)?)?;
    Ok(after)
}

/// Deletes a role that nobody has.
///
/// # Errors
/// When it is built in, in use, or was changed meanwhile.
pub fn delete(db: &mut Db, actor: &Actor, _: Granted<RoleManage>, id: RoleId, version: i64) -> Result<()> {
    let before = one(db, id.raw())?;
    if before.built_in {
        return Err(wrong_state());
    }
    if before.holders > 0 {
        return Err(refused(ErrorCode::InUse));
    }
    must_touch(store::delete_role(db, id.raw(), version)?)?;
    store::bump_access_version(db)?;
    audit::record(db, actor, Change::new("role.delete", Some(id), &before.name).before(&before)?)
}

/// Gives an employee exactly these roles.
///
/// # Errors
/// When a role does not exist, or nobody could manage roles afterwards.
pub fn assign_roles(
    db: &mut Db,
    actor: &Actor,
    _: Granted<RoleManage>,
    employee: EmployeeId,
    assignment: &RoleAssignment,
) -> Result<()> {
    let directory = super::Directory::new(store::load_directory(db)?, std::sync::Arc::default());
    let person = directory.people.get(&employee.raw()).ok_or_else(crate::error::not_found)?;
    if let Some(at) = assignment.roles.iter().position(|r| !directory.roles.contains_key(&r.raw())) {
        return Err(invalid(format!("/roles/{at}"), FieldCode::NotFound));
    }
    if let Some(at) = assignment.data_roles.iter().position(|r| !directory.data_roles.contains_key(&r.raw())) {
        return Err(invalid(format!("/data_roles/{at}"), FieldCode::NotFound));
    }
    let raw = |ids: Vec<i64>| {
        let mut ids = ids;
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let roles = raw(assignment.roles.iter().map(|r| r.raw()).collect());
    let data_roles = raw(assignment.data_roles.iter().map(|r| r.raw()).collect());
    store::replace_roles_of(db, employee.raw(), &roles)?;
    store::replace_data_roles_of(db, employee.raw(), &data_roles)?;
    store::bump_access_version(db)?;
    keep_an_administrator(db)?;
    let names = |roles: &[i64], data_roles: &[i64]| {
        serde_json::json!({
            "roles": roles.iter().filter_map(|r| Some(&directory.roles.get(r)?.name)).collect::<Vec<_>>(),
            "data_roles": data_roles.iter().filter_map(|r| Some(&directory.data_roles.get(r)?.name)).collect::<Vec<_>>(),
        })
    };
    let change = Change::new("employee.assign_roles", Some(employee), &person.name)
        .before(&names(&person.roles, &person.data_roles))?
        .after(&names(&roles, &data_roles))?;
    audit::record(db, actor, change)
}

/// Whether anybody can sign in and manage roles for good.
///
/// # Errors
/// When the database fails.
pub fn has_administrator(db: &mut Db) -> Result<bool> {
    Ok(store::administrators(db)? > 0)
}

/// Refuses a change after which nobody could manage roles. Called at the end of every change to roles and accounts; the
/// transaction is undone when it refuses.
///
/// # Errors
/// When there would be nobody.
pub fn keep_an_administrator(db: &mut Db) -> Result<()> {
    if has_administrator(db)? { Ok(()) } else { Err(refused(ErrorCode::LastAdministrator)) }
}

pub(super) fn name_taken(failure: crate::db::Failure) -> Error {
    if is_unique_violation(&failure) { invalid("/name", FieldCode::Taken) } else { failure.into() }
}
