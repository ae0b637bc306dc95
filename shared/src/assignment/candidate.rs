//! Who may be given work now, and what keeps the others from it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::roster::{Agent, Entry, Member, Presence, Roster};

/// What removes a candidate. Where several do, the first of these is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Removed {
    /// They are not known here.
    Unknown,
    /// They are no active agent.
    Inactive,
    /// They had it before and declined it, or a timer took it from them.
    Declined,
    /// They are on leave.
    OnLeave,
    /// It is outside their working hours.
    OutsideHours,
    /// They take nothing new.
    Busy,
    /// They are gone for a while.
    Away,
    /// They are not there.
    Offline,
    /// They have as much open as they may.
    Full {
        /// How much they have open.
        open: u32,
        /// How much they may.
        capacity: u32,
    },
    /// Their membership is paused.
    Paused,
    /// They have as much open in the group as they may.
    FullInGroup {
        /// How much they have open there.
        open: u32,
        /// How much they may.
        capacity: u32,
    },
    /// They lack a skill.
    LacksSkill {
        /// The first one that they lack.
        skill: String,
    },
}

/// What keeps somebody from anything at all. Capacity is kept by every route, for work: a customer is none.
pub const fn bars_agent(agent: &Agent, even_if_absent: bool, is_work: bool) -> Option<Removed> {
    if !agent.active {
        return Some(Removed::Inactive);
    }
    if agent.on_leave {
        return Some(Removed::OnLeave);
    }
    if !even_if_absent {
        if !agent.in_hours {
            return Some(Removed::OutsideHours);
        }
        match agent.presence {
            Presence::Online => {}
            Presence::Busy => return Some(Removed::Busy),
            Presence::Away => return Some(Removed::Away),
            Presence::Offline => return Some(Removed::Offline),
        }
    }
    match agent.capacity {
        Some(capacity) if is_work && agent.open >= capacity => Some(Removed::Full { open: agent.open, capacity }),
        _ => None,
    }
}

/// What keeps a member from work of their group, beside what keeps them from anything.
pub const fn bars_member(member: &Member, is_work: bool) -> Option<Removed> {
    if member.paused {
        return Some(Removed::Paused);
    }
    match member.capacity {
        Some(capacity) if is_work && member.open >= capacity => {
            Some(Removed::FullInGroup { open: member.open, capacity })
        }
        _ => None,
    }
}

/// The skills that a route asks for, each with its number in the roster; without one nobody has it.
pub(super) struct Skills<'a>(Vec<(&'a str, Option<u32>)>);

impl<'a> Skills<'a> {
    pub(super) fn new(names: &'a [String], roster: &Roster) -> Self {
        Self(names.iter().map(|name| (name.as_str(), roster.skill(name))).collect())
    }

    /// The first one that somebody lacks.
    pub(super) fn lacked_by(&self, entry: &Entry) -> Option<&'a str> {
        let lacks = |skill: &&(&str, Option<u32>)| skill.1.is_none_or(|skill| !entry.skills.contains(&skill));
        self.0.iter().find(lacks).map(|(name, _)| *name)
    }
}
