//! Registrations 注册 from mini-programs.

use std::collections::BTreeMap;

use shared::{
    Id,
    customers::{CustomerStatus, Level, Registered, Registration},
    ids::CustomerId,
    problem::FieldCode,
    search::SearchKind,
    timeline::TimelineKind,
};

use super::store::{self, NewCustomer};
use crate::{
    audit::{self, Change},
    db::{At, Code, Db, next_id},
    error::{Result, invalid},
    names,
    permissions::Actor,
    phones, search,
    timeline::{self, Detail, Entry},
};

/// Registers a customer, who then waits for review. One phone is one customer: a registration that comes again leaves
/// the first as it is and gives it back.
///
/// # Errors
/// When the phone is none.
pub fn register(db: &mut Db, actor: &Actor, registration: &Registration) -> Result<Registered> {
    let phone = phones::to_e164(&registration.phone).ok_or_else(|| invalid("/phone", FieldCode::NotAPhone))?;
    let name = registration.name.trim();
    let (pinyin, initials) = names::spellings(name);
    let at = At::now();
    let attributes: BTreeMap<&str, &str> = registration.attributes.iter().map(|(k, v)| (k.trim(), v.trim())).collect();
    let row = NewCustomer {
        id: next_id::<shared::ids::kinds::Customer>().raw(),
        phone_tail: tail_of(&phone),
        phone,
        name: name.to_owned(),
        pinyin,
        initials,
        company: registration.company.trim().to_owned(),
        source: registration.source.trim().to_owned(),
        address: registration.address.trim().to_owned(),
        attributes: serde_json::to_string(&attributes)?,
        level: Code(Level::C),
        status: Code(CustomerStatus::Pending),
        registered_at: at,
        version: 1,
    };
    let created = store::insert_new(db, &row)?;
    let (id, status) = if created { (row.id, row.status) } else { store::by_phone(db, &row.phone)? };
    let id: CustomerId = Id::from_raw(id);
    let content = [registration.source.trim(), registration.company.trim(), registration.address.trim()];
    let content = content.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ");
    timeline::record(
        db,
        Entry {
            customer: id,
            at,
            kind: if created { TimelineKind::Registered } else { TimelineKind::RegisteredAgain },
            by: None,
            detail: (!content.is_empty()).then(|| Detail { content: Some(content), ..Detail::default() }),
            id: None,
        },
    )?;
    if created {
        search::keep(db, SearchKind::Customers, id)?;
        let facts = serde_json::json!({"name": row.name, "phone": row.phone, "company": row.company});
        audit::record(db, actor, Change::new("customer.register", Some(id), &row.name).after(&facts)?)?;
    }
    Ok(Registered { id, status: status.0, created })
}

/// The last four digits of a phone, by which people look for it.
pub(super) fn tail_of(phone: &str) -> String {
    phone.chars().skip(phone.chars().count().saturating_sub(4)).collect()
}
