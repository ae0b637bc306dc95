//! After a change of people: those who can take more now are given what waits.

use shared::ids::EmployeeId;

use super::{drain::drain, engine::Engine};
use crate::{db::Db, error::Result, permissions::Directory};

/// After a change of the presence, capacity, hours, leave, skills or groups of these people, in its transaction.
///
/// # Errors
/// When the database fails.
pub fn roster_changed(db: &mut Db, directory: &Directory, people: &[EmployeeId]) -> Result<()> {
    let engine = Engine::now(db, directory)?;
    drain(db, &engine, people.to_vec())
}
