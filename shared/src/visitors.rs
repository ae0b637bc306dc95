//! Visitors 访客: customers on their own side, in a mini-program or on a website, and how they are recognised there.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    Check, Faults,
    avatars::PublicAvatar,
    entrances::{FormAnswers, FormField, MAX_FIELDS},
    ids::{InquiryId, OrderId},
    orders::OrderState,
    problem::{FieldCode, Lang},
    text_enum,
    work::WorkStage,
};

text_enum! {
    /// Where somebody is known by a name that is not their phone.
    pub enum IdentityChannel {
        /// In a WeChat mini-program, by openid.
        WechatOpenid = "wechat_openid",
        /// In all that one company has on WeChat, by unionid.
        WechatUnionid = "wechat_unionid",
        /// On a website, by their browser.
        Web = "web",
        /// In another system of the operator's.
        External = "external",
    }
}

impl IdentityChannel {
    /// What a person reads for it.
    pub const fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::WechatOpenid => lang.pick("微信小程序", "WeChat mini-program"),
            Self::WechatUnionid => lang.pick("微信开放平台", "WeChat, all of the company"),
            Self::Web => lang.pick("网站访客", "Website"),
            Self::External => lang.pick("其他系统", "Another system"),
        }
    }
}

text_enum! {
    /// How it is known which customer it is.
    pub enum IdentityProof {
        /// They typed a phone: they may go on with what they sent themselves, and see nothing else.
        Said = "said",
        /// WeChat or the operator's own system vouches for it.
        Proven = "proven",
    }
}

/// What somebody is called on a channel, as the operator's own system knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IdentityRef {
    /// Where.
    pub channel: IdentityChannel,
    /// What they are called there.
    #[schema(example = "oXk-5s8sQmVtTn2")]
    pub subject: String,
}

impl IdentityRef {
    pub(crate) fn check(&self, faults: &mut Faults) {
        faults.text("/identity/subject", &self.subject, 100);
        if self.channel == IdentityChannel::Web {
            faults.add("/identity/channel", FieldCode::UnknownValue);
        }
    }
}

/// A channel on which a customer is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CustomerIdentity {
    /// Where.
    pub channel: IdentityChannel,
    /// How it is known.
    pub proof: IdentityProof,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// What a mini-program got from `wx.login`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WechatSignIn {
    /// The code; good for one use within five minutes.
    #[schema(example = "0a3Xlq100iBvVF1tzD200bWJx03Xlq1s")]
    pub code: String,
}

impl Check for WechatSignIn {
    fn check(&self, faults: &mut Faults) {
        faults.text("/code", &self.code, 200);
    }
}

/// What a mini-program got from its `getPhoneNumber` button.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WechatPhone {
    /// The code; good for one use within five minutes.
    #[schema(example = "e31968a7f94cc5ee25fafc2aef2773f0bb8c3937b22520eb8ee345274d00c144")]
    pub code: String,
}

impl Check for WechatPhone {
    fn check(&self, faults: &mut Faults) {
        faults.text("/code", &self.code, 200);
    }
}

/// Somebody who begins to write on a website.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewVisitor {
    /// The key of the widget that they see.
    #[schema(example = "w4f1c2b3a4d5e6f7")]
    pub widget: String,
}

impl Check for NewVisitor {
    fn check(&self, faults: &mut Faults) {
        faults.text("/widget", &self.widget, 60);
    }
}

/// What a customer is recognised by from now on.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VisitorToken {
    /// The token; send it as `Authorization: Bearer`. It is not stored and never shown again.
    pub token: String,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// Who a customer is to us, as they see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VisitorProfile {
    /// What they are called, when it is proven who they are.
    pub name: Option<String>,
    /// The end of their phone, when it is proven.
    pub phone_tail: Option<String>,
    /// Whether it is proven which customer they are: then they see everything of theirs, otherwise what they sent from here.
    pub proven: bool,
}

/// An inquiry that a customer sends.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnInquiryDraft {
    /// Where it comes in: the code of an open entrance. A widget has its own, and then none may be named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "course-message")]
    pub entrance: Option<String>,
    /// The answers to the entrance's form by the keys of its fields.
    #[serde(default)]
    pub form: FormAnswers,
    /// Their phone; needed as long as it is not known who they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "138 0013 8000")]
    pub phone: Option<String>,
    /// What they are called.
    #[serde(default)]
    pub name: String,
    /// Their words; they never change.
    #[schema(example = "请问暑期班还有名额吗？")]
    pub text: String,
}

impl Check for OwnInquiryDraft {
    fn check(&self, faults: &mut Faults) {
        if let Some(entrance) = &self.entrance {
            faults.text("/entrance", entrance, 60);
        }
        if self.form.len() > MAX_FIELDS {
            faults.add("/form", FieldCode::TooMany { max: MAX_FIELDS });
        }
        if let Some(phone) = &self.phone {
            faults.text("/phone", phone, 40);
        }
        faults.line("/name", &self.name, 60);
        faults.prose("/text", &self.text, 10_000);
    }
}

/// An inquiry as whoever sent it sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OwnInquiry {
    /// Its id.
    pub id: InquiryId,
    /// What the entrance is called by which it came in.
    pub entrance: String,
    /// Their words.
    pub text: String,
    /// How far the talk is.
    pub stage: WorkStage,
    /// Who answers, as the customer sees them.
    pub avatar: PublicAvatar,
    /// When it arrived.
    pub arrived_at: DateTime<Utc>,
}

/// An order as the customer sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OwnOrder {
    /// Its id.
    pub id: OrderId,
    /// What the business system calls it.
    pub external_id: String,
    /// What was ordered, above all.
    pub title: String,
    /// How far it is.
    pub state: OrderState,
    /// The currency of the amount.
    pub currency: String,
    /// What it costs, in minor units of money.
    pub amount: i64,
    /// When it was placed.
    pub placed_at: DateTime<Utc>,
    /// When it was paid.
    pub paid_at: Option<DateTime<Utc>>,
    /// Who takes care of it, as the customer sees them. As long as nobody does that is the default avatar; then it stays the same.
    pub avatar: PublicAvatar,
}

/// A widget as the page of a website shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PublicWidget {
    /// Its heading.
    pub name: String,
    /// What it says first.
    pub greeting: String,
    /// The colour of its head, as `#rrggbb`.
    pub colour: String,
    /// What is asked.
    pub fields: Vec<FormField>,
}
