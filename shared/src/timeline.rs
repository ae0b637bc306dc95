//! A customer's timeline 时间线: everything that happened, newest first, append-only.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    assignment::policy::{CaseKind, TimerAction, TimerWatch},
    behaviour::BehaviourDay,
    followups::Way,
    ids::{CaseId, DecisionId, EmployeeId, TimelineEntryId},
    orders::{OrderRef, OrderState},
    text_enum,
};

text_enum! {
    /// What an entry is about.
    pub enum TimelineKind {
        /// The customer registered.
        Registered = "registered",
        /// A registration came again.
        RegisteredAgain = "registered_again",
        /// A reviewer approved.
        Approved = "approved",
        /// A reviewer rejected.
        Rejected = "rejected",
        /// The owner changed.
        Ownership = "ownership",
        /// Someone followed up.
        FollowUp = "follow_up",
        /// Facts were edited.
        Edited = "edited",
        /// The customer asked something.
        Inquiry = "inquiry",
        /// An order of the customer's arrived.
        Order = "order",
        /// An order of the customer's is in another state, or was paid.
        OrderChanged = "order_changed",
        /// Something was said in the conversation about an inquiry; `content` begins like it, and who did it is absent for the
        /// customer.
        Message = "message",
        /// An inquiry was resolved.
        InquiryResolved = "inquiry_resolved",
        /// A resolved inquiry was opened again.
        InquiryReopened = "inquiry_reopened",
        /// A timer reminded the owner.
        TimerReminded = "timer_reminded",
        /// A timer told the owner's lead.
        TimerLeadTold = "timer_lead_told",
        /// A timer let somebody else have it.
        TimerReassigned = "timer_reassigned",
        /// A timer would have let somebody else have it, but there was nobody: it stays, and the lead was told.
        TimerKept = "timer_kept",
        /// Another customer, found to be the same person, became part of this one; `content` says who and why.
        Merged = "merged",
        /// That was undone.
        Unmerged = "unmerged",
        /// What the customer did on one day, as the business system told of it: one entry for each day.
        Behaviour = "behaviour",
    }
}

text_enum! {
    /// Why an ownership began or ended.
    pub enum OwnershipReason {
        /// The registration was approved and the district's agent took over.
        Approval = "approval",
        /// The district got an agent while the customer waited.
        QueueDrained = "queue_drained",
        /// The district moved to another agent.
        DistrictMoved = "district_moved",
        /// The customer moved to another district.
        DistrictChanged = "district_changed",
        /// Someone handed the customer over.
        HandedOver = "handed_over",
        /// The owner left.
        Departure = "departure",
        /// The assignment policy decided so.
        Policy = "policy",
        /// Whoever entered the customer named them.
        Named = "named",
        /// They were the first to be given something of the customer's.
        FirstWork = "first_work",
        /// A redistribution.
        Redistributed = "redistributed",
        /// A redistribution was undone.
        Undone = "undone",
        /// A timer took the customer from who did not follow up.
        Timer = "timer",
        /// A customer of theirs became part of this one.
        Merged = "merged",
        /// A merge of customers was undone.
        Unmerged = "unmerged",
    }
}

/// A person as others see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PersonRef {
    /// Who.
    pub id: EmployeeId,
    /// Their name.
    pub name: String,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TimelineEntry {
    /// Its id; of a follow-up, an ownership period, an inquiry or an order that arrived, the same as that one's. That of a day's
    /// behaviour is made of when they did something last, and grows with it.
    pub id: TimelineEntryId,
    /// When, by the server's clock; of a day's behaviour, when they did something last, by the business system's.
    pub at: DateTime<Utc>,
    /// What it is about.
    pub kind: TimelineKind,
    /// Who did it; absent for the system or an integrator.
    pub by: Option<PersonRef>,
    /// How the follow-up was made.
    pub way: Option<Way>,
    /// The words of a follow-up, or the reason of a rejection.
    pub content: Option<String>,
    /// The new owner, of an ownership entry; absent when nobody.
    pub owner: Option<PersonRef>,
    /// Why the owner changed.
    pub ownership_reason: Option<OwnershipReason>,
    /// The names of the edited fields.
    #[serde(default)]
    pub fields: Vec<String>,
    /// The order that it is about; of the two kinds about orders, and of follow-ups of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderRef>,
    /// How far the order was then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_state: Option<OrderState>,
    /// The inquiry, of what happened to one after it came in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseId>,
    /// The step of a timer; of the four kinds about timers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timer: Option<TimerStep>,
    /// What they did on that day; of the kind about behaviour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub behaviour: Option<BehaviourDay>,
}

/// A step of a timer 计时规则.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TimerStep {
    /// What was waited for.
    pub watch: TimerWatch,
    /// The key of the timer.
    pub key: String,
    /// What people called it then.
    pub name: String,
    /// Which of its stages, counted from 0.
    pub stage: u16,
    /// What that stage does.
    pub then: TimerAction,
    /// After how many working minutes it was to come.
    pub after_minutes: u32,
    /// Since when was waited.
    pub since: DateTime<Utc>,
    /// How many minutes of the owner's working hours had passed.
    pub waited_minutes: u32,
    /// The inquiry or order that was not answered; absent for a customer who was not followed up.
    pub case: Option<CaseId>,
    /// Which of the two it is.
    #[serde(default)]
    pub case_kind: Option<CaseKind>,
    /// Whose time it was.
    pub owner: PersonRef,
    /// Who was told: the owner, or their leads; empty when there was nobody to tell.
    pub told: Vec<PersonRef>,
    /// Who has it now, when it was reassigned.
    pub new_owner: Option<PersonRef>,
    /// The decision about who else could have it, of a stage that reassigns.
    pub decision: Option<DecisionId>,
}

/// Which entries to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TimelineQuery {
    /// Only this kind.
    pub kind: Option<TimelineKind>,
    /// How many rows, 1 to 200.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}
