//! Search 搜索: customers, inquiries, orders and follow-ups by any combination of conditions about all four.

mod words;

use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

pub use words::{Words, excerpt, tokens};

use crate::{
    Check, Faults,
    customers::{Customer, CustomerStatus, Level},
    followups::{FollowUp, Way},
    ids::{CityId, CustomerId, DistrictId, EmployeeId, InquiryCategoryId, ProductLineId},
    inquiries::Inquiry,
    orders::{Order, OrderState},
    permissions::Permission,
    problem::{FieldCode, Lang},
    text_enum,
    timeline::PersonRef,
    work::{WorkStage, WorkStatus},
};

/// How many characters of words are looked for.
pub const MAX_WORDS: usize = 100;
/// In which years something may be looked for.
const YEARS: RangeInclusive<i32> = 1970..=2199;

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

/// What to look for. All conditions hold. Those about another kind than the one that is looked for hold for something of the
/// same customer: all those of one kind for one and the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, IntoParams, ToSchema)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct SearchQuery {
    /// What is looked for.
    #[param(inline)]
    pub find: SearchKind,
    /// The beginning of the customer's name, company, phone (or its last four digits), pinyin or initials.
    pub customer: Option<String>,
    /// Words in the customer's name, company, address or registration.
    pub customer_words: Option<String>,
    /// Where the customer stands.
    pub customer_status: Option<CustomerStatus>,
    /// How much the customer matters.
    pub customer_level: Option<Level>,
    /// The customer's district.
    pub customer_district: Option<DistrictId>,
    /// The city of the customer's district.
    pub customer_city: Option<CityId>,
    /// Who owns the customer.
    pub customer_owner: Option<EmployeeId>,
    /// Where the customer came from, as it was told.
    pub customer_source: Option<String>,
    /// The customer registered on this day of the tenant's calendar or later.
    pub customer_from: Option<NaiveDate>,
    /// The customer registered on this day or earlier.
    pub customer_to: Option<NaiveDate>,
    /// The customer was not followed up for at least so many days.
    pub customer_idle_days: Option<u32>,
    /// Words in the inquiry, its form or its conversation.
    pub inquiry_words: Option<String>,
    /// Who has the inquiry is so far.
    pub inquiry_status: Option<WorkStatus>,
    /// The talk with the customer is so far.
    pub inquiry_stage: Option<WorkStage>,
    /// The inquiry came in by the entrance with this code.
    pub inquiry_entrance: Option<String>,
    /// The inquiry is filed under this.
    pub inquiry_category: Option<InquiryCategoryId>,
    /// What the inquiry is about.
    pub inquiry_product_line: Option<ProductLineId>,
    /// Who has the inquiry, or had it last.
    pub inquiry_owner: Option<EmployeeId>,
    /// The inquiry arrived on this day or later.
    pub inquiry_from: Option<NaiveDate>,
    /// The inquiry arrived on this day or earlier.
    pub inquiry_to: Option<NaiveDate>,
    /// The beginning of what the business system calls the order.
    pub order_number: Option<String>,
    /// Words in the order's number, items or remark.
    pub order_words: Option<String>,
    /// How far the order is.
    pub order_state: Option<OrderState>,
    /// The product line by which the order went to a group.
    pub order_product_line: Option<ProductLineId>,
    /// Who takes care of the order, or did last.
    pub order_owner: Option<EmployeeId>,
    /// The currency of the order.
    pub order_currency: Option<String>,
    /// The order costs at least this, in minor units of `order_currency`.
    pub order_amount_from: Option<i64>,
    /// The order costs at most this, in minor units of `order_currency`.
    pub order_amount_to: Option<i64>,
    /// The order was placed on this day or later.
    pub order_from: Option<NaiveDate>,
    /// The order was placed on this day or earlier.
    pub order_to: Option<NaiveDate>,
    /// Words in the follow-up.
    pub follow_up_words: Option<String>,
    /// How the customer was contacted.
    pub follow_up_way: Option<Way>,
    /// Who wrote the follow-up.
    pub follow_up_author: Option<EmployeeId>,
    /// The follow-up was written on this day or later.
    pub follow_up_from: Option<NaiveDate>,
    /// The follow-up was written on this day or earlier.
    pub follow_up_to: Option<NaiveDate>,
    /// How many rows, 1 to 200.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl Default for SearchQuery {
    fn default() -> Self {
        Self::of(SearchKind::Customers)
    }
}

impl SearchQuery {
    /// A search without conditions.
    pub const fn of(find: SearchKind) -> Self {
        Self {
            find,
            customer: None,
            customer_words: None,
            customer_status: None,
            customer_level: None,
            customer_district: None,
            customer_city: None,
            customer_owner: None,
            customer_source: None,
            customer_from: None,
            customer_to: None,
            customer_idle_days: None,
            inquiry_words: None,
            inquiry_status: None,
            inquiry_stage: None,
            inquiry_entrance: None,
            inquiry_category: None,
            inquiry_product_line: None,
            inquiry_owner: None,
            inquiry_from: None,
            inquiry_to: None,
            order_number: None,
            order_words: None,
            order_state: None,
            order_product_line: None,
            order_owner: None,
            order_currency: None,
            order_amount_from: None,
            order_amount_to: None,
            order_from: None,
            order_to: None,
            follow_up_words: None,
            follow_up_way: None,
            follow_up_author: None,
            follow_up_from: None,
            follow_up_to: None,
            limit: None,
            cursor: None,
        }
    }

