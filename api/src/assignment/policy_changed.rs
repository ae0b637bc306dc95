//! What follows from another policy coming into force.

use crate::{db::Db, error::Result, permissions::Directory};

/// Another policy is in force from this transaction on.
///
/// # Errors
/// When the database fails.
pub fn policy_changed(_: &mut Db, _: &Directory) -> Result<()> {
    Ok(())
}
