//! Saves, changes and forgets views.

use shared::{
    Id,
    ids::{RoleId, SavedViewId, kinds},
    permissions::Permission,
    problem::FieldCode,
    views::{MAX_VIEWS, RoleRef, SavedView, SavedViewDraft, SavedViewEdit, SavedViews, ViewPage},
};

use super::store::{self, NewView, ViewRow};
use crate::{
    audit::{self, Change},
    db::{At, Db, is_unique_violation, next_id},
    error::{Result, forbidden, invalid, must_touch, not_found},
    permissions::Access,
};

/// How many views a list shows, one's own before those of others.
const SHOWN: i64 = 200;

/// The views of a list that the caller finds, their own first.
///
/// # Errors
/// When the database fails.
pub fn list(db: &mut Db, who: &Access, page: ViewPage) -> Result<SavedViews> {
    let me = who.employee().raw();
    let rows = store::visible(db, me, page, SHOWN)?;
    let roles = store::roles(db, me, manages_roles(who))?;
    Ok(SavedViews {
        items: rows.into_iter().map(|row| view(who, row)).collect(),
        roles: roles.into_iter().map(|(id, name)| RoleRef { id: Id::from_raw(id), name }).collect(),
    })
}

fn manages_roles(who: &Access) -> bool {
    who.directory().holds(who.employee().raw(), Permission::RoleManage)
}

fn view(who: &Access, row: ViewRow) -> SavedView {
    SavedView {
        id: Id::from_raw(row.id),
        page: row.page.0,
        name: row.name,
        query: row.query,
        owner: who.directory().person(row.owner_id),
        is_mine: row.owner_id == who.employee().raw(),
        role: row.role_id.zip(row.role_name).map(|(id, name)| RoleRef { id: Id::from_raw(id), name }),
        version: row.version,
    }
}

fn one(db: &mut Db, who: &Access, id: SavedViewId) -> Result<SavedView> {
    let row = store::one(db, who.employee().raw(), id.raw())?.ok_or_else(not_found)?;
    Ok(view(who, row))
}

/// A view of the caller's; who only finds somebody else's may not change it.
fn own(db: &mut Db, who: &Access, id: SavedViewId) -> Result<SavedView> {
    let found = one(db, who, id)?;
    if found.is_mine { Ok(found) } else { Err(forbidden()) }
}

fn may_share(db: &mut Db, who: &Access, role: Option<RoleId>) -> Result<()> {
    let Some(role) = role else { return Ok(()) };
    let me = who.employee().raw();
    let has = store::role(db, role.raw(), me)?;
    if has == Some(true) || (has.is_some() && manages_roles(who)) {
        return Ok(());
    }
    // Whether there is a role that one does not have is not everybody's to know.
    Err(invalid("/role_id", FieldCode::NotFound))
}

/// Saves a view.
///
/// # Errors
/// When the name is taken, there are too many, or the role is not the caller's to share with.
pub fn save(db: &mut Db, who: &Access, draft: &SavedViewDraft) -> Result<SavedView> {
    may_share(db, who, draft.role_id)?;
    let me = who.employee().raw();
    if usize::try_from(store::count(db, me, draft.page)?).unwrap_or(usize::MAX) >= MAX_VIEWS {
        return Err(invalid("/name", FieldCode::TooMany { max: MAX_VIEWS }));
    }
    let id: SavedViewId = next_id::<kinds::SavedView>();
    let new = NewView {
        id: id.raw(),
        owner: me,
        page: draft.page,
        name: draft.name.trim(),
        query: &draft.query,
        role: draft.role_id.map(RoleId::raw),
        at: At::now(),
    };
    store::insert(db, &new).map_err(taken)?;
    let made = one(db, who, id)?;
    audit::record(db, who.actor(), Change::new("saved_view.create", Some(id), &made.name).after(&made)?)?;
    Ok(made)
}

fn taken(failure: crate::db::Failure) -> crate::error::Error {
    if is_unique_violation(&failure) { invalid("/name", FieldCode::Taken) } else { failure.into() }
}

/// Changes a view of one's own.
///
/// # Errors
/// When it is somebody else's, was changed meanwhile, the name is taken, or the role is not the caller's to share with.
pub fn edit(db: &mut Db, who: &Access, id: SavedViewId, edit: &SavedViewEdit) -> Result<SavedView> {
    let before = own(db, who, id)?;
    may_share(db, who, edit.role_id.filter(|role| before.role.as_ref().is_none_or(|had| had.id != *role)))?;
    let (name, role) = (edit.name.trim(), edit.role_id.map(RoleId::raw));
    must_touch(store::update(db, id.raw(), edit.version, name, &edit.query, role).map_err(taken)?)?;
    let after = one(db, who, id)?;
    let change = Change::new("saved_view.edit", Some(id), &after.name).before(&before)?.after(&after)?;
    audit::record(db, who.actor(), change)?;
    Ok(after)
}

/// Forgets a view of one's own.
///
/// # Errors
/// When it is somebody else's, or was changed meanwhile.
pub fn delete(db: &mut Db, who: &Access, id: SavedViewId, version: i64) -> Result<()> {
    let before = own(db, who, id)?;
    must_touch(store::delete(db, id.raw(), version)?)?;
    audit::record(db, who.actor(), Change::new("saved_view.delete", Some(id), &before.name).before(&before)?)
}
