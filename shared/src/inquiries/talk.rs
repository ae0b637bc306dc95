//! What is said, noted and filed about an inquiry after it came in.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    Check, Faults,
    avatars::PublicAvatar,
    entrances::EntranceStatus,
    files::FileFacts,
    ids::{AttachmentId, CannedReplyId, InquiryCategoryId, InterpretationId, MessageId, ProductLineId},
    problem::FieldCode,
    text_enum,
    timeline::PersonRef,
};

/// How many characters a message may have.
pub const MAX_MESSAGE: usize = 10_000;
/// How many files a message may have.
pub const MAX_ATTACHMENTS: usize = 10;

text_enum! {
    /// Whose words a message has, and who sees it.
    pub enum MessageKind {
        /// The customer's.
        Customer = "customer",
        /// A consultant's, to the customer.
        Reply = "reply",
        /// A consultant's, for colleagues only.
        Note = "note",
    }
}

/// A file of an inquiry: of a message, or uploaded to be sent with one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Attachment {
    /// Its id.
    pub id: AttachmentId,
    /// What it is.
    #[serde(flatten)]
    pub file: FileFacts,
}

/// A message of a conversation. None is ever changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Whose words these are.
    pub kind: MessageKind,
    /// Who wrote it, or who entered what the customer said elsewhere; absent when the customer's own system sent it.
    pub by: Option<PersonRef>,
    /// The words; empty when there are only files.
    pub text: String,
    /// When, by the server's clock.
    pub at: DateTime<Utc>,
    /// Its files, in their order.
    pub attachments: Vec<Attachment>,
}

/// A new message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMessage {
    /// Whose words these are.
    pub kind: MessageKind,
    /// The words; they may be empty when there are files.
    #[schema(example = "您好，周六上午十点可以试听。")]
    pub text: String,
    /// Files that the caller has uploaded to this inquiry and sent with no other message.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(example = json!([]))]
    pub attachments: Vec<AttachmentId>,
    /// What the system that sends it calls it; the same again for the same inquiry gives the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
}

impl Check for NewMessage {
    fn check(&self, faults: &mut Faults) {
        check_words(&self.text, &self.attachments, self.external_id.as_deref(), faults);
    }
}

fn check_words(text: &str, attachments: &[AttachmentId], external_id: Option<&str>, faults: &mut Faults) {
    if attachments.is_empty() || !text.trim().is_empty() {
        faults.prose("/text", text, MAX_MESSAGE);
    }
    if attachments.len() > MAX_ATTACHMENTS {
        faults.add("/attachments", FieldCode::TooMany { max: MAX_ATTACHMENTS });
    }
    for (index, id) in attachments.iter().enumerate() {
        if attachments[..index].contains(id) {
            faults.add(format!("/attachments/{index}"), FieldCode::Taken);
        }
    }
    if let Some(id) = external_id {
        faults.text("/external_id", id, 100);
    }
}

/// What a customer says, as the backend of a mini-program sends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomerMessage {
    /// The words; they may be empty when there are files.
    #[schema(example = "那周日可以吗？")]
    pub text: String,
    /// Files that were uploaded to this inquiry and sent with no other message.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(example = json!([]))]
    pub attachments: Vec<AttachmentId>,
    /// What the system that sends it calls it; the same again for the same inquiry gives the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
}

impl Check for CustomerMessage {
    fn check(&self, faults: &mut Faults) {
        check_words(&self.text, &self.attachments, self.external_id.as_deref(), faults);
    }
}

/// A message as the customer sees it: an avatar speaks, and no consultant's name stands beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PublicMessage {
    /// Its id.
    pub id: MessageId,
    /// `customer` or `reply`.
    pub kind: MessageKind,
    /// Who replied; absent when it is the customer's. The same for all of an inquiry, whoever has it in hand.
    pub avatar: Option<PublicAvatar>,
    /// The words; empty when there are only files.
    pub text: String,
    /// When, by the server's clock.
    pub at: DateTime<Utc>,
    /// Its files, in their order.
    pub attachments: Vec<Attachment>,
}

/// What a consultant made of an inquiry. None is ever changed; a better one stands below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Interpretation {
    /// Its id.
    pub id: InterpretationId,
    /// Who.
    pub by: PersonRef,
    /// The words.
    pub text: String,
    /// When, by the server's clock.
    pub at: DateTime<Utc>,
}

/// A new interpretation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInterpretation {
    /// The words.
    #[schema(example = "其实在意的是住宿安全，预算不是问题。")]
    pub text: String,
}

impl Check for NewInterpretation {
    fn check(&self, faults: &mut Faults) {
        faults.prose("/text", &self.text, 2_000);
    }
}

/// What an inquiry is filed under, as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CategoryRef {
    /// Which.
    pub id: InquiryCategoryId,
    /// Its name.
    pub name: String,
}

/// A category of inquiries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InquiryCategory {
    /// Its id.
    pub id: InquiryCategoryId,
    /// Its name.
    pub name: String,
    /// Whether something may be filed under it; what was stays.
    pub status: EntranceStatus,
    /// Give it back when editing.
    pub version: i64,
}

/// A new category, or an edited one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InquiryCategoryDraft {
    /// Its name; unique.
    #[schema(example = "费用")]
    pub name: String,
    /// Whether something may be filed under it.
    #[serde(default = "open")]
    pub status: EntranceStatus,
    /// The version that was read; needed when editing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
}

const fn open() -> EntranceStatus {
    EntranceStatus::Open
}

impl Check for InquiryCategoryDraft {
    fn check(&self, faults: &mut Faults) {
        faults.text("/name", &self.name, 40);
    }
}

/// Files an inquiry under a category, or under none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Filing {
    /// Under which.
    pub category_id: Option<InquiryCategoryId>,
}

impl Check for Filing {
    fn check(&self, _: &mut Faults) {}
}

/// A reply that is kept for later use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CannedReply {
    /// Its id.
    pub id: CannedReplyId,
    /// By what one finds it.
    pub title: String,
    /// The words.
    pub text: String,
    /// For inquiries about this only; for all when absent.
    pub product_line_id: Option<ProductLineId>,
    /// Give it back when editing.
    pub version: i64,
}

/// A new canned reply, or an edited one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CannedReplyDraft {
    /// By what one finds it; unique.
    #[schema(example = "退费规则")]
    pub title: String,
    /// The words.
    #[schema(example = "开课前七天可全额退费。")]
    pub text: String,
    /// For inquiries about this only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product_line_id: Option<ProductLineId>,
    /// The version that was read; needed when editing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
}

impl Check for CannedReplyDraft {
    fn check(&self, faults: &mut Faults) {
        faults.text("/title", &self.title, 60);
        faults.prose("/text", &self.text, 4_000);
        if self.version.is_some_and(|version| version < 1) {
            faults.add("/version", FieldCode::OutOfRange { min: 1, max: i64::MAX });
        }
    }
}
