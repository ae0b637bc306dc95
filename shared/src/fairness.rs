//! The fairness ledger 公平账: who received how much work, declined it, lost it to a timer and gave it back.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    ids::{EmployeeId, GroupId},
    text_enum,
    timeline::PersonRef,
};

/// The longest range that can be asked for, in days.
pub const MAX_DAYS: i64 = 366;
/// How many people an answer lists.
pub const MAX_AGENTS: usize = 2_000;

text_enum! {
    /// By what else the ledger is summed.
    pub enum FairnessBy {
        /// By calendar day of the tenant.
        Day = "day",
    }
}

/// Which part of the ledger.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct FairnessQuery {
    /// The first calendar day of the tenant; `to` when absent.
    pub from: Option<NaiveDate>,
    /// The last one, included; today when absent. At most 366 days in all.
    pub to: Option<NaiveDate>,
    /// Only what came by this group.
    pub group_id: Option<GroupId>,
    /// Only this person.
    pub employee_id: Option<EmployeeId>,
    /// Tell the sums of each day, too.
    #[param(inline)]
    pub by: Option<FairnessBy>,
}

/// Sums of the ledger.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FairnessSums {
    /// How often they were given something.
    pub received: i64,
    /// How often they gave something back unasked: it went to somebody else.
    pub declined: i64,
    /// How often a timer took an inquiry or an order from them because they did not answer.
    pub lost: i64,
    /// How often something was given back when they went on leave or were taken off it.
    pub given_back: i64,
}

/// One person's part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AgentShare {
    /// Who.
    pub agent: PersonRef,
    /// What they received, declined, lost and gave back.
    #[serde(flatten)]
    pub sums: FairnessSums,
    /// How much they have open now; of the group, when one is asked for.
    pub open: i64,
    /// How much they may have open at once; absent: any amount. Of the group, when one is asked for.
    pub capacity: Option<i64>,
    /// How many turns they get beside a member of weight 1; absent unless they are a member of the group that is asked for.
    pub weight: Option<i64>,
}

/// One day's part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DayShare {
    /// Which calendar day of the tenant.
    pub day: NaiveDate,
    /// What was received, declined, lost and given back on it.
    #[serde(flatten)]
    pub sums: FairnessSums,
}

/// The ledger, summed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Fairness {
    /// The first day of the range.
    pub from: NaiveDate,
    /// The last day of the range.
    pub to: NaiveDate,
    /// Everybody with a part in it and every member of the group that is asked for, whoever received most first; at most 2,000.
    pub agents: Vec<AgentShare>,
    /// How many people are left out of `agents`.
    pub left_out: i64,
    /// The days on which anything happened, in order; only when asked for.
    pub days: Vec<DayShare>,
    /// Jain's index over what each member of the group received by their weight: 1 when it is wholly even. Absent without a
    /// group, and when nobody received anything.
    pub evenness: Option<f64>,
}
