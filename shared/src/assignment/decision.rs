//! What was decided 决定: an owner, or that it waits.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    policy::{RouteKind, Strategy},
    rotation::Advance,
};
use crate::{
    ids::{EmployeeId, GroupId},
    text_enum,
};

/// A decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Decision {
    /// It has an owner.
    Assigned(Assigned),
    /// It waits in the queue.
    Waiting(Waiting),
}

impl Decision {
    /// The owner, if it has one.
    pub const fn owner(&self) -> Option<EmployeeId> {
        match self {
            Self::Assigned(assigned) => Some(assigned.owner),
            Self::Waiting(_) => None,
        }
    }
}

/// Who got it, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Assigned {
    /// Who.
    pub owner: EmployeeId,
    /// By which rule, counted from 0; absent for `otherwise`.
    pub rule: Option<u16>,
    /// By which of its routes, counted from 0.
    pub route: u16,
    /// What kind of route that is.
    pub kind: RouteKind,
    /// By which group.
    pub group: Option<GroupId>,
    /// By which strategy.
    pub strategy: Option<Strategy>,
    /// The turn in the group's rotation that goes with it; for whoever carries the decision out.
    #[serde(skip)]
    pub advance: Option<Advance>,
}

/// Why it waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Waiting {
    /// Why.
    pub reason: WaitReason,
    /// The rule that sent it to the queue, counted from 0; absent for `otherwise` and when no route is a queue.
    pub rule: Option<u16>,
}

text_enum! {
    /// Why something waits.
    pub enum WaitReason {
        /// A route says so, and none before it looked for anybody.
        Queue = "queue",
        /// There were routes for it, and none of them had anybody.
        NobodyAvailable = "nobody_available",
        /// The policy has nothing for it.
        NoRule = "no_rule",
    }
}
