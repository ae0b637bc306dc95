//! Tells when an export is done, wherever one is by then.

use std::{collections::BTreeSet, sync::LazyLock, time::Duration};

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use shared::{
    Page,
    exports::{Export, ExportState},
    ids::ExportId,
    page::PageQuery,
};

use crate::{
    api,
    components::toast,
    i18n::{exports as w, t_now},
    reading::Read,
    router::Place,
};

/// How often it is asked while one is on its way.
const EVERY: Duration = Duration::from_millis(1_500);
/// As many as can be on their way, and some that just ended.
const NEWEST: u32 = 10;

static ASKED: LazyLock<ArcRwSignal<()>> = LazyLock::new(|| ArcRwSignal::new(()));

/// Says that there is a new one to be watched.
pub fn look() {
    ASKED.set(());
}

/// Asks again and again as long as one is on its way, and not at all otherwise.
#[component]
pub fn ExportWatch() -> impl IntoView {
    let read = Read::<Page<Export>>::new(|| {
        ASKED.track();
        async { api::exports::list(&PageQuery { limit: Some(NEWEST), cursor: None }).await }
    });
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(Some(last)) = waiting.try_get_value() {
            last.clear();
        }
    };
    Effect::new(move |before: Option<BTreeSet<ExportId>>| {
        let was_open = before.unwrap_or_default();
        let Some(Ok(page)) = read.get() else { return was_open };
        for export in page.items.iter().filter(|export| was_open.contains(&export.id)) {
            untrack(|| tell(export));
        }
        let open: BTreeSet<ExportId> =
            page.items.iter().filter(|export| export.state.is_open()).map(|export| export.id).collect();
        stop();
        if !open.is_empty() {
            waiting.set_value(set_timeout_with_handle(move || read.reload(), EVERY).ok());
        }
        open
    });
    on_cleanup(stop);
}

/// Whether one is on the page of exports.
fn here() -> bool {
    window().location().pathname().is_ok_and(|path| Place::Exports.holds(&path))
}

fn tell(export: &Export) {
    let said = |text: crate::i18n::Text| t_now(text).replacen("{}", &export.file_name, 1);
    match export.state {
        // Who looks at them already needs no way there.
        ExportState::Done if here() => toast::say(said(w::READY)),
        ExportState::Done => toast::lead_to(said(w::READY), t_now(w::GO), Place::Exports.path()),
        ExportState::Failed => toast::refuse(said(w::BROKE)),
        ExportState::Waiting | ExportState::Running | ExportState::Cancelled | ExportState::Expired => {}
    }
}
