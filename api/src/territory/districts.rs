//! Districts: found, read, added, edited.

use shared::{
    Id, Page,
    ids::DistrictId,
    problem::FieldCode,
    territory::{District, DistrictDraft, DistrictEdit, DistrictQuery},
};

use super::store::{self, DistrictRow, Facts};
use crate::{
    audit::{self, Change},
    cursor,
    db::{At, Db, next_id},
    error::{Result, invalid, must_touch},
    names,
    permissions::{Actor, Directory, DistrictManage, DistrictRead, Granted},
};

/// A page of districts, by code.
///
/// # Errors
/// When the limit or the cursor is wrong.
pub fn list(
    db: &mut Db,
    _: Granted<DistrictRead>,
    directory: &Directory,
    query: &DistrictQuery,
) -> Result<Page<District>> {
    let limit = cursor::limit(query.limit)?;
    let after = cursor::after_text(query.cursor.as_deref())?;
    let rows = store::districts(db, query, after, limit + 1)?;
    Ok(cursor::page(rows, limit, |row| cursor::text_cursor(&row.code)).map(|row| district(directory, row)))
}

/// One district.
///
/// # Errors
/// When there is none.
pub fn read(db: &mut Db, _: Granted<DistrictRead>, directory: &Directory, id: DistrictId) -> Result<District> {
    Ok(district(directory, store::district(db, id.raw())?))
}

fn district(directory: &Directory, row: DistrictRow) -> District {
    District {
        id: Id::from_raw(row.id),
        code: row.code,
        name: row.name,
        county: row.county,
        city_id: Id::from_raw(row.city_id),
        city: row.city,
        province: row.province,
        status: row.status.0,
        agent: directory.opt_person(row.agent_id),
        held_since: row.held_since.map(At::utc),
        version: row.version,
    }
}

/// What is kept of a district that is said to be so.
pub(super) fn facts(code: &str, name: &str, county: &str, city_id: i64) -> Facts {
    let (code, name) = (code.trim(), name.trim());
    Facts {
        code: code.to_owned(),
        name: name.to_owned(),
        county: county.trim().to_owned(),
        city_id,
        search: names::search_text(name, code),
    }
}

/// Says what does not fit. Changes to districts wait for each other, so what is free here is free when it is written.
fn must_fit(db: &mut Db, facts: &Facts, which: Option<DistrictId>) -> Result<()> {
    let holder = store::by_code(db, &facts.code)?;
    if holder.is_some() && holder != which.map(DistrictId::raw) {
        return Err(invalid("/code", FieldCode::Taken));
    }
    if !store::city_exists(db, facts.city_id)? {
        return Err(invalid("/city_id", FieldCode::NotFound));
    }
    Ok(())
}

/// A new district, without an agent.
///
/// # Errors
/// When the code is taken or the city does not exist.
pub fn create(
    db: &mut Db,
    actor: &Actor,
    _: Granted<DistrictManage>,
    directory: &Directory,
    draft: &DistrictDraft,
) -> Result<District> {
    let facts = facts(&draft.code, &draft.name, &draft.county, draft.city_id.raw());
    store::change_stamp(db)?;
    must_fit(db, &facts, None)?;
    let id: DistrictId = next_id();
    store::insert_district(db, id.raw(), &facts, At::now())?;
    let made = district(directory, store::district(db, id.raw())?);
    audit::record(db, actor, Change::new("district.create", Some(id), &made.name).after(&made)?)?;
    Ok(made)
}

/// An edited district.
///
/// # Errors
/// When it was changed meanwhile, the code is taken, or the city does not exist.
pub fn edit(
    db: &mut Db,
    actor: &Actor,
    _: Granted<DistrictManage>,
    directory: &Directory,
    id: DistrictId,
    edit: &DistrictEdit,
) -> Result<District> {
    let facts = facts(&edit.code, &edit.name, &edit.county, edit.city_id.raw());
    store::change_stamp(db)?;
    let before = district(directory, store::district(db, id.raw())?);
    must_fit(db, &facts, Some(id))?;
    must_touch(store::update_district(db, id.raw(), edit.version, &facts, edit.status)?)?;
    let after = district(directory, store::district(db, id.raw())?);
    audit::record(db, actor, Change::new("district.edit", Some(id), &after.name).before(&before)?.after(&after)?)?;
    Ok(after)
}
