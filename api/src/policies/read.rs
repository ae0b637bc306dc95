//! Versions and publications, read.

use shared::{
    Lang, Page,
    ids::PolicyVersionId,
    policies::{InForceQuery, PolicyDetail, PolicyQuery, PolicyVersion, Publication, PublicationQuery},
};

use super::{
    review::review,
    shape::{publication, version},
    store,
};
use crate::{
    cursor,
    db::{At, Db, Json},
    error::{Result, not_found},
    permissions::{Directory, Granted, PolicyRead},
};

/// How many of its times in force are told with a version.
const PERIODS: i64 = 200;

/// A page of versions, newest first.
///
/// # Errors
/// When the limit or the cursor is wrong.
pub fn list(
    db: &mut Db,
    directory: &Directory,
    _: Granted<PolicyRead>,
    query: &PolicyQuery,
) -> Result<Page<PolicyVersion>> {
    let limit = cursor::limit(query.limit)?;
    let before = cursor::after_id(query.cursor.as_deref())?;
    let rows = store::rows(db, query.status, before, limit + 1)?;
    Ok(cursor::page(rows, limit, |row| cursor::id_cursor(row.number)).map(|row| version(directory, row)))
}

/// A version with its document.
///
/// # Errors
/// When there is none.
pub fn read(
    db: &mut Db,
    directory: &Directory,
    _: Granted<PolicyRead>,
    lang: Lang,
    id: PolicyVersionId,
) -> Result<PolicyDetail> {
    detail(db, directory, lang, id)
}

/// The same for rooms that ask for another permission.
pub(super) fn detail(db: &mut Db, directory: &Directory, lang: Lang, id: PolicyVersionId) -> Result<PolicyDetail> {
    let row = store::row(db, id.raw())?;
    let (_, Json(document)) = store::document(db, id.raw())?;
    let (review, names) = review(db, directory, lang, &document)?;
    let periods = store::of_version(db, id.raw(), PERIODS)?;
    Ok(PolicyDetail {
        policy: version(directory, row),
        document,
        review,
        periods: periods.into_iter().map(|row| publication(directory, row)).collect(),
        names,
    })
}

/// The version in force at an instant, by default now.
///
/// # Errors
/// When none was.
pub fn in_force_at(
    db: &mut Db,
    directory: &Directory,
    granted: Granted<PolicyRead>,
    lang: Lang,
    query: &InForceQuery,
) -> Result<PolicyDetail> {
    let at = query.at.map_or_else(At::now, At::from);
    let id = store::at_instant(db, at)?.ok_or_else(not_found)?;
    read(db, directory, granted, lang, PolicyVersionId::from_raw(id))
}

/// A page of publications, newest first.
///
/// # Errors
/// When the limit or the cursor is wrong.
pub fn publications(
    db: &mut Db,
    directory: &Directory,
    _: Granted<PolicyRead>,
    query: &PublicationQuery,
) -> Result<Page<Publication>> {
    let limit = cursor::limit(query.limit)?;
    let before = cursor::after_id(query.cursor.as_deref())?;
    let rows = store::page(db, before, limit + 1)?;
    Ok(cursor::page(rows, limit, |row| cursor::id_cursor(row.id)).map(|row| publication(directory, row)))
}
