//! The review 审核 of registrations.

use std::collections::{BTreeMap, HashMap};

use shared::{
    Page,
    customers::{
        Approval, Approved, BulkApproval, BulkApprovalItem, Customer, CustomerStatus, Level, Rejection, Review,
    },
    ids::{CustomerId, DistrictId},
    problem::FieldCode,
    territory::DistrictStatus,
    timeline::TimelineKind,
};

use super::{
    shape::customer,
    store::{self, Filter, Reviewed},
};
use crate::{
    assignment::{self, Engine, Occasion, Placed},
    audit::{self, Change},
    cursor,
    db::{At, Db, id_list, reserve_ids},
    error::{Result, invalid, not_found, wrong_state},
    permissions::{Access, CustomerReview, Granted},
    territory,
    timeline::{self, Detail, Entry},
};

/// How many districts an address suggests.
const SUGGESTIONS: usize = 3;

/// A page of the registrations that wait, the longest waiting first, each with the districts that its address suggests.
///
/// # Errors
/// When the limit or the cursor is wrong.
pub fn queue(
    db: &mut Db,
    access: &Access,
    granted: Granted<CustomerReview>,
    limit: Option<u32>,
    after: Option<&str>,
) -> Result<Page<Review>> {
    let limit = cursor::limit(limit)?;
    let after = cursor::after_id(after)?;
    let waiting = Filter { status: Some(CustomerStatus::Pending), ..Filter::default() };
    let rows = store::pending(db, granted, &waiting, after, limit + 1)?;
    let page = cursor::page(rows, limit, |row| cursor::id_cursor(row.id));
    let ids: Vec<i64> = page.items.iter().map(|row| row.id).collect();
    let mut extras: HashMap<i64, (String, String)> = store::attributes_of(db, &ids)?
        .into_iter()
        .map(|(id, address, attributes)| (id, (address, attributes)))
        .collect();
    let addresses: Vec<&str> = ids.iter().map(|id| extras.get(id).map(|e| e.0.as_str()).unwrap_or_default()).collect();
    let mut suggestions = territory::suggest_many(db, access.directory(), &addresses, SUGGESTIONS)?.into_iter();
    Ok(page.map(|row| {
        let (address, attributes) = extras.remove(&row.id).unwrap_or_default();
        Review {
            address,
            attributes: parse_attributes(&attributes),
            suggestions: suggestions.next().unwrap_or_default(),
            customer: customer(access.directory(), row),
        }
    }))
}

/// The free attributes of a registration as they were kept.
pub fn parse_attributes(text: &str) -> BTreeMap<String, String> {
    serde_json::from_str(text).unwrap_or_default()
}

/// Approves one registration.
///
/// # Errors
/// When it does not wait for review any more, or the district takes no customers.
pub fn approve(
    db: &mut Db,
    access: &Access,
    granted: Granted<CustomerReview>,
    customer: CustomerId,
    approval: &Approval,
) -> Result<Customer> {
    let item = BulkApprovalItem { customer_id: customer, district_id: approval.district_id };
    let mut approved = approve_all(db, access, granted, &[item], approval.level)?;
    approved.customers.pop().ok_or_else(not_found)
}

/// Approves several registrations: all or none.
///
/// # Errors
/// When one does not wait for review any more, or a district takes no customers.
pub fn bulk_approve(
    db: &mut Db,
    access: &Access,
    granted: Granted<CustomerReview>,
    request: &BulkApproval,
) -> Result<Approved> {
    approve_all(db, access, granted, &request.items, None)
}

