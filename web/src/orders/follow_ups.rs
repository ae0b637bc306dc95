//! The follow-ups of the customer whose order it is: those about this order, and all.

use leptos::prelude::*;
use shared::{
    ids::OrderId,
    orders::{OrderFollowUp, OrderFollowUpQuery},
};

use crate::{
    api,
    components::{Glyph, Icon, Listed, Notice, Segments},
    followups::way_glyph,
    format,
    i18n::{orders as w, tf, tr},
    prefs,
    reading::Listing,
};

#[component]
pub fn FollowUps(id: OrderId, happened: RwSignal<()>) -> impl IntoView {
    let only_own = RwSignal::new(false);
    let listing = Listing::<OrderFollowUp>::new(move |cursor| {
        happened.track();
        let query = OrderFollowUpQuery { of_this_order: only_own.get().then_some(true), cursor, limit: Some(20) };
        async move { api::orders::follow_ups(id, &query).await }
    });
    let empty = || view! { <Notice glyph=Glyph::Edit title=w::NO_FOLLOW_UPS /> }.into_any();
    view! {
        <section class="panel" aria-labelledby="order-follow-ups-title">
            <div class="panel-head">
                <h2 id="order-follow-ups-title">{tr(w::FOLLOW_UPS)}</h2>
                <div class="actions">
                    <Segments
                        label=w::FOLLOW_UPS
                        options=vec![(false, w::ALL_FOLLOW_UPS), (true, w::OWN_FOLLOW_UPS)]
                        value=only_own
                        on_change=Callback::new(move |own| only_own.set(own))
                    />
                </div>
            </div>
            <Listed listing=listing empty=empty>
                <ol class="order-follow-ups" data-testid="order-follow-ups">
                    <For each=move || listing.rows.get() key=|row| row.follow_up.id let:row>
                        <Line row=row of=id />
                    </For>
                </ol>
            </Listed>
        </section>
    }
}

#[component]
fn Line(row: OrderFollowUp, of: OrderId) -> impl IntoView {
    let said = row.follow_up;
    let (at, way) = (said.at, said.way);
    let about = row.order.map(|order| {
        if order.id == of {
            view! { <span class="badge info">{tr(w::OF_THIS_ORDER)}</span> }.into_any()
        } else {
            let external_id = order.external_id;
            view! { <a class="badge" href=format!("/orders/{}", order.id)>{move || tf(w::ABOUT_ORDER, &external_id)}</a> }.into_any()
        }
    });
    view! {
        <li class="entry said">
            <span class="entry-mark"><Icon glyph=way_glyph(way) /></span>
            <div class="grow">
                <div class="row wrap">
                    <span class="strong">{move || way.title(prefs::lang())}</span>
                    <span class="small muted">{said.author.name}</span>
                    <time class="tiny muted num" datetime=at.to_rfc3339() title=format::precise_time(at)>{format::time(at)}</time>
                    {about}
                </div>
                <p class="prose">{said.content}</p>
            </div>
        </li>
    }
}
