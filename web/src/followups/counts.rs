//! The figures of the board: all that is due, and by agent for those who lead.

use leptos::prelude::*;
use shared::followups::{DueCounts, DueQuery, DueWhen, OwnerDue};

use crate::{
    components::{Loaded, Person},
    format::number,
    i18n::{followups as w, tr},
    reading::{Read, UrlQuery},
};

/// Overdue and due today, of all in scope; pressing one narrows the list to it.
#[component]
pub fn Figures(counts: Read<DueCounts>, query: UrlQuery<DueQuery>) -> impl IntoView {
    let figure = move |when: DueWhen, text, class: &'static str, pick: fn(&DueCounts) -> i64| {
        view! {
            <button
                type="button"
                class=format!("figure-card {class}")
                aria-pressed=move || if query.with(|q| q.when == Some(when)) { "true" } else { "false" }
                on:click=move |_| query.update(|q| q.when = (q.when != Some(when)).then_some(when))
            >
                <span class="small soft">{tr(text)}</span>
                <span class="figure">
                    {move || counts.ok().map_or_else(|| "–".to_owned(), |counts| number(pick(&counts)))}
                </span>
            </button>
        }
    };
    view! {
        <div class="sum figures">
            {figure(DueWhen::Overdue, w::OVERDUE, "bad", |counts| counts.overdue)}
            {figure(DueWhen::Today, w::TODAY, "warn", |counts| counts.due_today)}
        </div>
    }
}

/// Who has how much to wake up; pressing one shows only theirs.
#[component]
pub fn ByAgent(counts: Read<DueCounts>, query: UrlQuery<DueQuery>) -> impl IntoView {
    let draw = move |counts: DueCounts| {
        let most = counts.by_owner.iter().map(|one| one.overdue + one.due_today).max().unwrap_or(0).max(1);
        view! {
            <ul class="by-agent" data-testid="by-agent">
                <li>
                    <button
                        type="button"
                        aria-pressed=move || if query.with(|q| q.owner.is_none()) { "true" } else { "false" }
                        on:click=move |_| query.update(|q| q.owner = None)
                    >
                        {tr(w::ANY_OWNER)}
                    </button>
                </li>
                {counts.by_owner.into_iter().map(|one| view! { <AgentLine one=one most=most query=query /> }).collect_view()}
            </ul>
        }
        .into_any()
    };
    view! {
        <section class="panel" aria-labelledby="by-agent-title">
            <div class="panel-head"><h2 id="by-agent-title">{tr(w::BY_AGENT)}</h2></div>
            <Loaded read=counts show=draw />
        </section>
    }
}

#[component]
fn AgentLine(one: OwnerDue, most: i64, query: UrlQuery<DueQuery>) -> impl IntoView {
    let id = one.owner.id;
    let (overdue, today) = (one.overdue * 100 / most, one.due_today * 100 / most);
    view! {
        <li>
            <button
                type="button"
                aria-pressed=move || if query.with(|q| q.owner == Some(id)) { "true" } else { "false" }
                on:click=move |_| query.update(|q| q.owner = (q.owner != Some(id)).then_some(id))
            >
                <span class="row between">
                    <Person person=one.owner />
                    <span class="row small num">
                        <span class="due-bad" title=tr(w::OVERDUE)>{number(one.overdue)}</span>
                        <span class="due-warn" title=tr(w::TODAY)>{number(one.due_today)}</span>
                        <span class="muted" title=tr(w::CUSTOMERS)>"/ " {number(one.customers)}</span>
                    </span>
                </span>
                <span class="bar">
                    <span class="bad" style:width=move || format!("{overdue}%")></span>
                    <span class="warn" style:width=move || format!("{today}%")></span>
                </span>
            </button>
        </li>
    }
}
