//! Inquiries as rows.

use leptos::prelude::*;
use shared::inquiries::Inquiry;

use super::marks::StageBadge;
use crate::{
    components::{Age, Person},
    customers::marks::LevelMark,
    i18n::{common as c, inquiries as w, tr},
};

/// `with_owner` is for those who see more than their own.
#[component]
pub fn InquiryTable(rows: RwSignal<Vec<Inquiry>>, #[prop(into)] with_owner: Signal<bool>) -> impl IntoView {
    view! {
        <table class="table cards inquiries" data-testid="inquiries">
            <thead>
                <tr>
                    <th scope="col">{tr(w::TITLE)}</th>
                    <th scope="col">{tr(w::SOURCE)}</th>
                    <th scope="col">{tr(c::STATUS)}</th>
                    {move || with_owner.get().then(|| view! { <th scope="col">{tr(w::OWNER)}</th> })}
                    <th scope="col">{tr(w::GROUP)}</th>
                    <th scope="col">{tr(w::AGE)}</th>
                </tr>
            </thead>
            <tbody>
                <For each=move || rows.get() key=|row| (row.id, row.version) let:row>
                    <InquiryRow row=row with_owner=with_owner />
                </For>
            </tbody>
        </table>
    }
}

#[component]
fn InquiryRow(row: Inquiry, with_owner: Signal<bool>) -> impl IntoView {
    let owner = row.owner.clone();
    view! {
        <tr data-row>
            <td class="lead">
                <span class="row">
                    <LevelMark level=row.level />
                    <span class="two">
                        <a class="name clip" href=format!("/inquiries/{}", row.id)>{row.text.clone()}</a>
                        <span class="muted">{row.customer.clone()}</span>
                    </span>
                </span>
            </td>
            <td class="bare" data-label=tr(w::SOURCE)>
                <span class="two">
                    <span>{row.entrance_name.clone()}</span>
                    <span class="muted">{row.channel.clone()}</span>
                </span>
            </td>
            <td class="corner" data-label=tr(c::STATUS)>
                <StageBadge status=row.status stage=row.stage />
            </td>
            {move || {
                let owner = owner.clone();
                with_owner
                    .get()
                    .then(|| view! { <td class="bare" data-label=tr(w::OWNER)>{owner.map(|owner| view! { <Person person=owner /> })}</td> })
            }}
            <td class="bare soft" data-label=tr(w::GROUP)>{row.group.clone().map(|group| group.name)}</td>
            <td class="bare soft" data-label=tr(w::AGE)><Age since=row.arrived_at /></td>
        </tr>
    }
}
