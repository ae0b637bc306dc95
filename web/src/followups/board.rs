//! The board: who is overdue, who is due today, and whose they are.

use leptos::prelude::*;
use shared::{
    followups::{DueCustomer, DueQuery, DueWhen},
    permissions::Permission,
};

use super::counts::{ByAgent, Figures};
use crate::{
    api,
    components::{Glyph, Listed, Notice, PageHead, Person},
    customers::marks::{DueMark, IdleMark, LevelMark},
    format,
    i18n::{customers as cw, followups as w, t, tr},
    reading::{Listing, Read, UrlQuery},
    session,
};

#[component]
pub fn DuePage() -> impl IntoView {
    let query = UrlQuery::<DueQuery>::new();
    let counts = Read::new(api::followups::due_counts);
    let listing = Listing::<DueCustomer>::new(move |cursor| {
        let query = DueQuery { cursor, ..query.get() };
        async move { api::followups::due(&query).await }
    });
    let leads = Memo::new(|_| session::beyond_own(Permission::CustomerRead));
    let tab = move |when: Option<DueWhen>, text| {
        view! {
            <button
                type="button"
                aria-pressed=move || if query.with(|q| q.when == when) { "true" } else { "false" }
                on:click=move |_| query.update(|q| q.when = when)
            >
                {tr(text)}
            </button>
        }
    };
    view! {
        <div class="page">
            <PageHead title=w::TITLE>
                <div class="segments" role="group" aria-label=tr(w::TITLE)>
                    {tab(None, w::BOTH)} {tab(Some(DueWhen::Overdue), w::OVERDUE)} {tab(Some(DueWhen::Today), w::TODAY)}
                </div>
            </PageHead>
            <Figures counts=counts query=query />
            <div class="board" class:alone=move || !leads.get()>
                <section class="panel" data-testid="due">
                    <Listed listing=listing empty=|| view! { <Notice glyph=Glyph::Check title=w::EMPTY body=w::EMPTY_BODY /> }>
                        <table class="table cards">
                            <thead>
                                <tr>
                                    <th scope="col">{tr(cw::CUSTOMER)}</th>
                                    <th scope="col">{tr(cw::DUE)}</th>
                                    <th scope="col">{tr(cw::IDLE)}</th>
                                    <th scope="col">{tr(cw::LAST_FOLLOW_UP)}</th>
                                    <th scope="col">{tr(cw::OWNER)}</th>
                                    <th scope="col">{tr(cw::PHONE)}</th>
                                </tr>
                            </thead>
                            <tbody>
                                <For each=move || listing.rows.get() key=|row| (row.customer.id, row.customer.version, row.days_overdue) let:row>
                                    <DueRow row=row />
                                </For>
                            </tbody>
                        </table>
                    </Listed>
                </section>
                {move || leads.get().then(|| view! { <ByAgent counts=counts query=query /> })}
            </div>
        </div>
    }
}

#[component]
fn DueRow(row: DueCustomer) -> impl IntoView {
    let customer = row.customer;
    let last = customer.last_follow_up_at;
    view! {
        <tr data-row>
            <td class="lead">
                <span class="row">
                    <LevelMark level=customer.level />
                    <span class="two">
                        <a class="name" href=format!("/customers/{}", customer.id)>{customer.name.clone()}</a>
                        <span class="muted">{customer.company.clone()}</span>
                    </span>
                </span>
            </td>
            <td class="corner" data-label=tr(cw::DUE)>
                <DueMark customer=customer.clone() />
            </td>
            <td class="off" data-label=tr(cw::IDLE)>
                <IdleMark days=customer.idle_days />
            </td>
            <td class="num soft off" data-label=tr(cw::LAST_FOLLOW_UP)>
                {move || last.map_or_else(|| t(cw::NEVER).to_owned(), format::day)}
            </td>
            <td class="bare" data-label=tr(cw::OWNER)>{customer.owner.clone().map(|owner| view! { <Person person=owner /> })}</td>
            <td class="num bare" data-label=tr(cw::PHONE)>{format::phone(&customer.phone)}</td>
        </tr>
    }
}
