//! Inquiries 咨询: what customers ask, in their own words, and who has it in hand.

mod talk;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    Check, Faults,
    avatars::PublicAvatar,
    customers::Level,
    entrances::{FormAnswers, FormField, MAX_FIELDS},
    ids::{CustomerId, EmployeeId, GroupId, InquiryCategoryId, InquiryId, ProductLineId},
    problem::FieldCode,
    timeline::PersonRef,
    visitors::{IdentityProof, IdentityRef},
    work::{GroupRef, WorkReason, WorkStage, WorkStatus},
};

pub use talk::*;

/// How many attributes an inquiry may have.
pub const MAX_ATTRIBUTES: usize = 50;

/// A new inquiry. The customer is named, or found by phone; who is not known yet becomes a customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInquiry {
    /// What the system that sends it calls it; the same again gives the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "web-2026-000123")]
    pub external_id: Option<String>,
    /// Whose; otherwise `phone` tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<CustomerId>,
    /// The customer's phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "138 0013 8000")]
    pub phone: Option<String>,
    /// Whether the phone was verified to be theirs, and not only typed. Then whoever is called so on a channel from now on sees
    /// everything of this customer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub phone_verified: bool,
    /// What they are called on a channel, by a system of the operator's: it says whose the inquiry is when no phone does, and is remembered beside one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<IdentityRef>,
    /// What a new customer is called.
    #[serde(default)]
    pub name: String,
    /// Who shall own a customer who is not known yet; the policy decides when absent. Who is known keeps the owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<EmployeeId>,
    /// Where it came in: the code of an open entrance.
    #[schema(example = "course-message")]
    pub entrance: String,
    /// The answers to the entrance's form by the keys of its fields.
    #[serde(default)]
    pub form: FormAnswers,
    /// By which channel, a word of your own; the entrance's when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "mini_program")]
    pub channel: Option<String>,
    /// What it is about; the entrance's when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product_line_id: Option<ProductLineId>,
    /// The customer's language, a tag such as `zh` or `en`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What is at stake, in minor units of money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<i64>,
    /// The customer's own words; they never change.
    pub text: String,
    /// What else is known, by name.
    #[serde(default)]
    pub attributes: BTreeMap<String, String>,
}

impl Check for NewInquiry {
    fn check(&self, faults: &mut Faults) {
        match (&self.customer_id, &self.phone) {
            (None, None) if self.identity.is_none() => faults.add("/phone", FieldCode::Required),
            (None, None) => {}
            (Some(_), Some(_)) => faults.add("/phone", FieldCode::UnknownValue),
            (None, Some(phone)) => faults.text("/phone", phone, 40),
            (Some(_), None) => {}
        }
        if let Some(identity) = &self.identity {
            identity.check(faults);
        }
        if let Some(id) = &self.external_id {
            faults.text("/external_id", id, 100);
        }
        faults.line("/name", &self.name, 60);
        faults.text("/entrance", &self.entrance, 60);
        if let Some(channel) = &self.channel {
            faults.text("/channel", channel, 60);
        }
        if self.form.len() > MAX_FIELDS {
            faults.add("/form", FieldCode::TooMany { max: MAX_FIELDS });
        }
        if let Some(language) = &self.language {
            faults.text("/language", language, 20);
        }
        if let Some(value) = self.value
            && value < 0
        {
            faults.add("/value", FieldCode::OutOfRange { min: 0, max: i64::MAX });
        }
        faults.prose("/text", &self.text, 10_000);
        if self.attributes.len() > MAX_ATTRIBUTES {
            faults.add("/attributes", FieldCode::TooMany { max: MAX_ATTRIBUTES });
        }
        for (name, value) in &self.attributes {
            let pointer = format!("/attributes/{}", name.replace('~', "~0").replace('/', "~1"));
            faults.text(&pointer, name, 60);
            faults.line(&pointer, value, 500);
        }
    }
}

