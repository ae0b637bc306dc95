//! What business systems tell of customers.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::{
    Check, Faults,
    ids::CustomerId,
    problem::{FieldCode, FieldError},
    text_enum,
    visitors::{IdentityChannel, IdentityRef},
};

/// How many events one request may tell of.
pub const MAX_EVENTS: usize = 1_000;
/// How far back an event may lie, in days.
pub const MAX_AGE_DAYS: i64 = 400;
/// How far the business system's clock may be ahead of ours, in minutes.
pub const MAX_AHEAD_MINUTES: i64 = 5;
/// How long the code of a kind is at most, and of a source.
const MAX_CODE: usize = 40;

/// Tells of what customers did. Each event is taken or refused by itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BehaviourPush {
    /// Which business system tells, as a word of your own: a small letter, then small letters, digits and `_`. Events are known
    /// by their `external_id` within it, whichever key they come with.
    #[serde(default = "usual_source")]
    #[schema(example = "shop", default = "main", pattern = "^[a-z][a-z0-9_]{0,39}$")]
    pub source: String,
    /// The events, at most 1,000, in any order.
    #[schema(value_type = Vec<BehaviourEventDraft>, max_items = 1000, min_items = 1)]
    pub events: Vec<Value>,
}

fn usual_source() -> String {
    "main".into()
}

impl Check for BehaviourPush {
    fn check(&self, faults: &mut Faults) {
        if !is_code(&self.source) {
            faults.add("/source", FieldCode::Malformed);
        }
        faults.many("/events", &self.events, MAX_EVENTS);
    }
}

/// Something that a customer did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BehaviourEventDraft {
    /// What the business system calls the event. Told twice, it counts once.
    #[schema(example = "visit-20261126-000123", max_length = 100)]
    pub external_id: String,
    /// Who did it.
    pub customer: BehaviourCustomer,
    /// What they did: `login`, `browse`, `search`, `favourite`, `share`, `cart`, `sign_up` and `deal` have names of their own in
    /// the console, any other code is shown as it is.
    #[schema(example = "browse", pattern = "^[a-z][a-z0-9_]{0,39}$")]
    pub kind: String,
    /// When they did it: at most 5 minutes from now and 400 days ago.
    #[schema(example = "2026-11-26T10:02:00+08:00")]
    pub at: DateTime<Utc>,
    /// What it was about, as a person reads it.
    #[serde(default)]
    #[schema(example = "Summer camp Beijing", max_length = 200)]
    pub subject: String,
    /// Where that is found: an address, or the path of a page.
    #[serde(default)]
    #[schema(example = "https://shop.example.com/camps/12", max_length = 500)]
    pub url: String,
}

/// Who did something: exactly one of the three. Who is not known yet does not become a customer by it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BehaviourCustomer {
    /// The customer's id here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<CustomerId>,
    /// The customer's phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "138 0013 8000")]
    pub phone: Option<String>,
    /// What they are called on a channel on which they are known; never a website's browser.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<IdentityRef>,
}

impl BehaviourEventDraft {
    /// Reads an event, field by field, so that one that is malformed keeps no other back.
    ///
    /// # Errors
    /// One fault for each thing that is wrong with it, as far as that can be told without a database and the time.
    pub fn read(value: &Value) -> Result<Self, Vec<FieldError>> {
        let mut faults = Faults::default();
        let Some(object) = value.as_object() else {
            return Err(vec![FieldError::new("", FieldCode::Malformed)]);
        };
        for field in object.keys().filter(|field| !FIELDS.contains(&field.as_str())) {
            faults.add(format!("/{}", field.replace('~', "~0").replace('/', "~1")), FieldCode::UnknownField);
        }
        let external_id = required::<String>(object, "external_id", &mut faults);
        let customer = required::<BehaviourCustomer>(object, "customer", &mut faults);
        let kind = required::<String>(object, "kind", &mut faults);
        let at = required(object, "at", &mut faults);
        let subject = optional::<String>(object, "subject", &mut faults);
        let url = optional::<String>(object, "url", &mut faults);
        if let (Some(external_id), Some(customer), Some(kind), Some(at)) = (external_id, customer, kind, at)
            && faults.0.is_empty()
        {
            let mut draft = Self { external_id, customer, kind, at, subject, url };
            for text in [&mut draft.external_id, &mut draft.subject, &mut draft.url] {
                *text = text.trim().to_owned();
            }
            draft.check(&mut faults);
            if faults.0.is_empty() {
                return Ok(draft);
            }
        }
        Err(faults.0)
    }
}

