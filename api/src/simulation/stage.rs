//! Everything that a run begins with.

use std::{sync::Arc, time::Instant};

use chrono_tz::Tz;
use shared::{
    assignment::{
        Compiled, Policy, Roster,
        change::Change,
        simulate::{Arrival, OpenWork, Past},
        times::Moment,
    },
    policies::PolicyRef,
    problem::FieldCode,
    simulation::{Candidate, FileRead, SimulationRequest},
};

use super::{arrivals, people, standing, store::instant};
use crate::{
    assignment::Engine,
    db::{At, Db},
    error::{Result, invalid},
    permissions::{Directory, Granted, PolicyManage},
    policies,
    workforce::Workforce,
};

/// A policy that is run.
pub struct Side {
    /// Which version it is; absent for a document that is none.
    pub version: Option<PolicyRef>,
    /// As it is written.
    pub document: Policy,
    /// As it is asked.
    pub compiled: Compiled,
}

/// The policies that are run.
pub struct Sides {
    /// The one that is tried.
    pub policy: Side,
    /// The one beside it.
    pub other: Option<Side>,
}

impl Sides {
    /// Reads them.
    ///
    /// # Errors
    /// When a version does not exist.
    pub fn read(db: &mut Db, policy: Option<&Candidate>, other: Option<&Candidate>) -> Result<Self> {
        let policy = match policy {
            Some(candidate) => side(db, candidate, "/policy")?,
            None => {
                let in_force = policies::in_force(db)?.version_id;
                side(db, &Candidate::Version(in_force), "/policy")?
            }
        };
        Ok(Self { policy, other: other.map(|other| side(db, other, "/against")).transpose()? })
    }
}

fn side(db: &mut Db, candidate: &Candidate, pointer: &str) -> Result<Side> {
    let (version, document) = match candidate {
        Candidate::Document(document) => (None, document.clone()),
        Candidate::Version(id) => {
            let found = policies::version_of(db, *id);
            let (version, document) = found.map_err(|error| match error.is_not_found() {
                true => invalid(format!("{pointer}/version"), FieldCode::NotFound),
                false => error,
            })?;
            (Some(version), document)
        }
    };
    Ok(Side { version, compiled: Compiled::new(&document), document })
}

/// The tenant's clock and calendar.
pub struct Calendar {
    /// Working days.
    pub workforce: Arc<Workforce>,
    /// The time zone.
    pub tz: Tz,
}

impl Calendar {
    /// The moment of an instant in microseconds.
    pub fn moment(&self, at: i64) -> Moment {
        let local = instant(at).with_timezone(&self.tz).naive_local();
        Moment::new(local, self.workforce.is_workday(local.date()))
    }
}

/// What really became of the arrivals, in their order.
pub struct Happened {
    /// What.
    pub pasts: Vec<Past>,
    /// By which versions; 0 where none decided.
    pub versions: Vec<i64>,
}

/// Everything that a run begins with.
pub struct Stage {
    /// The policies.
    pub sides: Sides,
    /// What comes in, in order.
    pub arrivals: Vec<Arrival>,
    /// What really became of it; absent for a file.
    pub happened: Option<Happened>,
    /// The people, with their turns and loads.
    pub roster: Roster,
    /// What they have open.
    pub open_work: Vec<OpenWork>,
    /// What changes about them, in order.
    pub changes: Vec<(i64, Change)>,
    /// The tenant's clock and calendar.
    pub calendar: Calendar,
    /// What was read of a file; absent for a past period.
    pub file: Option<FileRead>,
    /// How many milliseconds it took to read all this.
    pub reading: u64,
}

impl Stage {
    /// Reads what came in during a past period, and who was there.
    ///
    /// # Errors
    /// When a version does not exist, or too much came in.
    pub fn past(
        db: &mut Db,
        directory: &Directory,
        _: Granted<PolicyManage>,
        request: &SimulationRequest,
    ) -> Result<Self> {
        let began = Instant::now();
        let engine = Engine::now(db, directory)?;
        let sides = Sides::read(db, request.policy.as_ref(), request.against.as_ref())?;
        let (from, to) = (At::from(request.from), At::from(request.to));
        let history = arrivals::read(db, &engine, from, to, &request.kinds)?;
        let people = people::read(db, &engine.workforce, directory.time_zone, from, from, to)?;
        let (roster, open_work) = standing::read(db, &people, from)?;
        Ok(Self {
            sides,
            arrivals: history.arrivals,
            happened: Some(Happened { pasts: history.pasts, versions: history.versions }),
            roster,
            open_work,
            changes: people.changes,
            calendar: Calendar { workforce: engine.workforce.clone(), tz: directory.time_zone },
            file: None,
            reading: milliseconds(began),
        })
    }
}

/// Milliseconds since an instant.
pub fn milliseconds(began: Instant) -> u64 {
    u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX)
}
