//! Routes 去向: where a rule sends what it is for.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    ids::{EmployeeId, GroupId},
    text_enum,
};

text_enum! {
    /// Whose turn it is among those of a group who can take it.
    pub enum Strategy {
        /// In turn 轮流.
        RoundRobin = "round_robin",
        /// In turn, in proportion to the members' weights 加权轮流.
        WeightedRoundRobin = "weighted_round_robin",
        /// The one with the least open work for their capacity 负载最低.
        LeastLoaded = "least_loaded",
        /// The one who has waited longest for work 空闲最久.
        LongestIdle = "longest_idle",
        /// The customer's owner when they are in the group and can take it, otherwise in turn 熟人优先.
        Sticky = "sticky",
    }
}

/// Where a rule sends an arrival.
///
/// Nobody gets anything who is inactive, on leave or at capacity. `even_if_absent` lets it go to somebody who is busy,
/// away, offline or outside their working hours: it waits for them in their own list. That is what one wants of an owner,
/// so it is the default for the three routes to one person, and not what one wants of a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "to", rename_all = "snake_case", deny_unknown_fields)]
pub enum Route {
    /// The customer's present owner 熟客优先.
    StickyOwner {
        /// Also when they are not there now.
        #[serde(default = "yes")]
        even_if_absent: bool,
    },
    /// Who holds the customer's district 商圈负责人.
    DistrictOwner {
        /// Also when they are not there now.
        #[serde(default = "yes")]
        even_if_absent: bool,
    },
    /// A member of a group.
    Group {
        /// Which.
        group_id: GroupId,
        /// Whose turn it is.
        strategy: Strategy,
        /// Skills that the member must have, every one.
        #[serde(default)]
        skills: Vec<String>,
        /// Also members who are not there now.
        #[serde(default)]
        even_if_absent: bool,
    },
    /// One person.
    Person {
        /// Who.
        employee_id: EmployeeId,
        /// Also when they are not there now.
        #[serde(default = "yes")]
        even_if_absent: bool,
    },
    /// Nobody yet: it waits, and no later route or rule is tried.
    Queue {},
}

const fn yes() -> bool {
    true
}

impl Route {
    /// Its kind.
    pub const fn kind(&self) -> RouteKind {
        match self {
            Self::StickyOwner { .. } => RouteKind::StickyOwner,
            Self::DistrictOwner { .. } => RouteKind::DistrictOwner,
            Self::Group { .. } => RouteKind::Group,
            Self::Person { .. } => RouteKind::Person,
            Self::Queue {} => RouteKind::Queue,
        }
    }
}

text_enum! {
    /// A route, without its details.
    pub enum RouteKind {
        /// The customer's present owner.
        StickyOwner = "sticky_owner",
        /// Who holds the customer's district.
        DistrictOwner = "district_owner",
        /// A member of a group.
        Group = "group",
        /// One person.
        Person = "person",
        /// Nobody yet.
        Queue = "queue",
    }
}
