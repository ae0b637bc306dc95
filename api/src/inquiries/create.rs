//! New inquiries: the customer first, then the words, then whoever shall answer.

use shared::{
    Faults, Id,
    assignment::{Facts, policy::CaseKind},
    entrances::check_answers,
    ids::{CaseId, CustomerId, InquiryId, kinds},
    inquiries::{InquiryDetail, InquiryReceived, NewInquiry},
    problem::FieldCode,
    search::SearchKind,
    timeline::TimelineKind,
    visitors::IdentityProof,
};

use super::{
    read, seal,
    store::{self, OriginalRow},
};
use crate::{
    assignment::{self, Case, Engine},
    audit::{self, Change},
    avatars,
    customers::{self, Known},
    db::{Db, next_id},
    entrances::{self, Asking},
    error::{Result, invalid, invalid_fields},
    organisation,
    permissions::{Access, Actor, Directory, Granted, InquiryCreate},
    phones, search,
    timeline::{self, Detail, Entry},
};

/// How many characters of the words the timeline shows.
const SHOWN: usize = 200;

/// Enters an inquiry and assigns it. One external id is one inquiry: the same again gives the first.
///
/// # Errors
/// As for [`enter`].
pub fn create(db: &mut Db, access: &Access, _: Granted<InquiryCreate>, new: &NewInquiry) -> Result<InquiryDetail> {
    // Only the operator's own system vouches for who somebody is on a channel: it shows them everything of a customer, for good.
    if new.identity.is_some() {
        return Err(invalid("/identity", FieldCode::UnknownField));
    }
    if new.phone_verified {
        return Err(invalid("/phone_verified", FieldCode::UnknownField));
    }
    let id = enter(db, access.directory(), access.actor(), new, None)?;
    read::whole(db, access, id)
}

/// The same for the customer's own system, which names no owners.
///
/// # Errors
/// When it names an owner, and as for [`enter`].
pub fn receive(db: &mut Db, directory: &Directory, actor: &Actor, new: &NewInquiry) -> Result<InquiryReceived> {
    if new.owner_id.is_some() {
        return Err(invalid("/owner_id", FieldCode::UnknownField));
    }
    let id = enter(db, directory, actor, new, None)?;
    let customer_id = assignment::work_item(db, Id::from_raw(id.raw()))?.customer;
    Ok(InquiryReceived { id, customer_id, avatar: avatars::seen_in(db, Id::from_raw(id.raw()))? })
}

/// Writes an inquiry down and lets the policy say who gets it.
///
/// # Errors
/// When the phone is none, the customer or the product line does not exist, there is no such open entrance, its form was not
/// answered as it asks, whoever shall own the customer is no active agent, or phone and sender are two different customers.
pub(super) fn enter(
    db: &mut Db,
    directory: &Directory,
    actor: &Actor,
    new: &NewInquiry,
    sender: Option<&Known>,
) -> Result<InquiryId> {
    let external_id = new.external_id.as_deref().map(str::trim);
    if let Some(first) = external_id.map(|id| store::by_external_id(db, id)).transpose()?.flatten() {
        return Ok(Id::from_raw(first));
    }
    if let Some(line) = new.product_line_id
        && !store::product_line_exists(db, line.raw())?
    {
        return Err(invalid("/product_line_id", FieldCode::NotFound));
    }
    let asking = asking(db, new)?;
    let engine = Engine::now(db, directory)?;
    let at = engine.at;
    let channel = new.channel.as_deref().unwrap_or(&asking.channel).trim().to_owned();
    let known_as = match (sender, &new.identity) {
        (Some(sender), _) => Some(sender.clone()),
        (None, Some(named)) => Some(customers::identify(db, named.channel, &named.subject, at)?),
        (None, None) => None,
    };
    let (customer, known, sent_by) = match &known_as {
        None => {
            let (customer, known) = customer_of(db, actor, &engine, new, new.phone.as_deref(), &channel)?;
            (customer, known, None)
        }
        Some(known_as) => {
            let whose = whose_on_channel(db, actor, &engine, new, &channel, known_as)?;
            (whose.customer, whose.known, Some((known_as.id, whose.proof)))
        }
    };
    let id: InquiryId = next_id::<kinds::Inquiry>();
    let case: CaseId = Id::from_raw(id.raw());
    let product_line = new.product_line_id.or(asking.product_line);
    let mut facts = Facts::new(case, CaseKind::Inquiry, engine.moment());
    facts.known = known;
    facts.entrance = Some(new.entrance.trim().to_owned());
    facts.channel = Some(channel.clone());
    facts.product_line = product_line;
    facts.language.clone_from(&new.language);
    facts.value = new.value;
    facts.text = Some(new.text.clone());
    facts.attributes.clone_from(&new.attributes);
    let mut work = if known || new.owner_id.is_some() {
        assignment::know_customer(db, &mut facts, customer)?;
        Case::new(facts, customer, at)
    } else {
        facts.level = Some(customers::LEVEL_WHEN_MET);
        Case::of_newcomer(facts, customer, at)
    };
    assignment::enter_work(db, &engine, &mut work)?;
    if known {
        store::lock_chain(db, customer.raw())?;
    }
    let before = store::latest(db, customer.raw())?;
    let mut original = OriginalRow {
        id: id.raw(),
        customer_id: customer.raw(),
        number: before.as_ref().map_or(1, |(number, _)| number + 1),
        external_id: external_id.map(str::to_owned),
        entrance: new.entrance.trim().to_owned(),
        form_version: asking.form_version,
        answers: serde_json::to_string(&new.form)?,
        channel,
        product_line_id: product_line.map(Id::raw),
        language: new.language.clone(),
        value: new.value,
        text: new.text.clone(),
        attributes: serde_json::to_string(&new.attributes)?,
        created_by: actor.employee_raw(),
        previous_hash: before.map(|(_, hash)| hash).unwrap_or_default(),
        hash: String::new(),
        arrived_at: at,
    };
    original.hash = seal::hash(&original);
    store::insert(db, &original)?;
    search::keep(db, SearchKind::Inquiries, id)?;
    if let Some((identity, proof)) = sent_by {
        store::insert_sender(db, original.id, identity.raw(), proof)?;
    }
    let words: String = new.text.chars().take(SHOWN).collect();
    timeline::record(
        db,
        Entry {
            customer,
            at,
            kind: TimelineKind::Inquiry,
            by: actor.employee,
            detail: Some(Detail { content: Some(words.clone()), ..Detail::default() }),
            id: Some(id.raw()),
        },
    )?;
    let kept =
        serde_json::json!({"entrance": original.entrance, "form": new.form, "text": new.text, "hash": original.hash});
    audit::record(db, actor, Change::new("inquiry.create", Some(id), words).after(&kept)?)?;
    assignment::place_work(db, &engine, &work)?;
    Ok(id)
}

