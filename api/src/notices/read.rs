//! Reads one's own notices.

use shared::{
    Id,
    assignment::policy::CaseKind,
    notices::{MAX_UNREAD, Notice, NoticeCustomer, NoticePage, NoticeQuery, NoticesRead, Unread},
    permissions::Permission,
};

use super::store::{self, NoticeRow};
use crate::{
    cursor,
    db::{At, Db, id_list},
    error::Result,
    permissions::Access,
};

/// A page of the caller's notices, newest first.
///
/// # Errors
/// When the limit or the cursor is wrong.
pub fn list(db: &mut Db, who: &Access, query: &NoticeQuery) -> Result<NoticePage> {
    let limit = cursor::limit(query.limit)?;
    let before = cursor::after_id(query.cursor.as_deref())?.unwrap_or(i64::MAX);
    let rows = store::page(db, who.employee().raw(), query.unread, before, limit + 1)?;
    let page = cursor::page(rows, limit, |row| cursor::id_cursor(row.id)).map(|row| notice(who, row));
    let Unread { unread } = unread(db, who)?;
    Ok(NoticePage { items: page.items, next_cursor: page.next_cursor, unread })
}

/// Marks notices of the caller's as read, and tells how many are still not.
///
/// # Errors
/// When the database fails.
pub fn mark(db: &mut Db, who: &Access, request: &NoticesRead) -> Result<Unread> {
    let (me, now) = (who.employee().raw(), At::now());
    match request.up_to {
        Some(id) => store::mark_up_to(db, me, id.raw(), now)?,
        None => store::mark(db, me, &id_list(request.ids.iter().map(|id| id.raw())), now)?,
    };
    unread(db, who)
}

fn unread(db: &mut Db, who: &Access) -> Result<Unread> {
    let unread = store::unread(db, who.employee().raw(), MAX_UNREAD.into())?;
    Ok(Unread { unread: u32::try_from(unread).unwrap_or(MAX_UNREAD) })
}

/// A notice as its reader may see it: who may see neither the customer nor the inquiry any more is not told whose it is.
fn notice(who: &Access, row: NoticeRow) -> Notice {
    let directory = who.directory();
    let sees =
        |owner, permission| directory.reach(who.employee().raw(), permission).is_some_and(|reach| reach.covers(owner));
    let to_read = match row.case_kind.as_ref().map(|kind| kind.0) {
        Some(CaseKind::Order) => Permission::OrderRead,
        _ => Permission::InquiryRead,
    };
    let sees_case = row.case.is_some() && sees(row.case_owner, to_read);
    let is_seen = sees_case || sees(row.customer_owner, Permission::CustomerRead);
    Notice {
        id: Id::from_raw(row.id),
        at: row.at.utc(),
        kind: row.kind.0,
        watch: row.watch.0,
        key: row.key,
        name: row.name,
        customer: is_seen.then(|| NoticeCustomer { id: Id::from_raw(row.customer), name: row.customer_name }),
        customers: u32::try_from(row.customers).unwrap_or(1),
        case: row.case.filter(|_| is_seen).map(Id::from_raw),
        case_kind: row.case_kind.filter(|_| is_seen).map(|kind| kind.0),
        person: directory.opt_person(row.person),
        since: row.since.utc(),
        read: row.read_at.is_some(),
    }
}
