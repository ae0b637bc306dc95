//! Each thing that a customer did on one day.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    behaviour::{BehaviourEvent, BehaviourQuery, kind_title},
    ids::CustomerId,
};

use crate::{
    api,
    components::{Glyph, Listed, Notice},
    format,
    i18n::{behaviour as w, tf},
    prefs,
    reading::Listing,
};

#[component]
pub fn Events(customer: CustomerId, day: NaiveDate) -> impl IntoView {
    let listing = Listing::<BehaviourEvent>::new(move |cursor| {
        let query = BehaviourQuery { day: Some(day), kind: None, limit: Some(20), cursor };
        async move { api::behaviour::events(customer, &query).await }
    });
    view! {
        <Listed listing=listing empty=|| view! { <Notice glyph=Glyph::Eye title=w::NOTHING slim=true /> }>
            <ul class="acts" aria-label=move || tf(w::EACH_OF, format::date(day))>
                <For each=move || listing.rows.get() key=|event| event.id let(event)>
                    <Act event=event />
                </For>
            </ul>
        </Listed>
    }
}

#[component]
fn Act(event: BehaviourEvent) -> impl IntoView {
    let (at, kind) = (event.at, event.kind);
    view! {
        <li>
            <time class="tiny muted num" datetime=at.to_rfc3339() title=format::precise_time(at)>{format::clock(at)}</time>
            <span class="small">{move || kind_title(&kind, prefs::lang()).to_owned()}</span>
            <span class="small soft">{about(event.subject, event.url)}</span>
        </li>
    }
}

/// What it was about, with the way there where that is an address and not the path of a page in some program.
fn about(subject: String, url: String) -> AnyView {
    let is_address = url.starts_with("https://") || url.starts_with("http://");
    let said = if subject.is_empty() { url.clone() } else { subject };
    if is_address {
        view! { <a href=url target="_blank" rel="noopener noreferrer">{said}</a> }.into_any()
    } else {
        view! { <span title=url>{said}</span> }.into_any()
    }
}
