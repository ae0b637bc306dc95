//! Data roles 数据角色: whose customers, across departments.

use shared::{
    ErrorCode, Id,
    ids::DataRoleId,
    permissions::{DataRole, DataRoleDraft, DataRoleUnit},
    problem::FieldCode,
};

use super::{
    Actor, Granted, RoleManage, RoleRead,
    roles::name_taken,
    store::{self, DataRoleRow},
};
use crate::{
    audit::{self, Change},
    db::{Db, next_id},
    error::{Result, invalid, must_touch, refused},
};

/// Every data role.
///
/// # Errors
/// When the database fails.
pub fn list(db: &mut Db, _: Granted<RoleRead>) -> Result<Vec<DataRole>> {
    let holders = store::data_role_holders(db)?;
    let rows = store::data_role_rows(db)?;
    rows.into_iter().map(|row| complete(db, holders.get(&row.id).copied().unwrap_or(0), row)).collect()
}

fn complete(db: &mut Db, holders: i64, row: DataRoleRow) -> Result<DataRole> {
    let (units, people) = store::data_role_cover(db, row.id)?;
    Ok(DataRole {
        id: Id::from_raw(row.id),
        name: row.name,
        description: row.description,
        units: units
            .into_iter()
            .map(|(unit, include_below)| DataRoleUnit { unit_id: Id::from_raw(unit), include_below })
            .collect(),
        people: people.into_iter().map(Id::from_raw).collect(),
        holders,
        version: row.version,
    })
}

fn one(db: &mut Db, id: i64) -> Result<DataRole> {
    let row = store::data_role_row(db, id)?;
    let holders = store::data_role_holders(db)?.get(&id).copied().unwrap_or(0);
    complete(db, holders, row)
}

/// Whom the draft covers, each once.
fn cover(db: &mut Db, draft: &DataRoleDraft) -> Result<(Vec<(i64, bool)>, Vec<i64>)> {
    let directory = super::Directory::new(store::load_directory(db)?, std::sync::Arc::default());
    if let Some(at) = draft.units.iter().position(|u| !directory.units.contains_key(&u.unit_id.raw())) {
        return Err(invalid(format!("/units/{at}/unit_id"), FieldCode::NotFound));
    }
    if let Some(at) = draft.people.iter().position(|p| !directory.people.contains_key(&p.raw())) {
        return Err(invalid(format!("/people/{at}"), FieldCode::NotFound));
    }
    let units: std::collections::BTreeMap<i64, bool> =
        draft.units.iter().map(|u| (u.unit_id.raw(), u.include_below)).collect();
    let people: std::collections::BTreeSet<i64> = draft.people.iter().map(|p| p.raw()).collect();
    Ok((units.into_iter().collect(), people.into_iter().collect()))
}

/// A new data role.
///
/// # Errors
/// When the name is taken, or a unit or a person does not exist.
pub fn create(db: &mut Db, actor: &Actor, _: Granted<RoleManage>, draft: &DataRoleDraft) -> Result<DataRole> {
    let (units, people) = cover(db, draft)?;
    let row = DataRoleRow {
        id: next_id::<shared::ids::kinds::DataRole>().raw(),
        name: draft.name.trim().to_owned(),
        description: draft.description.trim().to_owned(),
        version: 1,
    };
    store::insert_data_role(db, &row).map_err(name_taken)?;
    store::replace_cover(db, row.id, &units, &people)?;
    store::bump_access_version(db)?;
    let made = one(db, row.id)?;
    audit::record(db, actor, Change::new("data_role.create", Some(made.id), &made.name).after(&made)?)?;
    Ok(made)
}

/// An edited data role.
///
/// # Errors
/// When it was changed meanwhile, the name is taken, or a unit or a person does not exist.
pub fn edit(
    db: &mut Db,
    actor: &Actor,
    _: Granted<RoleManage>,
    id: DataRoleId,
    draft: &DataRoleDraft,
) -> Result<DataRole> {
    let before = one(db, id.raw())?;
    let (units, people) = cover(db, draft)?;
    let version = draft.version.ok_or_else(|| invalid("/version", FieldCode::Required))?;
    let touched = store::update_data_role(db, id.raw(), version, draft.name.trim(), draft.description.trim());
    must_touch(touched.map_err(name_taken)?)?;
    store::replace_cover(db, id.raw(), &units, &people)?;
    store::bump_access_version(db)?;
    let after = one(db, id.raw())?;
    audit::record(db, actor, Change::new("data_role.edit", Some(id), &after.name).before(&before)?.after(&after)?)?;
    Ok(after)
}

/// Deletes a data role that nobody has.
///
/// # Errors
/// When it is in use or was changed meanwhile.
pub fn delete(db: &mut Db, actor: &Actor, _: Granted<RoleManage>, id: DataRoleId, version: i64) -> Result<()> {
    let before = one(db, id.raw())?;
    if before.holders > 0 {
        return Err(refused(ErrorCode::InUse));
    }
    must_touch(store::delete_data_role(db, id.raw(), version)?)?;
    store::bump_access_version(db)?;
    audit::record(db, actor, Change::new("data_role.delete", Some(id), &before.name).before(&before)?)
}
