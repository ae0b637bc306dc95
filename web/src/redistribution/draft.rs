//! What was filled in so far, across the steps.

use leptos::prelude::*;
use shared::{
    Check, FieldError, Id,
    customers::Level,
    ids::{DistrictId, EmployeeId, GroupId, kinds},
    problem::FieldCode,
    redistribution::{
        Moving, NewRedistribution, RedistributionPlan, RedistributionReason, RedistributionSource,
        RedistributionTargets, TargetAgent,
    },
};

use super::Begin;
use crate::components::Choice;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum From {
    Agent,
    Districts,
    Group,
    Filter,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum To {
    Agents,
    Group,
    Policy,
}

/// Somebody who shall get something.
#[derive(Clone, PartialEq)]
pub struct Target {
    pub agent: Choice<EmployeeId>,
    /// Made by the picker, which is gone when the steps go on: so it belongs to whoever keeps it.
    pub weight: ArcRwSignal<String>,
}

#[derive(Clone, Copy)]
pub struct Draft {
    pub from: RwSignal<From>,
    pub agent: RwSignal<Option<Choice<EmployeeId>>>,
    pub districts: RwSignal<Vec<Choice<DistrictId>>>,
    pub group: RwSignal<Option<GroupId>>,
    pub in_district: RwSignal<Option<Choice<DistrictId>>>,
    pub of_owner: RwSignal<Option<Choice<EmployeeId>>>,
    pub level: RwSignal<Option<Level>>,
    pub idle_days: RwSignal<Option<u32>>,
    pub moving: RwSignal<Moving>,
    pub reason: RwSignal<RedistributionReason>,
    pub to: RwSignal<To>,
    pub targets: RwSignal<Vec<Target>>,
    pub to_group: RwSignal<Option<GroupId>>,
    pub note: RwSignal<String>,
    pub over_capacity: RwSignal<bool>,
}

fn choice<K>(id: Id<K>, name: Option<&String>) -> Choice<Id<K>> {
    Choice { id, label: name.cloned().unwrap_or_else(|| id.to_string()), hint: String::new() }
}

impl Draft {
    pub fn new(begin: &Begin) -> Self {
        let district = begin.district.map(|id| choice::<kinds::District>(id, begin.name.as_ref()));
        Self {
            from: RwSignal::new(if district.is_some() { From::Districts } else { From::Agent }),
            agent: RwSignal::new(begin.agent.map(|id| choice::<kinds::Employee>(id, begin.name.as_ref()))),
            districts: RwSignal::new(district.into_iter().collect()),
            group: RwSignal::new(None),
            in_district: RwSignal::new(None),
            of_owner: RwSignal::new(None),
            level: RwSignal::new(None),
            idle_days: RwSignal::new(None),
            moving: RwSignal::new(Moving::Both),
            reason: RwSignal::new(begin.reason.unwrap_or(RedistributionReason::Transfer)),
            to: RwSignal::new(To::Agents),
            targets: RwSignal::new(Vec::new()),
            to_group: RwSignal::new(None),
            note: RwSignal::new(String::new()),
            over_capacity: RwSignal::new(false),
        }
    }

    /// From where, or what is missing.
    pub fn source(self) -> Result<RedistributionSource, Vec<FieldError>> {
        let missing = |pointer: &str| vec![FieldError::new(pointer, FieldCode::Required)];
        match self.from.get_untracked() {
            From::Agent => self
                .agent
                .get_untracked()
                .map(|agent| RedistributionSource::Agent { agent_id: agent.id })
                .ok_or_else(|| missing("/source/agent_id")),
            From::Districts => {
                let district_ids: Vec<DistrictId> =
                    self.districts.with_untracked(|all| all.iter().map(|one| one.id).collect());
                if district_ids.is_empty() {
                    return Err(missing("/source/district_ids"));
                }
                Ok(RedistributionSource::Districts { district_ids })
            }
            From::Group => self
                .group
                .get_untracked()
                .map(|group_id| RedistributionSource::Group { group_id })
                .ok_or_else(|| missing("/source/group_id")),
            From::Filter => Ok(RedistributionSource::Filter {
                district_id: self.in_district.get_untracked().map(|one| one.id),
                owner_id: self.of_owner.get_untracked().map(|one| one.id),
                level: self.level.get_untracked(),
                idle_days: self.idle_days.get_untracked(),
            }),
        }
    }

    /// What is moved: a group has work only.
    pub fn moving(self) -> Moving {
        if self.from.get_untracked() == From::Group { Moving::Work } else { self.moving.get_untracked() }
    }

    fn targets(self) -> Result<RedistributionTargets, Vec<FieldError>> {
        match self.to.get_untracked() {
            To::Policy => Ok(RedistributionTargets::Policy {}),
            To::Group => self
                .to_group
                .get_untracked()
                .map(|group_id| RedistributionTargets::Group { group_id })
                .ok_or_else(|| vec![FieldError::new("/targets/group_id", FieldCode::Required)]),
            To::Agents => {
                let agents = self.targets.with_untracked(|all| {
                    let one = |target: &Target| TargetAgent {
                        agent_id: target.agent.id,
                        weight: target.weight.get_untracked().trim().parse().unwrap_or(0),
                    };
                    all.iter().map(one).collect()
                });
                Ok(RedistributionTargets::Agents { agents })
            }
        }
    }

    /// All that is to be looked at, or what is wrong with it.
    pub fn plan(self) -> Result<RedistributionPlan, Vec<FieldError>> {
        let plan = RedistributionPlan { source: self.source()?, moving: self.moving(), targets: self.targets()? };
        let faults = plan.faults();
        if faults.is_empty() { Ok(plan) } else { Err(faults) }
    }

    /// All that is to be done, confirmed, or what is wrong with it.
    pub fn request(self, token: &str) -> Result<NewRedistribution, Vec<FieldError>> {
        let plan = self.plan()?;
        let request = NewRedistribution {
            source: plan.source,
            moving: plan.moving,
            targets: plan.targets,
            reason: self.reason.get_untracked(),
            note: self.note.get_untracked().trim().to_owned(),
            over_capacity: self.over_capacity.get_untracked(),
            confirm: token.to_owned(),
        };
        let faults = request.faults();
        if faults.is_empty() { Ok(request) } else { Err(faults) }
    }
}
