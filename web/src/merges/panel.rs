//! What a customer's page says of duplicates and merges, and what one may do about them.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use shared::{
    customers::Customer,
    ids::{CustomerId, CustomerMergeId},
    merges::{Duplicate, Merge},
};

use super::{
    dialog::{MergeCustomers, PickCustomer},
    suggested::Suggested,
    undo::UndoMergeOf,
};
use crate::{
    api,
    components::{Button, Failed, Glyph, Look, closer, states::LineSkeleton, toast},
    format,
    i18n::{merges as w, t, tf, tfs, tr},
    reading::Read,
};

/// The id of the panel's heading.
const TITLE: &str = "same-title";

/// Whether somebody looks like the same person, of whom nobody said that they are not.
pub fn looks_alike(duplicates: Read<Vec<Duplicate>>) -> bool {
    duplicates.ok().is_some_and(|found| found.iter().any(|one| one.apart.is_none()))
}

/// Leads from the head of the page, which on a telephone is far from the panel, to the panel.
#[component]
pub fn ToSamePerson() -> impl IntoView {
    let go = Callback::new(|()| {
        if let Some(panel) = document().get_element_by_id(TITLE) {
            panel.scroll_into_view();
        }
    });
    view! { <Button label=w::LOOK glyph=Glyph::Merge slim=true look=Look::Ghost on_press=go /> }
}

#[component]
pub fn SamePerson(
    id: CustomerId,
    /// Who may be the same person.
    duplicates: Read<Vec<Duplicate>>,
    /// Whether the reader may merge; not known until the customer is read.
    #[prop(into)]
    can_merge: Signal<bool>,
    happened: RwSignal<()>,
    /// The customer is another one now.
    on_change: Callback<()>,
) -> impl IntoView {
    let merges = Read::new(move || {
        happened.track();
        api::merges::list(id)
    });
    let picking = RwSignal::new(None::<()>);
    let comparing = RwSignal::new(None::<CustomerId>);
    let undoing = RwSignal::new(None::<Merge>);
    let navigate = use_navigate();
    let go = Callback::new(move |customer: CustomerId| {
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&format!("/customers/{customer}"), options);
    });
    open_asked_undo(merges, undoing);
    let merged = Callback::new(move |(merge, kept): (Merge, Customer)| {
        let said = tfs(w::MERGED, &[&called(&merge), &kept.name]);
        toast::lead_to(said, t(w::UNDO), format!("/customers/{}?undo={}", merge.kept_id, merge.id));
        if merge.kept_id == id { on_change.run(()) } else { go.run(merge.kept_id) }
    });
    let undone = Callback::new(move |merge: Merge| {
        toast::lead_to(tf(w::UNDO_DONE, called(&merge)), t(w::OPEN), format!("/customers/{}", merge.gone.id));
        on_change.run(());
    });
    let close_undo = Callback::new(move |()| {
        undoing.set(None);
        go.run(id);
    });
    let pick = Callback::new(move |()| picking.set(Some(())));
    let compare = Callback::new(move |other| {
        picking.set(None);
        comparing.set(Some(other));
    });
    let body = move || match (duplicates.get(), merges.get()) {
        (Some(Err(fault)), _) | (_, Some(Err(fault))) => {
            let retry = Callback::new(move |()| {
                duplicates.reload();
                merges.reload();
            });
            view! { <Failed fault=fault retry=retry /> }.into_any()
        }
        (Some(Ok(found)), Some(Ok(done))) => drawn(id, found, done, can_merge, compare, undoing, happened).into_any(),
        _ => view! { <LineSkeleton /> }.into_any(),
    };
    // Nothing is said to somebody who can do nothing about it, unless there is something.
    let is_shown =
        move || can_merge.get() || looks_alike(duplicates) || merges.ok().is_some_and(|done| !done.is_empty());
    view! {
        <Show when=is_shown>
            <section class="panel" aria-labelledby=TITLE data-testid="same-person">
                <div class="panel-head">
                    <h2 id=TITLE>{tr(w::TITLE)}</h2>
                    <div class="actions">
                        <a class="button slim ghost" href="/customers/duplicates">{tr(w::ALL_PAIRS)}</a>
                        <Show when=move || can_merge.get()>
                            <Button label=w::MERGE_WITH glyph=Glyph::Merge slim=true look=Look::Ghost on_press=pick />
                        </Show>
                    </div>
                </div>
                {body}
            </section>
        </Show>
        {move || picking.get().map(|()| view! { <PickCustomer except=id on_close=closer(picking) on_pick=compare /> })}
        {move || comparing.get().map(|other| view! { <MergeCustomers one=id other=other on_close=closer(comparing) on_done=merged /> })}
        {move || undoing.get().map(|merge| view! { <UndoMergeOf merge=merge on_close=close_undo on_done=undone /> })}
    }
}

