//! A customer's timeline 时间线: everything that happened, newest first, append-only.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    followups::Way,
    ids::{EmployeeId, TimelineEntryId},
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
        /// They were the first to be given something of the customer's.
        FirstWork = "first_work",
        /// A redistribution.
        Redistributed = "redistributed",
        /// A redistribution was undone.
        Undone = "undone",
        /// A timer took the customer from who did not follow up.
        Timer = "timer",
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
    /// Its id; of a follow-up, an ownership period or an inquiry, the same as that one's.
    pub id: TimelineEntryId,
    /// When, by the server's clock.
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
