//! Follow-ups for a file, page by page.

use chrono::{DateTime, Utc};
use shared::{
    Id,
    followups::Way,
    ids::{CustomerId, FollowUpId},
    timeline::PersonRef,
};

use super::store;
use crate::{
    db::Db,
    error::Result,
    permissions::{Directory, ExportKind, Scoped},
};

/// A follow-up with everything that a file says of it.
pub struct FiledFollowUp {
    /// Its id.
    pub id: FollowUpId,
    /// Of which customer.
    pub customer: CustomerId,
    /// The customer's name.
    pub name: String,
    /// The customer's phone.
    pub phone: String,
    /// When.
    pub at: DateTime<Utc>,
    /// How.
    pub way: Way,
    /// What was said and agreed.
    pub content: String,
    /// Who wrote it.
    pub author: PersonRef,
    /// What the business system calls the order that it is about, if it is about one.
    pub order: Option<String>,
}

/// So many follow-ups of these customers, who were found in scope, customer by customer, oldest first; after the one of this
/// customer and id.
///
/// # Errors
/// When the database fails.
pub fn page_for_file<P: ExportKind>(
    db: &mut Db,
    directory: &Directory,
    scope: &Scoped<P>,
    customers: &[CustomerId],
    after: Option<(CustomerId, FollowUpId)>,
    limit: i64,
) -> Result<Vec<FiledFollowUp>> {
    let ids: Vec<i64> = customers.iter().map(|id| id.raw()).collect();
    let after = after.map_or((0, 0), |(customer, id)| (customer.raw(), id.raw()));
    let rows = store::of_customers(db, scope, &ids, after, limit)?;
    Ok(rows
        .into_iter()
        .map(|row| FiledFollowUp {
            id: Id::from_raw(row.id),
            customer: Id::from_raw(row.customer),
            name: row.name,
            phone: row.phone,
            at: row.at.utc(),
            way: row.way.0,
            content: row.content,
            author: directory.person(row.author),
            order: row.order,
        })
        .collect())
}
