//! Employees: found, read, added, edited.

use chrono::{DateTime, Utc};
use shared::{
    FieldError, Id, Page,
    ids::EmployeeId,
    organisation::{Employee, EmployeeDraft, EmployeeEdit, EmployeeQuery, EmployeeStatus},
    permissions::RoleAssignment,
    problem::FieldCode,
};

use super::store::{self, EmployeeRow, Facts, Ties};
use crate::{
    assignment,
    audit::{self, Change},
    cursor,
    db::{At, Db, next_id},
    error::{Result, invalid, invalid_fields, must_touch, wrong_state},
    identity, names,
    permissions::{self, Actor, Directory, Granted, OrganisationManage, OrganisationRead},
    phones, workforce,
};

/// A page of employees, the last made first.
///
/// # Errors
/// When the limit or the cursor is wrong.
pub fn list(
    db: &mut Db,
    _: Granted<OrganisationRead>,
    directory: &Directory,
    query: &EmployeeQuery,
) -> Result<Page<Employee>> {
    let limit = cursor::limit(query.limit)?;
    let before = cursor::after_id(query.cursor.as_deref())?;
    let units = query.unit.map(|unit| directory.units.get(&unit.raw()).map_or(&[][..], |u| u.subtree.as_slice()));
    let rows = store::employees(db, query, units, before, limit + 1)?;
    let page = cursor::page(rows, limit, |row| cursor::id_cursor(row.id));
    let ids: Vec<i64> = page.items.iter().map(|row| row.id).collect();
    let mut ties = store::ties(db, &ids)?;
    Ok(page.map(|row| {
        let ties = ties.remove(&row.id).unwrap_or_default();
        employee(row, ties)
    }))
}

/// One employee.
///
/// # Errors
/// When there is none.
pub fn read(db: &mut Db, _: Granted<OrganisationRead>, id: EmployeeId) -> Result<Employee> {
    one(db, id)
}

/// One employee, for the services of this room.
pub(super) fn one(db: &mut Db, id: EmployeeId) -> Result<Employee> {
    let row = store::employee(db, id.raw())?;
    let ties = store::ties(db, &[id.raw()])?.remove(&id.raw()).unwrap_or_default();
    Ok(employee(row, ties))
}

fn employee(row: EmployeeRow, ties: Ties) -> Employee {
    Employee {
        id: Id::from_raw(row.id),
        number: row.number,
        name: row.name,
        phone: row.phone,
        username: row.username,
        unit_id: Id::from_raw(row.unit_id),
        unit: row.unit,
        is_agent: row.is_agent,
        status: row.status.0,
        starts_at: row.starts_at.map(At::utc),
        ends_at: row.ends_at.map(At::utc),
        can_sign_in: row.can_sign_in,
        assignment: RoleAssignment {
            roles: ties.roles.into_iter().map(Id::from_raw).collect(),
            data_roles: ties.data_roles.into_iter().map(Id::from_raw).collect(),
        },
        districts: ties.districts,
        customers: ties.customers,
        version: row.version,
    }
}

/// A new employee; with the hash of a first password, they can sign in at once.
///
/// # Errors
/// When the number, phone or user name is taken, the phone is none, or the unit does not exist.
pub fn create_employee(
    db: &mut Db,
    actor: &Actor,
    _: Granted<OrganisationManage>,
    draft: &EmployeeDraft,
    password_hash: Option<&str>,
) -> Result<Employee> {
    let facts = Facts {
        number: draft.number.trim().to_owned(),
        name: draft.name.trim().to_owned(),
        phone: phone(draft.phone.as_deref())?,
        username: filled(draft.username.as_deref()),
        unit_id: draft.unit_id.raw(),
        is_agent: draft.is_agent,
        starts_at: kept(draft.starts_at),
        ends_at: kept(draft.ends_at),
    };
    permissions::changed(db)?;
    must_fit(db, &facts, None)?;
    let id: EmployeeId = next_id();
    store::insert_employee(db, id.raw(), &facts, &search_of(&facts), At::now())?;
    if facts.is_agent {
        workforce::became_agents(db, actor, &[id])?;
    }
    if let Some(hash) = password_hash {
        identity::set_password(db, actor, id, hash)?;
    }
    let made = one(db, id)?;
    audit::record(db, actor, Change::new("employee.create", Some(id), &made.name).after(&made)?)?;
    Ok(made)
}

