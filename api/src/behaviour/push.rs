//! Takes what business systems tell of, in whichever order it comes and however often.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use sha2::{Digest, Sha256};
use shared::{
    behaviour::{
        BehaviourEventDraft, BehaviourPush, BehaviourPushed, BehaviourRefusal, MAX_AGE_DAYS, MAX_AHEAD_MINUTES,
        RefusedEvent,
    },
    ids::CustomerId,
    problem::{FieldCode, FieldError},
};

use super::store::{self, NewEvent, ToldRow};
use crate::{
    assignment::day_number,
    audit::{self, Change},
    customers::{self, Name},
    db::{At, Block, Db, reserve_ids},
    error::Result,
    permissions::{BehaviourPush as MayPush, Directory, Teller},
    phones,
};

/// Takes the events of one request that can be taken, and says which were taken before and which cannot be. In as many statements
/// for a thousand as for one.
///
/// # Errors
/// When the database fails.
pub fn push(db: &mut Db, teller: &Teller<'_, MayPush>, push: &BehaviourPush) -> Result<BehaviourPushed> {
    let mut answer = BehaviourPushed::default();
    let events = read(&push.events, Utc::now(), &mut answer);
    let names: BTreeSet<&str> = events.iter().map(|event| event.draft.external_id.as_str()).collect();
    let mut told = Told::look(db, teller, &push.source, names)?;
    let unknown: Vec<&Event> = events.iter().filter(|event| !told.is_the_same(event)).collect();
    let who = recognise(db, &unknown)?;
    let mut new: BTreeMap<&str, (&Event, CustomerId)> = BTreeMap::new();
    for event in &events {
        if told.is_the_same(event) {
            answer.repeated += 1;
            continue;
        }
        let Some(customer) = who.get(&event.name).copied() else {
            answer.refuse(event, BehaviourRefusal::UnknownCustomer, event.pointer(), FieldCode::NotFound);
            continue;
        };
        let first = new.get(event.draft.external_id.as_str());
        if told.is_known(event) || first.is_some() {
            let is_repeated = told.says(event, customer)
                || first.is_some_and(|(first, by)| *by == customer && first.is_about(&event.draft));
            answer.repeat(event, is_repeated);
        } else {
            new.insert(&event.draft.external_id, (event, customer));
        }
    }
    let accepted = write(db, teller, &push.source, &new)?;
    answer.accepted = i64::try_from(accepted.len()).unwrap_or(i64::MAX);
    // Somebody else told of these at the same time.
    new.retain(|external_id, _| !accepted.contains(*external_id));
    if !new.is_empty() {
        told = Told::look(db, teller, &push.source, new.keys().copied().collect())?;
        for (event, customer) in new.into_values() {
            answer.repeat(event, told.is_the_same(event) || told.says(event, customer));
        }
    }
    answer.refused.sort_by_key(|refused| refused.index);
    if answer.accepted > 0 {
        let counts = serde_json::json!({
            "accepted": answer.accepted, "repeated": answer.repeated, "refused": answer.refused.len(),
        });
        let change = Change::new("behaviour.push", None::<CustomerId>, push.source.as_str()).after(&counts)?;
        audit::record(db, teller.actor, change)?;
    }
    Ok(answer)
}

/// An event in which nothing is wrong but, perhaps, of whom it tells.
struct Event {
    index: usize,
    draft: BehaviourEventDraft,
    name: Name,
    digest: i64,
}

impl Event {
    /// Where the draft says who did it.
    fn pointer(&self) -> &'static str {
        match self.name {
            Name::Id(_) => "/customer/id",
            Name::Phone(_) => "/customer/phone",
            Name::Identity(..) => "/customer/identity",
        }
    }

    /// Whether it tells the same, whoever did it.
    fn is_about(&self, other: &BehaviourEventDraft) -> bool {
        let BehaviourEventDraft { external_id: _, customer: _, kind, at, subject, url } = &self.draft;
        (kind, At::from(*at), subject, url) == (&other.kind, At::from(other.at), &other.subject, &other.url)
    }
}

/// The events that can be read; the others are refused.
fn read(events: &[Value], now: DateTime<Utc>, answer: &mut BehaviourPushed) -> Vec<Event> {
    // The same people come again and again.
    let mut phones = HashMap::new();
    let mut read = Vec::with_capacity(events.len());
    for (index, value) in events.iter().enumerate() {
        let event = BehaviourEventDraft::read(value).and_then(|draft| {
            let mut faults = Vec::new();
            let ahead = draft.at - now;
            if ahead > TimeDelta::minutes(MAX_AHEAD_MINUTES) {
                faults.push(FieldError::new("/at", FieldCode::Future));
            } else if -ahead > TimeDelta::days(MAX_AGE_DAYS) {
                faults.push(FieldError::new("/at", FieldCode::TooOld { days: MAX_AGE_DAYS }));
            }
            let name = name_of(&draft, &mut phones);
            match name {
                Some(name) if faults.is_empty() => {
                    let digest = digest(&draft, &name);
                    return Ok(Event { index, draft, name, digest });
                }
                Some(_) => {}
                None => faults.push(FieldError::new("/customer/phone", FieldCode::NotAPhone)),
            }
            Err(faults)
        });
        match event {
            Ok(event) => read.push(event),
            Err(errors) => {
                let external_id = value.get("external_id").and_then(Value::as_str);
                let external_id = external_id.map(|text| text.chars().take(100).collect());
                answer.refused.push(RefusedEvent { index, external_id, reason: BehaviourRefusal::Invalid, errors });
            }
        }
    }
    read
}

