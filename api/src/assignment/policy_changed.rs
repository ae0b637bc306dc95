//! After another policy came into force: whoever waits stands where it says, and whoever can be placed now is.

use super::{drain::drain_everything, engine::Engine, lines};
use crate::{db::Db, error::Result, permissions::Directory};

/// After a publication, in its transaction.
///
/// # Errors
/// When the database fails.
pub fn policy_changed(db: &mut Db, directory: &Directory) -> Result<()> {
    let engine = Engine::now(db, directory)?;
    lines::line_everybody_up(db, &engine)?;
    drain_everything(db, &engine)
}
