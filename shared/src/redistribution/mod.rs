//! Redistribution 重新分配: transfer, departure and leave as one step. What is moved, to whom, and what that comes to.

mod split;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    Check, Faults,
    customers::Level,
    ids::{DistrictId, EmployeeId, GroupId, RedistributionId},
    problem::{FieldCode, Lang},
    text_enum,
    timeline::PersonRef,
};

pub use split::{Taker, shares, spread};

/// The greatest weight of somebody who is named as a target.
pub const MAX_WEIGHT: u32 = 100;

text_enum! {
    /// Why work is given to others.
    pub enum RedistributionReason {
        /// Work is shared out anew 转移.
        Transfer = "transfer",
        /// Somebody leaves the company 离职.
        Departure = "departure",
        /// Somebody is away for a while 休假.
        Leave = "leave",
    }
}

impl RedistributionReason {
    /// What a person reads for it.
    pub const fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::Transfer => lang.pick("转移", "Transfer"),
            Self::Departure => lang.pick("离职交接", "Departure"),
            Self::Leave => lang.pick("休假交接", "Leave"),
        }
    }
}

text_enum! {
    /// What is moved.
    pub enum Moving {
        /// Customers.
        Customers = "customers",
        /// Open work items.
        Work = "work",
        /// Both.
        Both = "both",
    }
}

impl Moving {
    /// Whether customers are.
    pub const fn has_customers(self) -> bool {
        matches!(self, Self::Customers | Self::Both)
    }

    /// Whether open work items are.
    pub const fn has_work(self) -> bool {
        matches!(self, Self::Work | Self::Both)
    }
}

/// From where it comes; of that, what the caller reaches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum RedistributionSource {
    /// What one agent has.
    Agent {
        /// Who.
        agent_id: EmployeeId,
    },
    /// The customers of these districts, whoever owns them, and their open work, whoever has it.
    Districts {
        /// Which, at most 5,000.
        district_ids: Vec<DistrictId>,
    },
    /// The open work that came to people by this group.
    Group {
        /// Which.
        group_id: GroupId,
    },
    /// The customers of whom all this is true, and their open work, whoever has it.
    Filter {
        /// Of this district.
        #[serde(default)]
        district_id: Option<DistrictId>,
        /// Of this owner.
        #[serde(default)]
        owner_id: Option<EmployeeId>,
        /// Of this level.
        #[serde(default)]
        level: Option<Level>,
        /// Not followed up for at least so many days.
        #[serde(default)]
        idle_days: Option<u32>,
    },
}

/// To whom it goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum RedistributionTargets {
    /// To these agents, so that they have as much as their weights say in the end.
    Agents {
        /// Who, at most 200.
        agents: Vec<TargetAgent>,
    },
    /// To the members of a group who are not paused and not on leave, by their weights in it.
    Group {
        /// Which.
        group_id: GroupId,
    },
    /// To whom the policy in force says, each customer and each work item on its own. The agent from whom it is taken gets
    /// nothing of it back. A customer for whom the policy has nobody stays; such a work item waits.
    Policy {},
}

/// An agent who takes something over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TargetAgent {
    /// Who, an active agent.
    pub agent_id: EmployeeId,
    /// How much they shall have in proportion to the others, 1 to 100.
    #[serde(default = "one")]
    #[schema(example = 1)]
    pub weight: u32,
}

const fn one() -> u32 {
    1
}

/// A redistribution to look at before it is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RedistributionPlan {
    /// From where.
    pub source: RedistributionSource,
    /// What; a group has work only.
    pub moving: Moving,
    /// To whom.
    pub targets: RedistributionTargets,
}

impl Check for RedistributionPlan {
    fn check(&self, faults: &mut Faults) {
        check_plan(&self.source, self.moving, &self.targets, faults);
    }
}

/// A redistribution to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRedistribution {
    /// From where.
    pub source: RedistributionSource,
    /// What; a group has work only.
    pub moving: Moving,
    /// To whom.
    pub targets: RedistributionTargets,
    /// Why.
    pub reason: RedistributionReason,
    /// Why, in words for the colleagues.
    pub note: String,
    /// Do it even if somebody then has more open than their capacity; needs the permission `work.over_capacity`.
    #[serde(default)]
    pub over_capacity: bool,
    /// The `token` of the preview that was confirmed; when it no longer fits, nothing is done.
    pub confirm: String,
}

impl NewRedistribution {
    /// What is to be done, without why.
    pub fn plan(&self) -> RedistributionPlan {
        RedistributionPlan { source: self.source.clone(), moving: self.moving, targets: self.targets.clone() }
    }
}

