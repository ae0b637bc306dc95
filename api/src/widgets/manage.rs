//! Makes, changes and shows widgets.

use shared::{
    Id,
    entrances::EntranceStatus,
    ids::{WidgetId, kinds},
    problem::FieldCode,
    visitors::PublicWidget,
    widgets::{Widget, WidgetDraft},
};

use super::store::{self, WidgetRow};
use crate::{
    audit::{self, Change},
    db::{Code, Db, Json, is_unique_violation, next_id},
    entrances,
    error::{Result, invalid, must_touch, not_found},
    identity,
    permissions::{Actor, EntranceManage, Granted},
};

/// How many widgets there may be.
const MOST: usize = 100;
/// How many characters of randomness a key has: it cannot be guessed, but need not be kept secret.
const KEY: usize = 16;

/// Every widget, in the order in which they were made.
///
/// # Errors
/// When the database fails.
pub fn all(db: &mut Db, _: Granted<EntranceManage>) -> Result<Vec<Widget>> {
    Ok(store::all(db)?.into_iter().map(shape).collect())
}

fn shape(row: WidgetRow) -> Widget {
    Widget {
        id: Id::from_raw(row.id),
        key: row.key,
        name: row.name,
        entrance: row.entrance,
        origins: row.origins.0,
        greeting: row.greeting,
        colour: row.colour,
        status: row.status.0,
        version: row.version,
    }
}

fn row(db: &mut Db, draft: &WidgetDraft, id: WidgetId, key: String, version: i64) -> Result<WidgetRow> {
    if entrances::asking(db, draft.entrance.trim())?.is_none() {
        return Err(invalid("/entrance", FieldCode::NotFound));
    }
    Ok(WidgetRow {
        id: id.raw(),
        key,
        name: draft.name.trim().to_owned(),
        entrance: draft.entrance.trim().to_owned(),
        origins: Json(draft.origins.clone()),
        greeting: draft.greeting.trim().to_owned(),
        colour: draft.colour.clone(),
        status: Code(draft.status),
        version,
    })
}

fn name_taken(failure: crate::db::Failure) -> crate::error::Error {
    if is_unique_violation(&failure) { invalid("/name", FieldCode::Taken) } else { failure.into() }
}

/// A new widget.
///
/// # Errors
/// When the name is taken, there is no such open entrance, or there are too many.
pub fn create(db: &mut Db, actor: &Actor, _: Granted<EntranceManage>, draft: &WidgetDraft) -> Result<Widget> {
    if store::all(db)?.len() >= MOST {
        return Err(invalid("/name", FieldCode::TooMany { max: MOST }));
    }
    let key = format!("w{}", &identity::random_hex()?[..KEY]);
    let row = row(db, draft, next_id::<kinds::Widget>(), key, 1)?;
    store::insert(db, &row, &serde_json::to_string(&row.origins.0)?).map_err(name_taken)?;
    let made = shape(row);
    audit::record(db, actor, Change::new("widget.create", Some(made.id), &made.name).after(&made)?)?;
    Ok(made)
}

/// An edited widget.
///
/// # Errors
/// When it was changed meanwhile, the name is taken, or there is no such open entrance.
pub fn edit(
    db: &mut Db,
    actor: &Actor,
    _: Granted<EntranceManage>,
    id: WidgetId,
    draft: &WidgetDraft,
) -> Result<Widget> {
    let before = shape(store::by_id(db, id.raw())?.ok_or_else(not_found)?);
    let version = draft.version.ok_or_else(|| invalid("/version", FieldCode::Required))?;
    let row = row(db, draft, id, before.key.clone(), version)?;
    must_touch(store::update(db, &row, &serde_json::to_string(&row.origins.0)?).map_err(name_taken)?)?;
    let after = shape(store::by_id(db, id.raw())?.ok_or_else(not_found)?);
    let change = Change::new("widget.edit", Some(id), &after.name).before(&before)?.after(&after)?;
    audit::record(db, actor, change)?;
    Ok(after)
}

fn open_row(db: &mut Db, key: &str) -> Result<WidgetRow> {
    store::by_key(db, key)?.filter(|row| row.status.0 == EntranceStatus::Open).ok_or_else(not_found)
}

/// The open widget with this key.
///
/// # Errors
/// When there is none.
pub fn open(db: &mut Db, key: &str) -> Result<WidgetId> {
    Ok(Id::from_raw(open_row(db, key)?.id))
}

/// The websites that may show it.
///
/// # Errors
/// When there is no such open widget.
pub fn origins(db: &mut Db, key: &str) -> Result<Vec<String>> {
    Ok(open_row(db, key)?.origins.0)
}

/// What a page shows of it.
///
/// # Errors
/// When there is no such open widget, or its entrance is closed.
pub fn shown(db: &mut Db, key: &str) -> Result<PublicWidget> {
    let row = open_row(db, key)?;
    let asking = entrances::asking(db, &row.entrance)?.ok_or_else(not_found)?;
    Ok(PublicWidget { name: row.name, greeting: row.greeting, colour: row.colour, fields: asking.fields })
}
