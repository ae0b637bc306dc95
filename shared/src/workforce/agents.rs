//! What the engine knows of each agent.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    Check, Faults,
    assignment::roster::Presence,
    groups::GroupRef,
    ids::{GroupId, ScheduleId},
    problem::FieldCode,
    timeline::PersonRef,
};

/// The greatest capacity that can be set.
pub const MAX_CAPACITY: u32 = 10_000;
/// How many skills somebody may have.
const MAX_SKILLS: usize = 20;
/// How many characters a skill may have.
const MAX_SKILL: usize = 40;

/// A schedule, as others name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ScheduleRef {
    /// Its id.
    pub id: ScheduleId,
    /// What people call it.
    pub name: String,
}

/// What the engine knows of an agent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AgentState {
    /// Who.
    pub agent: PersonRef,
    /// Their employee number.
    pub number: String,
    /// Their unit's name.
    pub unit: String,
    /// Whether they are there, as they say themselves.
    pub presence: Presence,
    /// Since when; absent when they never said anything.
    pub presence_since: Option<DateTime<Utc>>,
    /// Whether it is within their working hours; always, for who has none.
    pub in_hours: bool,
    /// They are on leave, until then.
    pub on_leave_until: Option<DateTime<Utc>>,
    /// How much they may have open at once; absent: any amount.
    pub capacity: Option<u32>,
    /// How many inquiries and orders they have open.
    pub open_work: u32,
    /// When they were last given one.
    pub last_assigned_at: Option<DateTime<Utc>>,
    /// Their working hours; absent: any hour.
    pub schedule: Option<ScheduleRef>,
    /// Their skills, such as `language:en`.
    pub skills: Vec<String>,
    /// The groups of which they are members, by name.
    pub groups: Vec<GroupRef>,
    /// Give it back when editing.
    pub version: i64,
}

/// What the engine shall know of an agent: every field as it shall be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgentStateEdit {
    /// How much they may have open at once, 0 to 10,000; absent: any amount.
    #[serde(default)]
    pub capacity: Option<u32>,
    /// Their working hours; absent: any hour.
    #[serde(default)]
    pub schedule_id: Option<ScheduleId>,
    /// Their skills, at most 20 of at most 40 characters `a-z 0-9 : _ -`.
    #[serde(default)]
    pub skills: Vec<String>,
    /// The version that was read.
    pub version: i64,
}

impl Check for AgentStateEdit {
    fn check(&self, faults: &mut Faults) {
        check_capacity("/capacity", self.capacity, faults);
        if self.skills.len() > MAX_SKILLS {
            faults.add("/skills", FieldCode::TooMany { max: MAX_SKILLS });
        }
        for (index, skill) in self.skills.iter().enumerate() {
            let pointer = format!("/skills/{index}");
            let known = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, b':' | b'_' | b'-');
            if !skill.is_empty() && !skill.bytes().all(known) {
                faults.add(&pointer, FieldCode::Malformed);
            } else {
                faults.text(&pointer, skill, MAX_SKILL);
            }
        }
    }
}

/// The rule for capacities, wherever they stand.
pub(crate) fn check_capacity(pointer: &str, capacity: Option<u32>, faults: &mut Faults) {
    if capacity.is_some_and(|capacity| capacity > MAX_CAPACITY) {
        faults.add(pointer, FieldCode::OutOfRange { min: 0, max: MAX_CAPACITY.into() });
    }
}

/// Whether somebody is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PresenceEdit {
    /// Whether they are.
    pub presence: Presence,
}

impl Check for PresenceEdit {
    fn check(&self, _: &mut Faults) {}
}

/// What one's own console shows beside one's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MyState {
    /// Whether one is there.
    pub presence: Presence,
    /// Since when; absent when one never said anything.
    pub presence_since: Option<DateTime<Utc>>,
    /// Whether it is within one's working hours.
    pub in_hours: bool,
    /// One is on leave, until then.
    pub on_leave_until: Option<DateTime<Utc>>,
    /// How much one may have open at once; absent: any amount.
    pub capacity: Option<u32>,
    /// How many inquiries and orders one has open.
    pub open_work: u32,
}

/// Which agents to list, by employee number.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AgentStateQuery {
    /// A part of the name, the beginning of its pinyin or initials, or of the employee number.
    pub q: Option<String>,
    /// Only members of this group.
    pub group_id: Option<GroupId>,
    /// Only those who are there in this way.
    pub presence: Option<Presence>,
    /// Only with these working hours.
    pub schedule_id: Option<ScheduleId>,
    /// How many rows, 1 to 200.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

/// A skill that people have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SkillCount {
    /// The skill.
    pub skill: String,
    /// How many people have it.
    pub agents: i64,
}
