//! What to do when something is no longer what was shown.

use leptos::prelude::*;
use shared::ErrorCode;

use crate::{
    api::Fault,
    components::toast,
    i18n::{inquiries as w, t_now},
    reading::{Read, Write},
};

/// Reads it again when the refusal says that it is no longer what was shown; tells whether it is so.
pub fn read_anew<T: Clone + Send + Sync + 'static>(fault: &Fault, detail: Read<T>) -> bool {
    let outdated = matches!(fault.code(), Some(ErrorCode::Stale | ErrorCode::WrongState));
    if outdated {
        toast::say(t_now(w::RELOADED));
        detail.reload();
    }
    outdated
}

/// Closes a dialog about something that is no longer what was shown.
pub fn mind_changes<T: Clone + Send + Sync + 'static>(write: Write, detail: Read<T>, on_close: Callback<()>) {
    Effect::new(move |_| {
        if write.fault.with(|fault| fault.as_ref().is_some_and(|fault| read_anew(fault, detail))) {
            on_close.run(());
        }
    });
}