/// Who is gone: the two often have the same name, so with the phone.
pub(super) fn called(merge: &Merge) -> String {
    format!("{} {}", merge.gone.name, format::phone(&merge.gone.phone))
}

/// A message that leads back says in the address which merge to undo.
fn open_asked_undo(merges: Read<Vec<Merge>>, undoing: RwSignal<Option<Merge>>) {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|q| q.get("undo").and_then(|id| id.parse::<CustomerMergeId>().ok())));
    Effect::new(move |_| {
        if let (Some(asked), Some(done)) = (asked.get(), merges.ok()) {
            undoing.set(done.into_iter().find(|merge| merge.id == asked && merge.can_undo));
        }
    });
}

fn drawn(
    id: CustomerId,
    found: Vec<Duplicate>,
    done: Vec<Merge>,
    can_merge: Signal<bool>,
    compare: Callback<CustomerId>,
    undoing: RwSignal<Option<Merge>>,
    happened: RwSignal<()>,
) -> impl IntoView {
    view! {
        <Suggested id=id found=found can_merge=can_merge on_compare=compare happened=happened />
        {(!done.is_empty()).then(|| view! {
            <div class="panel-body same-part">
                <h3 class="tiny muted">{tr(w::MERGES)}</h3>
                <ul class="twins" data-testid="merges">
                    {done.into_iter().map(|merge| view! { <Done merge=merge undoing=undoing /> }).collect_view()}
                </ul>
            </div>
        })}
    }
}

/// One merge: who, when, by whom, why, and the way back.
#[component]
fn Done(merge: Merge, undoing: RwSignal<Option<Merge>>) -> impl IntoView {
    let again = merge.clone();
    let undo = Callback::new(move |()| undoing.set(Some(again.clone())));
    let (at, until) = (merge.at, merge.undoable_until);
    let by = merge.by.map(|by| by.name).unwrap_or_default();
    let carried = merge.carried;
    let name = merge.gone.name.clone();
    let was_undone = merge.undone.is_some();
    view! {
        <li class:over=was_undone>
            <div class="row between">
                <div class="grow">
                    <span class="strong">{merge.gone.name}</span>
                    " "
                    <span class="small num">{format::phone(&merge.gone.phone)}</span>
                </div>
                {merge.can_undo.then(|| view! {
                    <Button label=w::UNDO name=Signal::derive(move || tf(w::UNDO_TITLE, &name)) glyph=Glyph::Undo slim=true look=Look::Ghost on_press=undo />
                })}
                {was_undone.then(|| view! { <span class="badge">{tr(w::UNDONE)}</span> })}
            </div>
            <p class="small prose">{merge.reason}</p>
            <div class="tiny muted">{move || tfs(w::MERGED_BY, &[&by, &format::time(at)])}</div>
            <div class="tiny muted">
                {move || tfs(w::CARRIED, &[&format::number(carried.inquiries), &format::number(carried.orders), &format::number(carried.follow_ups)])}
                {merge.owner_before.map(|owner| view! { " · " {move || tf(w::WAS_OWNED, &owner.name)} })}
            </div>
            {merge.can_undo.then(|| view! { <div class="tiny muted">{move || tf(w::UNTIL, format::time(until))}</div> })}
            {merge.undone.map(|undone| {
                let by = undone.by.map(|by| by.name).unwrap_or_default();
                view! {
                    <div class="tiny muted">{move || tfs(w::MERGED_BY, &[&by, &format::time(undone.at)])}</div>
                    <p class="small prose">{undone.reason}</p>
                }
            })}
        </li>
    }
}
