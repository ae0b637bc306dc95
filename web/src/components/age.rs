//! How long ago something was, kept true while one looks at it.

use std::{sync::LazyLock, time::Duration};

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::{format, prefs};

/// How often the ages on the screen are told anew.
const TICK: Duration = Duration::from_secs(15);

/// The time by which every age on the screen is told; it begins to move with the first of them.
static NOW: LazyLock<ArcRwSignal<DateTime<Utc>>> = LazyLock::new(|| {
    let now = ArcRwSignal::new(Utc::now());
    let moved = now.clone();
    set_interval(move || moved.set(Utc::now()), TICK);
    now
});

/// How long ago, in words; it follows the time and the language.
pub fn age(since: DateTime<Utc>) -> String {
    // What happened after the last tick is not in the future.
    let now = NOW.get().max(Utc::now());
    format::span(now - since, prefs::lang())
}

/// The time since then, with the exact instant for who wants to know.
#[component]
pub fn Age(since: DateTime<Utc>) -> impl IntoView {
    view! {
        <time class="num" datetime=since.to_rfc3339() title=move || format::precise_time(since)>
            {move || age(since)}
        </time>
    }
}
