//! Made, edited, painted, and for whom they stand.

use std::collections::HashMap;

use shared::{
    Id,
    avatars::{Avatar, AvatarDraft},
    ids::{AvatarId, kinds},
    problem::FieldCode,
    timeline::PersonRef,
    work::GroupRef,
};

use super::{
    public::shown,
    store::{self, AvatarRow},
};
use crate::{
    audit::{self, Change},
    db::{Db, Failure, is_unique_violation, next_id},
    error::{Error, Result, invalid, must_touch, not_found},
    files::{self, Checked, Shelf},
    permissions::{Actor, AvatarManage, Directory, Granted},
};

/// How many there may be.
const MOST: usize = 500;

/// Every avatar, the default one first, then by name.
///
/// # Errors
/// When the database fails.
pub fn list(db: &mut Db, _: Granted<AvatarManage>, directory: &Directory) -> Result<Vec<Avatar>> {
    let rows = store::all(db)?;
    let mut groups: HashMap<i64, Vec<GroupRef>> = HashMap::new();
    for (avatar, id, name) in store::groups(db)? {
        groups.entry(avatar).or_default().push(GroupRef { id: Id::from_raw(id), name });
    }
    let mut people: HashMap<i64, Vec<PersonRef>> = HashMap::new();
    for (avatar, id) in store::people(db)? {
        people.entry(avatar).or_default().push(directory.person(id));
    }
    let complete = |row: AvatarRow| Avatar {
        shown: shown(&row),
        is_active: row.is_active,
        is_default: row.is_default,
        groups: groups.remove(&row.id).unwrap_or_default(),
        people: people.remove(&row.id).unwrap_or_default(),
        version: row.version,
    };
    Ok(rows.into_iter().map(complete).collect())
}

fn one(db: &mut Db, may: Granted<AvatarManage>, directory: &Directory, id: AvatarId) -> Result<Avatar> {
    list(db, may, directory)?.into_iter().find(|avatar| avatar.shown.id == id).ok_or_else(not_found)
}

/// A new avatar, without a picture.
///
/// # Errors
/// When the name is taken, there are too many, or a group or a person does not exist or has another avatar.
pub fn create(
    db: &mut Db,
    actor: &Actor,
    may: Granted<AvatarManage>,
    directory: &Directory,
    draft: &AvatarDraft,
) -> Result<Avatar> {
    if store::all(db)?.len() >= MOST {
        return Err(invalid("/name", FieldCode::TooMany { max: MOST }));
    }
    let id: AvatarId = next_id::<kinds::Avatar>();
    store::insert(db, id.raw(), draft.name.trim(), draft.introduction.trim(), draft.is_active).map_err(name_taken)?;
    stand_for(db, id, draft)?;
    let made = one(db, may, directory, id)?;
    audit::record(db, actor, Change::new("avatar.create", Some(id), &made.shown.name).after(&made)?)?;
    Ok(made)
}

/// An edited avatar. Who sees it already sees it as it is now.
///
/// # Errors
/// When it was changed meanwhile, the name is taken, the default one is to be inactive, or a group or a person does not exist or
/// has another avatar.
pub fn edit(
    db: &mut Db,
    actor: &Actor,
    may: Granted<AvatarManage>,
    directory: &Directory,
    id: AvatarId,
    draft: &AvatarDraft,
) -> Result<Avatar> {
    let version = draft.version.ok_or_else(|| invalid("/version", FieldCode::Required))?;
    let before = one(db, may, directory, id)?;
    if before.is_default && !draft.is_active {
        return Err(invalid("/is_active", FieldCode::Fixed));
    }
    let (name, introduction) = (draft.name.trim(), draft.introduction.trim());
    let touched = store::update(db, id.raw(), version, name, introduction, draft.is_active).map_err(name_taken)?;
    must_touch(touched)?;
    store::stand_for_nobody(db, id.raw())?;
    stand_for(db, id, draft)?;
    let after = one(db, may, directory, id)?;
    let change = Change::new("avatar.edit", Some(id), &after.shown.name).before(&before)?.after(&after)?;
    audit::record(db, actor, change)?;
    Ok(after)
}

fn stand_for(db: &mut Db, id: AvatarId, draft: &AvatarDraft) -> Result<()> {
    for (index, group) in draft.group_ids.iter().enumerate() {
        if store::stand_for_group(db, id.raw(), group.raw())? == 0 {
            let why = if store::group_exists(db, group.raw())? { FieldCode::Taken } else { FieldCode::NotFound };
            return Err(invalid(format!("/group_ids/{index}"), why));
        }
    }
    for (index, person) in draft.employee_ids.iter().enumerate() {
        if store::stand_for_person(db, id.raw(), person.raw())? == 0 {
            let why = if store::person_exists(db, person.raw())? { FieldCode::Taken } else { FieldCode::NotFound };
            return Err(invalid(format!("/employee_ids/{index}"), why));
        }
    }
    Ok(())
}

/// Gives an avatar another picture.
///
/// # Errors
/// When there is no such avatar, it was changed meanwhile, or the disk or the database fails.
pub fn paint(
    db: &mut Db,
    actor: &Actor,
    may: Granted<AvatarManage>,
    directory: &Directory,
    shelf: &Shelf,
    (id, version): (AvatarId, i64),
    picture: &Checked,
) -> Result<Avatar> {
    let had = store::find(db, id.raw())?.ok_or_else(not_found)?.picture_id;
    let fresh = next_id::<kinds::Attachment>().raw();
    files::keep(db, shelf, fresh, picture)?;
    must_touch(store::set_picture(db, id.raw(), version, fresh)?)?;
    if let Some(had) = had {
        files::forget(db, &[had])?;
    }
    let after = one(db, may, directory, id)?;
    let kept = serde_json::json!({"kind": picture.kind, "size": picture.size, "hash": picture.hash});
    audit::record(db, actor, Change::new("avatar.paint", Some(id), &after.shown.name).after(&kept)?)?;
    Ok(after)
}

fn name_taken(failure: Failure) -> Error {
    if is_unique_violation(&failure) { invalid("/name", FieldCode::Taken) } else { failure.into() }
}
