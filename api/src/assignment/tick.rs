//! What time itself brings about: shifts that begin, leave that ends, rules that let go when the morning comes.

use std::sync::{Mutex, PoisonError};

use shared::{
    Id,
    assignment::times::Weekday,
    ids::{EmployeeId, PolicyPublicationId},
};

use super::{drain, engine::Engine, lines, store, timers, work};
use crate::{
    db::{Db, id_list},
    error::Result,
    permissions::Directory,
};

/// What was so when this process looked last.
#[derive(Debug, Default)]
pub struct Watch(Mutex<Option<Span>>);

/// Between which times of day of a policy a moment lies.
type Span = (PolicyPublicationId, usize, Weekday, bool);

impl Watch {
    /// Whether another time has come by the policy's rules.
    fn is_other(&self, engine: &Engine<'_>) -> bool {
        engine.policy.compiled.asks_time()
            && *self.0.lock().unwrap_or_else(PoisonError::into_inner) != Some(span(engine))
    }

    fn remember(&self, engine: &Engine<'_>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(span(engine));
    }
}

fn span(engine: &Engine<'_>) -> Span {
    let moment = engine.moment();
    let passed = engine.policy.compiled.boundaries().partition_point(|time| *time <= moment.time);
    (engine.policy.publication_id, passed, moment.weekday, moment.workday)
}

/// Whether there is anything for [`tick`] to do.
///
/// # Errors
/// When the database fails.
pub fn is_due(db: &mut Db, directory: &Directory, watch: &Watch) -> Result<bool> {
    let engine = Engine::now(db, directory)?;
    let changed =
        |(id, schedule, was): &(i64, Option<i64>, bool)| engine.is_on_duty(Id::from_raw(*id), *schedule) != *was;
    Ok(watch.is_other(&engine)
        || !store::leaves_to_give_back(db, engine.at)?.is_empty()
        || timers::is_due(db, &engine)?
        || store::availability(db)?.iter().any(changed))
}

/// Does what time has brought about: lets those who wait have what they can have now. Each server process looks every second;
/// one at a time does it.
///
/// # Errors
/// When the database fails.
pub fn tick(db: &mut Db, directory: &Directory, watch: &Watch) -> Result<()> {
    if !store::try_lock_ticking(db)? {
        return Ok(());
    }
    let engine = Engine::now(db, directory)?;
    give_back_at_leave(db, &engine)?;
    let came = who_came(db, &engine)?;
    drain::drain(db, &engine, came)?;
    if watch.is_other(&engine) {
        lines::line_everybody_up(db, &engine)?;
        drain::drain_everything(db, &engine)?;
    }
    watch.remember(&engine);
    timers::go_on(db, &engine)
}

/// Whose shift began or whose leave ended since somebody looked last.
fn who_came(db: &mut Db, engine: &Engine<'_>) -> Result<Vec<EmployeeId>> {
    let mut came = Vec::new();
    let mut changed = Vec::new();
    for (id, schedule, was_available) in store::availability(db)? {
        let is_available = engine.is_on_duty(Id::from_raw(id), schedule);
        if is_available != was_available {
            changed.push((id, is_available));
        }
        if is_available && !was_available {
            came.push(Id::from_raw(id));
        }
    }
    for available in [true, false] {
        let these = id_list(changed.iter().filter(|(_, is)| *is == available).map(|(id, _)| *id));
        if !these.is_empty() {
            store::set_available(db, &these, available)?;
        }
    }
    Ok(came)
}

/// Gives back what people have in hand whose leave began, when it was to be so.
fn give_back_at_leave(db: &mut Db, engine: &Engine<'_>) -> Result<()> {
    for (leave, employee) in store::leaves_to_give_back(db, engine.at)? {
        if store::gave_back(db, leave, engine.at)? {
            work::give_back_all(db, engine, Id::from_raw(employee))?;
        }
    }
    Ok(())
}
