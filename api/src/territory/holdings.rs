//! Who held a district from when to when.

use shared::{Id, ids::DistrictId, territory::Holding};

use super::store;
use crate::{
    db::{At, Db},
    error::Result,
    permissions::{Directory, DistrictRead, Granted},
};

/// Every holding of a district, the last one first.
///
/// # Errors
/// When there is no such district.
pub fn holdings(
    db: &mut Db,
    _: Granted<DistrictRead>,
    directory: &Directory,
    district: DistrictId,
) -> Result<Vec<Holding>> {
    store::district(db, district.raw())?;
    let rows = store::holdings(db, district.raw())?;
    Ok(rows
        .into_iter()
        .map(|row| Holding {
            id: Id::from_raw(row.id),
            agent: directory.person(row.agent_id),
            from: row.from_at.utc(),
            to: row.to_at.map(At::utc),
            by: directory.opt_person(row.by_id),
            reason: row.reason,
        })
        .collect())
}
