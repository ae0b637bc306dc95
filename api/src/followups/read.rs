//! Reads follow-ups.

use shared::{Id, followups::FollowUp};

use super::store;
use crate::{
    db::Db,
    error::Result,
    permissions::{CustomerRead, Directory, Scoped},
};

/// Those of these follow-ups whose customers the caller may see, in no order.
///
/// # Errors
/// When the database fails.
pub fn these(db: &mut Db, directory: &Directory, scope: &Scoped<CustomerRead>, ids: &[i64]) -> Result<Vec<FollowUp>> {
    let rows = store::rows_in_scope(db, scope, ids)?;
    let follow_up = |row: store::FollowUpRow| FollowUp {
        id: Id::from_raw(row.id),
        customer_id: Id::from_raw(row.customer),
        at: row.at.utc(),
        way: row.way.0,
        content: row.content,
        author: directory.person(row.author),
    };
    Ok(rows.into_iter().map(follow_up).collect())
}
