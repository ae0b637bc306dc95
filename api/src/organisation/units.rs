//! The org tree: units are added, renamed, moved, merged and deleted.

use shared::{
    ErrorCode, Id,
    ids::OrgUnitId,
    organisation::{MAX_DEPTH, OrgUnit, OrgUnitDraft, OrgUnitMerge, OrgUnitMove, OrgUnitRename},
    problem::FieldCode,
};

use super::{
    store::{self, UnitRow},
    tree::Tree,
};
use crate::{
    audit::{self, Change},
    db::{At, Db, next_id},
    error::{Error, Refusal, Result, invalid, must_touch, not_found, refused},
    permissions::{self, Actor, Granted, OrganisationManage, OrganisationRead},
};

/// Every unit, parents before children, siblings by name.
///
/// # Errors
/// When the database fails.
pub fn list(db: &mut Db, _: Granted<OrganisationRead>) -> Result<Vec<OrgUnit>> {
    Ok(Tree::new(store::units(db)?).into_ordered().into_iter().map(unit).collect())
}

fn unit(row: UnitRow) -> OrgUnit {
    OrgUnit {
        id: Id::from_raw(row.id),
        parent_id: row.parent_id.map(Id::from_raw),
        name: row.name,
        employees: row.employees,
        version: row.version,
    }
}

/// The tree as nobody else can change it until the end of this transaction.
fn locked_tree(db: &mut Db) -> Result<Tree> {
    permissions::changed(db)?;
    Ok(Tree::new(store::units(db)?))
}

fn one(tree: &Tree, id: OrgUnitId) -> Result<OrgUnit> {
    tree.get(id.raw()).cloned().map(unit).ok_or_else(not_found)
}

fn reread(db: &mut Db, id: OrgUnitId) -> Result<OrgUnit> {
    one(&Tree::new(store::units(db)?), id)
}

fn must_exist(tree: &Tree, pointer: &str, id: Option<OrgUnitId>) -> Result<()> {
    match id {
        Some(id) if tree.get(id.raw()).is_none() => Err(invalid(pointer, FieldCode::NotFound)),
        _ => Ok(()),
    }
}

fn must_not_be_deeper(pointer: &str, depth: usize) -> Result<()> {
    if depth > MAX_DEPTH { Err(invalid(pointer, FieldCode::TooDeep { max: MAX_DEPTH })) } else { Ok(()) }
}

/// Refuses because of units with these names, and names them.
fn same_names(names: &[&str]) -> Error {
    let detail = Some(names.join(", "));
    Error::Refused(Box::new(Refusal { code: ErrorCode::Duplicate, errors: Vec::new(), detail, retry_after: None }))
}

/// A new unit.
///
/// # Errors
/// When a sibling has the name, the unit above does not exist, or the tree would be too deep.
pub fn create(db: &mut Db, actor: &Actor, _: Granted<OrganisationManage>, draft: &OrgUnitDraft) -> Result<OrgUnit> {
    let tree = locked_tree(db)?;
    let parent = draft.parent_id.map(OrgUnitId::raw);
    let name = draft.name.trim();
    must_exist(&tree, "/parent_id", draft.parent_id)?;
    must_not_be_deeper("/parent_id", tree.depth(parent) + 1)?;
    if tree.children(parent).any(|sibling| sibling.name == name) {
        return Err(invalid("/name", FieldCode::Taken));
    }
    let id: OrgUnitId = next_id();
    store::insert_unit(db, id.raw(), parent, name, At::now())?;
    let made = OrgUnit { id, parent_id: draft.parent_id, name: name.to_owned(), employees: 0, version: 1 };
    audit::record(db, actor, Change::new("org_unit.create", Some(id), &made.name).after(&made)?)?;
    Ok(made)
}

/// A new name.
///
/// # Errors
/// When a sibling has it, or the unit was changed meanwhile.
pub fn rename(
    db: &mut Db,
    actor: &Actor,
    _: Granted<OrganisationManage>,
    id: OrgUnitId,
    rename: &OrgUnitRename,
) -> Result<OrgUnit> {
    let tree = locked_tree(db)?;
    let before = one(&tree, id)?;
    let name = rename.name.trim();
    if tree.children(before.parent_id.map(OrgUnitId::raw)).any(|s| s.name == name && s.id != id.raw()) {
        return Err(invalid("/name", FieldCode::Taken));
    }
    must_touch(store::rename_unit(db, id.raw(), rename.version, name)?)?;
    let after = reread(db, id)?;
    audit::record(db, actor, Change::new("org_unit.rename", Some(id), &after.name).before(&before)?.after(&after)?)?;
    Ok(after)
}

