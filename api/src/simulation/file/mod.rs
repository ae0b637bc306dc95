//! Arrivals out of a file: a question nobody has asked yet, put to the people of now.

mod columns;
mod known;
mod read;
mod values;

use std::time::Instant;

use shared::{
    Id,
    assignment::{
        Roster,
        roster::{Agent, Presence},
        rotation::Clock,
    },
    simulation::{Candidate, FileSimulation},
};

pub use known::Known;
pub use read::{Lines, read};

use super::{
    people,
    stage::{Calendar, Sides, Stage, milliseconds},
    store::instant,
};
use crate::{
    db::{At, Db},
    error::Result,
    permissions::{Directory, Granted, PolicyManage},
    workforce,
};

impl Stage {
    /// The arrivals of a file, and who is there now: with their hours and leave of the days of the file, without work, and
    /// with their turns all even, so that the file begins like a new world.
    ///
    /// # Errors
    /// When a version does not exist.
    pub fn of_file(
        db: &mut Db,
        directory: &Directory,
        _: Granted<PolicyManage>,
        asked: &FileSimulation,
        lines: Lines,
    ) -> Result<Self> {
        let began = Instant::now();
        let version = |id| Candidate::Version(Id::from_raw(id));
        let policy = asked.policy.map(|id| version(id.raw()));
        let against = asked.against.map(|id| version(id.raw()));
        let sides = Sides::read(db, policy.as_ref(), against.as_ref())?;
        let workforce = workforce::current(db)?;
        let times = lines.arrivals.first().zip(lines.arrivals.last());
        let now = At::now();
        let (from, to) =
            times.map_or((now, now), |(first, last)| (At::from(instant(first.at)), At::from(instant(last.at))));
        // After the last arrival the hours go on for as long as the first of those who wait then may have to.
        let people = people::read(db, &workforce, directory.time_zone, now, from, to.plus(chrono::TimeDelta::days(1)))?;
        let mut roster = Roster::default();
        for agent in people.agents {
            let presence = if asked.everyone_online == Some(true) { Presence::Online } else { agent.presence };
            roster.put_agent(Agent { presence, ..agent });
        }
        for group in people.groups {
            roster.put_group(group, Clock::default());
        }
        for (group, member) in people.members {
            roster.put_member(group, member);
        }
        Ok(Self {
            sides,
            arrivals: lines.arrivals,
            happened: None,
            roster,
            open_work: Vec::new(),
            changes: people.changes,
            calendar: Calendar { workforce, tz: directory.time_zone },
            file: Some(lines.read),
            reading: lines.reading + milliseconds(began),
        })
    }
}