impl Check for NewRedistribution {
    fn check(&self, faults: &mut Faults) {
        check_plan(&self.source, self.moving, &self.targets, faults);
        faults.prose("/note", &self.note, 500);
        faults.text("/confirm", &self.confirm, 200);
    }
}

fn check_plan(source: &RedistributionSource, moving: Moving, targets: &RedistributionTargets, faults: &mut Faults) {
    match source {
        RedistributionSource::Districts { district_ids } => faults.many("/source/district_ids", district_ids, 5000),
        RedistributionSource::Group { .. } if moving.has_customers() => {
            faults.add("/moving", FieldCode::UnknownValue);
        }
        _ => {}
    }
    let RedistributionTargets::Agents { agents } = targets else { return };
    faults.many("/targets/agents", agents, 200);
    let mut seen = BTreeSet::new();
    for (at, agent) in agents.iter().enumerate() {
        if !(1..=MAX_WEIGHT).contains(&agent.weight) {
            faults
                .add(format!("/targets/agents/{at}/weight"), FieldCode::OutOfRange { min: 1, max: MAX_WEIGHT.into() });
        }
        if !seen.insert(agent.agent_id) {
            faults.add(format!("/targets/agents/{at}/agent_id"), FieldCode::Taken);
        }
    }
}

/// What a redistribution would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RedistributionPreview {
    /// How many customers get another owner.
    pub customers: i64,
    /// How many work items go to somebody else, or wait.
    pub work_items: i64,
    /// How many customers of the source stay where they are: a target has them already, or the policy has nobody else.
    pub customers_stay: i64,
    /// How many work items of the source stay where they are.
    pub work_items_stay: i64,
    /// How many work items wait, because the policy has nobody for them now.
    pub work_items_wait: i64,
    /// Who gives something up, most first; at most 200.
    pub sources: Vec<AgentLoad>,
    /// Who gets something or could have, by name.
    pub targets: Vec<AgentLoad>,
    /// How many go from whom to whom, most first; at most 200.
    pub flows: Vec<RedistributionFlow>,
    /// Whether somebody would have more open than their capacity.
    pub over_capacity: bool,
    /// Send it back as `confirm`.
    pub token: String,
}

/// How much somebody has, before and after. Of agents whom the caller does not reach only what they get is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentLoad {
    /// Who.
    pub agent: PersonRef,
    /// Customers before.
    pub customers_before: i64,
    /// And after.
    pub customers_after: i64,
    /// Open work items before.
    pub work_before: i64,
    /// And after.
    pub work_after: i64,
    /// How many they may have open; absent: any number.
    pub capacity: Option<i64>,
    /// Whether they would get work and then have more than their capacity, in all or in the group by which it comes.
    pub over_capacity: bool,
}

/// How much goes from one to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RedistributionFlow {
    /// From whom.
    pub from: PersonRef,
    /// To whom; absent: it waits.
    pub to: Option<PersonRef>,
    /// How many customers.
    pub customers: i64,
    /// How many work items.
    pub work_items: i64,
}

/// A redistribution that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Redistribution {
    /// Its id.
    pub id: RedistributionId,
    /// When.
    pub at: DateTime<Utc>,
    /// Who did it; absent for the system.
    pub by: Option<PersonRef>,
    /// Why.
    pub reason: RedistributionReason,
    /// Why, in words.
    pub note: String,
    /// From whom, most first; at most 3.
    pub from: Vec<PersonRef>,
    /// From how many people.
    pub from_count: i64,
    /// To how many people.
    pub to_count: i64,
    /// How many customers.
    pub customers: i64,
    /// How many work items.
    pub work_items: i64,
    /// What was undone of it, if it was.
    pub undone: Option<Undone>,
}

/// What was given back when a redistribution was undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Undone {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: Option<PersonRef>,
    /// How many customers went back.
    pub customers: i64,
    /// How many work items went back.
    pub work_items: i64,
    /// How many customers stayed, because something newer happened to them or whoever had them is no active agent now.
    pub customers_left: i64,
    /// How many work items stayed or were done.
    pub work_items_left: i64,
}

/// A redistribution with who got what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RedistributionDetail {
    /// The redistribution.
    #[serde(flatten)]
    pub redistribution: Redistribution,
    /// How many went from whom to whom, most first; at most 200.
    pub flows: Vec<RedistributionFlow>,
    /// How many customers could be given back now; 0 once it was undone.
    pub customers_undoable: i64,
    /// How many work items could be.
    pub work_items_undoable: i64,
}
