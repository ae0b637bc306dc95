//! What changes in a roster as time goes by, beside the work that comes and goes.

use super::{
    roster::{Agent, Member, Presence, Roster},
    rotation::Weight,
};
use crate::ids::{EmployeeId, GroupId};

/// A change of somebody, or of their membership of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Whose.
    pub employee: EmployeeId,
    /// What.
    pub what: What,
}

/// What changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// They become an active agent, or cease to be one.
    Active(bool),
    /// Their leave begins or ends.
    OnLeave(bool),
    /// Their working hours begin or end.
    InHours(bool),
    /// They come or go.
    Presence(Presence),
    /// They may have so much open at once; absent: any amount.
    Capacity(Option<u32>),
    /// They join a group.
    Joins(GroupId),
    /// They quit a group.
    Quits(GroupId),
    /// Their membership is paused or resumed.
    Paused(GroupId, bool),
    /// Their share of the turns of a group, from their next turn on.
    Weight(GroupId, Weight),
    /// They may have so much open in a group at once; absent: any amount.
    CapacityIn(GroupId, Option<u32>),
}

impl Roster {
    /// Makes a change. About somebody who is not known, or no member, there is nothing to change.
    pub fn change(&mut self, change: Change) {
        let employee = change.employee;
        match change.what {
            What::Joins(group) => self.join(group, employee),
            What::Quits(group) => self.quit(group, employee),
            What::Paused(group, paused) => self.change_member(group, employee, |member| member.paused = paused),
            What::Weight(group, weight) => self.change_member(group, employee, |member| member.weight = weight),
            What::CapacityIn(group, capacity) => {
                self.change_member(group, employee, |member| member.capacity = capacity);
            }
            What::Active(active) => self.change_agent(employee, |agent| agent.active = active),
            What::OnLeave(on_leave) => self.change_agent(employee, |agent| agent.on_leave = on_leave),
            What::InHours(in_hours) => self.change_agent(employee, |agent| agent.in_hours = in_hours),
            What::Presence(presence) => self.change_agent(employee, |agent| agent.presence = presence),
            What::Capacity(capacity) => self.change_agent(employee, |agent| agent.capacity = capacity),
        }
    }

    fn change_agent(&mut self, employee: EmployeeId, change: impl FnOnce(&mut Agent)) {
        if let Some(agent) = self.agent_mut(employee) {
            change(agent);
        }
    }

    fn change_member(&mut self, group: GroupId, employee: EmployeeId, change: impl FnOnce(&mut Member)) {
        if let Some(member) = self.member_mut(group, employee) {
            change(member);
        }
    }
}
