//! Who waits, as it is now.

use std::time::Duration;

use leptos::prelude::*;
use shared::{Page, page::PageQuery, work::Waiter};

use super::table::WaiterTable;
use crate::{
    api,
    components::{Button, Failed, Glyph, Icon, Notice, PageHead, age::age, states::RowSkeleton},
    i18n::{common as c, queue as w, tf, tn, tr},
    reading::{Read, keep_current},
};

const REFRESH: Duration = Duration::from_secs(5);
/// How many are read at first, and at most: whoever is further behind is not looked for by eye.
const FIRST: u32 = 50;
const MOST: u32 = 200;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Waiting,
    Failed,
    Empty,
    Rows,
}

#[component]
pub fn QueuePage() -> impl IntoView {
    let limit = RwSignal::new(FIRST);
    let read = Read::new(move || {
        let query = PageQuery { limit: Some(limit.get()), cursor: None };
        async move { api::queue::page(&query).await }
    });
    keep_current(read, REFRESH);
    // What was read well stays while it cannot be read again.
    let last = Memo::new(move |before: Option<&Option<Page<Waiter>>>| read.ok().or_else(|| before.cloned().flatten()));
    let rows =
        Signal::derive(move || last.with(|last| last.as_ref().map(|page| page.items.clone()).unwrap_or_default()));
    let more = Memo::new(move |_| last.with(|last| last.as_ref().is_some_and(|page| page.next_cursor.is_some())));
    let fault = Memo::new(move |_| read.get().and_then(Result::err));
    let phase = Memo::new(move |_| match last.with(|last| last.as_ref().map(|page| page.items.is_empty())) {
        None if fault.with(Option::is_some) => Phase::Failed,
        None => Phase::Waiting,
        Some(true) => Phase::Empty,
        Some(false) => Phase::Rows,
    });
    let retry = Callback::new(move |()| read.reload());
    view! {
        <div class="page">
            <PageHead title=w::TITLE about=w::ABOUT>
                <Total rows=rows more=more />
            </PageHead>
            <Show when=move || fault.with(Option::is_some) && phase.get() != Phase::Failed>
                <div class="alert warn" role="status"><Icon glyph=Glyph::Alert /> {tr(w::NOT_UPDATED)}</div>
            </Show>
            <section class="panel">
                {move || match phase.get() {
                    Phase::Waiting => view! { <RowSkeleton /> }.into_any(),
                    Phase::Failed => fault.get().map(|fault| view! { <Failed fault=fault retry=retry /> }).into_any(),
                    Phase::Empty => view! { <Notice glyph=Glyph::Check title=w::EMPTY body=w::EMPTY_BODY /> }.into_any(),
                    Phase::Rows => view! {
                        <div class="table-wrap"><WaiterTable rows=rows /></div>
                        <Foot limit=limit more=more rows=rows />
                    }
                    .into_any(),
                }}
            </section>
        </div>
    }
}

/// How many wait, and how long the longest of them.
#[component]
fn Total(rows: Signal<Vec<Waiter>>, more: Memo<bool>) -> impl IntoView {
    move || {
        let longest = rows.with(|rows| rows.iter().map(|row| row.since).min())?;
        let count = rows.with(|rows| i64::try_from(rows.len()).unwrap_or(i64::MAX));
        let text = if more.get() { w::COUNT_MORE } else { w::COUNT };
        Some(view! {
            <span class="soft small" role="status" data-testid="queue-total">
                {move || format!("{} · {}", tn(text, count), tf(w::LONGEST, age(longest)))}
            </span>
        })
    }
}

#[component]
fn Foot(limit: RwSignal<u32>, more: Memo<bool>, rows: Signal<Vec<Waiter>>) -> impl IntoView {
    let load = Callback::new(move |()| limit.update(|limit| *limit = (*limit * 2).min(MOST)));
    let count = move || rows.with(|rows| i64::try_from(rows.len()).unwrap_or(i64::MAX));
    view! {
        <div class="list-foot">
            {move || match (more.get(), limit.get() < MOST) {
                (true, true) => view! { <Button label=c::LOAD_MORE slim=true on_press=load /> }.into_any(),
                (true, false) => view! { <span>{move || tn(w::FIRST_SHOWN, count())}</span> }.into_any(),
                (false, _) => view! { <span>{move || tn(c::ALL_SHOWN, count())}</span> }.into_any(),
            }}
        </div>
    }
}