const FIELDS: [&str; 6] = ["external_id", "customer", "kind", "at", "subject", "url"];

fn required<T: DeserializeOwned>(object: &Map<String, Value>, field: &str, faults: &mut Faults) -> Option<T> {
    match object.get(field).filter(|value| !value.is_null()) {
        None => faults.add(format!("/{field}"), FieldCode::Required),
        Some(value) => match T::deserialize(value) {
            Ok(read) => return Some(read),
            Err(_) => faults.add(format!("/{field}"), FieldCode::Malformed),
        },
    }
    None
}

fn optional<T: DeserializeOwned + Default>(object: &Map<String, Value>, field: &str, faults: &mut Faults) -> T {
    let is_there = object.get(field).is_some_and(|value| !value.is_null());
    if is_there { required(object, field, faults).unwrap_or_default() } else { T::default() }
}

impl Check for BehaviourEventDraft {
    fn check(&self, faults: &mut Faults) {
        faults.text("/external_id", &self.external_id, 100);
        if !is_code(&self.kind) {
            faults.add("/kind", FieldCode::Malformed);
        }
        faults.line("/subject", &self.subject, 200);
        faults.line("/url", &self.url, 500);
        let customer = &self.customer;
        let ways = [customer.id.is_some(), customer.phone.is_some(), customer.identity.is_some()];
        match ways.into_iter().filter(|way| *way).count() {
            0 => faults.add("/customer", FieldCode::Required),
            1 => {}
            _ => faults.add("/customer", FieldCode::TooMany { max: 1 }),
        }
        if let Some(phone) = &customer.phone {
            faults.text("/customer/phone", phone, 40);
        }
        if let Some(identity) = &customer.identity {
            faults.text("/customer/identity/subject", &identity.subject, 100);
            if identity.channel == IdentityChannel::Web {
                faults.add("/customer/identity/channel", FieldCode::UnknownValue);
            }
        }
    }
}

/// Whether this can be the code of a kind or of a source.
pub(super) fn is_code(text: &str) -> bool {
    let mut bytes = text.bytes();
    text.len() <= MAX_CODE
        && bytes.next().is_some_and(|first| first.is_ascii_lowercase())
        && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

text_enum! {
    /// Why an event was not taken.
    pub enum BehaviourRefusal {
        /// Its fields are wrong.
        Invalid = "invalid",
        /// Nobody like that is a customer here.
        UnknownCustomer = "unknown_customer",
        /// It was told before with other contents, and what was told first stays.
        Conflict = "conflict",
    }
}

/// What became of a push.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BehaviourPushed {
    /// How many events are new and were taken.
    #[schema(example = 998)]
    pub accepted: i64,
    /// How many had been taken before, or stood in this request twice.
    #[schema(example = 1)]
    pub repeated: i64,
    /// Those that were not taken, in the order of the request. The three together are all that was sent.
    pub refused: Vec<RefusedEvent>,
}

/// An event that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RefusedEvent {
    /// Which one of the request, counted from 0.
    #[schema(example = 17)]
    pub index: usize,
    /// What the business system calls it, as far as that could be read.
    pub external_id: Option<String>,
    /// Why.
    pub reason: BehaviourRefusal,
    /// The wrong fields; the pointers begin at the event.
    pub errors: Vec<FieldError>,
}
