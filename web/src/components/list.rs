//! The frame of a list that is read page by page: waiting, failed, empty, rows, and what is at the end.

use leptos::prelude::*;

use super::{Alert, Button, Failed, states::RowSkeleton};
use crate::{
    i18n::{common as c, tn, tr},
    reading::Listing,
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Waiting,
    Failed,
    Empty,
    Rows,
}

/// `children` is the table; `empty` says what to do when there is nothing.
#[component]
pub fn Listed<T>(listing: Listing<T>, #[prop(into)] empty: ViewFn, children: ChildrenFn) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
{
    let phase =
        Memo::new(move |_| match (listing.rows.with(Vec::is_empty), listing.busy(), listing.fault().is_some()) {
            (false, _, _) => Phase::Rows,
            (true, true, _) => Phase::Waiting,
            (true, false, true) => Phase::Failed,
            (true, false, false) => Phase::Empty,
        });
    let retry = Callback::new(move |()| listing.reload());
    let more = Callback::new(move |()| listing.load_more());
    move || {
        match phase.get() {
        Phase::Waiting => view! { <RowSkeleton /> }.into_any(),
        Phase::Failed => {
            listing.fault().map(|fault| view! { <Failed fault=fault retry=retry /> }).into_any()
        }
        Phase::Empty => empty.run(),
        Phase::Rows => view! {
            <div class="table-wrap" class:stale=move || listing.busy()>
                {children()}
            </div>
            <div class="list-foot">
                <Alert fault=Signal::derive(move || listing.fault()) />
                {move || {
                    if listing.has_more() {
                        view! { <Button label=c::LOAD_MORE slim=true busy=Signal::derive(move || listing.busy()) on_press=more /> }
                            .into_any()
                    } else {
                        let count = i64::try_from(listing.rows.with(Vec::len)).unwrap_or(i64::MAX);
                        view! { <span>{move || tn(c::ALL_SHOWN, count)}</span> }.into_any()
                    }
                }}
            </div>
        }
        .into_any(),
    }
    }
}

/// The link that undoes filters when they left nothing.
#[component]
pub fn ClearFilters(on_press: Callback<()>) -> impl IntoView {
    view! {
        <button type="button" class="button" on:click=move |_| on_press.run(())>
            {tr(c::CLEAR_FILTERS)}
        </button>
    }
}
