//! What must be undone however the task ends: by return, by error, or by Ctrl-C.

use anyhow::Result;
use std::sync::{Mutex, PoisonError};

type Undo = Box<dyn FnOnce() + Send>;

static UNDO: Mutex<(u64, Vec<(u64, Undo)>)> = Mutex::new((0, Vec::new()));

/// Undoes one thing when it is dropped.
#[must_use = "dropping the guard undoes at once"]
pub struct Guard(u64);

/// Registers `undo`, to be called exactly once: when the guard is dropped or when a signal ends the process.
pub fn on_exit(undo: impl FnOnce() + Send + 'static) -> Guard {
    let mut undos = UNDO.lock().unwrap_or_else(PoisonError::into_inner);
    undos.0 += 1;
    let id = undos.0;
    undos.1.push((id, Box::new(undo)));
    Guard(id)
}

impl Drop for Guard {
    fn drop(&mut self) {
        let undo = {
            let mut undos = UNDO.lock().unwrap_or_else(PoisonError::into_inner);
            let at = undos.1.iter().position(|(id, _)| *id == self.0);
            at.map(|at| undos.1.remove(at).1)
        };
        if let Some(undo) = undo {
            undo();
        }
    }
}

/// Makes SIGINT, SIGTERM and SIGHUP undo everything, the latest first, and end the process.
pub fn on_signals() -> Result<()> {
    ctrlc::set_handler(|| {
        let mut undos = UNDO.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some((_, undo)) = undos.1.pop() {
            undo();
        }
        std::process::exit(130);
    })?;
    Ok(())
}
