//! The third step: what it comes to, and the confirmation of exactly that.

use leptos::prelude::*;
use shared::{permissions::Permission, redistribution::RedistributionPreview};

use super::{draft::Draft, flows::Flows, loads::Loads};
use crate::{
    components::{AreaField, Glyph, Icon, Notice},
    format::number,
    i18n::{Text, redistribution as w, tr},
    reading::Write,
    session,
};

#[component]
pub fn Look(draft: Draft, seen: RedistributionPreview, write: Write) -> impl IntoView {
    let stay = seen.customers_stay + seen.work_items_stay;
    if seen.customers + seen.work_items == 0 {
        return view! { <Notice glyph=Glyph::Swap title=w::NOTHING body=w::NOTHING_BODY /> }.into_any();
    }
    view! {
        <div class="stack" data-testid="seen">
            <div class="sum">
                {figure(w::MOVES_CUSTOMERS, seen.customers, "")}
                {figure(w::MOVES_WORK, seen.work_items, "")}
                {(stay > 0).then(|| figure(w::STAYS, stay, ""))}
                {(seen.work_items_wait > 0).then(|| figure(w::WAITS, seen.work_items_wait, "warn"))}
            </div>
            {seen.over_capacity.then(|| view! { <OverCapacity draft=draft /> })}
            <Loads seen=seen.clone() />
            <Flows flows=seen.flows />
            <AreaField label=w::NOTE value=draft.note write=write pointer="/note" required=true placeholder=w::NOTE_HINT />
            <Show when=move || write.busy()>
                <p class="row small soft" role="status">
                    <span class="spinner" aria-hidden="true"></span>
                    {tr(w::APPLYING)}
                </p>
            </Show>
        </div>
    }
    .into_any()
}

fn figure(text: Text, count: i64, class: &'static str) -> impl IntoView {
    view! {
        <div class=class>
            <span class="figure">{number(count)}</span>
            <span class="tiny soft">{tr(text)}</span>
        </div>
    }
}

/// Somebody would have too much: those who may say that it shall be so all the same can.
#[component]
fn OverCapacity(draft: Draft) -> impl IntoView {
    view! {
        <div class="alert warn" role="status">
            <Icon glyph=Glyph::Alert />
            <div>
                <div class="strong">{tr(w::OVER_ALL)}</div>
                <Show when=|| session::can(Permission::WorkOverCapacity)>
                    <label class="check">
                        <input
                            type="checkbox"
                            prop:checked=move || draft.over_capacity.get()
                            on:change=move |event| draft.over_capacity.set(event_target_checked(&event))
                        />
                        <span>{tr(w::OVER_ALLOW)}</span>
                    </label>
                </Show>
            </div>
        </div>
    }
}
