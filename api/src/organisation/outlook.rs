//! What an employee would see.

use std::collections::HashMap;

use shared::{ids::EmployeeId, permissions::Outlook};

use super::store;
use crate::{
    db::Db,
    error::Result,
    permissions::{self, Directory, Granted, RoleRead},
};

/// What this employee would see.
///
/// # Errors
/// When there is no such employee.
pub fn outlook(db: &mut Db, granted: Granted<RoleRead>, directory: &Directory, id: EmployeeId) -> Result<Outlook> {
    let mut customers: HashMap<Option<i64>, i64> =
        store::load_by_owner(db)?.into_iter().map(|(owner, count)| (Some(owner), count)).collect();
    customers.insert(None, store::customers_of_nobody(db)?);
    permissions::outlook(directory, granted, id, &customers)
}
