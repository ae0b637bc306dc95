//! The policy by which the engine decides now.

use std::sync::{Arc, LazyLock};

use arc_swap::ArcSwapOption;
use shared::{
    Id,
    assignment::Compiled,
    ids::{PolicyPublicationId, PolicyVersionId},
};

use super::store;
use crate::{
    db::{Db, Json},
    error::Result,
};

/// The version in force, ready to be asked.
#[derive(Debug)]
pub struct InForce {
    /// Which version.
    pub version_id: PolicyVersionId,
    /// Its number, by which people call it.
    pub number: i64,
    /// The publication that put it in force.
    pub publication_id: PolicyPublicationId,
    /// The policy.
    pub compiled: Compiled,
}

/// The one that this process asked for last.
static LATEST: LazyLock<ArcSwapOption<InForce>> = LazyLock::new(ArcSwapOption::empty);

/// The version in force now. One small statement tells which that is; its document is read and compiled anew only when that
/// changed, by whatever process.
///
/// # Errors
/// When the database fails.
pub fn in_force(db: &mut Db) -> Result<Arc<InForce>> {
    let (publication, version) = store::latest_publication(db)?;
    let (publication_id, version_id) = (Id::from_raw(publication), Id::from_raw(version));
    let known = LATEST.load_full();
    if let Some(known) = known.filter(|k| k.publication_id == publication_id && k.version_id == version_id) {
        return Ok(known);
    }
    let (number, Json(policy)) = store::document(db, version)?;
    let latest = Arc::new(InForce { version_id, number, publication_id, compiled: Compiled::new(&policy) });
    LATEST.store(Some(latest.clone()));
    Ok(latest)
}
