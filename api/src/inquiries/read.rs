//! Reads inquiries.

use shared::{
    Id, Page,
    ids::{CaseId, InquiryId},
    inquiries::{Inquiry, InquiryDetail, InquiryQuery, Possession},
    permissions::Permission,
    work::{DecisionMade, GroupRef},
};

use super::{
    notes, seal,
    store::{self, InquiryRow},
};
use crate::{
    assignment, avatars, cursor, customers,
    db::{At, Db},
    entrances,
    error::{Result, not_found},
    permissions::{Access, Directory, InquiryRead, Reach, Scoped},
};

/// How many characters of the words a list shows.
const SHOWN: usize = 200;

/// A page of inquiries in scope, newest first.
///
/// # Errors
/// When the limit or the cursor is wrong.
pub fn list(db: &mut Db, access: &Access, scope: &Scoped<InquiryRead>, query: &InquiryQuery) -> Result<Page<Inquiry>> {
    let limit = cursor::limit(query.limit)?;
    let before = cursor::after_id(query.cursor.as_deref())?;
    let totals = access.directory().owner_totals(|| Ok(customers::owner_totals(db)?))?;
    let rows = store::page(db, scope, query, before, limit + 1, &totals)?;
    let page = cursor::page(rows, limit, |row| cursor::id_cursor(row.id));
    Ok(page.map(|row| shortened(access.directory(), row)))
}

fn shortened(directory: &Directory, row: InquiryRow) -> Inquiry {
    let mut inquiry = shape(directory, row);
    inquiry.text = inquiry.text.chars().take(SHOWN).collect();
    inquiry
}

/// Those of these inquiries that are in scope, as lists show them, in no order.
///
/// # Errors
/// When the database fails.
pub fn these(db: &mut Db, directory: &Directory, scope: &Scoped<InquiryRead>, ids: &[i64]) -> Result<Vec<Inquiry>> {
    let rows = store::rows_in_scope(db, scope, ids)?;
    Ok(rows.into_iter().map(|row| shortened(directory, row)).collect())
}

/// An inquiry in scope.
///
/// # Errors
/// When it is out of scope.
pub fn detail(db: &mut Db, access: &Access, scope: &Scoped<InquiryRead>, id: InquiryId) -> Result<InquiryDetail> {
    must_reach(db, scope.reach(), id)?;
    whole(db, access, id)
}

/// A page of the decisions about an inquiry in scope, newest first.
///
/// # Errors
/// When it is out of scope, or the limit or the cursor is wrong.
pub fn decisions(
    db: &mut Db,
    access: &Access,
    scope: &Scoped<InquiryRead>,
    id: InquiryId,
    limit: Option<u32>,
    before: Option<&str>,
) -> Result<Page<DecisionMade>> {
    must_reach(db, scope.reach(), id)?;
    let case: CaseId = Id::from_raw(id.raw());
    assignment::decisions(db, access.directory(), case, limit, before)
}

/// Refuses what the caller does not reach, as if there were no such inquiry.
///
/// # Errors
/// When it is out of scope.
pub fn must_reach(db: &mut Db, reach: &Reach, id: InquiryId) -> Result<()> {
    let item = store::owner(db, id.raw())?.ok_or_else(not_found)?;
    if reach.covers(item) { Ok(()) } else { Err(not_found()) }
}

/// The version of an inquiry as it is.
///
/// # Errors
/// When there is none.
pub fn version(db: &mut Db, id: InquiryId) -> Result<i64> {
    Ok(assignment::work_item(db, Id::from_raw(id.raw()))?.version)
}

/// An inquiry whose caller may see it, or has just entered or changed it.
///
/// # Errors
/// When there is none.
pub fn whole(db: &mut Db, access: &Access, id: InquiryId) -> Result<InquiryDetail> {
    let directory = access.directory();
    let (row, extra) = store::whole(db, id.raw())?.ok_or_else(not_found)?;
    let possessions = store::possessions(db, id.raw())?;
    let form = entrances::form(db, &row.entrance, extra.form_version)?;
    let seal = seal::seal(db, extra.chained_to, extra.number)?;
    let owner = row.owner_id;
    let may = |permission: Permission| {
        directory.reach(access.employee().raw(), permission).is_some_and(|reach| reach.covers(owner))
    };
    Ok(InquiryDetail {
        can_work: may(Permission::InquiryWork),
        can_reassign: may(Permission::InquiryReassign),
        external_id: extra.external_id,
        product_line: extra.product_line,
        language: extra.language,
        value: extra.value,
        attributes: serde_json::from_str(&extra.attributes).unwrap_or_default(),
        form,
        form_version: extra.form_version,
        answers: extra.answers.0,
        seal,
        sender: store::sender(db, id.raw())?.map(|proof| proof.0),
        avatar: avatars::seen_in(db, Id::from_raw(id.raw()))?,
        interpretations: notes::of(db, directory, id.raw())?,
        history: possessions
            .into_iter()
            .map(|period| Possession {
                owner: directory.person(period.owner_id),
                from: period.from_at.utc(),
                to: period.to_at.utc(),
                reason: period.reason.0,
                by: directory.opt_person(period.by_id),
            })
            .collect(),
        inquiry: shape(directory, row),
    })
}

fn shape(directory: &Directory, row: InquiryRow) -> Inquiry {
    Inquiry {
        id: Id::from_raw(row.id),
        customer_id: Id::from_raw(row.customer_id),
        customer: row.customer,
        level: row.level.0,
        entrance: row.entrance,
        entrance_name: row.entrance_name,
        channel: row.channel,
        product_line_id: row.product_line_id.map(Id::from_raw),
        text: row.text,
        status: row.status.0,
        stage: row.stage.0,
        category: row.category_id.zip(row.category).map(notes::category),
        response_minutes: row.response_minutes,
        resolution_minutes: row.resolution_minutes,
        owner: directory.opt_person(row.owner_id),
        group: row.group_id.zip(row.group_name).map(|(id, name)| GroupRef { id: Id::from_raw(id), name }),
        reason: row.reason.map(|reason| reason.0),
        since: row.since.map(At::utc),
        arrived_at: row.arrived_at.utc(),
        answered_at: row.answered_at.map(At::utc),
        done_at: row.done_at.map(At::utc),
        version: row.version,
    }
}
