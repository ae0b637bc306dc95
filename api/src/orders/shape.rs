//! Orders as callers see them.

use shared::{Id, orders::Order, work::GroupRef};

use super::store::OrderRow;
use crate::{db::At, permissions::Directory};

pub(super) fn order(directory: &Directory, row: OrderRow) -> Order {
    let (customer, name, level) = row.customer;
    let (line, line_name) = row.line;
    let (group, group_name) = row.group;
    Order {
        id: Id::from_raw(row.id),
        external_id: row.external_id,
        title: row.title,
        state: row.state.0,
        currency: row.currency,
        amount: row.amount,
        product_line_id: line.map(Id::from_raw),
        product_line: line_name,
        channel: row.channel,
        placed_at: row.placed_at.utc(),
        paid_at: row.paid_at.map(At::utc),
        customer_id: Id::from_raw(customer),
        customer: name,
        level: level.0,
        status: row.status.0,
        owner: directory.opt_person(row.owner_id),
        group: group.zip(group_name).map(|(id, name)| GroupRef { id: Id::from_raw(id), name }),
        reason: row.reason.map(|reason| reason.0),
        since: row.since.map(At::utc),
        arrived_at: row.arrived_at.utc(),
        answered_at: row.answered_at.map(At::utc),
        done_at: row.done_at.map(At::utc),
        version: row.version,
    }
}
