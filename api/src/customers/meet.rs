//! Customers who are met by what they ask, and not by a registration.

use std::collections::BTreeMap;

use shared::{
    Id,
    customers::{CustomerStatus, Level},
    ids::{CustomerId, kinds},
    search::SearchKind,
    timeline::TimelineKind,
};

use super::{
    register::tail_of,
    store::{self, NewCustomer},
};
use crate::{
    audit::{self, Change},
    db::{At, Code, Db, next_id},
    error::{Result, not_found},
    names,
    permissions::Actor,
    search,
    timeline::{self, Entry},
};

/// The level of customers of whom nothing more is known than what they ask.
pub const LEVEL_WHEN_MET: Level = Level::C;

/// The customer with this id, or the one whom they are part of now; nobody when there never was one.
///
/// # Errors
/// When the database fails.
pub fn current(db: &mut Db, id: CustomerId) -> Result<Option<CustomerId>> {
    Ok(store::current(db, id.raw())?.map(Id::from_raw))
}

/// The same for whoever asks for something of a customer.
///
/// # Errors
/// When there is no such customer.
pub fn must_be(db: &mut Db, id: CustomerId) -> Result<CustomerId> {
    current(db, id)?.ok_or_else(not_found)
}

/// The customer with this phone, in E.164, or the one whom they are part of now; who is not known becomes
/// one, without a district and waiting for an owner. Tells whether they are new.
///
/// # Errors
/// When the database fails.
pub fn find_or_meet(
    db: &mut Db,
    actor: &Actor,
    phone: &str,
    name: &str,
    source: &str,
    at: At,
) -> Result<(CustomerId, bool)> {
    let name = if name.is_empty() { phone } else { name };
    let (pinyin, initials) = names::spellings(name);
    let row = NewCustomer {
        id: next_id::<kinds::Customer>().raw(),
        phone_tail: tail_of(phone),
        phone: phone.to_owned(),
        name: name.to_owned(),
        pinyin,
        initials,
        company: String::new(),
        source: source.trim().to_owned(),
        address: String::new(),
        attributes: serde_json::to_string(&BTreeMap::<String, String>::new())?,
        level: Code(LEVEL_WHEN_MET),
        status: Code(CustomerStatus::Queued),
        registered_at: at,
        version: 1,
    };
    if !store::insert_new(db, &row)? {
        return Ok((Id::from_raw(store::by_phone(db, phone)?.0), false));
    }
    let id = Id::from_raw(row.id);
    search::keep(db, SearchKind::Customers, id)?;
    let entry = Entry { customer: id, at, kind: TimelineKind::Registered, by: actor.employee, detail: None, id: None };
    timeline::record(db, entry)?;
    let facts = serde_json::json!({"name": row.name, "phone": row.phone});
    audit::record(db, actor, Change::new("customer.meet", Some(id), &row.name).after(&facts)?)?;
    Ok((id, true))
}
