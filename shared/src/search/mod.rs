//! Search 搜索: customers, inquiries, orders and follow-ups by any combination of conditions about all four.

mod query;
mod words;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

pub use query::{MAX_WORDS, SearchQuery};
pub use words::{Words, excerpt, tokens};

use crate::{
    Check, Faults,
    customers::{Customer, Level},
    followups::FollowUp,
    ids::CustomerId,
    inquiries::Inquiry,
    orders::Order,
    permissions::Permission,
    problem::Lang,
    text_enum,
    timeline::PersonRef,
};

text_enum! {
    /// What is looked for.
    pub enum SearchKind {
        /// Customers 客户.
        Customers = "customers",
        /// Inquiries 咨询.
        Inquiries = "inquiries",
        /// Orders 订单.
        Orders = "orders",
        /// Follow-ups 跟进.
        FollowUps = "follow_ups",
    }
}

impl SearchKind {
    /// The permission by which one sees them; its scope is what is searched.
    pub const fn permission(self) -> Permission {
        match self {
            Self::Customers | Self::FollowUps => Permission::CustomerRead,
            Self::Inquiries => Permission::InquiryRead,
            Self::Orders => Permission::OrderRead,
        }
    }
}

text_enum! {
    /// Which text of what was found has the words.
    pub enum SearchField {
        /// A customer's name.
        Name = "name",
        /// A customer's shop or company.
        Company = "company",
        /// A customer's address.
        Address = "address",
        /// What else a registration said.
        Attribute = "attribute",
        /// The customer's original words of an inquiry.
        Words = "words",
        /// An answer to the form of an entrance.
        Answer = "answer",
        /// What the customer said later.
        Message = "message",
        /// What was replied.
        Reply = "reply",
        /// A note for colleagues.
        Note = "note",
        /// What the business system calls an order.
        Number = "number",
        /// Something that was ordered.
        Item = "item",
        /// What else was said with an order.
        Remark = "remark",
        /// What a follow-up says.
        Content = "content",
    }
}

impl SearchField {
    /// What a person reads for it.
    pub const fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::Name => lang.pick("姓名", "Name"),
            Self::Company => lang.pick("公司", "Company"),
            Self::Address => lang.pick("地址", "Address"),
            Self::Attribute => lang.pick("登记信息", "Registration"),
            Self::Words => lang.pick("原话", "Inquiry"),
            Self::Answer => lang.pick("表单", "Form"),
            Self::Message => lang.pick("客户消息", "Customer"),
            Self::Reply => lang.pick("回复", "Reply"),
            Self::Note => lang.pick("内部备注", "Note"),
            Self::Number => lang.pick("订单号", "Order no."),
            Self::Item => lang.pick("商品", "Item"),
            Self::Remark => lang.pick("订单备注", "Remark"),
            Self::Content => lang.pick("跟进", "Follow-up"),
        }
    }
}

/// A part of a text, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Mark {
    /// Where it begins, counted from 0 in Unicode characters.
    pub from: usize,
    /// Where it ends, exclusive.
    pub to: usize,
}

/// A text in which the words stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SearchMatch {
    /// In what kind of thing.
    pub kind: SearchKind,
    /// Which one: its id.
    pub id: String,
    /// In which of its texts.
    pub field: SearchField,
    /// The part of the text that has the words.
    pub excerpt: String,
    /// Where the words stand in `excerpt`.
    pub marks: Vec<Mark>,
}

/// The customer whose a row is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SearchCustomer {
    /// Which.
    pub id: CustomerId,
    /// Their name.
    pub name: String,
    /// How much they matter.
    pub level: Level,
    /// Their phone, in E.164; only for who may see the customer.
    pub phone: Option<String>,
    /// Who owns them; only for who may see the customer.
    pub owner: Option<PersonRef>,
    /// Whether the caller may see the customer's page.
    pub can_see: bool,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SearchRow {
    /// A customer.
    Customer(Box<Customer>),
    /// An inquiry.
    Inquiry(Box<Inquiry>),
    /// An order.
    Order(Box<Order>),
    /// A follow-up.
    FollowUp(Box<FollowUp>),
}

impl SearchRow {
    /// Its id, as text.
    pub fn id(&self) -> String {
        match self {
            Self::Customer(row) => row.id.to_string(),
            Self::Inquiry(row) => row.id.to_string(),
            Self::Order(row) => row.id.to_string(),
            Self::FollowUp(row) => row.id.to_string(),
        }
    }
}

/// Something that was found, whose it is and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Found {
    /// What.
    pub row: SearchRow,
    /// Whose.
    pub customer: SearchCustomer,
    /// Which texts have the words that were asked for; of it itself, or of what its customer has.
    pub matches: Vec<SearchMatch>,
}

/// A part of what was found, the newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SearchPage {
    /// What was found.
    pub items: Vec<Found>,
    /// Give this as `cursor` to go on; absent when everything has been looked through.
    pub next_cursor: Option<String>,
    /// Set when the page is not full because enough was looked through for one request: everything from then on has been, and
    /// `next_cursor` goes on before it.
    pub searched_through: Option<DateTime<Utc>>,
}

/// A text to be found quickly.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct QuickQuery {
    /// A phone, a name, its pinyin or initials, an order's number, or words.
    pub q: String,
}

impl Check for QuickQuery {
    fn check(&self, faults: &mut Faults) {
        faults.text("/q", &self.q, MAX_WORDS);
    }
}

/// The first of each kind that a text finds; nothing of kinds that one may not read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct QuickFound {
    /// What was found, kind by kind.
    pub items: Vec<Found>,
}
