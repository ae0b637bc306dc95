//! Queries about policies.

use diesel::{prelude::*, sql_types::BigInt};
use shared::assignment::Policy;

use crate::db::{Db, Json, schema::policy_versions, sql};

/// The latest publication and its version.
pub fn latest_publication(db: &mut Db) -> QueryResult<(i64, i64)> {
    sql::<(BigInt, BigInt)>("SELECT id, policy_version_id FROM policy_publications ORDER BY id DESC LIMIT 1")
        .get_result(db)
}

/// A version's number and its document.
pub fn document(db: &mut Db, version: i64) -> QueryResult<(i64, Json<Policy>)> {
    policy_versions::table.find(version).select((policy_versions::number, policy_versions::document)).first(db)
}
