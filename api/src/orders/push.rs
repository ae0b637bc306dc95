//! Takes what is told of an order, in whichever order it comes.

use shared::{
    Check, Faults, Id,
    ids::{OrderId, kinds},
    orders::{OrderPush, OrderPushed, PushOutcome, check_external_id},
    problem::FieldCode,
};

use super::{
    settle,
    store::{self, PartsRow},
};
use crate::{
    audit::{self, Change},
    db::{At, Db, next_id},
    error::{Result, invalid, invalid_fields},
    permissions::{OrderPush as MayPush, Teller},
    phones,
};

/// Takes one push. As soon as everything is known that an order needs, there is one, and it is given to somebody.
///
/// # Errors
/// When it has faults, names no product line of ours, or says that an order which there is already is somebody else's.
pub fn push(db: &mut Db, teller: &Teller<'_, MayPush>, external_id: &str, push: &OrderPush) -> Result<OrderPushed> {
    let external_id = external_id.trim();
    let lines = store::product_lines(db)?;
    let push = in_our_words(&lines, external_id, push)?;
    let now = At::now();
    let mut row = lock(db, external_id, now)?;
    let known_as = row.parts.0.customer.clone();
    if !row.parts.0.merge(&push) {
        return Ok(pushed(external_id, PushOutcome::Unchanged, &row));
    }
    let is_somebody_elses =
        known_as.as_ref().map(|told| &told.value.phone) != row.parts.0.customer.as_ref().map(|told| &told.value.phone);
    if row.order_id.is_some() && is_somebody_elses {
        return Err(invalid("/customer/phone", FieldCode::Fixed));
    }
    let outcome = match (row.parts.0.whole(), row.order_id) {
        (None, _) => PushOutcome::Kept,
        (Some(order), None) => {
            row.order_id = Some(settle::place(db, teller, &lines, external_id, &order)?.raw());
            PushOutcome::Placed
        }
        (Some(order), Some(id)) => {
            settle::change(db, teller, &lines, Id::from_raw(id), &order)?;
            PushOutcome::Changed
        }
    };
    store::keep_parts(db, row.id, row.order_id, serde_json::to_string(&row.parts.0)?, now)?;
    let order: Option<OrderId> = row.order_id.map(Id::from_raw);
    audit::record(db, teller.actor, Change::new("order.push", order, external_id).after(&push)?)?;
    Ok(pushed(external_id, outcome, &row))
}

/// What was told of an order so far, locked.
fn lock(db: &mut Db, external_id: &str, now: At) -> Result<PartsRow> {
    if let Some(row) = store::lock_parts(db, external_id)? {
        return Ok(row);
    }
    store::begin_parts(db, next_id::<kinds::Order>().raw(), external_id, now)?;
    Ok(store::lock_parts(db, external_id)?.ok_or(crate::db::Failure::NotFound)?)
}

/// The push with the phone in E.164, if there is nothing wrong with it.
fn in_our_words(lines: &[(i64, String)], external_id: &str, push: &OrderPush) -> Result<OrderPush> {
    let mut faults = Faults(push.faults());
    check_external_id(&mut faults, "/external_id", external_id);
    let mut push = push.clone();
    if let Some(customer) = &mut push.customer {
        match phones::to_e164(&customer.phone) {
            Some(phone) => customer.phone = phone,
            None => faults.add("/customer/phone", FieldCode::NotAPhone),
        }
        customer.name = customer.name.trim().to_owned();
    }
    if let Some(contents) = &mut push.contents {
        for (index, item) in contents.items.iter_mut().enumerate() {
            item.name = item.name.trim().to_owned();
            if let Some(code) = &item.product_line
                && !lines.iter().any(|(_, known)| known == code)
            {
                faults.add(format!("/contents/items/{index}/product_line"), FieldCode::NotFound);
            }
        }
    }
    if faults.0.is_empty() { Ok(push) } else { Err(invalid_fields(faults.0)) }
}

fn pushed(external_id: &str, outcome: PushOutcome, row: &PartsRow) -> OrderPushed {
    OrderPushed {
        external_id: external_id.to_owned(),
        outcome,
        order_id: row.order_id.map(Id::from_raw),
        missing: row.parts.0.missing(),
    }
}