    /// The names of the conditions about things of this kind that are set.
    pub fn conditions(&self, about: SearchKind) -> Vec<&'static str> {
        let set: &[(&'static str, bool)] = match about {
            SearchKind::Customers => &[
                ("customer", self.customer.is_some()),
                ("customer_words", self.customer_words.is_some()),
                ("customer_status", self.customer_status.is_some()),
                ("customer_level", self.customer_level.is_some()),
                ("customer_district", self.customer_district.is_some()),
                ("customer_city", self.customer_city.is_some()),
                ("customer_owner", self.customer_owner.is_some()),
                ("customer_source", self.customer_source.is_some()),
                ("customer_from", self.customer_from.is_some()),
                ("customer_to", self.customer_to.is_some()),
                ("customer_idle_days", self.customer_idle_days.is_some()),
            ],
            SearchKind::Inquiries => &[
                ("inquiry_words", self.inquiry_words.is_some()),
                ("inquiry_status", self.inquiry_status.is_some()),
                ("inquiry_stage", self.inquiry_stage.is_some()),
                ("inquiry_entrance", self.inquiry_entrance.is_some()),
                ("inquiry_category", self.inquiry_category.is_some()),
                ("inquiry_product_line", self.inquiry_product_line.is_some()),
                ("inquiry_owner", self.inquiry_owner.is_some()),
                ("inquiry_from", self.inquiry_from.is_some()),
                ("inquiry_to", self.inquiry_to.is_some()),
            ],
            SearchKind::Orders => &[
                ("order_number", self.order_number.is_some()),
                ("order_words", self.order_words.is_some()),
                ("order_state", self.order_state.is_some()),
                ("order_product_line", self.order_product_line.is_some()),
                ("order_owner", self.order_owner.is_some()),
                ("order_currency", self.order_currency.is_some()),
                ("order_amount_from", self.order_amount_from.is_some()),
                ("order_amount_to", self.order_amount_to.is_some()),
                ("order_from", self.order_from.is_some()),
                ("order_to", self.order_to.is_some()),
            ],
            SearchKind::FollowUps => &[
                ("follow_up_words", self.follow_up_words.is_some()),
                ("follow_up_way", self.follow_up_way.is_some()),
                ("follow_up_author", self.follow_up_author.is_some()),
                ("follow_up_from", self.follow_up_from.is_some()),
                ("follow_up_to", self.follow_up_to.is_some()),
            ],
        };
        set.iter().filter(|(_, is_set)| *is_set).map(|(name, _)| *name).collect()
    }

    /// The words that are looked for in the texts of things of this kind.
    pub fn words(&self, about: SearchKind) -> Option<&str> {
        match about {
            SearchKind::Customers => self.customer_words.as_deref(),
            SearchKind::Inquiries => self.inquiry_words.as_deref(),
            SearchKind::Orders => self.order_words.as_deref(),
            SearchKind::FollowUps => self.follow_up_words.as_deref(),
        }
    }

    /// The same search without a place in it.
    #[must_use]
    pub fn from_the_beginning(&self) -> Self {
        Self { limit: None, cursor: None, ..self.clone() }
    }
}

impl Check for SearchQuery {
    fn check(&self, faults: &mut Faults) {
        let words = [
            ("/customer_words", &self.customer_words),
            ("/inquiry_words", &self.inquiry_words),
            ("/order_words", &self.order_words),
            ("/follow_up_words", &self.follow_up_words),
        ];
        for (pointer, text) in words {
            if let Some(text) = text {
                faults.text(pointer, text, MAX_WORDS);
                if !text.trim().is_empty() && Words::of(text).tokens().is_empty() {
                    faults.add(pointer, FieldCode::TooShort { min: 2 });
                }
            }
        }
        let texts = [
            ("/customer", &self.customer),
            ("/customer_source", &self.customer_source),
            ("/inquiry_entrance", &self.inquiry_entrance),
            ("/order_number", &self.order_number),
            ("/order_currency", &self.order_currency),
        ];
        for (pointer, text) in texts {
            if let Some(text) = text {
                faults.text(pointer, text, MAX_WORDS);
            }
        }
        let days = [
            ("/customer_from", self.customer_from),
            ("/customer_to", self.customer_to),
            ("/inquiry_from", self.inquiry_from),
            ("/inquiry_to", self.inquiry_to),
            ("/order_from", self.order_from),
            ("/order_to", self.order_to),
            ("/follow_up_from", self.follow_up_from),
            ("/follow_up_to", self.follow_up_to),
        ];
        for (pointer, day) in days {
            if day.is_some_and(|day| !YEARS.contains(&day.year())) {
                faults.add(pointer, FieldCode::OutOfRange { min: (*YEARS.start()).into(), max: (*YEARS.end()).into() });
            }
        }
        let has_amount = self.order_amount_from.is_some() || self.order_amount_to.is_some();
        if has_amount && self.order_currency.is_none() {
            faults.add("/order_currency", FieldCode::Required);
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