/// An inquiry as a list shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Inquiry {
    /// Its id.
    pub id: InquiryId,
    /// Whose.
    pub customer_id: CustomerId,
    /// The customer's name.
    pub customer: String,
    /// The customer's level.
    pub level: Level,
    /// Where it came in: the code of the entrance.
    pub entrance: String,
    /// What that entrance is called now.
    pub entrance_name: String,
    /// By which channel.
    pub channel: String,
    /// What it is about.
    pub product_line_id: Option<ProductLineId>,
    /// The beginning of the customer's words.
    pub text: String,
    /// How far it is.
    pub status: WorkStatus,
    /// How far the talk with the customer is.
    pub stage: WorkStage,
    /// What it is filed under.
    pub category: Option<CategoryRef>,
    /// The minutes of working hours until the first answer, by the hours of who gave it.
    pub response_minutes: Option<i32>,
    /// The minutes of working hours until it was resolved, by the hours of who had it.
    pub resolution_minutes: Option<i32>,
    /// Who has it, or had it last.
    pub owner: Option<PersonRef>,
    /// The group by which it came to them.
    pub group: Option<GroupRef>,
    /// Why they were given it.
    pub reason: Option<WorkReason>,
    /// Since when they have it.
    pub since: Option<DateTime<Utc>>,
    /// When it arrived.
    pub arrived_at: DateTime<Utc>,
    /// When it was first answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// When it was done.
    pub done_at: Option<DateTime<Utc>>,
    /// Give it back when changing it.
    pub version: i64,
}

/// An inquiry with everything that is known of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct InquiryDetail {
    /// The inquiry, with the customer's whole words.
    #[serde(flatten)]
    pub inquiry: Inquiry,
    /// What the system that sent it calls it.
    pub external_id: Option<String>,
    /// The name of the product line that it is about.
    pub product_line: Option<String>,
    /// The customer's language.
    pub language: Option<String>,
    /// What is at stake, in minor units of money.
    pub value: Option<i64>,
    /// What else is known, by name.
    pub attributes: BTreeMap<String, String>,
    /// What was asked, in the version of the entrance's form of that day.
    pub form: Vec<FormField>,
    /// Which version that is.
    pub form_version: i32,
    /// What was answered.
    pub answers: FormAnswers,
    /// How it was known whose it is, when it came by a channel: `said` by nothing but a phone that somebody typed.
    pub sender: Option<IdentityProof>,
    /// Whether the original is still what came in.
    pub seal: Seal,
    /// Whom the customer sees instead of whoever has it.
    pub avatar: PublicAvatar,
    /// What consultants made of it, oldest first.
    pub interpretations: Vec<Interpretation>,
    /// Who had it before, newest first.
    pub history: Vec<Possession>,
    /// Whether the caller may answer, resolve and decline it.
    pub can_work: bool,
    /// Whether the caller may give it to somebody else.
    pub can_reassign: bool,
}

/// An inquiry that came in, as the system that sent it sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InquiryReceived {
    /// Its id: messages name it.
    pub id: InquiryId,
    /// Whose it is.
    pub customer_id: CustomerId,
    /// Whom the customer sees. As long as nobody has it that is the default avatar; then it is decided once and stays.
    pub avatar: PublicAvatar,
}

/// Every original is hashed together with the hash of the customer's one before, so that nothing can be changed or taken out
/// without that it shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Seal {
    /// Which of the customer's inquiries it is, counted from 1.
    pub number: i32,
    /// The SHA-256 of the original and of the hash before it, in hexadecimal digits.
    pub hash: String,
    /// Whether the original has this hash, and those of the customer before and after it fit on to it.
    pub intact: bool,
}

/// A time during which somebody had a work item in hand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Possession {
    /// Who.
    pub owner: PersonRef,
    /// From when.
    pub from: DateTime<Utc>,
    /// To when.
    pub to: DateTime<Utc>,
    /// Why it was given to them.
    pub reason: WorkReason,
    /// By whom; absent for the policy.
    pub by: Option<PersonRef>,
}

/// Which inquiries.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct InquiryQuery {
    /// Only those that are so far.
    pub status: Option<WorkStatus>,
    /// Only those whose talk is so far.
    pub stage: Option<WorkStage>,
    /// Only those that came in here.
    pub entrance: Option<String>,
    /// Only those that are filed under this.
    pub category_id: Option<InquiryCategoryId>,
    /// Only those that this person has or had last.
    pub owner_id: Option<EmployeeId>,
    /// Only those that came by this group.
    pub group_id: Option<GroupId>,
    /// Only those of this customer.
    pub customer_id: Option<CustomerId>,
    /// How many to give, up to 200.
    pub limit: Option<u32>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// A change of an inquiry's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InquiryStep {
    /// The version that was read.
    pub version: i64,
}

impl Check for InquiryStep {
    fn check(&self, _: &mut Faults) {}
}
