//! What people do with an inquiry: answer, resolve, decline, give to somebody else.

use shared::{
    Id,
    ids::{CaseId, InquiryId},
    inquiries::{InquiryDetail, InquiryStep},
    permissions::Permission,
    timeline::TimelineKind,
    work::HandWork,
};

use super::read;
use crate::{
    assignment::{self, Engine},
    audit::{self, Change},
    db::Db,
    error::Result,
    permissions::{Access, InquiryReassign, InquiryWork, Scoped},
    timeline::{self, Detail, Entry},
};

fn case(id: InquiryId) -> CaseId {
    Id::from_raw(id.raw())
}

fn note(db: &mut Db, access: &Access, action: &'static str, id: InquiryId) -> Result<()> {
    audit::record(db, access.actor(), Change::new(action, Some(id), ""))
}

/// Notes that the customer was answered.
///
/// # Errors
/// When it is out of scope, nobody has it, or it was changed meanwhile.
pub fn answer(
    db: &mut Db,
    access: &Access,
    scope: &Scoped<InquiryWork>,
    id: InquiryId,
    step: InquiryStep,
) -> Result<InquiryDetail> {
    read::must_reach(db, scope.reach(), id)?;
    let engine = Engine::now(db, access.directory())?;
    assignment::answer(db, &engine, case(id), Some(step.version))?;
    note(db, access, "inquiry.answer", id)?;
    read::whole(db, access, id)
}

/// Resolves an inquiry; whoever had it is free for the next.
///
/// # Errors
/// When it is out of scope, done already, or was changed meanwhile.
pub fn resolve(
    db: &mut Db,
    access: &Access,
    scope: &Scoped<InquiryWork>,
    id: InquiryId,
    step: InquiryStep,
) -> Result<InquiryDetail> {
    read::must_reach(db, scope.reach(), id)?;
    let engine = Engine::now(db, access.directory())?;
    assignment::finish(db, &engine, case(id), step.version)?;
    tell(db, access, &engine, id, TimelineKind::InquiryResolved)?;
    note(db, access, "inquiry.resolve", id)?;
    read::whole(db, access, id)
}

/// Opens a resolved inquiry again: whoever had it last has it again, if they may take it, otherwise the policy says who.
///
/// # Errors
/// When it is out of scope, not resolved, or was changed meanwhile.
pub fn reopen(
    db: &mut Db,
    access: &Access,
    scope: &Scoped<InquiryWork>,
    id: InquiryId,
    step: InquiryStep,
) -> Result<InquiryDetail> {
    read::must_reach(db, scope.reach(), id)?;
    let engine = Engine::now(db, access.directory())?;
    assignment::reopen(db, &engine, case(id), step.version)?;
    tell(db, access, &engine, id, TimelineKind::InquiryReopened)?;
    note(db, access, "inquiry.reopen", id)?;
    read::whole(db, access, id)
}

/// Closes a resolved inquiry for good.
///
/// # Errors
/// When it is out of scope, not resolved, or was changed meanwhile.
pub fn close(
    db: &mut Db,
    access: &Access,
    scope: &Scoped<InquiryWork>,
    id: InquiryId,
    step: InquiryStep,
) -> Result<InquiryDetail> {
    read::must_reach(db, scope.reach(), id)?;
    assignment::close(db, case(id), step.version)?;
    note(db, access, "inquiry.close", id)?;
    read::whole(db, access, id)
}

/// Writes on the customer's timeline what became of an inquiry.
fn tell(db: &mut Db, access: &Access, engine: &Engine<'_>, id: InquiryId, kind: TimelineKind) -> Result<()> {
    let customer = assignment::work_item(db, case(id))?.customer;
    let detail = Some(Detail { case: Some(case(id)), ..Detail::default() });
    let by = Some(access.employee());
    timeline::record(db, Entry { customer, at: engine.at, kind, by, detail, id: None })?;
    Ok(())
}

/// Gives an inquiry back: the policy gives it to somebody else.
///
/// # Errors
/// When it is out of scope, nobody has it, or it was changed meanwhile.
pub fn decline(
    db: &mut Db,
    access: &Access,
    scope: &Scoped<InquiryWork>,
    id: InquiryId,
    step: InquiryStep,
) -> Result<InquiryDetail> {
    read::must_reach(db, scope.reach(), id)?;
    let engine = Engine::now(db, access.directory())?;
    assignment::decline(db, &engine, case(id), step.version)?;
    note(db, access, "inquiry.decline", id)?;
    read::whole(db, access, id)
}

/// Gives an inquiry to somebody by hand.
///
/// # Errors
/// When it is out of scope, done, was changed meanwhile, or the new owner cannot have it.
pub fn hand(
    db: &mut Db,
    access: &Access,
    scope: &Scoped<InquiryReassign>,
    id: InquiryId,
    request: &HandWork,
) -> Result<InquiryDetail> {
    read::must_reach(db, scope.reach(), id)?;
    let engine = Engine::now(db, access.directory())?;
    let may_exceed = access.directory().holds(access.employee().raw(), Permission::WorkOverCapacity);
    let owner = access.directory().person(request.owner_id.raw()).name;
    assignment::hand(db, &engine, Some(access.employee()), case(id), request, may_exceed)?;
    let change = Change::new("inquiry.hand", Some(id), "").after(&serde_json::json!({
        "owner": owner,
        "over_capacity": request.over_capacity,
    }))?;
    audit::record(db, access.actor(), change)?;
    read::whole(db, access, id)
}
