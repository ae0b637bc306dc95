//! Every decision about something, newest first, each unfolding why.

use leptos::prelude::*;
use shared::work::DecisionMade;

use super::{Explained, words::headline};
use crate::{
    components::{Glyph, Icon, Listed, Notice},
    format,
    i18n::{Text, decisions as w, tf, tr},
    reading::Listing,
};

#[component]
pub fn Decisions(
    title: Text,
    listing: Listing<DecisionMade>,
    /// Whether the newest is unfolded from the beginning.
    #[prop(optional)]
    unfolded: bool,
) -> impl IntoView {
    let newest = move || listing.rows.with(|rows| rows.first().map(|row| row.id));
    view! {
        <section class="panel" aria-labelledby="decisions-title" data-testid="decisions">
            <div class="panel-head"><h2 id="decisions-title">{tr(title)}</h2></div>
            <Listed listing=listing empty=|| view! { <Notice glyph=Glyph::Route title=w::NONE_MADE slim=true /> }>
                <div class="decisions">
                    <For each=move || listing.rows.get() key=|made| made.id let:made>
                        <Made open=unfolded && newest() == Some(made.id) made=made />
                    </For>
                </div>
            </Listed>
        </section>
    }
}

#[component]
fn Made(made: DecisionMade, open: bool) -> impl IntoView {
    let unfolded = RwSignal::new(open);
    let at = made.at;
    let told = StoredValue::new(made.explained);
    view! {
        <details
            open=open
            on:toggle=move |event| {
                let details: web_sys::Element = event_target(&event);
                unfolded.set(details.has_attribute("open"));
            }
        >
            <summary>
                <Icon glyph=Glyph::ChevronRight />
                <span class="strong">{move || told.with_value(headline)}</span>
                <span class="small muted">
                    <span class="num">{format::time(at)}</span>
                    " · "
                    {move || tf(w::AGO, crate::components::age::age(at))}
                </span>
            </summary>
            {move || unfolded.get().then(|| view! { <Explained case=told.get_value() /> })}
        </details>
    }
}
