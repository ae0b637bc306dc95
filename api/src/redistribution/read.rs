//! What was redistributed.

use std::collections::HashMap;

use shared::{
    Id, Page,
    ids::RedistributionId,
    page::PageQuery,
    redistribution::{Redistribution, RedistributionDetail, Undone},
};

use super::{
    preview::named,
    store::{self, Ends, Row},
};
use crate::{
    assignment, cursor,
    db::{Db, id_list},
    error::{Result, not_found},
    permissions::{CustomerReassign, Directory, Granted, Scoped, WorkRedistribute},
};

/// A page of those that took from nobody whom the caller does not reach, newest first.
///
/// # Errors
/// When the limit or the cursor is wrong.
pub fn list(
    db: &mut Db,
    directory: &Directory,
    _: Granted<WorkRedistribute>,
    scope: &Scoped<CustomerReassign>,
    query: &PageQuery,
) -> Result<Page<Redistribution>> {
    let limit = cursor::limit(query.limit)?;
    let before = cursor::after_id(query.cursor.as_deref())?;
    let rows = store::page(db, scope, before, limit + 1)?;
    let page = cursor::page(rows, limit, |row| cursor::id_cursor(row.id));
    let mut ends: HashMap<i64, Ends> = store::ends(db, &id_list(page.items.iter().map(|row| row.id)))?;
    Ok(page.map(|row| {
        let ends = ends.remove(&row.id).unwrap_or_default();
        shape(directory, row, &ends)
    }))
}

/// One of them.
///
/// # Errors
/// When it is out of scope.
pub fn detail(
    db: &mut Db,
    directory: &Directory,
    _: Granted<WorkRedistribute>,
    scope: &Scoped<CustomerReassign>,
    id: RedistributionId,
) -> Result<RedistributionDetail> {
    must_reach(db, scope, id)?;
    whole(db, directory, id)
}

/// Refuses what took from somebody whom the caller does not reach, as if it had never been.
pub(super) fn must_reach(db: &mut Db, scope: &Scoped<CustomerReassign>, id: RedistributionId) -> Result<Row> {
    store::reached(db, scope, id.raw())?.ok_or_else(not_found)
}

/// One that the caller may see, or has just done.
pub(super) fn whole(db: &mut Db, directory: &Directory, id: RedistributionId) -> Result<RedistributionDetail> {
    let row = store::row(db, id.raw())?.ok_or_else(not_found)?;
    let ends = store::ends(db, &id_list([row.id]))?.remove(&row.id).unwrap_or_default();
    let (customers, work_items) = if row.undone_at.is_some() {
        (0, 0)
    } else {
        let holders = store::holders(db, row.id)?;
        assignment::undoable(db, id, &holders)?
    };
    let flows = store::shares(db, row.id)?.into_iter().map(|share| {
        let to = Some(share.to_id).filter(|to| *to != 0);
        (share.from_id, to, (share.customers, share.work_items))
    });
    Ok(RedistributionDetail {
        flows: named(directory, flows),
        redistribution: shape(directory, row, &ends),
        customers_undoable: customers,
        work_items_undoable: work_items,
    })
}

fn shape(directory: &Directory, row: Row, ends: &Ends) -> Redistribution {
    let (customers, work_items) = (i64::from(row.customers), i64::from(row.work_items));
    let (back, work_back) = (row.undone_customers.unwrap_or(0).into(), row.undone_work_items.unwrap_or(0).into());
    Redistribution {
        id: Id::from_raw(row.id),
        at: row.at.utc(),
        by: directory.opt_person(row.by_id),
        reason: row.reason.0,
        note: row.note,
        from: ends.from.iter().map(|id| directory.person(*id)).collect(),
        from_count: ends.from_count,
        to_count: ends.to_count,
        customers,
        work_items,
        undone: row.undone_at.map(|at| Undone {
            at: at.utc(),
            by: directory.opt_person(row.undone_by),
            customers: back,
            work_items: work_back,
            customers_left: customers - back,
            work_items_left: work_items - work_back,
        }),
    }
}
