//! Reads orders.

use chrono::Days;
use shared::{
    Id, Page,
    codes::TextCode,
    ids::{CaseId, CustomerId, OrderId},
    inquiries::Possession,
    orders::{Order, OrderDetail, OrderItem, OrderQuery},
    permissions::Permission,
    work::DecisionMade,
};

use super::{
    shape,
    store::{self, After, Search},
};
use crate::{
    assignment, avatars, cursor, customers,
    db::{At, Db},
    error::{Result, not_found},
    permissions::{Access, Directory, OrderRead, Reach, Scoped},
    workforce::begin_of,
};

/// How many characters of a text are searched for.
const LONGEST_TEXT: usize = 60;

/// A page of orders in scope, newest first; those of some days by when they were placed, unless the work narrows the list.
///
/// # Errors
/// When the limit or the cursor is wrong.
pub fn list(db: &mut Db, access: &Access, scope: &Scoped<OrderRead>, query: &OrderQuery) -> Result<Page<Order>> {
    let limit = cursor::limit(query.limit)?;
    let directory = access.directory();
    let mut search = commonly(db, search(directory, query))?;
    let is_by_day = search.is_by_day(scope.reach());
    let cursor = query.cursor.as_deref();
    search.after = if is_by_day {
        cursor::after_instant(cursor)?.map_or(After::Nothing, |(at, id)| After::Placed(at, id))
    } else {
        cursor::after_id(cursor)?.map_or(After::Nothing, After::Id)
    };
    let totals = directory.owner_totals(|| Ok(customers::owner_totals(db)?))?;
    let rows = store::page(db, scope, search, limit + 1, &totals)?;
    let page = cursor::page(rows, limit, |row| match is_by_day {
        true => cursor::instant_cursor(row.placed_at, row.id),
        false => cursor::id_cursor(row.id),
    });
    Ok(page.map(|row| shape::order(directory, row)))
}

/// Those of these orders that are in scope, in no order.
///
/// # Errors
/// When the database fails.
pub fn these(db: &mut Db, directory: &Directory, scope: &Scoped<OrderRead>, ids: &[i64]) -> Result<Vec<Order>> {
    let rows = store::rows_in_scope(db, scope, ids)?;
    Ok(rows.into_iter().map(|row| shape::order(directory, row)).collect())
}

/// What a query asks for, from the newest on.
pub fn search(directory: &Directory, query: &OrderQuery) -> Search {
    let text = query.q.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let begin = |day| At::from(begin_of(day, directory.time_zone));
    Search {
        state: query.state.map(TextCode::as_str),
        status: query.status,
        owner: query.owner_id.map(Id::raw),
        group: query.group_id.map(Id::raw),
        line: query.product_line_id.map(Id::raw),
        customer: query.customer_id.map(Id::raw),
        placed_from: query.placed_from.map(begin),
        placed_before: query.placed_to.and_then(|day| day.checked_add_days(Days::new(1))).map(begin),
        text: text.map(|text| text.chars().take(LONGEST_TEXT).collect()),
        is_common: false,
        after: After::Nothing,
        is_walked: false,
    }
}

/// The search, with whether its text means many.
///
/// # Errors
/// When the database fails.
pub fn commonly(db: &mut Db, search: Search) -> Result<Search> {
    let is_common = match &search.text {
        Some(text) => customers::is_common(db, text)? || store::is_common(db, text)?,
        None => false,
    };
    Ok(Search { is_common, ..search })
}

/// An order in scope.
///
/// # Errors
/// When it is out of scope.
pub fn detail(db: &mut Db, access: &Access, scope: &Scoped<OrderRead>, id: OrderId) -> Result<OrderDetail> {
    must_reach(db, scope.reach(), id)?;
    whole(db, access, id)
}

/// A page of the decisions about an order in scope, newest first.
///
/// # Errors
/// When it is out of scope, or the limit or the cursor is wrong.
pub fn decisions(
    db: &mut Db,
    access: &Access,
    scope: &Scoped<OrderRead>,
    id: OrderId,
    limit: Option<u32>,
    before: Option<&str>,
) -> Result<Page<DecisionMade>> {
    must_reach(db, scope.reach(), id)?;
    let case: CaseId = Id::from_raw(id.raw());
    assignment::decisions(db, access.directory(), case, limit, before)
}

/// Refuses what the caller does not reach, as if there were no such order; otherwise tells whose it is.
///
/// # Errors
/// When it is out of scope.
pub fn must_reach(db: &mut Db, reach: &Reach, id: OrderId) -> Result<CustomerId> {
    let (customer, owner) = store::owner(db, id.raw())?.ok_or_else(not_found)?;
    if reach.covers(owner) { Ok(Id::from_raw(customer)) } else { Err(not_found()) }
}

/// An order whose caller may see it, or has just changed it.
///
/// # Errors
/// When there is none.
pub fn whole(db: &mut Db, access: &Access, id: OrderId) -> Result<OrderDetail> {
    let directory = access.directory();
    let (row, extra) = store::whole(db, id.raw())?.ok_or_else(not_found)?;
    let may = |permission: Permission, owner: Option<i64>| {
        directory.reach(access.employee().raw(), permission).is_some_and(|reach| reach.covers(owner))
    };
    let items = store::items(db, id.raw())?;
    let possessions = store::possessions(db, id.raw())?;
    Ok(OrderDetail {
        can_work: may(Permission::OrderWork, row.owner_id),
        can_reassign: may(Permission::OrderReassign, row.owner_id),
        can_see_customer: may(Permission::CustomerRead, extra.customer_owner),
        avatar: avatars::seen_in(db, Id::from_raw(id.raw()))?,
        note: extra.note,
        customer_phone: extra.phone,
        customer_company: extra.company,
        customer_owner: directory.opt_person(extra.customer_owner),
        customer_followed_up_at: extra.followed_up_at.map(At::utc),
        deal_on: extra.deal_on.and_then(assignment::day_of_number),
        deal_owner: directory.opt_person(extra.deal_owner),
        items: items
            .into_iter()
            .map(|(item, line)| OrderItem {
                product_line_id: item.product_line.map(Id::from_raw),
                product_line: line,
                name: item.name,
                quantity: item.quantity,
                unit_amount: item.unit_amount,
            })
            .collect(),
        history: possessions
            .into_iter()
            .map(|(owner, from, to, reason, by)| Possession {
                owner: directory.person(owner),
                from: from.utc(),
                to: to.utc(),
                reason: reason.0,
                by: directory.opt_person(by),
            })
            .collect(),
        order: shape::order(directory, row),
    })
}