/// An edited employee.
///
/// # Errors
/// When it was changed meanwhile; a number, phone or user name is taken; the unit does not exist; an agent who holds
/// districts or customers shall be none; or nobody could manage roles afterwards.
pub fn edit(
    db: &mut Db,
    actor: &Actor,
    _: Granted<OrganisationManage>,
    directory: &Directory,
    id: EmployeeId,
    edit: &EmployeeEdit,
) -> Result<Employee> {
    let facts = Facts {
        number: edit.number.trim().to_owned(),
        name: edit.name.trim().to_owned(),
        phone: phone(edit.phone.as_deref())?,
        username: filled(edit.username.as_deref()),
        unit_id: edit.unit_id.raw(),
        is_agent: edit.is_agent,
        starts_at: kept(edit.starts_at),
        ends_at: kept(edit.ends_at),
    };
    permissions::changed(db)?;
    let was_agent = is_active_agent(&one(db, id)?);
    if was_agent != edit.is_agent {
        workforce::changed(db)?;
    }
    if was_agent && !edit.is_agent {
        workforce::ceased_to_be_agents(db, actor, &[id])?;
    }
    // Looked at after the row is locked, so that nobody gives them a district in between.
    store::lock(db, id.raw())?;
    let before = one(db, id)?;
    must_fit(db, &facts, Some(id))?;
    if !edit.is_agent && (before.districts > 0 || before.customers > 0) {
        return Err(wrong_state());
    }
    must_touch(store::update_employee(db, id.raw(), edit.version, &facts, &search_of(&facts))?)?;
    let after = one(db, id)?;
    permissions::keep_an_administrator(db)?;
    audit::record(db, actor, Change::new("employee.edit", Some(id), &after.name).before(&before)?.after(&after)?)?;
    if !was_agent && is_active_agent(&after) {
        workforce::became_agents(db, actor, &[id])?;
        assignment::roster_changed(db, directory, &[id])?;
    }
    Ok(after)
}

/// Whether this is an agent who works here.
pub(super) fn is_active_agent(employee: &Employee) -> bool {
    employee.is_agent && employee.status == EmployeeStatus::Active
}

fn phone(text: Option<&str>) -> Result<Option<String>> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    phones::to_e164(text).map(Some).ok_or_else(|| invalid("/phone", FieldCode::NotAPhone))
}

fn filled(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn kept(time: Option<DateTime<Utc>>) -> Option<At> {
    time.map(At::from)
}

/// Says which unique fields others have, all at once. Changes to employees wait for each other, so what is free here is
/// free when it is written.
fn must_fit(db: &mut Db, facts: &Facts, who: Option<EmployeeId>) -> Result<()> {
    let mut errors = Vec::new();
    let mut taken = |pointer: &str, holder: Option<i64>| {
        if holder.is_some() && holder != who.map(EmployeeId::raw) {
            errors.push(FieldError::new(pointer, FieldCode::Taken));
        }
    };
    taken("/number", store::by_number(db, &facts.number)?);
    if let Some(phone) = &facts.phone {
        taken("/phone", store::by_phone(db, phone)?);
    }
    if let Some(username) = &facts.username {
        taken("/username", store::by_username(db, username)?);
    }
    if !store::unit_exists(db, facts.unit_id)? {
        errors.push(FieldError::new("/unit_id", FieldCode::NotFound));
    }
    if errors.is_empty() { Ok(()) } else { Err(invalid_fields(errors)) }
}

/// What an employee is searched by: name, pinyin, initials, number, phone with and without the country, user name.
pub(super) fn search_of(facts: &Facts) -> String {
    let mut text = names::search_text(&facts.name, &facts.number);
    if let Some(phone) = &facts.phone {
        for spelling in [Some(phone.as_str()), phone.strip_prefix("+86")].into_iter().flatten() {
            text.push_str(spelling);
            text.push('|');
        }
    }
    if let Some(username) = &facts.username {
        text.push_str(&username.to_lowercase());
        text.push('|');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_employee_is_found_by_everything_people_know() {
        let search = search_of(&Facts {
            number: "E0042".into(),
            name: "李小雨".into(),
            phone: Some("+8613800138000".into()),
            username: Some("Rain.Li".into()),
            unit_id: 1,
            is_agent: true,
            starts_at: None,
            ends_at: None,
        });
        for typed in ["小雨", "lixy", "lxy", "e0042", "1380013", "+86138", "rain.l"] {
            assert_eq!(names::finds(&search, typed), typed != "lixy", "{typed}");
        }
    }
}
