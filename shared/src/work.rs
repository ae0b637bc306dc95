//! Work items 工作项: what people have in hand. An inquiry or an order is one.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    Check, Faults,
    assignment::{decision::WaitReason, policy::CaseKind},
    ids::{CaseId, DecisionId, EmployeeId, GroupId},
    policies::ExplainedCase,
    text_enum,
    timeline::PersonRef,
};

text_enum! {
    /// How far a work item is.
    pub enum WorkStatus {
        /// Nobody has it; it is in the queue 排队中.
        Waiting = "waiting",
        /// Somebody has it in hand 处理中.
        Open = "open",
        /// It is done 已完成.
        Done = "done",
    }
}

text_enum! {
    /// How far the talk with the customer is, beside who has it in hand.
    pub enum WorkStage {
        /// Not answered yet 新咨询.
        New = "new",
        /// The customer waits for an answer 待答复.
        Open = "open",
        /// Answered: it is the customer's turn 等待客户.
        WaitingForCustomer = "waiting_for_customer",
        /// Resolved; what the customer says within some days opens it again 已解决.
        Resolved = "resolved",
        /// Closed for good 已关闭.
        Closed = "closed",
        /// It was resolved, and is not any more 重新打开.
        Reopened = "reopened",
    }
}

/// For how many days after it was resolved a message of the customer opens it again; then it closes by itself.
pub const REOPEN_DAYS: i64 = 7;

text_enum! {
    /// Why somebody was given a work item.
    pub enum WorkReason {
        /// The policy decided so when it arrived.
        Policy = "policy",
        /// The policy decided so after it had waited.
        QueueDrained = "queue_drained",
        /// Somebody gave it to them.
        ByHand = "by_hand",
        /// Whoever had it left.
        Departure = "departure",
        /// A redistribution.
        Redistributed = "redistributed",
        /// A redistribution was undone.
        Undone = "undone",
        /// A timer took it from who did not answer.
        Timer = "timer",
    }
}

/// A group as others see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GroupRef {
    /// Which.
    pub id: GroupId,
    /// Its name.
    pub name: String,
}

/// A decision of the engine, as it was made and written down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DecisionMade {
    /// Its id.
    pub id: DecisionId,
    /// About what.
    pub case: CaseId,
    /// What that is.
    pub kind: CaseKind,
    /// When.
    pub at: DateTime<Utc>,
    /// By which version of the policy, and why, with everything that one needs to read it.
    #[serde(flatten)]
    pub explained: ExplainedCase,
}

/// Somebody or something that waits for an owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Waiter {
    /// Which customer, inquiry or order.
    pub case: CaseId,
    /// What that is.
    pub kind: CaseKind,
    /// The customer's name.
    pub customer: String,
    /// What it is about: the beginning of the words of an inquiry, what was ordered above all, the district of a
    /// customer.
    pub about: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Why.
    pub reason: WaitReason,
    /// The groups that could have it.
    pub groups: Vec<GroupRef>,
    /// The people who could have it.
    pub people: Vec<PersonRef>,
}

/// Gives a work item to somebody by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandWork {
    /// To whom.
    pub owner_id: EmployeeId,
    /// Give it even if they then have more open than their capacity; needs the permission `work.over_capacity`.
    #[serde(default)]
    pub over_capacity: bool,
    /// The version that was read.
    pub version: i64,
}

impl Check for HandWork {
    fn check(&self, _: &mut Faults) {}
}
