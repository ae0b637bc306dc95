//! Orders 订单: what customers bought, as the business system tells it, and who takes care of it.

mod deals;
mod merge;
mod push;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

pub use deals::{DealBy, DealQuery, DealRow, DealStatistics};
pub use merge::{OrderParts, Told, WholeOrder};
pub use push::{
    ExternalOrder, MAX_ITEMS, MAX_PUSHES, OrderContents, OrderCustomer, OrderItem, OrderItemDraft, OrderPart,
    OrderPush, OrderPushed, OrderPushes, PushOutcome, PushResult, check_external_id,
};

use crate::{
    Check, Faults,
    avatars::PublicAvatar,
    customers::Level,
    followups::FollowUp,
    ids::{CustomerId, EmployeeId, GroupId, OrderId, ProductLineId},
    inquiries::Possession,
    problem::Lang,
    text_enum,
    timeline::PersonRef,
    work::{GroupRef, WorkReason, WorkStatus},
};

text_enum! {
    /// How far an order is, as the business system tells it.
    pub enum OrderState {
        /// It was placed 已下单.
        Placed = "placed",
        /// It was paid 已付款.
        Paid = "paid",
        /// What was ordered is being done 服务中.
        InService = "in_service",
        /// Everything was done 已完成.
        Completed = "completed",
        /// It was called off 已取消.
        Cancelled = "cancelled",
        /// The money went back 已退款.
        Refunded = "refunded",
    }
}

impl OrderState {
    /// Whether nothing more is to be done: whoever takes care of the order is free for something else.
    pub const fn is_ended(self) -> bool {
        matches!(self, Self::Completed | Self::Cancelled | Self::Refunded)
    }

    /// Whether a deal is none any more.
    pub const fn takes_deal_off(self) -> bool {
        matches!(self, Self::Cancelled | Self::Refunded)
    }

    /// What a person reads for it.
    pub const fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::Placed => lang.pick("已下单", "Placed"),
            Self::Paid => lang.pick("已付款", "Paid"),
            Self::InService => lang.pick("服务中", "In service"),
            Self::Completed => lang.pick("已完成", "Completed"),
            Self::Cancelled => lang.pick("已取消", "Cancelled"),
            Self::Refunded => lang.pick("已退款", "Refunded"),
        }
    }
}

/// An order as others refer to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrderRef {
    /// Which.
    pub id: OrderId,
    /// What the business system calls it.
    pub external_id: String,
    /// What was ordered, above all.
    pub title: String,
}

/// An order as a list shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Order {
    /// Its id.
    pub id: OrderId,
    /// What the business system calls it.
    pub external_id: String,
    /// What was ordered, above all.
    pub title: String,
    /// How far it is.
    pub state: OrderState,
    /// The currency of its amounts.
    pub currency: String,
    /// What it costs, in minor units of money.
    pub amount: i64,
    /// The product line by which it went to a group.
    pub product_line_id: Option<ProductLineId>,
    /// That line's name.
    pub product_line: Option<String>,
    /// By which channel it came.
    pub channel: String,
    /// When it was placed, as the business system tells it.
    pub placed_at: DateTime<Utc>,
    /// When it was paid.
    pub paid_at: Option<DateTime<Utc>>,
    /// Whose.
    pub customer_id: CustomerId,
    /// The customer's name.
    pub customer: String,
    /// The customer's level.
    pub level: Level,
    /// How far whoever takes care of it is.
    pub status: WorkStatus,
    /// Who takes care of it, or did last.
    pub owner: Option<PersonRef>,
    /// The group by which it came to them.
    pub group: Option<GroupRef>,
    /// Why they were given it.
    pub reason: Option<WorkReason>,
    /// Since when they have it.
    pub since: Option<DateTime<Utc>>,
    /// When it arrived here.
    pub arrived_at: DateTime<Utc>,
    /// When it was first followed up.
    pub answered_at: Option<DateTime<Utc>>,
    /// When nothing was left to be done.
    pub done_at: Option<DateTime<Utc>>,
    /// Give it back when changing it.
    pub version: i64,
}

/// An order with everything that is known of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OrderDetail {
    /// The order.
    #[serde(flatten)]
    pub order: Order,
    /// What was ordered.
    pub items: Vec<OrderItem>,
    /// What else the customer said.
    pub note: String,
    /// The customer's phone.
    pub customer_phone: String,
    /// The customer's company.
    pub customer_company: String,
    /// Who owns the customer.
    pub customer_owner: Option<PersonRef>,
    /// When the customer was last followed up.
    pub customer_followed_up_at: Option<DateTime<Utc>>,
    /// The day on which it became a deal, by the tenant's calendar.
    pub deal_on: Option<NaiveDate>,
    /// Whose deal it is: who owned the customer when it was paid.
    pub deal_owner: Option<PersonRef>,
    /// Who took care of it before, newest first.
    pub history: Vec<Possession>,
    /// Whom the customer sees. As long as nobody takes care of it that is the default avatar; then it is decided once and stays.
    pub avatar: PublicAvatar,
    /// Whether the caller may follow it up, end and decline it.
    pub can_work: bool,
    /// Whether the caller may give it to somebody else.
    pub can_reassign: bool,
    /// Whether the caller may see the customer's page.
    pub can_see_customer: bool,
}

/// Which orders.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams, ToSchema)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct OrderQuery {
    /// Only those that are so far.
    pub state: Option<OrderState>,
    /// Only those with which whoever takes care of them is so far.
    pub status: Option<WorkStatus>,
    /// Only those that this person takes care of, or did last.
    pub owner_id: Option<EmployeeId>,
    /// Only those that came by this group.
    pub group_id: Option<GroupId>,
    /// Only those of this product line.
    pub product_line_id: Option<ProductLineId>,
    /// Only those of this customer.
    pub customer_id: Option<CustomerId>,
    /// Only those placed on this day of the tenant's calendar or later.
    pub placed_from: Option<NaiveDate>,
    /// Only those placed on this day or earlier.
    pub placed_to: Option<NaiveDate>,
    /// The beginning of what the business system calls it, or of the customer's name or phone.
    pub q: Option<String>,
    /// How many to give, up to 200.
    pub limit: Option<u32>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// A change of what somebody has in hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderStep {
    /// The version that was read.
    pub version: i64,
}

impl Check for OrderStep {
    fn check(&self, _: &mut Faults) {}
}

/// A follow-up of the customer whose order it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OrderFollowUp {
    /// The follow-up.
    #[serde(flatten)]
    pub follow_up: FollowUp,
    /// The order that it is about, when it is about one.
    pub order: Option<OrderRef>,
}

/// Which follow-ups of the customer whose order it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct OrderFollowUpQuery {
    /// Only those about this order.
    pub of_this_order: Option<bool>,
    /// How many rows, 1 to 200.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

/// Something that was told of an order that is not complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct IncompleteOrder {
    /// What the business system calls it.
    pub external_id: String,
    /// What is missing.
    pub missing: Vec<OrderPart>,
    /// Whose it is, as far as that is known.
    pub customer: Option<OrderCustomer>,
    /// What was ordered.
    pub contents: Option<OrderContents>,
    /// How far it is.
    pub state: Option<OrderState>,
    /// When it was placed.
    pub placed_at: Option<DateTime<Utc>>,
    /// When it was first told of.
    pub first_at: DateTime<Utc>,
    /// When it was last told of.
    pub last_at: DateTime<Utc>,
}
