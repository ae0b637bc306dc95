//! New inquiries: the customer first, then the words, then whoever shall answer.

use shared::{
    Id,
    assignment::{Facts, policy::CaseKind},
    ids::{CaseId, CustomerId, InquiryId, kinds},
    inquiries::{InquiryDetail, NewInquiry},
    problem::FieldCode,
    timeline::TimelineKind,
};

use super::{read, store};
use crate::{
    assignment::{self, Case, Engine},
    audit::{self, Change},
    customers,
    db::{At, Db, next_id},
    error::{Result, invalid},
    permissions::{Access, Granted, InquiryCreate},
    phones,
    timeline::{self, Detail, Entry},
};

/// How many characters of the words the timeline shows.
const SHOWN: usize = 200;

/// Enters an inquiry and assigns it. One external id is one inquiry: the same again gives the first.
///
/// # Errors
/// When the phone is none, or the customer or the product line does not exist.
pub fn create(db: &mut Db, access: &Access, _: Granted<InquiryCreate>, new: &NewInquiry) -> Result<InquiryDetail> {
    let external_id = new.external_id.as_deref().map(str::trim);
    if let Some(first) = external_id.map(|id| store::by_external_id(db, id)).transpose()?.flatten() {
        return read::whole(db, access, Id::from_raw(first));
    }
    if let Some(line) = new.product_line_id
        && !store::product_line_exists(db, line.raw())?
    {
        return Err(invalid("/product_line_id", FieldCode::NotFound));
    }
    let engine = Engine::now(db, access.directory())?;
    let at = engine.at;
    let (customer, known) = customer_of(db, access, new, at)?;
    let id: InquiryId = next_id::<kinds::Inquiry>();
    let case: CaseId = Id::from_raw(id.raw());
    let mut facts = Facts::new(case, CaseKind::Inquiry, engine.moment());
    facts.known = known;
    facts.entrance = Some(new.entrance.trim().to_owned());
    facts.channel = Some(new.channel.trim().to_owned());
    facts.product_line = new.product_line_id;
    facts.language.clone_from(&new.language);
    facts.value = new.value;
    facts.text = Some(new.text.clone());
    facts.attributes.clone_from(&new.attributes);
    let mut case = if known {
        assignment::know_customer(db, &mut facts, customer)?;
        Case::new(facts, customer, at)
    } else {
        facts.level = Some(customers::LEVEL_WHEN_MET);
        Case::of_newcomer(facts, customer, at)
    };
    assignment::enter_work(db, &engine, &mut case)?;
    store::insert(db, id.raw(), new, external_id, access.actor().employee_raw())?;
    let words: String = new.text.chars().take(SHOWN).collect();
    timeline::record(
        db,
        Entry {
            customer,
            at,
            kind: TimelineKind::Inquiry,
            by: Some(access.employee()),
            detail: Some(Detail { content: Some(words.clone()), ..Detail::default() }),
            id: Some(id.raw()),
        },
    )?;
    audit::record(db, access.actor(), Change::new("inquiry.create", Some(id), words).after(new)?)?;
    assignment::place_work(db, &engine, &case)?;
    read::whole(db, access, id)
}

/// Whose inquiry it is, and whether they were known before.
fn customer_of(db: &mut Db, access: &Access, new: &NewInquiry, at: At) -> Result<(CustomerId, bool)> {
    if let Some(customer) = new.customer_id {
        return match customers::exists(db, customer)? {
            true => Ok((customer, true)),
            false => Err(invalid("/customer_id", FieldCode::NotFound)),
        };
    }
    let phone = new.phone.as_deref().and_then(phones::to_e164);
    let phone = phone.ok_or_else(|| invalid("/phone", FieldCode::NotAPhone))?;
    let (customer, created) = customers::find_or_meet(db, access.actor(), &phone, new.name.trim(), &new.channel, at)?;
    Ok((customer, !created))
}
