//! The roster 名册: what is known of people and groups at the instant of a decision.
//!
//! The live path fills one from the rows of the people and groups that [`Compiled::reach`](super::Compiled::reach) names;
//! the simulator keeps one in memory and applies decisions to it.

use std::collections::HashMap;

use super::{
    decision::Decision,
    policy::CaseKind,
    rotation::{Clock, Seat, Weight},
};
use crate::{
    ids::{EmployeeId, GroupId},
    text_enum,
};

text_enum! {
    /// Whether somebody is there, as they say themselves 在线状态.
    pub enum Presence {
        /// There for new work.
        Online = "online",
        /// There, but takes nothing new.
        Busy = "busy",
        /// Gone for a while.
        Away = "away",
        /// Not there.
        Offline = "offline",
    }
}

/// Somebody who may be given work.
#[derive(Debug, Clone)]
pub struct Agent {
    /// Who.
    pub id: EmployeeId,
    /// Whether they are an active agent.
    pub active: bool,
    /// Whether they are on leave 休假.
    pub on_leave: bool,
    /// Whether it is within their working hours 班次.
    pub in_hours: bool,
    /// Whether they are there.
    pub presence: Presence,
    /// How much they may have open at once; absent: any amount.
    pub capacity: Option<u32>,
    /// How much they have open.
    pub open: u32,
    /// When they were last given anything, in microseconds; absent: never.
    pub last_assigned: Option<i64>,
    /// Their skills 技能, as tags such as `language:en`.
    pub skills: Vec<String>,
}

impl Agent {
    /// An active agent, online and in working hours, without limit, skills or work.
    pub const fn new(id: EmployeeId) -> Self {
        Self {
            id,
            active: true,
            on_leave: false,
            in_hours: true,
            presence: Presence::Online,
            capacity: None,
            open: 0,
            last_assigned: None,
            skills: Vec::new(),
        }
    }
}

/// A membership of a group 组员.
#[derive(Debug, Clone)]
pub struct Member {
    /// Who.
    pub employee: EmployeeId,
    /// Their share of turns.
    pub weight: Weight,
    /// How much they may have open in this group at once; absent: any amount.
    pub capacity: Option<u32>,
    /// How much they have open in this group.
    pub open: u32,
    /// Whether they get nothing from this group for now.
    pub paused: bool,
    /// Where they stand in the rotation.
    pub seat: Seat,
}

impl Member {
    /// A new member of weight 1 without limit.
    pub const fn new(employee: EmployeeId) -> Self {
        Self {
            employee,
            weight: Weight::ONE,
            capacity: None,
            open: 0,
            paused: false,
            seat: Seat { next: 0, last_turn: 0 },
        }
    }
}

/// People and groups.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    pub(super) agents: Vec<Entry>,
    pub(super) groups: Vec<Group>,
    agent_at: HashMap<EmployeeId, usize>,
    group_at: HashMap<GroupId, usize>,
    skill_at: HashMap<String, u32>,
}

/// An agent with their skills as sorted numbers.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub agent: Agent,
    pub skills: Vec<u32>,
    /// The places of the groups they are members of.
    pub groups: Vec<usize>,
}

#[derive(Debug, Clone)]
pub(super) struct Group {
    pub id: GroupId,
    pub clock: Clock,
    /// Each with the place of their agent.
    pub members: Vec<(usize, Member)>,
    /// The seats of those who quit.
    former: HashMap<EmployeeId, Seat>,
}

impl Roster {
    /// Adds an agent, or puts them in the place of who had the same id.
    pub fn put_agent(&mut self, agent: Agent) {
        let mut skills: Vec<u32> = Vec::with_capacity(agent.skills.len());
        for skill in &agent.skills {
            let next = u32::try_from(self.skill_at.len()).unwrap_or(u32::MAX);
            skills.push(*self.skill_at.entry(skill.clone()).or_insert(next));
        }
        skills.sort_unstable();
        match self.agent_place(agent.id).map(|at| &mut self.agents[at]) {
            Some(entry) => (entry.agent, entry.skills) = (agent, skills),
            None => {
                self.agent_at.insert(agent.id, self.agents.len());
                self.agents.push(Entry { agent, skills, groups: Vec::new() });
            }
        }
    }

    /// Adds a group without members, or sets the clock of one that is there.
    pub fn put_group(&mut self, id: GroupId, clock: Clock) {
        match self.group_at.get(&id) {
            Some(at) => self.groups[*at].clock = clock,
            None => {
                self.group_at.insert(id, self.groups.len());
                self.groups.push(Group { id, clock, members: Vec::new(), former: HashMap::new() });
            }
        }
    }

