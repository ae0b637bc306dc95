//! What consultants make of an inquiry, and what it is filed under.

use shared::{
    Id,
    entrances::EntranceStatus,
    ids::{InquiryCategoryId, InquiryId, kinds},
    inquiries::{
        CategoryRef, Filing, InquiryCategory, InquiryCategoryDraft, InquiryDetail, Interpretation, NewInterpretation,
    },
    problem::FieldCode,
};

use super::{
    read,
    store::{self, CategoryRow, InterpretationRow},
};
use crate::{
    audit::{self, Change},
    db::{At, Code, Db, next_id},
    error::{Result, invalid, must_touch, not_found},
    permissions::{Access, Actor, Directory, EntranceManage, Granted, InquiryRead, InquiryWork, Scoped},
};

/// How many interpretations the page of an inquiry shows.
const SHOWN: i64 = 100;
/// How many categories there may be.
const MOST: usize = 200;

/// Writes an interpretation below the others.
///
/// # Errors
/// When the inquiry is out of scope.
pub fn interpret(
    db: &mut Db,
    access: &Access,
    scope: &Scoped<InquiryWork>,
    id: InquiryId,
    new: &NewInterpretation,
) -> Result<Interpretation> {
    read::must_reach(db, scope.reach(), id)?;
    let row = InterpretationRow {
        id: next_id::<kinds::Interpretation>().raw(),
        employee_id: access.employee().raw(),
        text: new.text.trim().to_owned(),
        at: At::now(),
    };
    store::insert_interpretation(db, id.raw(), &row)?;
    audit::record(db, access.actor(), Change::new("inquiry.interpret", Some(id), "").after(new)?)?;
    Ok(shape(access.directory(), row))
}

/// What was made of an inquiry whose caller may see it.
///
/// # Errors
/// When the database fails.
pub(super) fn of(db: &mut Db, directory: &Directory, id: i64) -> Result<Vec<Interpretation>> {
    Ok(store::interpretations(db, id, SHOWN)?.into_iter().map(|row| shape(directory, row)).collect())
}

fn shape(directory: &Directory, row: InterpretationRow) -> Interpretation {
    Interpretation { id: Id::from_raw(row.id), by: directory.person(row.employee_id), text: row.text, at: row.at.utc() }
}

/// Files an inquiry under an open category, or under none.
///
/// # Errors
/// When the inquiry is out of scope, or there is no such category.
pub fn file(
    db: &mut Db,
    access: &Access,
    scope: &Scoped<InquiryWork>,
    id: InquiryId,
    filing: Filing,
) -> Result<InquiryDetail> {
    read::must_reach(db, scope.reach(), id)?;
    let chosen = match filing.category_id {
        Some(category) => {
            let found = store::categories(db)?.into_iter().find(|row| row.id == category.raw());
            let found = found.filter(|row| row.status.0 == EntranceStatus::Open);
            Some(found.ok_or_else(|| invalid("/category_id", FieldCode::NotFound))?)
        }
        None => None,
    };
    let named = |name: Option<String>| serde_json::json!({"category": name});
    let before = store::filed(db, id.raw())?.map(|(_, name)| name);
    store::file(db, id.raw(), chosen.as_ref().map(|row| row.id), access.employee().raw(), At::now())?;
    let change =
        Change::new("inquiry.file", Some(id), "").before(&named(before))?.after(&named(chosen.map(|row| row.name)))?;
    audit::record(db, access.actor(), change)?;
    read::whole(db, access, id)
}

/// A category as an inquiry names it.
pub(super) fn category((id, name): (i64, String)) -> CategoryRef {
    CategoryRef { id: Id::from_raw(id), name }
}

/// Every category, by name.
///
/// # Errors
/// When the database fails.
pub fn categories(db: &mut Db, _: &Scoped<InquiryRead>) -> Result<Vec<InquiryCategory>> {
    Ok(store::categories(db)?.into_iter().map(whole_category).collect())
}

fn whole_category(row: CategoryRow) -> InquiryCategory {
    InquiryCategory { id: Id::from_raw(row.id), name: row.name, status: row.status.0, version: row.version }
}

/// A new category.
///
/// # Errors
/// When the name is taken, or there are too many.
pub fn add_category(
    db: &mut Db,
    actor: &Actor,
    _: Granted<EntranceManage>,
    draft: &InquiryCategoryDraft,
) -> Result<InquiryCategory> {
    let rows = store::categories(db)?;
    if rows.len() >= MOST {
        return Err(invalid("/name", FieldCode::TooMany { max: MOST }));
    }
    must_be_free(&rows, None, draft)?;
    let id = next_id::<kinds::InquiryCategory>().raw();
    let row = CategoryRow { id, name: draft.name.trim().to_owned(), status: Code(draft.status), version: 1 };
    store::insert_category(db, &row)?;
    let made = whole_category(row);
    audit::record(db, actor, Change::new("inquiry_category.create", Some(made.id), &made.name).after(&made)?)?;
    Ok(made)
}

/// An edited category.
///
/// # Errors
/// When it was changed meanwhile, or the name is taken.
pub fn edit_category(
    db: &mut Db,
    actor: &Actor,
    _: Granted<EntranceManage>,
    id: InquiryCategoryId,
    draft: &InquiryCategoryDraft,
) -> Result<InquiryCategory> {
    let version = draft.version.ok_or_else(|| invalid("/version", FieldCode::Required))?;
    let rows = store::categories(db)?;
    must_be_free(&rows, Some(id), draft)?;
    let before = rows.into_iter().find(|row| row.id == id.raw()).map(whole_category).ok_or_else(not_found)?;
    let row = CategoryRow { id: id.raw(), name: draft.name.trim().to_owned(), status: Code(draft.status), version };
    must_touch(store::update_category(db, &row)?)?;
    let after = InquiryCategory { version: version.saturating_add(1), ..whole_category(row) };
    let change = Change::new("inquiry_category.edit", Some(id), &after.name).before(&before)?.after(&after)?;
    audit::record(db, actor, change)?;
    Ok(after)
}

fn must_be_free(rows: &[CategoryRow], which: Option<InquiryCategoryId>, draft: &InquiryCategoryDraft) -> Result<()> {
    let others = rows.iter().filter(|row| Some(row.id) != which.map(Id::raw));
    match others.into_iter().any(|row| row.name == draft.name.trim()) {
        true => Err(invalid("/name", FieldCode::Taken)),
        false => Ok(()),
    }
}
