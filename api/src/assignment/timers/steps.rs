//! Reminds owners and tells leads.

use shared::{
    assignment::policy::CaseKind, ids::EmployeeId, notices::NoticeKind, permissions::Permission, timeline::TimelineKind,
};

use super::{
    late::{Late, Outcome},
    watch::watch_of,
};
use crate::{
    db::Db,
    error::Result,
    notices::{self, NewNotice},
};

/// Reminds the owner.
///
/// # Errors
/// When the database fails.
pub(super) fn remind(db: &mut Db, late: &Late<'_>) -> Result<()> {
    tell(db, late, &[late.owner], NoticeKind::Reminder, None)?;
    late.note(db, TimelineKind::TimerReminded, Outcome { told: vec![late.owner], ..Outcome::default() })?;
    late.advance(db)
}

/// Tells the owner's leads. When there are none, the timeline says so, and the next stage comes all the same. An owner whom no
/// stage before has told, because it is late by far, hears of it, too: nobody is talked of behind their back.
///
/// # Errors
/// When the database fails.
pub(super) fn tell_leads(db: &mut Db, late: &Late<'_>) -> Result<()> {
    let leads = leads(late);
    tell(db, late, &leads, NoticeKind::LateOwner, Some(late.owner))?;
    if late.row.passed_at.is_none() {
        tell(db, late, &[late.owner], NoticeKind::Reminder, None)?;
    }
    late.note(db, TimelineKind::TimerLeadTold, Outcome { told: leads, ..Outcome::default() })?;
    late.advance(db)
}

/// Who leads the owner: who may give to others what they left lying.
pub(super) fn leads(late: &Late<'_>) -> Vec<EmployeeId> {
    let permission = match late.kind() {
        CaseKind::Inquiry => Permission::InquiryReassign,
        CaseKind::Order => Permission::OrderReassign,
        CaseKind::Customer => Permission::CustomerReassign,
    };
    let leads = late.engine.directory.leads_of(late.owner.raw(), permission);
    leads.into_iter().map(EmployeeId::from_raw).collect()
}

/// Gives a notice to each of these people; `person` is whom else it is about.
///
/// # Errors
/// When the database fails.
pub(super) fn tell(
    db: &mut Db,
    late: &Late<'_>,
    to: &[EmployeeId],
    kind: NoticeKind,
    person: Option<EmployeeId>,
) -> Result<()> {
    for to in to {
        let notice = NewNotice {
            to: *to,
            at: late.engine.at,
            kind,
            watch: watch_of(&late.row),
            key: &late.rule.key,
            name: &late.rule.name,
            customer: late.customer,
            case: late.work(),
            person,
            since: late.row.started,
        };
        notices::give(db, late.engine.directory, &notice)?;
    }
    Ok(())
}
