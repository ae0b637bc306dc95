//! Reads entrances.

use std::collections::BTreeSet;

use shared::{
    Id,
    entrances::{Entrance, EntranceStatus, FormField},
    ids::{EntranceId, ProductLineId},
};

use super::store::{self, EntranceRow};
use crate::{
    db::Db,
    error::{Result, not_found},
    permissions::{EntranceManage, Granted, InquiryCreate},
};

/// Every entrance, in the order in which they were made.
///
/// # Errors
/// When the database fails.
pub fn all(db: &mut Db, _: Granted<EntranceManage>) -> Result<Vec<Entrance>> {
    Ok(store::all(db)?.into_iter().map(shape).collect())
}

/// The entrances by which inquiries may come in.
///
/// # Errors
/// When the database fails.
pub fn open(db: &mut Db, _: Granted<InquiryCreate>) -> Result<Vec<Entrance>> {
    for_customers(db)
}

/// The same for customers themselves: they are what is shown to them.
///
/// # Errors
/// When the database fails.
pub fn for_customers(db: &mut Db) -> Result<Vec<Entrance>> {
    let open = store::all(db)?.into_iter().filter(|row| row.status.0 == EntranceStatus::Open);
    Ok(open.map(shape).collect())
}

/// One entrance.
///
/// # Errors
/// When there is none.
pub(super) fn one(db: &mut Db, id: EntranceId) -> Result<Entrance> {
    store::by_id(db, id.raw())?.map(shape).ok_or_else(not_found)
}

fn shape(row: EntranceRow) -> Entrance {
    Entrance {
        id: Id::from_raw(row.id),
        code: row.code,
        name: row.name,
        channel: row.channel,
        product_line_id: row.product_line_id.map(Id::from_raw),
        status: row.status.0,
        fields: row.fields.0,
        form_version: row.form_version,
        version: row.version,
    }
}

/// What an inquiry needs of the entrance by which it comes in.
#[derive(Debug, Clone)]
pub struct Asking {
    /// The channel, unless the inquiry says another.
    pub channel: String,
    /// What it is about, unless the inquiry says it.
    pub product_line: Option<ProductLineId>,
    /// What is asked.
    pub fields: Vec<FormField>,
    /// Which version of the form that is.
    pub form_version: i32,
}

/// The open entrance with this code, if there is one.
///
/// # Errors
/// When the database fails.
pub fn asking(db: &mut Db, code: &str) -> Result<Option<Asking>> {
    let row = store::by_code(db, code)?.filter(|row| row.status.0 == EntranceStatus::Open);
    Ok(row.map(|row| Asking {
        channel: row.channel,
        product_line: row.product_line_id.map(Id::from_raw),
        fields: row.fields.0,
        form_version: row.form_version,
    }))
}

/// What was asked at an entrance in this version of its form.
///
/// # Errors
/// When there was no such form.
pub fn form(db: &mut Db, code: &str, version: i32) -> Result<Vec<FormField>> {
    Ok(store::form(db, code, version)?.ok_or_else(not_found)?.0)
}

/// The codes of the open entrances.
///
/// # Errors
/// When the database fails.
pub fn codes(db: &mut Db) -> Result<BTreeSet<String>> {
    let open = store::all(db)?.into_iter().filter(|row| row.status.0 == EntranceStatus::Open);
    Ok(open.map(|row| row.code).collect())
}
