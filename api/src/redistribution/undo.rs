//! Undoes a redistribution.

use shared::{ids::RedistributionId, redistribution::RedistributionDetail};

use super::{read, store};
use crate::{
    assignment::{self, Engine},
    audit::{self, Change},
    db::{At, Db},
    error::{Result, wrong_state},
    permissions::{Access, CustomerReassign, Granted, Scoped, WorkRedistribute},
};

/// Gives back what nothing newer happened to, once.
///
/// # Errors
/// When it is out of scope or was undone before.
pub fn undo(
    db: &mut Db,
    who: &Access,
    _: Granted<WorkRedistribute>,
    scope: &Scoped<CustomerReassign>,
    id: RedistributionId,
) -> Result<RedistributionDetail> {
    let row = read::must_reach(db, scope, id)?;
    let by = who.actor().employee_raw();
    // First, so that of two at once the second waits and then finds it undone.
    if store::note_undo(db, id.raw(), At::now(), by)? == 0 {
        return Err(wrong_state());
    }
    let holders = store::holders(db, id.raw())?;
    let engine = Engine::now(db, who.directory())?;
    let (customers, work_items) = assignment::give_back(db, &engine, id, &holders, by)?;
    store::note_undone(db, id.raw(), customers, work_items)?;
    let change = Change::new("redistribution.undo", Some(id), row.note.lines().next().unwrap_or_default())
        .after(&serde_json::json!({"customers": customers, "work_items": work_items}))?;
    audit::record(db, who.actor(), change)?;
    read::whole(db, who.directory(), id)
}
