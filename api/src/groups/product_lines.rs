//! Product lines.

use shared::{
    Id,
    groups::{ProductLine, ProductLineDraft, ProductLineEdit},
    ids::ProductLineId,
    problem::FieldCode,
};

use super::store::{self, LineRow};
use crate::{
    audit::{self, Change},
    db::{Db, next_id},
    error::{Result, invalid, must_touch, not_found},
    permissions::{Actor, Granted, GroupManage, GroupRead},
    workforce,
};

/// Every product line, by code.
///
/// # Errors
/// When the database fails.
pub fn list(db: &mut Db, _: Granted<GroupRead>) -> Result<Vec<ProductLine>> {
    Ok(store::lines(db)?.into_iter().map(product_line).collect())
}

fn product_line(row: LineRow) -> ProductLine {
    ProductLine {
        id: Id::from_raw(row.id),
        code: row.code,
        name: row.name,
        status: row.status.0,
        groups: row.groups,
        version: row.version,
    }
}

fn one(db: &mut Db, id: ProductLineId) -> Result<ProductLine> {
    let found = store::lines(db)?.into_iter().find(|row| row.id == id.raw());
    found.map(product_line).ok_or_else(not_found)
}

/// Says what others have already. Such changes wait for each other, so what is free here is free when it is written.
fn must_fit(db: &mut Db, code: &str, name: &str, which: Option<ProductLineId>) -> Result<()> {
    for row in store::lines(db)?.iter().filter(|row| Some(row.id) != which.map(ProductLineId::raw)) {
        if row.code == code {
            return Err(invalid("/code", FieldCode::Taken));
        }
        if row.name == name {
            return Err(invalid("/name", FieldCode::Taken));
        }
    }
    Ok(())
}

/// A new product line, which is sold.
///
/// # Errors
/// When code or name is taken.
pub fn create(db: &mut Db, actor: &Actor, _: Granted<GroupManage>, draft: &ProductLineDraft) -> Result<ProductLine> {
    let (code, name) = (draft.code.trim(), draft.name.trim());
    workforce::changed(db)?;
    must_fit(db, code, name, None)?;
    let id: ProductLineId = next_id();
    store::insert_line(db, id.raw(), code, name)?;
    let made = one(db, id)?;
    audit::record(db, actor, Change::new("product_line.create", Some(id), &made.name).after(&made)?)?;
    Ok(made)
}

/// An edited product line.
///
/// # Errors
/// When it was changed meanwhile, or code or name is taken.
pub fn edit(
    db: &mut Db,
    actor: &Actor,
    _: Granted<GroupManage>,
    id: ProductLineId,
    edit: &ProductLineEdit,
) -> Result<ProductLine> {
    let (code, name) = (edit.code.trim(), edit.name.trim());
    workforce::changed(db)?;
    let before = one(db, id)?;
    must_fit(db, code, name, Some(id))?;
    must_touch(store::update_line(db, id.raw(), edit.version, code, name, edit.status)?)?;
    let after = one(db, id)?;
    let change = Change::new("product_line.edit", Some(id), &after.name).before(&before)?.after(&after)?;
    audit::record(db, actor, change)?;
    Ok(after)
}
