//! Edits of a customer's facts.

use shared::{
    Id,
    customers::{CustomerDetail, CustomerEdit},
    ids::CustomerId,
    search::SearchKind,
    timeline::TimelineKind,
};

use super::{
    read,
    store::{self, Facts},
};
use crate::{
    assignment,
    audit::{self, Change},
    db::{At, Db},
    error::{Result, must_touch, not_found},
    names,
    permissions::{Access, CustomerEdit as MayEdit, Scoped},
    search,
    timeline::{self, Detail, Entry},
};

/// Edits a customer.
///
/// # Errors
/// When the customer is out of scope or was changed meanwhile.
pub fn edit(
    db: &mut Db,
    access: &Access,
    scope: &Scoped<MayEdit>,
    id: CustomerId,
    edit: &CustomerEdit,
) -> Result<CustomerDetail> {
    let (known, _) = store::lock(db, scope.reach(), id.raw())?.ok_or_else(not_found)?;
    let id = Id::from_raw(known.id);
    let (name, company, address) = (edit.name.trim(), edit.company.trim(), edit.address.trim());
    let (pinyin, initials) = names::spellings(name);
    let facts = Facts { name, pinyin: &pinyin, initials: &initials, company, address, level: edit.level };
    must_touch(store::update_facts(db, id.raw(), edit.version, &facts)?)?;
    search::keep(db, SearchKind::Customers, id)?;
    if known.level.0 != edit.level {
        let days = access.directory().thresholds.days(edit.level);
        store::set_days(db, id.raw(), i32::try_from(days).unwrap_or(i32::MAX))?;
        assignment::due_day_changed(db, id)?;
    }
    let changed = [
        ("name", known.name != name),
        ("company", known.company != company),
        ("address", known.address != address),
        ("level", known.level.0 != edit.level),
    ];
    let fields: Vec<String> = changed.iter().filter(|(_, c)| *c).map(|(f, _)| (*f).to_owned()).collect();
    if !fields.is_empty() {
        timeline::record(
            db,
            Entry {
                customer: id,
                at: At::now(),
                kind: TimelineKind::Edited,
                by: Some(access.employee()),
                detail: Some(Detail { fields, ..Detail::default() }),
                id: None,
            },
        )?;
        let json = |name: &str, company: &str, address: &str, level| serde_json::json!({"name": name, "company": company, "address": address, "level": level});
        let change = Change::new("customer.edit", Some(id), name)
            .before(&json(&known.name, &known.company, &known.address, known.level.0))?
            .after(&json(name, company, address, edit.level))?;
        audit::record(db, access.actor(), change)?;
    }
    read::detail(db, access, id)
}
