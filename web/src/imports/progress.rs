//! Waiting while the server checks the lines.

use std::time::Duration;

use leptos::prelude::*;
use shared::imports::Import;

use crate::{
    format::number,
    i18n::{imports as w, tf, tfs},
    reading::Read,
};

/// How often one asks how far it is.
const EVERY: Duration = Duration::from_millis(500);

#[component]
pub fn Checking(import: Read<Import>) -> impl IntoView {
    let handle = set_interval_with_handle(move || import.reload(), EVERY);
    on_cleanup(move || {
        if let Ok(handle) = handle {
            handle.clear();
        }
    });
    let done = move || import.ok().map_or((0, 0), |import| (import.checked, import.total));
    let share = move || {
        let (checked, total) = done();
        if total > 0 { checked * 100 / total } else { 0 }
    };
    view! {
        <section class="panel pad stack tight" role="status" data-testid="checking">
            <span class="strong">{move || tf(w::CHECKING, import.ok().map(|import| import.file_name).unwrap_or_default())}</span>
            <div class="bar"><span style:width=move || format!("{}%", share())></span></div>
            <span class="small muted num">
                {move || {
                    let (checked, total) = done();
                    tfs(w::CHECKED, &[&number(checked), &number(total)])
                }}
            </span>
        </section>
    }
}
