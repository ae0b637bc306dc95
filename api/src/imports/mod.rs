//! Stub until the room is built: these are the functions that the command line and the demo call.
use crate::{db::Database, error::Result, permissions::Actor};
use shared::{ids::ImportId, imports::*};
pub fn import_bytes(
    _: &Database,
    _: &Actor,
    _: ImportKind,
    _: &str,
    _: &[u8],
    _: bool,
    _: impl FnMut(&Import),
) -> Result<Import> {
    Err(crate::error::not_found())
}
pub fn bad_lines(_: &Database, _: ImportId) -> Result<Vec<ImportLine>> {
    Ok(vec![])
}