/// What is asked where it comes in, and that it was answered so.
fn asking(db: &mut Db, new: &NewInquiry) -> Result<Asking> {
    let asking = entrances::asking(db, new.entrance.trim())?;
    let asking = asking.ok_or_else(|| invalid("/entrance", FieldCode::NotFound))?;
    let mut faults = Faults::default();
    check_answers(&asking.fields, &new.form, &mut faults);
    if faults.0.is_empty() { Ok(asking) } else { Err(invalid_fields(faults.0)) }
}

/// Whose an inquiry is.
struct Whose {
    customer: CustomerId,
    /// Whether they were known before.
    known: bool,
    /// How it is known that it is theirs, when it came by a channel.
    proof: IdentityProof,
}

/// Whose inquiry it is by id or phone, and whether they were known before. Who was not is owned by whom the enterer named, if
/// anybody.
fn customer_of(
    db: &mut Db,
    actor: &Actor,
    engine: &Engine<'_>,
    new: &NewInquiry,
    phone: Option<&str>,
    channel: &str,
) -> Result<(CustomerId, bool)> {
    if let Some(customer) = new.customer_id {
        let customer = customers::current(db, customer)?;
        return Ok((customer.ok_or_else(|| invalid("/customer_id", FieldCode::NotFound))?, true));
    }
    let phone = phone.and_then(phones::to_e164).ok_or_else(|| invalid("/phone", FieldCode::NotAPhone))?;
    // Before any other lock, in the order in which a departure takes them.
    if let Some(owner) = new.owner_id
        && !organisation::keep_agent(db, owner)?
    {
        return Err(invalid("/owner_id", FieldCode::NotAnAgent));
    }
    let (customer, created) = customers::find_or_meet(db, actor, &phone, new.name.trim(), channel, engine.at)?;
    if let Some(owner) = new.owner_id.filter(|_| created) {
        assignment::name_owner(db, engine, actor, customer, owner)?;
    }
    Ok((customer, !created))
}

/// The same for somebody who is known on a channel. Whoever is proven to be a customer is that one; otherwise the phone tells,
/// and without one what they said before. A phone that they only typed lets them go on with what they send, and no more.
fn whose_on_channel(
    db: &mut Db,
    actor: &Actor,
    engine: &Engine<'_>,
    new: &NewInquiry,
    channel: &str,
    known_as: &Known,
) -> Result<Whose> {
    if let Some(customer) = known_as.proven() {
        if contradicts(db, new, customer)? {
            let pointer = if new.identity.is_some() { "/identity" } else { "/phone" };
            return Err(invalid(pointer, FieldCode::Fixed));
        }
        return Ok(Whose { customer, known: true, proof: IdentityProof::Proven });
    }
    let phone = known_as.phone.as_deref().or(new.phone.as_deref());
    if new.customer_id.is_none() && phone.is_none() {
        let (customer, proof) = known_as.customer.ok_or_else(|| invalid("/phone", FieldCode::Required))?;
        return Ok(Whose { customer, known: true, proof });
    }
    let is_vouched_for = known_as.phone.is_some() || new.customer_id.is_some() || new.phone_verified;
    let proof = if is_vouched_for { IdentityProof::Proven } else { IdentityProof::Said };
    let (customer, known) = customer_of(db, actor, engine, new, phone, channel)?;
    customers::bind_identity(db, actor, known_as, (customer, proof), engine.at)?;
    Ok(Whose { customer, known, proof })
}

/// Whether an inquiry says that it is another customer's.
fn contradicts(db: &mut Db, new: &NewInquiry, customer: CustomerId) -> Result<bool> {
    match (new.customer_id, &new.phone) {
        (Some(named), _) => Ok(customers::current(db, named)? != Some(customer)),
        (None, Some(phone)) => {
            let phone = phones::to_e164(phone).ok_or_else(|| invalid("/phone", FieldCode::NotAPhone))?;
            Ok(customers::by_phone(db, &phone)? != Some(customer))
        }
        (None, None) => Ok(false),
    }
}
