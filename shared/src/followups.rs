//! Follow-ups 跟进 and the reminder they feed.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    Check, Faults,
    customers::Customer,
    ids::{CustomerId, EmployeeId, FollowUpId},
    problem::Lang,
    text_enum,
    timeline::PersonRef,
};

text_enum! {
    /// How a customer was contacted.
    pub enum Way {
        /// By WeChat 微信.
        Wechat = "wechat",
        /// By telephone 电话.
        Phone = "phone",
        /// In their shop 到店.
        StoreVisit = "store_visit",
    }
}

impl Way {
    /// What a person reads for it.
    pub const fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::Wechat => lang.pick("微信", "WeChat"),
            Self::Phone => lang.pick("电话", "Phone"),
            Self::StoreVisit => lang.pick("到店", "Store visit"),
        }
    }
}

/// A new follow-up. Its time is the server's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowUpDraft {
    /// How.
    pub way: Way,
    /// What was said and agreed.
    pub content: String,
}

impl Check for FollowUpDraft {
    fn check(&self, faults: &mut Faults) {
        faults.prose("/content", &self.content, 4000);
    }
}

/// A follow-up as it was written; it never changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FollowUp {
    /// Its id.
    pub id: FollowUpId,
    /// Of which customer.
    pub customer_id: CustomerId,
    /// When, by the server's clock.
    pub at: DateTime<Utc>,
    /// How.
    pub way: Way,
    /// What was said and agreed.
    pub content: String,
    /// Who wrote it.
    pub author: PersonRef,
}

text_enum! {
    /// Which part of the board.
    pub enum DueWhen {
        /// The day has passed.
        Overdue = "overdue",
        /// It is today.
        Today = "today",
    }
}

/// Which customers of the board to list, longest overdue first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DueQuery {
    /// Only overdue, or only due today; absent: both.
    #[param(inline)]
    pub when: Option<DueWhen>,
    /// Only those of this owner.
    pub owner: Option<EmployeeId>,
    /// How many rows, 1 to 200.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

/// A customer who waits for a follow-up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DueCustomer {
    /// The customer.
    pub customer: Customer,
    /// How many days the follow-up is overdue; 0 when it is due today.
    pub days_overdue: i64,
}

/// How much of each agent's work is due.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DueCounts {
    /// The tenant's calendar day that counts as today.
    pub today: NaiveDate,
    /// Overdue, of all in scope.
    pub overdue: i64,
    /// Due today, of all in scope.
    pub due_today: i64,
    /// By owner, most overdue first; at most 200.
    pub by_owner: Vec<OwnerDue>,
}

/// How much of one agent's work is due.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OwnerDue {
    /// Whose.
    pub owner: PersonRef,
    /// Overdue.
    pub overdue: i64,
    /// Due today.
    pub due_today: i64,
    /// All their customers.
    pub customers: i64,
}
