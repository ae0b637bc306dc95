//! Who may be the same person, and who was said not to be.

use leptos::prelude::*;
use shared::{
    ids::CustomerId,
    merges::{Duplicate, SaidApart},
};

use super::words::reason_text;
use crate::{
    api,
    components::{Alert, Button, Look, toast},
    customers::marks::StatusBadge,
    format,
    i18n::{merges as w, tf, tfs, tn, tr},
    reading::Write,
};

#[component]
pub fn Suggested(
    id: CustomerId,
    found: Vec<Duplicate>,
    #[prop(into)] can_merge: Signal<bool>,
    on_compare: Callback<CustomerId>,
    happened: RwSignal<()>,
) -> impl IntoView {
    let write = Write::new();
    let (apart, alike): (Vec<Duplicate>, Vec<Duplicate>) = found.into_iter().partition(|one| one.apart.is_some());
    let count = i64::try_from(apart.len()).unwrap_or(i64::MAX);
    let line = move |one: Duplicate| view! { <Alike id=id one=one can_merge=can_merge on_compare=on_compare write=write happened=happened /> };
    let other =
        move |one: Duplicate| view! { <Apart id=id one=one can_merge=can_merge write=write happened=happened /> };
    view! {
        <div class="panel-body same-part">
            {if alike.is_empty() {
                view! { <p class="muted small">{tr(w::NONE)}</p> }.into_any()
            } else {
                view! {
                    <h3 class="tiny muted">{tr(w::SUGGESTED)}</h3>
                    <ul class="twins" data-testid="suggested">{alike.into_iter().map(line).collect_view()}</ul>
                }
                .into_any()
            }}
            <Alert fault=write.fault />
            {(count > 0).then(|| view! {
                <details data-testid="apart">
                    <summary class="small muted">{move || tn(w::APART_COUNT, count)}</summary>
                    <ul class="twins">{apart.into_iter().map(other).collect_view()}</ul>
                </details>
            })}
        </div>
    }
}

/// Somebody who looks alike.
#[component]
fn Alike(
    id: CustomerId,
    one: Duplicate,
    can_merge: Signal<bool>,
    on_compare: Callback<CustomerId>,
    write: Write,
    happened: RwSignal<()>,
) -> impl IntoView {
    let customer = one.customer;
    let other = customer.id;
    let names = StoredValue::new(customer.name.clone());
    let name = move || names.get_value();
    let compare = Callback::new(move |()| on_compare.run(other));
    let differ = Callback::new(move |()| {
        write.run(api::merges::set_apart(id, other), move |_: SaidApart| {
            toast::say(tf(w::SAID_APART, name()));
            happened.set(());
        });
    });
    view! {
        <li>
            <div class="row wrap">
                <a class="name" href=format!("/customers/{other}")>{customer.name}</a>
                <span class="small num">{format::phone(&customer.phone)}</span>
                <StatusBadge status=customer.status />
            </div>
            {(!customer.company.is_empty()).then(|| view! { <div class="small soft">{customer.company}</div> })}
            <div class="row wrap">
                {one.reasons.into_iter().map(|reason| view! { <span class="badge info">{tr(reason_text(reason))}</span> }).collect_view()}
            </div>
            <Show when=move || can_merge.get()>
                <div class="row wrap">
                    <Button label=w::COMPARE name=Signal::derive(move || tf(w::COMPARE_WITH, name())) slim=true on_press=compare />
                    <Button
                        label=w::NOT_SAME
                        name=Signal::derive(move || tf(w::NOT_SAME_AS, name()))
                        slim=true
                        look=Look::Ghost
                        disabled=Signal::derive(move || write.busy())
                        on_press=differ
                    />
                </div>
            </Show>
        </li>
    }
}

/// Somebody who was said to be another person.
#[component]
fn Apart(
    id: CustomerId,
    one: Duplicate,
    can_merge: Signal<bool>,
    write: Write,
    happened: RwSignal<()>,
) -> impl IntoView {
    let customer = one.customer;
    let other = customer.id;
    let names = StoredValue::new(customer.name.clone());
    let join = Callback::new(move |()| {
        write.run(api::merges::join(id, other), move |()| happened.set(()));
    });
    let said = one.apart.map(|apart| (apart.by.map(|by| by.name).unwrap_or_default(), apart.at));
    view! {
        <li>
            <div class="row wrap">
                <a class="name" href=format!("/customers/{other}")>{customer.name}</a>
                <span class="small num">{format::phone(&customer.phone)}</span>
            </div>
            <div class="row wrap">
                {said.map(|(by, at)| view! { <span class="tiny muted">{move || tfs(w::APART_BY, &[&by, &format::time(at)])}</span> })}
                <Show when=move || can_merge.get()>
                    <Button
                        label=w::TAKE_BACK
                        name=Signal::derive(move || tf(w::TAKE_BACK_OF, names.get_value()))
                        slim=true
                        look=Look::Ghost
                        disabled=Signal::derive(move || write.busy())
                        on_press=join
                    />
                </Show>
            </div>
        </li>
    }
}
