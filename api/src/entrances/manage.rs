//! Makes and changes entrances. Such changes wait for each other.

use shared::{
    entrances::{Entrance, EntranceDraft, EntranceEdit, EntranceStatus},
    ids::{EntranceId, ProductLineId},
    problem::FieldCode,
};

use super::{
    list,
    store::{self, EntranceRow},
};
use crate::{
    audit::{self, Change},
    db::{At, Code, Db, Json, next_id},
    error::{Result, invalid, must_touch, stale},
    permissions::{Actor, EntranceManage, Granted},
};

/// How many entrances there may be.
const MOST: usize = 200;

/// Says what others have already, and what there is not.
fn must_fit(
    rows: &[EntranceRow],
    db: &mut Db,
    which: Option<EntranceId>,
    (code, name): (&str, &str),
    line: Option<ProductLineId>,
) -> Result<()> {
    for row in rows.iter().filter(|row| Some(row.id) != which.map(EntranceId::raw)) {
        if row.code == code {
            return Err(invalid("/code", FieldCode::Taken));
        }
        if row.name == name {
            return Err(invalid("/name", FieldCode::Taken));
        }
    }
    match line {
        Some(line) if !store::product_line_exists(db, line.raw())? => {
            Err(invalid("/product_line_id", FieldCode::NotFound))
        }
        _ => Ok(()),
    }
}

/// A new entrance, which is open.
///
/// # Errors
/// When code or name is taken, the product line does not exist, or there are too many.
pub fn create(db: &mut Db, actor: &Actor, _: Granted<EntranceManage>, draft: &EntranceDraft) -> Result<Entrance> {
    store::lock(db)?;
    let (code, name) = (draft.code.trim(), draft.name.trim());
    let rows = store::all(db)?;
    if rows.len() >= MOST {
        return Err(invalid("/code", FieldCode::TooMany { max: MOST }));
    }
    must_fit(&rows, db, None, (code, name), draft.product_line_id)?;
    let row = EntranceRow {
        id: next_id::<shared::ids::kinds::Entrance>().raw(),
        code: code.to_owned(),
        name: name.to_owned(),
        channel: draft.channel.trim().to_owned(),
        product_line_id: draft.product_line_id.map(ProductLineId::raw),
        status: Code(EntranceStatus::Open),
        form_version: 1,
        version: 1,
        fields: Json(draft.fields.clone()),
    };
    store::insert(db, &row)?;
    store::insert_form(db, code, 1, &draft.fields, At::now(), actor.employee_raw())?;
    let made = list::one(db, EntranceId::from_raw(row.id))?;
    audit::record(db, actor, Change::new("entrance.create", Some(made.id), &made.name).after(&made)?)?;
    Ok(made)
}

/// An edited entrance. Other fields are a new version of its form.
///
/// # Errors
/// When it was changed meanwhile, the name is taken, or the product line does not exist.
pub fn edit(
    db: &mut Db,
    actor: &Actor,
    _: Granted<EntranceManage>,
    id: EntranceId,
    edit: &EntranceEdit,
) -> Result<Entrance> {
    store::lock(db)?;
    let before = list::one(db, id)?;
    if before.version != edit.version {
        return Err(stale());
    }
    let name = edit.name.trim();
    let rows = store::all(db)?;
    must_fit(&rows, db, Some(id), (&before.code, name), edit.product_line_id)?;
    let form_version = before.form_version + i32::from(before.fields != edit.fields);
    if form_version != before.form_version {
        store::insert_form(db, &before.code, form_version, &edit.fields, At::now(), actor.employee_raw())?;
    }
    let row = EntranceRow {
        id: id.raw(),
        code: before.code.clone(),
        name: name.to_owned(),
        channel: edit.channel.trim().to_owned(),
        product_line_id: edit.product_line_id.map(ProductLineId::raw),
        status: Code(edit.status),
        form_version,
        version: edit.version,
        fields: Json(edit.fields.clone()),
    };
    must_touch(store::update(db, &row)?)?;
    let after = list::one(db, id)?;
    let change = Change::new("entrance.edit", Some(id), &after.name).before(&before)?.after(&after)?;
    audit::record(db, actor, change)?;
    Ok(after)
}
