//! Writes down what changes in what the engine knows of people, so that the roster of any past instant can be told.

use serde_json::{Value, json};
use shared::{
    assignment::roster::Presence,
    ids::{EmployeeId, GroupId},
    workforce::Schedule,
};

use super::store::{self, NewEvent};
use crate::{
    db::{At, Db, reserve_ids},
    error::Result,
    permissions::Actor,
};

/// What changed, as it is from now on. The meaning is that of `shared::assignment::change::What`; leaves are told from their
/// own rows, and hours from the schedule, which is written as it is.
#[derive(Debug, Clone, Copy)]
pub enum Fact<'a> {
    /// They became an active agent, or ceased to be one.
    Active(bool),
    /// They came or went.
    Presence(Presence),
    /// They may have so much open at once; absent: any amount.
    Capacity(Option<u32>),
    /// Their working hours, or that those changed; absent: any hour.
    Schedule(Option<&'a Schedule>),
    /// Their skills.
    Skills(&'a [String]),
    /// They joined a group, with weight 1 and without limit; what is otherwise follows.
    Joins(GroupId),
    /// They quit a group.
    Quits(GroupId),
    /// Their membership was paused or resumed.
    Paused(GroupId, bool),
    /// Their share of the turns of a group.
    Weight(GroupId, u32),
    /// They may have so much open in a group at once; absent: any amount.
    CapacityIn(GroupId, Option<u32>),
}

impl Fact<'_> {
    const fn kind(&self) -> &'static str {
        match self {
            Self::Active(_) => "active",
            Self::Presence(_) => "presence",
            Self::Capacity(_) => "capacity",
            Self::Schedule(_) => "schedule",
            Self::Skills(_) => "skills",
            Self::Joins(_) => "joins",
            Self::Quits(_) => "quits",
            Self::Paused(..) => "paused",
            Self::Weight(..) => "weight",
            Self::CapacityIn(..) => "capacity_in",
        }
    }

    const fn group(&self) -> Option<GroupId> {
        match self {
            Self::Joins(group)
            | Self::Quits(group)
            | Self::Paused(group, _)
            | Self::Weight(group, _)
            | Self::CapacityIn(group, _) => Some(*group),
            _ => None,
        }
    }

    fn value(&self) -> Option<Value> {
        match self {
            Self::Active(yes) | Self::Paused(_, yes) => Some(json!(yes)),
            Self::Presence(presence) => Some(json!(presence)),
            Self::Capacity(capacity) | Self::CapacityIn(_, capacity) => Some(json!(capacity)),
            Self::Schedule(schedule) => Some(json!(schedule.map(|s| json!({"id": s.id, "spans": s.spans})))),
            Self::Skills(skills) => Some(json!(skills)),
            Self::Weight(_, weight) => Some(json!(weight)),
            Self::Joins(_) | Self::Quits(_) => None,
        }
    }
}

/// Writes down changes of an instant, in the transaction that makes them.
///
/// # Errors
/// When the database fails.
pub fn record(db: &mut Db, actor: &Actor, at: At, facts: &[(EmployeeId, Fact<'_>)]) -> Result<()> {
    let ids = reserve_ids(i64::try_from(facts.len()).unwrap_or(i64::MAX));
    let rows: Vec<NewEvent> = (0..)
        .zip(facts)
        .map(|(index, (employee, fact))| NewEvent {
            id: ids.at(index),
            at,
            employee_id: employee.raw(),
            group_id: fact.group().map(GroupId::raw),
            kind: fact.kind(),
            value: fact.value().map(|value| value.to_string()),
            by_id: actor.employee_raw(),
        })
        .collect();
    Ok(store::insert_events(db, &rows)?)
}
