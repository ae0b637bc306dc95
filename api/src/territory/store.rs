//! Queries about districts.

use diesel::prelude::*;
use shared::territory::DistrictStatus;

use crate::db::{Code, Db, schema::districts};

pub fn status(db: &mut Db, id: i64) -> QueryResult<Option<(DistrictStatus, String)>> {
    let found: Option<(Code<DistrictStatus>, String)> =
        districts::table.find(id).select((districts::status, districts::name)).first(db).optional()?;
    Ok(found.map(|(status, name)| (status.0, name)))
}
