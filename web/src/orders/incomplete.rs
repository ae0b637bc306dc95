//! Orders of which something is missing.

use leptos::prelude::*;
use shared::{
    orders::{IncompleteOrder, OrderPart},
    page::PageQuery,
};

use super::marks::{Side, Sides};
use crate::{
    api,
    components::{Glyph, Listed, Notice, PageHead},
    format,
    i18n::{Text, orders as w, t, tr},
    prefs,
    reading::Listing,
};

#[component]
pub fn IncompletePage() -> impl IntoView {
    let listing = Listing::<IncompleteOrder>::new(move |cursor| {
        let query = PageQuery { limit: None, cursor };
        async move { api::orders::incomplete(&query).await }
    });
    let empty = || view! { <Notice glyph=Glyph::Check title=w::INCOMPLETE_EMPTY /> }.into_any();
    view! {
        <div class="page">
            <PageHead title=w::INCOMPLETE about=w::INCOMPLETE_ABOUT>
                <Sides here=Side::Incomplete />
            </PageHead>
            <section class="panel">
                <Listed listing=listing empty=empty>
                    <table class="table cards" data-testid="incomplete-orders">
                        <thead>
                            <tr>
                                <th scope="col">{tr(w::EXTERNAL_ID)}</th>
                                <th scope="col">{tr(w::MISSING)}</th>
                                <th scope="col">{tr(w::KNOWN)}</th>
                                <th scope="col">{tr(w::FIRST_TOLD)}</th>
                                <th scope="col">{tr(w::LAST_TOLD)}</th>
                            </tr>
                        </thead>
                        <tbody>
                            <For each=move || listing.rows.get() key=|row| (row.external_id.clone(), row.last_at) let:row>
                                <Row row=row />
                            </For>
                        </tbody>
                    </table>
                </Listed>
            </section>
        </div>
    }
}

#[component]
fn Row(row: IncompleteOrder) -> impl IntoView {
    let missing = row.missing.clone();
    let missing = move || {
        let comma = prefs::lang().pick("、", ", ");
        missing.iter().map(|part| t(part_text(*part))).collect::<Vec<_>>().join(comma)
    };
    let whose = row.customer.map(|customer| format!("{} {}", customer.name, format::phone(&customer.phone)));
    let what = row.contents.map(|contents| format::price(contents.total(), &contents.currency));
    let (state, placed) = (row.state, row.placed_at);
    let known = move || {
        let state = state.map(|state| state.title(prefs::lang()).to_owned());
        let parts = [whose.clone(), what.clone(), state, placed.map(format::time)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    view! {
        <tr>
            <td class="lead num">{row.external_id}</td>
            <td data-label=tr(w::MISSING)>{missing}</td>
            <td class="soft" data-label=tr(w::KNOWN)>{known}</td>
            <td class="soft num" data-label=tr(w::FIRST_TOLD)>{format::time(row.first_at)}</td>
            <td class="soft num" data-label=tr(w::LAST_TOLD)>{format::time(row.last_at)}</td>
        </tr>
    }
}

const fn part_text(part: OrderPart) -> Text {
    match part {
        OrderPart::Customer => w::MISSING_CUSTOMER,
        OrderPart::Contents => w::MISSING_CONTENTS,
        OrderPart::PlacedAt => w::MISSING_PLACED_AT,
    }
}
