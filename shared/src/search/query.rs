//! What is looked for, by which conditions.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{SearchKind, Words};
use crate::{
    Check, Faults,
    customers::{CustomerStatus, Level},
    followups::Way,
    ids::{CityId, DistrictId, EmployeeId, InquiryCategoryId, ProductLineId},
    orders::OrderState,
    problem::FieldCode,
    work::{WorkStage, WorkStatus},
};

/// How many characters of words are looked for.
pub const MAX_WORDS: usize = 100;
/// In which years something may be looked for.
const YEARS: RangeInclusive<i32> = 1970..=2199;

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
