//! All pairs who may be the same person, of the customers that one may see.

use leptos::prelude::*;
use shared::{
    codes::TextCode,
    customers::Customer,
    ids::DuplicatePairId,
    merges::{DuplicatePair, DuplicatePairQuery, DuplicateReason, Merge, SaidApart},
    permissions::Permission,
};

use super::{dialog::MergeCustomers, panel::called, words::reason_text};
use crate::{
    api,
    components::{Button, FilterBar, Glyph, Listed, Look, Notice, PageHead, Select, closer, list::ClearFilters, toast},
    customers::marks::{LevelMark, StatusBadge},
    format,
    i18n::{customers as cw, merges as w, t, tf, tfs, tr},
    reading::{Listing, UrlQuery, Write},
    session,
};

#[component]
pub fn DuplicatesPage() -> impl IntoView {
    let query = UrlQuery::<DuplicatePairQuery>::new();
    let listing = Listing::<DuplicatePair>::new(move |cursor| {
        let query = DuplicatePairQuery { cursor, ..query.get() };
        async move { api::merges::pairs(&query).await }
    });
    let comparing = RwSignal::new(None::<DuplicatePair>);
    let clear = Callback::new(move |()| query.set(DuplicatePairQuery::default()));
    let is_narrowed = Signal::derive(move || query.with(|query| query.reason.is_some()));
    let empty = move || {
        if is_narrowed.get() {
            view! {
                <Notice glyph=Glyph::Search title=w::PAIRS_EMPTY_FILTERED>
                    <ClearFilters on_press=clear />
                </Notice>
            }
            .into_any()
        } else {
            view! { <Notice glyph=Glyph::Check title=w::PAIRS_EMPTY body=w::PAIRS_EMPTY_BODY /> }.into_any()
        }
    };
    // Who is merged is in no other pair either.
    let merged = Callback::new(move |(merge, kept): (Merge, Customer)| {
        let said = tfs(w::MERGED, &[&called(&merge), &kept.name]);
        toast::lead_to(said, t(w::UNDO), format!("/customers/{}?undo={}", merge.kept_id, merge.id));
        let gone = merge.gone.id;
        listing.rows.update(|rows| {
            let has_gone = |pair: &DuplicatePair| pair.one.id == gone || pair.other.id == gone;
            rows.retain(|pair| !has_gone(pair));
        });
    });
    let reasons = move || {
        let one = |reason: &DuplicateReason| (reason.to_string(), t(reason_text(*reason)).to_owned());
        std::iter::once((String::new(), t(w::ANY_REASON).to_owned()))
            .chain(DuplicateReason::ALL.iter().map(one))
            .collect()
    };
    view! {
        <div class="page">
            <PageHead title=w::PAIRS about=w::PAIRS_ABOUT>
                <a class="button slim" href="/customers">{tr(cw::TITLE)}</a>
            </PageHead>
            <FilterBar narrowed=is_narrowed>
                <Select
                    label=w::REASON
                    value=Signal::derive(move || query.with(|q| q.reason.map(|r| r.to_string()).unwrap_or_default()))
                    on_change=Callback::new(move |word: String| query.update(|q| q.reason = DuplicateReason::parse(&word)))
                    options=reasons
                />
            </FilterBar>
            <section class="panel">
                <Listed listing=listing empty=empty>
                    <PairTable rows=listing.rows comparing=comparing />
                </Listed>
            </section>
        </div>
        {move || comparing.get().map(|pair| view! {
            <MergeCustomers one=pair.one.id other=pair.other.id on_close=closer(comparing) on_done=merged />
        })}
    }
}

