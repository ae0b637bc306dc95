//! Of which groups somebody is a member.

use std::collections::HashMap;

use shared::{Id, groups::GroupRef};

use super::store;
use crate::{db::Db, error::Result};

/// The groups of each of these people, by name.
///
/// # Errors
/// When the database fails.
pub fn groups_of(db: &mut Db, people: &[i64]) -> Result<HashMap<i64, Vec<GroupRef>>> {
    let mut groups: HashMap<i64, Vec<GroupRef>> = HashMap::new();
    for (employee, id, name) in store::memberships(db, people)? {
        groups.entry(employee).or_default().push(GroupRef { id: Id::from_raw(id), name });
    }
    Ok(groups)
}
