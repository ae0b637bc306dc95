//! What people do with an inquiry: answer, resolve, decline, give to somebody else.

use shared::{
    Id,
    ids::{CaseId, InquiryId},
    inquiries::{InquiryDetail, InquiryStep},
    permissions::Permission,
    work::HandWork,
};

use super::read;
use crate::{
    assignment::{self, Engine},
    audit::{self, Change},
    db::Db,
    error::Result,
    permissions::{Access, InquiryReassign, InquiryWork, Scoped},
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
    assignment::answer(db, case(id), step.version)?;
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
    note(db, access, "inquiry.resolve", id)?;
    read::whole(db, access, id)
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
