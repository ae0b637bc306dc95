//! What a business system tells of an order: any part of it, in any order, as often as it likes.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::OrderState;
use crate::{
    Check, Faults,
    ids::{OrderId, ProductLineId},
    problem::{FieldCode, Problem},
    text_enum,
};

/// How many items an order may have.
pub const MAX_ITEMS: usize = 200;
/// How many orders one request may tell of.
pub const MAX_PUSHES: usize = 200;
/// How much an order may cost, in minor units of money.
pub const MAX_AMOUNT: i64 = 1_000_000_000_000_000;
/// How many of one thing may be ordered.
const MAX_QUANTITY: i64 = 1_000_000;
/// What one thing may cost at most, in minor units of money.
const MAX_UNIT_AMOUNT: i64 = 1_000_000_000_000;
/// How long the name is under which the business system knows an order, in characters.
const MAX_EXTERNAL_ID: usize = 100;

/// Tells of an order. What is absent stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderPush {
    /// Grows with every change in the business system: a counter, or the time of the change. Of each part the push with the
    /// greatest revision holds, whenever it arrives.
    #[schema(example = 1)]
    pub revision: i64,
    /// Whose it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<OrderCustomer>,
    /// What was ordered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contents: Option<OrderContents>,
    /// How far it is. An order that has ended does not begin again, whatever the revision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<OrderState>,
    /// When it was placed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placed_at: Option<DateTime<Utc>>,
    /// When it was paid: from then on it is a deal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_at: Option<DateTime<Utc>>,
    /// By which channel it came: a word of your own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "mini_program")]
    pub channel: Option<String>,
    /// What else the customer said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Whose an order is. They are found by phone; who is not known yet becomes a customer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderCustomer {
    /// The customer's phone.
    #[schema(example = "138 0013 8000")]
    pub phone: String,
    /// What a new customer is called.
    #[serde(default)]
    pub name: String,
}

/// What was ordered, and what it costs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderContents {
    /// The currency of all amounts, as ISO 4217 has it.
    #[schema(example = "CNY")]
    pub currency: String,
    /// What was ordered.
    pub items: Vec<OrderItemDraft>,
    /// What the whole order costs, in minor units, where that is not what its items come to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<i64>,
}

/// One line of an order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderItemDraft {
    /// The code of the product line that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product_line: Option<String>,
    /// What it is.
    #[schema(example = "Summer school, two weeks")]
    pub name: String,
    /// How many.
    #[schema(example = 1)]
    pub quantity: i64,
    /// What one costs, in minor units of money; negative for a discount.
    #[schema(example = 980_000)]
    pub unit_amount: i64,
}

impl OrderItemDraft {
    /// What the line costs, in minor units.
    pub const fn amount(&self) -> i64 {
        self.quantity.saturating_mul(self.unit_amount)
    }
}

impl OrderContents {
    /// What the order costs, in minor units.
    pub fn total(&self) -> i64 {
        self.amount.unwrap_or_else(|| self.items.iter().fold(0, |sum, item| sum.saturating_add(item.amount())))
    }

    /// The line by which the order is known and goes to a group: the one that costs most, of equal ones the first.
    pub fn main_item(&self) -> Option<&OrderItemDraft> {
        self.items.iter().rev().max_by_key(|item| item.amount())
    }

    fn check(&self, faults: &mut Faults) {
        if self.currency.len() != 3 || !self.currency.bytes().all(|b| b.is_ascii_uppercase()) {
            faults.add("/contents/currency", FieldCode::Malformed);
        }
        faults.many("/contents/items", &self.items, MAX_ITEMS);
        for (index, item) in self.items.iter().enumerate() {
            let at = |field: &str| format!("/contents/items/{index}/{field}");
            faults.text(&at("name"), &item.name, 200);
            if let Some(line) = &item.product_line {
                faults.text(&at("product_line"), line, 60);
            }
            in_range(faults, at("quantity"), item.quantity, 1, MAX_QUANTITY);
            in_range(faults, at("unit_amount"), item.unit_amount, -MAX_UNIT_AMOUNT, MAX_UNIT_AMOUNT);
        }
        let pointer = if self.amount.is_some() { "/contents/amount" } else { "/contents/items" };
        in_range(faults, pointer.to_owned(), self.total(), 0, MAX_AMOUNT);
    }
}

fn in_range(faults: &mut Faults, pointer: String, value: i64, min: i64, max: i64) {
    if !(min..=max).contains(&value) {
        faults.add(pointer, FieldCode::OutOfRange { min, max });
    }
}

impl Check for OrderPush {
    fn check(&self, faults: &mut Faults) {
        in_range(faults, "/revision".to_owned(), self.revision, 0, i64::MAX);
        if let Some(customer) = &self.customer {
            faults.text("/customer/phone", &customer.phone, 40);
            faults.line("/customer/name", &customer.name, 60);
        }
        if let Some(contents) = &self.contents {
            contents.check(faults);
        }
        // A deal has a day.
        if self.state == Some(OrderState::Paid) && self.paid_at.is_none() {
            faults.add("/paid_at", FieldCode::Required);
        }
        if let Some(channel) = &self.channel {
            faults.text("/channel", channel, 60);
        }
        if let Some(note) = self.note.as_ref().filter(|note| !note.is_empty()) {
            faults.prose("/note", note, 4000);
        }
    }
}

/// Whether this can be the name under which a business system knows an order.
pub fn check_external_id(faults: &mut Faults, pointer: &str, external_id: &str) {
    faults.text(pointer, external_id, MAX_EXTERNAL_ID);
}

/// Tells of one of several orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExternalOrder {
    /// What the business system calls it.
    #[schema(example = "SO-2026-000123")]
    pub external_id: String,
    /// What is told of it.
    pub push: OrderPush,
}

/// Tells of several orders. Each is taken or refused by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderPushes {
    /// The pushes, at most 200, in the order in which they are taken.
    pub orders: Vec<ExternalOrder>,
}

impl Check for OrderPushes {
    fn check(&self, faults: &mut Faults) {
        faults.many("/orders", &self.orders, MAX_PUSHES);
    }
}

text_enum! {
    /// What an order must have before it is one.
    pub enum OrderPart {
        /// Whose it is.
        Customer = "customer",
        /// What was ordered.
        Contents = "contents",
        /// When it was placed.
        PlacedAt = "placed_at",
    }
}

text_enum! {
    /// What a push did.
    pub enum PushOutcome {
        /// The order is complete and was given to somebody, or waits for somebody.
        Placed = "placed",
        /// The order is another one now.
        Changed = "changed",
        /// It was kept until the rest of the order arrives.
        Kept = "kept",
        /// All that it says was known, or is told otherwise by a later revision.
        Unchanged = "unchanged",
    }
}

/// What became of a push.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrderPushed {
    /// What the business system calls the order.
    pub external_id: String,
    /// What the push did.
    pub outcome: PushOutcome,
    /// The order, once it is complete.
    pub order_id: Option<OrderId>,
    /// What is missing until it is.
    pub missing: Vec<OrderPart>,
}

/// What became of one of several pushes: either of the two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PushResult {
    /// What the business system calls the order.
    pub external_id: String,
    /// What it did.
    pub pushed: Option<OrderPushed>,
    /// Why it was refused; the pointers begin at the push.
    pub problem: Option<Problem>,
}

/// One line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrderItem {
    /// The product line that it belongs to.
    pub product_line_id: Option<ProductLineId>,
    /// That line's name.
    pub product_line: Option<String>,
    /// What it is.
    pub name: String,
    /// How many.
    pub quantity: i64,
    /// What one costs, in minor units of money.
    pub unit_amount: i64,
}
