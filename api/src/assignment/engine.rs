//! What a decision needs beside the case: the policy in force, hours and leave, the clock; and the roster 名册 out of the
//! database.

use std::sync::Arc;

use shared::{
    Id,
    assignment::{
        Facts, Roster,
        compiled::Reach,
        explain::Explanation,
        roster::{Agent, Member},
        rotation::{Clock, Seat, Weight},
        times::Moment,
    },
    ids::{EmployeeId, GroupId},
};

use super::store::{self, AgentRow, MemberRow};
use crate::{
    db::{At, Db, Dialect, id_list},
    error::Result,
    permissions::Directory,
    policies::{self, InForce},
    workforce::{self, Workforce},
};

/// What decisions of one transaction have in common.
pub struct Engine<'a> {
    /// People and places.
    pub directory: &'a Directory,
    /// The policy in force.
    pub policy: Arc<InForce>,
    /// Hours, leave and skills.
    pub workforce: Arc<Workforce>,
    /// When the decisions are made: one instant for all that a transaction does, so that a simulation finds what was freed and
    /// what was given for it at the same time.
    pub at: At,
}

impl<'a> Engine<'a> {
    /// The engine as of now.
    ///
    /// # Errors
    /// When the database fails.
    pub fn now(db: &mut Db, directory: &'a Directory) -> Result<Self> {
        Ok(Self { directory, policy: policies::in_force(db)?, workforce: workforce::current(db)?, at: At::now() })
    }

    /// The moment by the tenant's clock and calendar.
    pub fn moment(&self) -> Moment {
        let local = self.at.utc().with_timezone(&self.directory.time_zone).naive_local();
        Moment::new(local, self.workforce.is_workday(local.date()))
    }

    /// Whether somebody is within their hours and not on leave.
    pub fn is_on_duty(&self, employee: EmployeeId, schedule: Option<i64>) -> bool {
        let tz = self.directory.time_zone;
        let at = self.at.utc();
        self.workforce.in_hours(schedule.map(Id::from_raw), at, tz) && !self.workforce.on_leave(employee, at)
    }

    /// Decides, with the rows that the decision depends on locked until the end of the transaction. Tells also what the clock
    /// of the database said after that.
    ///
    /// # Errors
    /// When the database fails.
    pub fn decide(&self, db: &mut Db, facts: &Facts) -> Result<(Explanation, At)> {
        let compiled = &self.policy.compiled;
        let mut roster = self.roster(db, &compiled.reach(facts), true)?;
        loop {
            let explanation = shared::assignment::explain(compiled, facts, &roster);
            let Some(owner) = explanation.decision.owner().filter(|_| db.dialect() == Dialect::Postgres) else {
                return Ok((explanation, store::clock(db)?));
            };
            if let Some(at) = self.still_so(db, &mut roster, owner)? {
                return Ok((explanation, at));
            }
        }
    }

    /// When an agent was found to be as the roster says; otherwise corrects the roster. What others do with agents of a group
    /// by other routes is not kept off by the group's lock.
    fn still_so(&self, db: &mut Db, roster: &mut Roster, owner: EmployeeId) -> Result<Option<At>> {
        let held = store::hold_agent(db, owner.raw())?;
        let Some(agent) = roster.agent_mut(owner) else { return Ok(Some(store::clock(db)?)) };
        let seen = (agent.active, agent.open, agent.capacity);
        let is = held
            .as_ref()
            .map_or((false, agent.open, agent.capacity), |held| (true, count(held.open), held.capacity.map(count)));
        (agent.active, agent.open, agent.capacity) = is;
        Ok(held.filter(|_| seen == is).map(|held| held.at))
    }

    /// The people and groups that a decision may look at.
    ///
    /// # Errors
    /// When the database fails.
    pub fn roster(&self, db: &mut Db, reach: &Reach, locked: bool) -> Result<Roster> {
        let groups = id_list(reach.groups.iter().map(|g| g.raw()));
        let people = id_list(reach.persons().map(EmployeeId::raw));
        let clocks = if groups.is_empty() { Vec::new() } else { store::group_clocks(db, &groups, locked)? };
        let members = if groups.is_empty() { Vec::new() } else { store::members_with_agents(db, &groups)? };
        let (members, mut agents): (Vec<MemberRow>, Vec<AgentRow>) = members.into_iter().unzip();
        if !people.is_empty() {
            agents.extend(store::agents(db, &people)?);
        }
        Ok(self.fill(agents, &clocks, &members))
    }

    /// These people as members of all their groups, for finding out what they could be given.
    ///
    /// # Errors
    /// When the database fails.
    pub fn roster_of(&self, db: &mut Db, people: &[EmployeeId]) -> Result<Roster> {
        let people = id_list(people.iter().map(|p| p.raw()));
        let members = store::memberships_of(db, &people)?;
        let clocks: Vec<(i64, i64, i64)> = members.iter().map(|m| (m.group, 0, 0)).collect();
        let agents = store::agents(db, &people)?;
        Ok(self.fill(agents, &clocks, &members))
    }

    fn fill(&self, agents: Vec<AgentRow>, clocks: &[(i64, i64, i64)], members: &[MemberRow]) -> Roster {
        let mut roster = Roster::default();
        for agent in agents {
            roster.put_agent(self.agent(&agent));
        }
        for (id, now, turns) in clocks {
            roster.put_group(GroupId::from_raw(*id), Clock { now: *now, turns: *turns });
        }
        for member in members {
            roster.put_member(GroupId::from_raw(member.group), seated(member));
        }
        roster
    }

    fn agent(&self, row: &AgentRow) -> Agent {
        let id = EmployeeId::from_raw(row.id);
        let (at, tz) = (self.at.utc(), self.directory.time_zone);
        Agent {
            active: self.directory.is_active_agent(id),
            on_leave: self.workforce.on_leave(id, at),
            in_hours: self.workforce.in_hours(row.schedule.map(Id::from_raw), at, tz),
            presence: row.presence.0,
            capacity: row.capacity.map(count),
            open: count(row.open),
            last_assigned: row.last_assigned.map(|at| at.utc().timestamp_micros()),
            skills: self.workforce.skills(id).to_vec(),
            ..Agent::new(id)
        }
    }
}

fn count(number: i32) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

fn seated(row: &MemberRow) -> Member {
    let weight = u8::try_from(row.weight).ok().and_then(Weight::new);
    Member {
        weight: weight.unwrap_or(Weight::ONE),
        capacity: row.capacity.map(count),
        open: count(row.open),
        paused: row.paused != 0,
        seat: Seat { next: row.seat_next, last_turn: row.last_turn },
        ..Member::new(EmployeeId::from_raw(row.employee))
    }
}
