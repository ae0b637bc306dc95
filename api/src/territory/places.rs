//! The names of all districts, for whatever shows one. A page of customers would join four tables for them.

use std::collections::HashMap;

use shared::{Id, customers::DistrictRef};

use super::{find::path, store};
use crate::{db::Db, error::Result};

/// Where every district lies, as of one stamp that the database raises when districts change.
#[derive(Default)]
pub struct Places {
    /// That stamp.
    pub stamp: i64,
    names: HashMap<i64, (Box<str>, Box<str>)>,
}

impl Places {
    /// A district as others see it.
    pub fn district(&self, id: i64) -> Option<DistrictRef> {
        let (name, path) = self.names.get(&id)?;
        Some(DistrictRef { id: Id::from_raw(id), name: name.to_string(), path: path.to_string() })
    }
}

/// The names as they are now.
///
/// # Errors
/// When the database fails.
pub fn places(db: &mut Db) -> Result<Places> {
    // Read before the names: should they change in between, the stamp is too old, and they are read again next time.
    let stamp = store::stamp(db)?;
    let names = store::named_districts(db, false)?
        .into_iter()
        .map(|row| (row.id, (row.name.into(), path([&row.province, &row.city, &row.county]).into())))
        .collect();
    Ok(Places { stamp, names })
}
