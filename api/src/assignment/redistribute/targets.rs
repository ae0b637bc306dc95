//! To whom it goes.

use std::collections::BTreeMap;

use shared::{
    Id,
    assignment::policy::Route,
    ids::{EmployeeId, GroupId},
    problem::FieldCode,
    redistribution::{RedistributionSource, RedistributionTargets},
};

use super::plan::Asked;
use crate::{
    assignment::{engine::Engine, store},
    db::{Db, id_list},
    error::{Result, invalid},
    organisation,
};

/// Who takes something over, and how.
pub(super) enum Takers {
    /// These share it out among them.
    Named {
        /// The group by which work comes to them, if by any.
        group: Option<GroupId>,
        /// By id.
        people: BTreeMap<i64, Named>,
    },
    /// Whom the policy says.
    Policy,
}

/// Somebody who takes something over.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named {
    pub weight: u32,
    /// How much they may still have of the group's work; absent: any amount.
    pub room: Option<i64>,
}

impl Takers {
    /// Those who are asked for and can have something now.
    pub(super) fn find(db: &mut Db, engine: &Engine<'_>, asked: &Asked<'_>) -> Result<Self> {
        match &asked.plan.targets {
            RedistributionTargets::Policy {} => Ok(Self::Policy),
            RedistributionTargets::Agents { agents } => {
                if let Some(at) = agents.iter().position(|a| !engine.directory.is_active_agent(a.agent_id)) {
                    return Err(no_agent(at));
                }
                // Nobody takes over what they give up.
                if let Some(at) = agents.iter().position(|a| giver(&asked.plan.source) == Some(a.agent_id)) {
                    return Err(invalid(format!("/targets/agents/{at}/agent_id"), FieldCode::Taken));
                }
                let named = |weight| Named { weight, room: None };
                let people = agents.iter().map(|a| (a.agent_id.raw(), named(a.weight))).collect();
                Ok(Self::Named { group: None, people })
            }
            RedistributionTargets::Group { group_id } => members(db, engine, asked, *group_id),
        }
    }

    /// Keeps those who are named from leaving until the transaction ends.
    pub(super) fn keep(&self, db: &mut Db, asked: &Asked<'_>) -> Result<()> {
        let Self::Named { people, .. } = self else { return Ok(()) };
        for id in people.keys() {
            if organisation::keep_agent(db, Id::from_raw(*id))? {
                continue;
            }
            return Err(match &asked.plan.targets {
                RedistributionTargets::Agents { agents } => {
                    no_agent(agents.iter().position(|a| a.agent_id.raw() == *id).unwrap_or_default())
                }
                RedistributionTargets::Group { .. } | RedistributionTargets::Policy {} => {
                    invalid("/targets/group_id", FieldCode::NotAnAgent)
                }
            });
        }
        Ok(())
    }

    /// The groups whose work they may be given.
    pub(super) fn groups(&self, engine: &Engine<'_>) -> Vec<i64> {
        match self {
            Self::Named { group, .. } => group.iter().map(|group| group.raw()).collect(),
            Self::Policy => {
                let policy = engine.policy.compiled.policy();
                let routes = policy.rules.iter().flat_map(|rule| &rule.routes).chain(&policy.otherwise);
                routes
                    .filter_map(|route| match route {
                        Route::Group { group_id, .. } => Some(group_id.raw()),
                        _ => None,
                    })
                    .collect()
            }
        }
    }
}

fn no_agent(at: usize) -> crate::error::Error {
    invalid(format!("/targets/agents/{at}/agent_id"), FieldCode::NotAnAgent)
}

/// The agent from whom it comes, if it comes from one.
pub(super) fn giver(source: &RedistributionSource) -> Option<EmployeeId> {
    match source {
        RedistributionSource::Agent { agent_id } => Some(*agent_id),
        _ => None,
    }
}

fn members(db: &mut Db, engine: &Engine<'_>, asked: &Asked<'_>, group: GroupId) -> Result<Takers> {
    let list = id_list([group.raw()]);
    if store::group_names(db, &list)?.is_empty() {
        return Err(invalid("/targets/group_id", FieldCode::NotFound));
    }
    let at = engine.at.utc();
    let is_there = |id: EmployeeId| {
        engine.directory.is_active_agent(id)
            && !engine.workforce.on_leave(id, at)
            && giver(&asked.plan.source) != Some(id)
    };
    let people: BTreeMap<i64, Named> = store::members_of(db, &list)?
        .into_iter()
        .filter(|member| member.paused == 0 && is_there(Id::from_raw(member.employee)))
        .map(|member| {
            let room = member.capacity.map(|capacity| i64::from(capacity) - i64::from(member.open));
            let weight = u32::try_from(member.weight).unwrap_or(1);
            (member.employee, Named { weight, room })
        })
        .collect();
    if people.is_empty() {
        return Err(invalid("/targets/group_id", FieldCode::NotAnAgent));
    }
    Ok(Takers::Named { group: Some(group), people })
}