fn approve_all(
    db: &mut Db,
    access: &Access,
    granted: Granted<CustomerReview>,
    items: &[BulkApprovalItem],
    level: Option<Level>,
) -> Result<Approved> {
    let mut by_district: BTreeMap<DistrictId, Vec<CustomerId>> = BTreeMap::new();
    for item in items {
        by_district.entry(item.district_id).or_default().push(item.customer_id);
    }
    let ids: Vec<i64> = items.iter().map(|i| i.customer_id.raw()).collect();
    let names: HashMap<i64, String> = store::lock_pending(db, granted, &ids)?.into_iter().collect();
    if names.len() != ids.len() {
        // Decided by somebody else meanwhile, named twice, or not there at all: which of them is not told.
        return Err(wrong_state());
    }
    let reviewed = Reviewed { at: At::now(), by: access.actor().employee_raw(), level };
    let (mut owned, mut queued) = (0, 0);
    for (district, customers) in &by_district {
        let place = items.iter().position(|i| i.district_id == *district).unwrap_or_default();
        let pointer = if items.len() == 1 { "/district_id".into() } else { format!("/items/{place}/district_id") };
        let found = territory::district_status(db, *district)?;
        match found {
            None => return Err(invalid(pointer, FieldCode::NotFound)),
            Some((DistrictStatus::Closed, _)) => return Err(invalid(pointer, FieldCode::UnknownValue)),
            Some((DistrictStatus::Open, name)) => {
                let placed = approve_into(db, access, *district, customers, &reviewed)?;
                owned += placed.owners.len();
                queued += customers.len() - placed.owners.len();
                for customer in customers {
                    note(db, access, *customer, &names, &name, &placed)?;
                }
            }
        }
    }
    let rows = store::rows_by_ids(db, granted, &ids)?;
    Ok(Approved {
        owned: i64::try_from(owned).unwrap_or(i64::MAX),
        queued: i64::try_from(queued).unwrap_or(i64::MAX),
        customers: rows.into_iter().map(|row| customer(access.directory(), row)).collect(),
    })
}

fn approve_into(
    db: &mut Db,
    access: &Access,
    district: DistrictId,
    customers: &[CustomerId],
    reviewed: &Reviewed,
) -> Result<Placed> {
    let ids: Vec<i64> = customers.iter().map(|c| c.raw()).collect();
    store::set_district(db, &ids, district.raw(), reviewed)?;
    let block = reserve_ids(i64::try_from(ids.len()).unwrap_or(i64::MAX));
    let list = id_list(ids.iter().copied());
    timeline::record_block(db, block, &list, reviewed.at, TimelineKind::Approved, reviewed.by)?;
    let engine = Engine::now(db, access.directory())?;
    assignment::place_customers(db, &engine, &ids, Occasion::approval(reviewed.by))
}

fn note(
    db: &mut Db,
    access: &Access,
    customer: CustomerId,
    names: &HashMap<i64, String>,
    district: &str,
    placed: &Placed,
) -> Result<()> {
    let owner = placed.owners.get(&customer.raw()).map(|owner| access.directory().person(owner.raw()).name);
    let name = names.get(&customer.raw()).cloned().unwrap_or_default();
    let change = Change::new("customer.approve", Some(customer), name)
        .after(&serde_json::json!({"district": district, "owner": owner}))?;
    audit::record(db, access.actor(), change)
}

/// Rejects one registration.
///
/// # Errors
/// When it does not wait for review any more.
pub fn reject(
    db: &mut Db,
    access: &Access,
    granted: Granted<CustomerReview>,
    id: CustomerId,
    rejection: &Rejection,
) -> Result<Customer> {
    let locked = store::lock_pending(db, granted, &[id.raw()])?;
    let (_, name) = locked.into_iter().next().ok_or_else(wrong_state)?;
    let (at, reason) = (At::now(), rejection.reason.trim());
    store::reject(db, id.raw(), reason, at, access.actor().employee_raw())?;
    timeline::record(
        db,
        Entry {
            customer: id,
            at,
            kind: TimelineKind::Rejected,
            by: Some(access.employee()),
            detail: Some(Detail { content: Some(reason.to_owned()), ..Detail::default() }),
            id: None,
        },
    )?;
    let change = Change::new("customer.reject", Some(id), name).after(&serde_json::json!({"reason": reason}))?;
    audit::record(db, access.actor(), change)?;
    let rows = store::rows_by_ids(db, granted, &[id.raw()])?;
    rows.into_iter().next().map(|row| customer(access.directory(), row)).ok_or_else(not_found)
}