    /// Adds a member to a group, or puts them in the place of their former membership. Group and agent must be there
    /// before; otherwise nothing happens and the answer is false.
    pub fn put_member(&mut self, group: GroupId, member: Member) -> bool {
        let (Some(group), Some(agent)) = (self.group_place(group), self.agent_place(member.employee)) else {
            return false;
        };
        let members = &mut self.groups[group].members;
        match members.iter_mut().find(|(at, _)| *at == agent) {
            Some((_, old)) => *old = member,
            None => {
                members.push((agent, member));
                self.agents[agent].groups.push(group);
            }
        }
        true
    }

    /// Makes somebody a member of a group, with weight 1 and no limit. Who was one before has their former seat, so that
    /// nobody gains a turn by quitting and joining again.
    pub fn join(&mut self, group: GroupId, employee: EmployeeId) {
        if self.member(group, employee).is_some() {
            return;
        }
        let former = self.group_place(group).and_then(|at| self.groups[at].former.get(&employee));
        let seat = former.copied().unwrap_or_default();
        self.put_member(group, Member { seat, ..Member::new(employee) });
    }

    /// Ends a membership.
    pub fn quit(&mut self, group: GroupId, employee: EmployeeId) {
        let (Some(place), Some(agent)) = (self.group_place(group), self.agent_place(employee)) else { return };
        let group = &mut self.groups[place];
        if let Some(at) = group.members.iter().position(|(at, _)| *at == agent) {
            let (_, member) = group.members.remove(at);
            group.former.insert(employee, member.seat);
            self.agents[agent].groups.retain(|at| *at != place);
        }
    }

    /// An agent.
    pub fn agent(&self, id: EmployeeId) -> Option<&Agent> {
        self.agent_place(id).map(|at| &self.agents[at].agent)
    }

    /// An agent, to be changed. Their id stays, and so do their skills, which only [`put_agent`](Self::put_agent) sets.
    pub fn agent_mut(&mut self, id: EmployeeId) -> Option<&mut Agent> {
        let at = self.agent_place(id)?;
        Some(&mut self.agents[at].agent)
    }

    /// A membership, to be changed. A changed weight counts from the member's next turn.
    pub fn member_mut(&mut self, group: GroupId, employee: EmployeeId) -> Option<&mut Member> {
        let group = self.group_place(group)?;
        self.groups[group].members.iter_mut().map(|(_, member)| member).find(|member| member.employee == employee)
    }

    /// A membership.
    pub fn member(&self, group: GroupId, employee: EmployeeId) -> Option<&Member> {
        let group = self.group_place(group)?;
        self.groups[group].members.iter().map(|(_, member)| member).find(|member| member.employee == employee)
    }

    /// A group's clock.
    pub fn clock(&self, group: GroupId) -> Option<Clock> {
        self.group_place(group).map(|at| self.groups[at].clock)
    }

    /// Does what a decision about such a case says, at an instant in microseconds: the owner has one more open when it is
    /// work, and has had their turn.
    pub fn apply(&mut self, decision: &Decision, kind: CaseKind, at: i64) {
        let Decision::Assigned(assigned) = decision else { return };
        let Some(place) = self.agent_place(assigned.owner) else { return };
        let agent = &mut self.agents[place].agent;
        agent.open += u32::from(kind.is_work());
        agent.last_assigned = Some(at);
        let Some(group) = assigned.group.and_then(|group| self.group_place(group)) else { return };
        let group = &mut self.groups[group];
        let Some((_, member)) = group.members.iter_mut().find(|(at, _)| *at == place) else { return };
        member.open += u32::from(kind.is_work());
        if let Some(advance) = assigned.advance {
            member.seat = advance.seat;
            group.clock = advance.clock;
        }
    }

    /// One piece of work of somebody is done, which came to them by this group, if by any.
    pub fn release(&mut self, employee: EmployeeId, group: Option<GroupId>) {
        let Some(place) = self.agent_place(employee) else { return };
        let agent = &mut self.agents[place].agent;
        agent.open = agent.open.saturating_sub(1);
        let Some(group) = group.and_then(|group| self.group_place(group)) else { return };
        if let Some((_, member)) = self.groups[group].members.iter_mut().find(|(at, _)| *at == place) {
            member.open = member.open.saturating_sub(1);
        }
    }

    pub(super) fn agent_place(&self, id: EmployeeId) -> Option<usize> {
        self.agent_at.get(&id).copied()
    }

    pub(super) fn group_place(&self, id: GroupId) -> Option<usize> {
        self.group_at.get(&id).copied()
    }

    /// The number of a skill; none when nobody has it.
    pub(super) fn skill(&self, name: &str) -> Option<u32> {
        self.skill_at.get(name).copied()
    }
}
