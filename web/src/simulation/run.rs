//! Asking the server, waiting, and thinking better of it.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};
use shared::{
    ids::PolicyVersionId,
    simulation::{FileSimulation, Simulated, SimulationRequest},
};
use web_sys::{AbortController, File};

use super::choice::Choice;
use crate::api::{self, Fault};

/// What was asked.
#[derive(Clone, PartialEq)]
pub enum Asked {
    Past(SimulationRequest),
    File(FileSimulation),
}

/// What came of it.
pub struct Outcome {
    pub asked: Asked,
    /// What was chosen then.
    pub question: Choice,
    pub simulated: Simulated,
}

#[derive(Clone)]
pub enum Phase {
    Ready,
    Running,
    Cancelled,
    Failed(Fault),
    Done,
}

/// One simulation at a time.
#[derive(Clone, Copy)]
pub struct Runner {
    pub phase: RwSignal<Phase>,
    /// What came of the last one that came to its end.
    pub outcome: RwSignal<Option<Arc<Outcome>>>,
    /// For how many seconds it has been running.
    pub seconds: RwSignal<i64>,
    /// The file that was chosen; it lives only as long as the page.
    pub file: RwSignal<Option<File>, LocalStorage>,
    stop: StoredValue<Option<AbortController>, LocalStorage>,
    turn: StoredValue<u32>,
}

impl Runner {
    pub fn new() -> Self {
        let runner = Self {
            phase: RwSignal::new(Phase::Ready),
            outcome: RwSignal::new(None),
            seconds: RwSignal::new(0),
            file: RwSignal::new_local(None),
            stop: StoredValue::new_local(None),
            turn: StoredValue::new(0),
        };
        let ticking = set_interval_with_handle(
            move || runner.seconds.update(|seconds| *seconds += 1),
            std::time::Duration::from_secs(1),
        );
        on_cleanup(move || {
            if let Ok(ticking) = &ticking {
                ticking.clear();
            }
            runner.abort();
        });
        runner
    }

    pub fn is_running(self) -> bool {
        matches!(self.phase.get(), Phase::Running)
    }

    /// Asks; tells whether there was enough to ask.
    pub fn start(self, policy: PolicyVersionId, choice: &Choice) -> bool {
        let file = self.file.get_untracked();
        let asked = if choice.is_file() {
            file.as_ref().map(|file| Asked::File(choice.of_file(policy, file.name())))
        } else {
            choice.request(policy).map(Asked::Past)
        };
        let (Some(asked), Ok(stop)) = (asked, AbortController::new()) else { return false };
        self.abort();
        let question = choice.question();
        let signal = stop.signal();
        self.stop.set_value(Some(stop));
        self.turn.update_value(|turn| *turn += 1);
        let turn = self.turn.get_value();
        self.seconds.set(0);
        self.phase.set(Phase::Running);
        spawn_local(async move {
            let answer = match (&asked, file) {
                (Asked::Past(request), _) => api::simulation::run(request, &signal).await,
                (Asked::File(query), Some(file)) => api::simulation::run_file(query, file.into(), &signal).await,
                (Asked::File(_), None) => return,
            };
            // Whoever cancelled it or asked again waits for this no longer.
            if self.turn.try_get_value() == Some(turn) {
                let (outcome, phase) = match answer {
                    Ok(simulated) => (Some(Arc::new(Outcome { asked, question, simulated })), Phase::Done),
                    Err(fault) => (None, Phase::Failed(fault)),
                };
                self.outcome.set(outcome);
                self.phase.set(phase);
            }
        });
        true
    }

    pub fn cancel(self) {
        self.abort();
        self.phase.set(Phase::Cancelled);
    }

    fn abort(self) {
        self.turn.try_update_value(|turn| *turn += 1);
        if let Some(Some(stop)) = self.stop.try_update_value(Option::take) {
            stop.abort();
        }
    }
}
