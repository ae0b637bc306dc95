//! The snapshot that every request of this process shares.

use std::sync::Arc;

use arc_swap::ArcSwapOption;

use super::{Directory, store};
use crate::{db::Db, error::Result, territory};

/// Two numbers that the database raises: one whenever people, units or roles change, one whenever districts do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AsOf {
    /// Of people, units and roles.
    pub access: i64,
    /// Of districts.
    pub districts: i64,
}

/// The latest snapshot of this process.
#[derive(Default)]
pub struct DirectoryCache(ArcSwapOption<Directory>);

impl DirectoryCache {
    /// The snapshot as of these numbers, read anew if the one at hand is of others.
    ///
    /// # Errors
    /// When the database fails.
    pub fn at(&self, db: &mut Db, as_of: AsOf) -> Result<Arc<Directory>> {
        let known = self.0.load_full();
        if let Some(directory) = known.as_ref().filter(|d| d.as_of() == as_of) {
            return Ok(directory.clone());
        }
        let places = match known.map(|d| d.places.clone()).filter(|p| p.stamp == as_of.districts) {
            Some(places) => places,
            None => Arc::new(territory::places(db)?),
        };
        let directory = Arc::new(Directory::new(store::load_directory(db)?, places));
        self.0.store(Some(directory.clone()));
        Ok(directory)
    }

    /// The snapshot as the database is now.
    ///
    /// # Errors
    /// When the database fails.
    pub fn current(&self, db: &mut Db) -> Result<Arc<Directory>> {
        let as_of = store::as_of(db)?;
        self.at(db, as_of)
    }
}