/// Of whom an event tells; nobody when that is no phone.
fn name_of(draft: &BehaviourEventDraft, phones: &mut HashMap<String, Option<String>>) -> Option<Name> {
    let customer = &draft.customer;
    if let Some(id) = customer.id {
        return Some(Name::Id(id));
    }
    if let Some(identity) = &customer.identity {
        return Some(Name::Identity(identity.channel, identity.subject.trim().to_owned()));
    }
    let phone = customer.phone.as_ref()?;
    if !phones.contains_key(phone) {
        phones.insert(phone.clone(), phones::to_e164(phone));
    }
    phones.get(phone).cloned().flatten().map(Name::Phone)
}

/// Stands for all that was sent of an event, as we understand it.
fn digest(draft: &BehaviourEventDraft, name: &Name) -> i64 {
    let micros = At::from(draft.at).utc().timestamp_micros();
    let all = format!("{name:?}\n{}\n{micros}\n{}\n{}", draft.kind, draft.subject, draft.url);
    let digest = Sha256::digest(all);
    digest.iter().take(8).fold(0, |number, byte| number << 8 | i64::from(*byte))
}

fn recognise<'a>(db: &mut Db, events: &[&'a Event]) -> Result<BTreeMap<&'a Name, CustomerId>> {
    let names: Vec<&Name> = events.iter().map(|event| &event.name).collect::<BTreeSet<_>>().into_iter().collect();
    let who = customers::recognise(db, &names)?;
    Ok(names.into_iter().zip(who).filter_map(|(name, who)| Some((name, who?))).collect())
}

/// What was told before.
struct Told(HashMap<String, ToldRow>);

impl Told {
    fn look(db: &mut Db, teller: &Teller<'_, MayPush>, source: &str, names: BTreeSet<&str>) -> Result<Self> {
        let names: Vec<&str> = names.into_iter().collect();
        let rows = store::told(db, teller.proof, source, &names)?;
        Ok(Self(rows.into_iter().map(|row| (row.external_id.clone(), row)).collect()))
    }

    fn is_known(&self, event: &Event) -> bool {
        self.0.contains_key(&event.draft.external_id)
    }

    /// Whether exactly this was sent before, whoever that was and is.
    fn is_the_same(&self, event: &Event) -> bool {
        self.0.get(&event.draft.external_id).is_some_and(|row| row.digest == event.digest)
    }

    /// Whether the same was told of the same customer, perhaps by another name.
    fn says(&self, event: &Event, customer: CustomerId) -> bool {
        self.0.get(&event.draft.external_id).is_some_and(|row| {
            let draft = &event.draft;
            row.customer_id == customer.raw()
                && (&row.kind, row.at, &row.subject, &row.url)
                    == (&draft.kind, At::from(draft.at), &draft.subject, &draft.url)
        })
    }
}

/// Writes events down, and gives the names of those that nobody else told of meanwhile.
fn write(
    db: &mut Db,
    teller: &Teller<'_, MayPush>,
    source: &str,
    new: &BTreeMap<&str, (&Event, CustomerId)>,
) -> Result<BTreeSet<String>> {
    if new.is_empty() {
        return Ok(BTreeSet::new());
    }
    let ids = reserve_ids(i64::try_from(new.len()).unwrap_or(i64::MAX));
    let rows: Vec<NewEvent> =
        (0..).zip(new.values()).map(|(n, (event, of))| row(teller.directory, ids, n, event, *of)).collect();
    let written = store::insert(db, teller.proof, source, &rows)?;
    Ok(written.into_iter().map(|(external_id,)| external_id).collect())
}

fn row(directory: &Directory, ids: Block, n: i64, event: &Event, customer: CustomerId) -> NewEvent {
    let draft = &event.draft;
    NewEvent {
        id: ids.at(n),
        external_id: draft.external_id.clone(),
        told_of: customer.raw(),
        day: day_number(directory.day_of(draft.at)),
        kind: draft.kind.clone(),
        at: At::from(draft.at).utc().timestamp_micros(),
        subject: draft.subject.clone(),
        url: draft.url.clone(),
        digest: event.digest,
    }
}

/// What becomes of an event that is not written.
trait Judge {
    fn refuse(&mut self, event: &Event, reason: BehaviourRefusal, pointer: &str, code: FieldCode);

    /// One that was told before: the same again, or something else by the same name.
    fn repeat(&mut self, event: &Event, is_the_same: bool);
}

impl Judge for BehaviourPushed {
    fn refuse(&mut self, event: &Event, reason: BehaviourRefusal, pointer: &str, code: FieldCode) {
        self.refused.push(RefusedEvent {
            index: event.index,
            external_id: Some(event.draft.external_id.clone()),
            reason,
            errors: vec![FieldError::new(pointer, code)],
        });
    }

    fn repeat(&mut self, event: &Event, is_the_same: bool) {
        if is_the_same {
            self.repeated += 1;
        } else {
            self.refuse(event, BehaviourRefusal::Conflict, "/external_id", FieldCode::ToldOtherwise);
        }
    }
}