#[component]
fn PairTable(rows: RwSignal<Vec<DuplicatePair>>, comparing: RwSignal<Option<DuplicatePair>>) -> impl IntoView {
    let may_merge = Signal::derive(|| session::can(Permission::CustomerMerge));
    view! {
        <table class="table cards pairs" data-testid="pairs">
            <thead>
                <tr>
                    <th scope="col">{tr(w::EARLIER)}</th>
                    <th scope="col">{tr(w::LATER)}</th>
                    <th scope="col">{tr(w::REASON)}</th>
                    <th scope="col">{tr(w::FOUND)}</th>
                    <Show when=move || may_merge.get()><th scope="col"><span class="sr-only">{tr(w::MERGE)}</span></th></Show>
                </tr>
            </thead>
            <tbody>
                <For each=move || rows.get() key=|pair| (pair.id, pair.reasons.clone(), pair.one.version, pair.other.version) let:pair>
                    <Row pair=pair rows=rows may_merge=may_merge comparing=comparing />
                </For>
            </tbody>
        </table>
    }
}

#[component]
fn Row(
    pair: DuplicatePair,
    rows: RwSignal<Vec<DuplicatePair>>,
    may_merge: Signal<bool>,
    comparing: RwSignal<Option<DuplicatePair>>,
) -> impl IntoView {
    let write = Write::new();
    let (id, one, other): (DuplicatePairId, _, _) = (pair.id, pair.one.id, pair.other.id);
    let names = StoredValue::new((pair.one.name.clone(), pair.other.name.clone()));
    let of_both = move |text| names.with_value(|(one, other)| tfs(text, &[one, other]));
    let whole = pair.clone();
    let compare = Callback::new(move |()| comparing.set(Some(whole.clone())));
    let differ = Callback::new(move |()| {
        write.run(api::merges::set_apart(one, other), move |_: SaidApart| {
            let said = names.with_value(|(_, other)| tf(w::SAID_APART, other));
            toast::lead_to(said, t(w::OPEN), format!("/customers/{one}"));
            rows.update(|rows| rows.retain(|row| row.id != id));
        });
    });
    Effect::new(move |_| {
        if let Some(fault) = write.fault.get() {
            toast::complain(&fault);
        }
    });
    let found = pair.found_at;
    view! {
        <tr data-row>
            <td class="lead"><Half customer=pair.one /></td>
            <td class="lead"><Half customer=pair.other /></td>
            <td class="bare whole" data-label=tr(w::REASON)>
                <span class="row wrap">
                    {pair.reasons.into_iter().map(|reason| view! { <span class="badge info">{tr(reason_text(reason))}</span> }).collect_view()}
                </span>
            </td>
            <td class="num soft off" data-label=tr(w::FOUND)>{format::time(found)}</td>
            <Show when=move || may_merge.get()>
                <td class="end tools">
                    <span class="row">
                        <Button
                            label=w::COMPARE
                            name=Signal::derive(move || of_both(w::COMPARE_BOTH))
                            slim=true
                            on_press=compare
                        />
                        <Button
                            label=w::NOT_SAME
                            name=Signal::derive(move || of_both(w::NOT_SAME_BOTH))
                            slim=true
                            look=Look::Ghost
                            disabled=Signal::derive(move || write.busy())
                            on_press=differ
                        />
                    </span>
                </td>
            </Show>
        </tr>
    }
}

/// One of the two: who, how to reach them, and whose they are.
#[component]
fn Half(customer: Customer) -> impl IntoView {
    let beside = [format::phone(&customer.phone), customer.company.clone()];
    let beside: Vec<String> = beside.into_iter().filter(|text| !text.is_empty()).collect();
    let owner = customer.owner.map(|owner| owner.name);
    view! {
        <span class="row">
            <LevelMark level=customer.level />
            <span class="two">
                <span class="row wrap">
                    <a class="name" href=format!("/customers/{}", customer.id)>{customer.name}</a>
                    {match owner {
                        Some(owner) => view! { <span class="small soft">{move || tf(w::OWNED_BY, &owner)}</span> }.into_any(),
                        None => view! { <StatusBadge status=customer.status /> }.into_any(),
                    }}
                </span>
                <span class="muted">{beside.join(" · ")}</span>
            </span>
        </span>
    }
}
