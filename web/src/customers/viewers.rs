//! Who can see the customer, and why. Asked for on demand: it walks every role.

use leptos::prelude::*;
use shared::{
    ids::CustomerId,
    permissions::{Sight, SightReason, Viewer},
};

use crate::{
    api,
    components::{Button, Glyph, Loaded, avatar::initial},
    i18n::{Text, customers as w, t, tr},
    reading::Read,
};

#[component]
pub fn Viewers(id: CustomerId, happened: RwSignal<()>) -> impl IntoView {
    let asked = RwSignal::new(false);
    let show = Callback::new(move |()| asked.set(true));
    view! {
        <section class="panel" aria-labelledby="viewers-title">
            <div class="panel-head"><h2 id="viewers-title">{tr(w::VIEWERS)}</h2></div>
            {move || {
                if asked.get() {
                    view! { <ViewerList id=id happened=happened /> }.into_any()
                } else {
                    view! { <div class="panel-body"><Button label=w::VIEWERS_SHOW glyph=Glyph::Eye slim=true on_press=show /></div> }.into_any()
                }
            }}
        </section>
    }
}

#[component]
fn ViewerList(id: CustomerId, happened: RwSignal<()>) -> impl IntoView {
    let viewers = Read::new(move || {
        happened.track();
        api::customers::viewers(id)
    });
    let draw = |all: Vec<Viewer>| {
        if all.is_empty() {
            return view! { <p class="panel-body muted small">{tr(w::VIEWERS_EMPTY)}</p> }.into_any();
        }
        let line = |viewer: Viewer| {
            view! {
                <li>
                    <span class="avatar slim" aria-hidden="true">{initial(&viewer.name)}</span>
                    <div class="grow">
                        <div>
                            <span class="strong">{viewer.name}</span>
                            " "
                            <span class="tiny muted">{viewer.unit}</span>
                        </div>
                        {viewer.reasons.into_iter().map(|sight| view! { <div class="tiny soft">{move || why(&sight)}</div> }).collect_view()}
                    </div>
                </li>
            }
        };
        view! { <ul class="viewers" data-testid="viewers">{all.into_iter().map(line).collect_view()}</ul> }.into_any()
    };
    view! { <Loaded read=viewers show=draw /> }
}

/// The reason, through what it reaches the customer, and the role that grants it.
fn why(sight: &Sight) -> String {
    let reason = t(reason_text(sight.reason));
    let through = sight.through.as_ref().map(|through| format!(" {through}")).unwrap_or_default();
    format!("{reason}{through} · {}", sight.role)
}

const fn reason_text(reason: SightReason) -> Text {
    match reason {
        SightReason::Owner => w::SIGHT_OWNER,
        SightReason::SameUnit => w::SIGHT_SAME_UNIT,
        SightReason::UnitBelow => w::SIGHT_UNIT_BELOW,
        SightReason::DataRole => w::SIGHT_DATA_ROLE,
        SightReason::All => w::SIGHT_ALL,
        SightReason::Reviewer => w::SIGHT_REVIEWER,
    }
}