/// Another place in the tree, with everything below.
///
/// # Errors
/// When it would lie below itself, the tree would be too deep, a new sibling has its name, or it was changed meanwhile.
pub fn move_to(
    db: &mut Db,
    actor: &Actor,
    _: Granted<OrganisationManage>,
    id: OrgUnitId,
    to: &OrgUnitMove,
) -> Result<OrgUnit> {
    let tree = locked_tree(db)?;
    let before = one(&tree, id)?;
    let parent = to.parent_id.map(OrgUnitId::raw);
    must_exist(&tree, "/parent_id", to.parent_id)?;
    if parent.is_some_and(|parent| tree.is_within(parent, id.raw())) {
        return Err(refused(ErrorCode::Cycle));
    }
    must_not_be_deeper("/parent_id", tree.depth(parent) + tree.height(id.raw()))?;
    if tree.children(parent).any(|sibling| sibling.name == before.name && sibling.id != id.raw()) {
        return Err(same_names(&[&before.name]));
    }
    must_touch(store::move_unit(db, id.raw(), to.version, parent)?)?;
    let after = reread(db, id)?;
    audit::record(db, actor, Change::new("org_unit.move", Some(id), &after.name).before(&before)?.after(&after)?)?;
    Ok(after)
}

/// Gives the people, the units below and the data roles of one unit to another, and deletes it.
///
/// # Errors
/// When the other one lies below it, the tree would be too deep, units below both have the same name, or it was changed
/// meanwhile.
pub fn merge(
    db: &mut Db,
    actor: &Actor,
    _: Granted<OrganisationManage>,
    id: OrgUnitId,
    merge: &OrgUnitMerge,
) -> Result<()> {
    let tree = locked_tree(db)?;
    let (from, into) = (id.raw(), merge.into.raw());
    let before = one(&tree, id)?;
    must_exist(&tree, "/into", Some(merge.into))?;
    if tree.is_within(into, from) {
        return Err(refused(ErrorCode::Cycle));
    }
    must_not_be_deeper("/into", tree.depth(Some(into)) + tree.height(from) - 1)?;
    let there = |name: &str| tree.children(Some(into)).any(|unit| unit.name == name && unit.id != from);
    let twice: Vec<&str> = tree.children(Some(from)).map(|unit| unit.name.as_str()).filter(|n| there(n)).collect();
    if !twice.is_empty() {
        return Err(same_names(&twice));
    }
    // Out of the way first: a unit below it may have the same name, and becomes its sibling for a moment.
    must_touch(store::rename_unit(db, from, merge.version, &id.to_string())?)?;
    let units = store::move_children(db, from, into)?;
    let employees = store::move_employees(db, from, into)?;
    let data_roles = store::move_data_roles(db, from, into)?;
    store::delete_unit(db, from)?;
    let target = tree.get(into).map(|unit| unit.name.clone());
    let result = serde_json::json!({
        "into": merge.into, "into_name": target, "units": units, "employees": employees, "data_roles": data_roles,
    });
    let change = Change::new("org_unit.merge", Some(id), &before.name).before(&before)?.after(&result)?;
    audit::record(db, actor, change)
}

/// Deletes a unit in which nobody and nothing is.
///
/// # Errors
/// When it is in use or was changed meanwhile.
pub fn delete(db: &mut Db, actor: &Actor, _: Granted<OrganisationManage>, id: OrgUnitId, version: i64) -> Result<()> {
    let tree = locked_tree(db)?;
    let before = one(&tree, id)?;
    if before.version != version {
        return Err(crate::error::stale());
    }
    if tree.children(Some(id.raw())).next().is_some() || store::unit_is_used(db, id.raw())? {
        return Err(refused(ErrorCode::InUse));
    }
    store::delete_unit(db, id.raw())?;
    audit::record(db, actor, Change::new("org_unit.delete", Some(id), &before.name).before(&before)?)
}
