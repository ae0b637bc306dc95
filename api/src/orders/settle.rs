//! Makes an order what was told of it.

use shared::{
    Id,
    assignment::{Facts, policy::CaseKind},
    ids::{CaseId, CustomerId, OrderId, kinds},
    orders::{OrderRef, WholeOrder},
    search::SearchKind,
    timeline::TimelineKind,
};

use super::store::{self, ItemRow, Written};
use crate::{
    assignment::{self, Case, Engine, day_number},
    customers,
    db::{At, Db, next_id},
    error::{Result, not_found},
    merges,
    permissions::{OrderPush, Teller},
    search,
    timeline::{self, Detail, Entry},
};

/// By which entrance orders come, for the policy.
const ENTRANCE: &str = "order";

/// Writes an order down of which all is known, and gives it to whom the policy says, or lets it wait. One that has ended already
/// goes the same way, so that it makes no difference when that became known.
pub(super) fn place(
    db: &mut Db,
    teller: &Teller<'_, OrderPush>,
    lines: &[(i64, String)],
    external_id: &str,
    order: &WholeOrder,
) -> Result<OrderId> {
    let engine = Engine::now(db, teller.directory)?;
    let at = engine.at;
    let channel = order.channel.as_deref().unwrap_or_default();
    let source = if channel.is_empty() { ENTRANCE } else { channel };
    let (phone, name) = (&order.customer.phone, order.customer.name.as_str());
    let (customer, is_new) = customers::find_or_meet(db, teller.actor, phone, name, source, at)?;
    let id: OrderId = next_id::<kinds::Order>();
    let case: CaseId = Id::from_raw(id.raw());
    let items = items(lines, order);
    let mut facts = Facts::new(case, CaseKind::Order, engine.moment());
    facts.known = !is_new;
    facts.entrance = Some(ENTRANCE.to_owned());
    facts.channel = order.channel.clone();
    facts.product_line = main_line(order, &items).map(Id::from_raw);
    facts.value = Some(order.contents.total());
    let mut work = if is_new {
        facts.level = Some(customers::LEVEL_WHEN_MET);
        Case::of_newcomer(facts, customer, at)
    } else {
        assignment::know_customer(db, &mut facts, customer)?;
        Case::new(facts, customer, at)
    };
    assignment::enter_work(db, &engine, &mut work)?;
    assignment::place_work(db, &engine, &work)?;
    if order.state.is_ended() {
        assignment::end(db, &engine, case)?;
    }
    // Last, because the ledger of deals is locked by it, and nobody who waits for that may have groups still to lock.
    let written = written(db, teller, customer, order, &items, None)?;
    store::insert(db, id.raw(), external_id, &written)?;
    store::replace_items(db, id.raw(), &items)?;
    search::keep(db, SearchKind::Orders, id)?;
    tell(db, teller, customer, at, TimelineKind::Order, Some(id.raw()), refer(id, external_id, &written), order)?;
    Ok(id)
}

/// Makes an order that there is what is told of it now.
pub(super) fn change(
    db: &mut Db,
    teller: &Teller<'_, OrderPush>,
    lines: &[(i64, String)],
    id: OrderId,
    order: &WholeOrder,
) -> Result<()> {
    let before = store::written(db, id.raw())?.ok_or_else(not_found)?;
    let customer: CustomerId = Id::from_raw(before.customer);
    let items = items(lines, order);
    if order.state.is_ended() && !before.state.0.is_ended() {
        let engine = Engine::now(db, teller.directory)?;
        assignment::end(db, &engine, Id::from_raw(id.raw()))?;
    }
    // A payment of which is told late is a deal of whoever owned the customer whose order it was then.
    let payer = match order.paid_at {
        Some(at) => merges::customer_then(db, Id::from_raw(id.raw()), customer, at.into())?,
        None => customer,
    };
    let written = written(db, teller, payer, order, &items, Some((before.paid_at, before.deal_owner)))?;
    store::update(db, id.raw(), &written)?;
    if store::items(db, id.raw())?.into_iter().map(|(row, _)| row).ne(items.iter().cloned()) {
        store::replace_items(db, id.raw(), &items)?;
    }
    search::keep(db, SearchKind::Orders, id)?;
    if before.state.0 != order.state || before.paid_at.is_none() && written.paid_at.is_some() {
        let at = At::now();
        let order_ref = refer(id, &before.external_id, &written);
        tell(db, teller, customer, at, TimelineKind::OrderChanged, None, order_ref, order)?;
    }
    Ok(())
}

fn refer(id: OrderId, external_id: &str, written: &Written) -> OrderRef {
    OrderRef { id, external_id: external_id.to_owned(), title: written.title.clone() }
}

/// What the columns of the order are to be. `before` is when it was paid and whose deal it was until now.
fn written(
    db: &mut Db,
    teller: &Teller<'_, OrderPush>,
    customer: CustomerId,
    order: &WholeOrder,
    items: &[ItemRow],
    before: Option<(Option<At>, Option<i64>)>,
) -> Result<Written> {
    let paid_at = order.paid_at.map(At::from);
    let deal_owner = match (paid_at, before) {
        (None, _) => None,
        (Some(at), Some((Some(was), Some(owner)))) if at == was => Some(owner),
        // Also when nobody owned them until now.
        (Some(at), _) => assignment::owner_at(db, customer, at)?.map(|owner| owner.raw()),
    };
    Ok(Written {
        title: order.contents.main_item().map(|item| item.name.clone()).unwrap_or_default(),
        state: order.state,
        currency: order.contents.currency.clone(),
        amount: order.contents.total(),
        product_line: main_line(order, items),
        channel: order.channel.clone().unwrap_or_default(),
        note: order.note.clone(),
        placed_at: order.placed_at.into(),
        paid_at,
        deal_on: paid_at.map(|at| day_number(teller.directory.day_of(at.utc()))),
        deal_owner,
    })
}

/// The items with their product lines. A line that was given another code since is none.
fn items(lines: &[(i64, String)], order: &WholeOrder) -> Vec<ItemRow> {
    let line_of =
        |code: &Option<String>| lines.iter().find(|(_, known)| Some(known) == code.as_ref()).map(|(id, _)| *id);
    let rows = order.contents.items.iter().map(|item| ItemRow {
        product_line: line_of(&item.product_line),
        name: item.name.clone(),
        quantity: item.quantity,
        unit_amount: item.unit_amount,
    });
    rows.collect()
}

/// The line of the item that costs most.
fn main_line(order: &WholeOrder, items: &[ItemRow]) -> Option<i64> {
    let main = order.contents.main_item()?;
    let place = order.contents.items.iter().position(|item| item == main)?;
    items.get(place)?.product_line
}

#[expect(
    clippy::too_many_arguments,
    reason = "an entry has that many parts, and a struct of them would be the entry again"
)]
fn tell(
    db: &mut Db,
    teller: &Teller<'_, OrderPush>,
    customer: CustomerId,
    at: At,
    kind: TimelineKind,
    id: Option<i64>,
    about: OrderRef,
    order: &WholeOrder,
) -> Result<()> {
    let detail = Detail { order: Some(about), order_state: Some(order.state), ..Detail::default() };
    timeline::record(db, Entry { customer, at, kind, by: teller.actor.employee, detail: Some(detail), id })?;
    Ok(())
}
