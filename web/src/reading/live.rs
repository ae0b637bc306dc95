//! Reading again and again what one is looking at.

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};

use super::Read;

/// Reads again so long after each answer, as long as the page can be seen; at once when it is looked at again. A slow
/// server is never asked while it still thinks.
pub fn keep_current<T: Clone + Send + Sync + 'static>(read: Read<T>, pause: Duration) {
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(Some(last)) = waiting.try_get_value() {
            last.clear();
        }
    };
    Effect::new(move |_| {
        if read.get().is_none() {
            return;
        }
        stop();
        let again = move || {
            if !document().hidden() {
                read.reload();
            }
        };
        waiting.set_value(set_timeout_with_handle(again, pause).ok());
    });
    let looked_at = window_event_listener_untyped("visibilitychange", move |_| {
        if !document().hidden() {
            stop();
            read.reload();
        }
    });
    on_cleanup(move || {
        looked_at.remove();
        stop();
    });
}
