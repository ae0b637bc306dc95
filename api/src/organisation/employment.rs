//! Employees leave, come back, get a new password, get other roles.

use shared::{
    ids::EmployeeId,
    organisation::{Activation, Deactivation, Employee, EmployeeStatus},
    permissions::{Permission, RoleAssignment},
    problem::FieldCode,
};

use super::{employees::one, store};
use crate::{
    assignment,
    audit::{self, Change},
    db::Db,
    error::{Result, forbidden, invalid, must_touch, wrong_state},
    identity,
    permissions::{self, Access, Actor, Directory, Granted, OrganisationManage, RoleManage},
    workforce,
};

/// An employee leaves: the account ends at once, districts and customers go to the successor or, without one, wait.
///
/// # Errors
/// When they have left before, were changed meanwhile, the successor is no active agent, or nobody could manage roles
/// afterwards.
pub fn deactivate(
    db: &mut Db,
    actor: &Actor,
    _: Granted<OrganisationManage>,
    directory: &Directory,
    id: EmployeeId,
    request: &Deactivation,
) -> Result<Employee> {
    permissions::changed(db)?;
    let before = one(db, id)?;
    if before.status != EmployeeStatus::Active {
        return Err(wrong_state());
    }
    if let Some(successor) = request.successor_id {
        let fits =
            successor != id && matches!(one(db, successor), Ok(s) if s.is_agent && s.status == EmployeeStatus::Active);
        if !fits {
            return Err(invalid("/successor_id", FieldCode::NotAnAgent));
        }
    }
    if before.is_agent {
        workforce::ceased_to_be_agents(db, actor, &[id])?;
    }
    // First, so that from here on nobody gives them anything. The database refuses to deactivate who still owns somebody.
    store::lock(db, id.raw())?;
    assignment::give_up_everything(db, actor, directory, id, request.successor_id)?;
    must_touch(store::set_status(db, id.raw(), request.version, EmployeeStatus::Inactive)?)?;
    identity::end_sessions_of(db, id)?;
    permissions::keep_an_administrator(db)?;
    let after = one(db, id)?;
    let change = Change::new("employee.deactivate", Some(id), &after.name).before(&before)?.after(&after)?;
    audit::record(db, actor, change)?;
    Ok(after)
}

/// An employee comes back, with the roles of before and without districts.
///
/// # Errors
/// When they never left or were changed meanwhile.
pub fn activate(
    db: &mut Db,
    actor: &Actor,
    _: Granted<OrganisationManage>,
    directory: &Directory,
    id: EmployeeId,
    request: &Activation,
) -> Result<Employee> {
    permissions::changed(db)?;
    let before = one(db, id)?;
    if before.status != EmployeeStatus::Inactive {
        return Err(wrong_state());
    }
    if before.is_agent {
        workforce::changed(db)?;
    }
    must_touch(store::set_status(db, id.raw(), request.version, EmployeeStatus::Active)?)?;
    let after = one(db, id)?;
    let change = Change::new("employee.activate", Some(id), &after.name).before(&before)?.after(&after)?;
    audit::record(db, actor, change)?;
    if after.is_agent {
        workforce::became_agents(db, actor, &[id])?;
        assignment::roster_changed(db, directory, &[id])?;
    }
    Ok(after)
}

/// Sets a first password anew. Who manages roles can only be given one by someone who does too: otherwise a new password
/// would be a way to more permissions.
///
/// # Errors
/// When there is no such employee, or they manage roles and the caller does not.
pub fn reset_password(
    db: &mut Db,
    who: &Access,
    _: Granted<OrganisationManage>,
    id: EmployeeId,
    hash: &str,
) -> Result<()> {
    let manages_roles = |employee: EmployeeId| who.directory().holds(employee.raw(), Permission::RoleManage);
    if manages_roles(id) && !manages_roles(who.employee()) {
        return Err(forbidden());
    }
    identity::set_password(db, who.actor(), id, hash)
}

/// Gives an employee exactly these roles.
///
/// # Errors
/// When a role does not exist, or nobody could manage roles afterwards.
pub fn give_roles(
    db: &mut Db,
    actor: &Actor,
    granted: Granted<RoleManage>,
    id: EmployeeId,
    assignment: &RoleAssignment,
) -> Result<Employee> {
    permissions::changed(db)?;
    permissions::assign_roles(db, actor, granted, id, assignment)?;
    one(db, id)
}
