//! The versions: what is in force, drafts, what was in force before.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::{
    permissions::Permission,
    policies::{PolicyDetail, PolicyQuery, PolicyStatus, PolicyVersion, Publication, PublicationQuery},
};

use super::{
    drafts::DraftButton,
    page::{Badges, SimulateLink, from_words, publication_text, since_words},
    words::{condition_words, ref_name, routes_words, version_name},
};
use crate::{
    api,
    components::{Glyph, Icon, Listed, Loaded, Look, Notice, PageHead, Segments},
    format,
    i18n::{common as c, policies as w, t, timers as tw, tn, tr},
    reading::{Listing, Read, UrlQuery},
    router::Place,
    session,
};

/// Which of the lists is looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Tab {
    #[default]
    All,
    Drafts,
    Published,
    History,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Shown {
    #[serde(skip_serializing_if = "is_first")]
    tab: Tab,
}

fn is_first(tab: &Tab) -> bool {
    *tab == Tab::default()
}

#[component]
pub fn PoliciesPage() -> impl IntoView {
    let query = UrlQuery::<Shown>::new();
    let tab = Memo::new(move |_| query.get().tab);
    let in_force = Read::new(api::policies::in_force);
    view! {
        <div class="page">
            <PageHead title=w::TITLE about=w::ABOUT>
                <Show when=|| session::can(Permission::PolicyManage)>
                    <DraftButton label=w::NEW_DRAFT look=Look::Primary />
                </Show>
            </PageHead>
            <section class="panel" data-testid="in-force">
                <Loaded read=in_force show=|now| view! { <InForce now=now /> }.into_any() />
            </section>
            <section class="panel">
                <div class="panel-head">
                    <Segments
                        label=w::VERSIONS
                        options=vec![
                            (Tab::All, w::ALL),
                            (Tab::Drafts, w::ONLY_DRAFTS),
                            (Tab::Published, w::ONLY_PUBLISHED),
                            (Tab::History, w::HISTORY),
                        ]
                        value=tab
                        on_change=Callback::new(move |tab| query.set(Shown { tab }))
                    />
                </div>
                {move || match tab.get() {
                    Tab::All => view! { <Versions status=None /> }.into_any(),
                    Tab::Drafts => view! { <Versions status=Some(PolicyStatus::Draft) /> }.into_any(),
                    Tab::Published => view! { <Versions status=Some(PolicyStatus::Published) /> }.into_any(),
                    Tab::History => view! { <History /> }.into_any(),
                }}
            </section>
        </div>
    }
}

/// How many rules of the version in force are told in its panel.
const TOLD: usize = 6;

#[component]
fn InForce(now: PolicyDetail) -> impl IntoView {
    let PolicyDetail { policy, document, names, .. } = now;
    let (number, name) = (policy.number, policy.name.clone());
    let href = format!("{}/{}", Place::Policies.path(), policy.id);
    let (rules, timers) = (document.rules.len(), document.timers.len());
    let more = |text, rest: usize| {
        let rest = i64::try_from(rest).unwrap_or(i64::MAX);
        (rest > 0).then(|| view! { <li class="small muted">"+ " {move || tn(text, rest)}</li> })
    };
    let names = StoredValue::new(names);
    let publication = policy.last_publication;
    let line = move |(at, rule): (usize, shared::assignment::Rule)| {
        let says =
            move || names.with_value(|names| (condition_words(&rule.when, names), routes_words(&rule.routes, names)));
        view! {
            <li class:off=!rule.enabled>
                <span class="rule-number" aria-hidden="true">{at + 1}</span>
                <span class="rule-says">
                    <span class="strong">{rule.name.clone()}</span>
                    {move || {
                        let (when, then) = says();
                        view! { <span class="small soft">{when} <span class="muted" aria-hidden="true">" → "</span> {then}</span> }
                    }}
                </span>
            </li>
        }
    };
    view! {
        <div class="panel-head">
            <span class="badge accent">{tr(w::IN_FORCE)}</span>
            <h2><a href=href.clone()>{move || version_name(number, &name)}</a></h2>
            {publication.map(|publication| view! { <span class="small soft">{move || since_words(&publication)}</span> })}
            <div class="actions">
                <SimulateLink id=policy.id />
                <a class="button" href=href>{tr(w::OPEN_IN_FORCE)} <Icon glyph=Glyph::ChevronRight /></a>
            </div>
        </div>
        <ol class="told-rules">
            {document.rules.into_iter().take(TOLD).enumerate().map(line).collect_view()}
            {more(w::RULES_COUNT, rules.saturating_sub(TOLD))}
            {more(tw::COUNT, timers)}
        </ol>
    }
}

#[component]
fn Versions(status: Option<PolicyStatus>) -> impl IntoView {
    let listing = Listing::new(move |cursor| {
        let query = PolicyQuery { status, cursor, ..PolicyQuery::default() };
        async move { api::policies::versions(&query).await }
    });
    view! {
        <Listed listing=listing empty=|| view! { <Notice glyph=Glyph::Route title=w::NO_DRAFTS body=w::NO_DRAFTS_BODY /> }>
            <table class="table cards" data-testid="policies">
                <thead>
                    <tr>
                        <th scope="col">{tr(w::VERSION)}</th>
                        <th scope="col">{tr(c::STATUS)}</th>
                        <th scope="col">{tr(w::BASED_ON)}</th>
                        <th scope="col">{tr(w::CREATED)}</th>
                        <th scope="col">{tr(w::TIMES)}</th>
                        <th scope="col">{tr(w::NOTE)}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || listing.rows.get() key=|row| (row.id, row.version, row.in_force) let:row>
                        <Row row=row />
                    </For>
                </tbody>
            </table>
        </Listed>
    }
}

#[component]
fn Row(row: PolicyVersion) -> impl IntoView {
    let href = format!("{}/{}", Place::Policies.path(), row.id);
    let (number, name) = (row.number, row.name.clone());
    let (times, note) = (row.times_in_force, row.last_publication.as_ref().map(|one| one.note.clone()));
    let by = row.created_by.as_ref().map(|by| by.name.clone());
    let base = row.based_on.clone();
    view! {
        <tr data-row>
            <td class="lead">
                <a class="name" href=href>
                    {move || if name.is_empty() && number != 1 { format!("#{number} {}", t(w::UNTITLED)) } else { version_name(number, &name) }}
                </a>
            </td>
            <td class="corner"><Badges policy=row.clone() /></td>
            <td class="soft" data-label=tr(w::BASED_ON)>{base.map(|base| move || ref_name(&base))}</td>
            <td data-label=tr(w::CREATED)>
                {by.map(|by| view! { <span class="two"><span>{by}</span> <span class="muted num">{format::time(row.created_at)}</span></span> })}
            </td>
            <td class="num" data-label=tr(w::TIMES)>{(times > 0).then_some(move || tn(w::TIMES_COUNT, times))}</td>
            <td class="soft whole" data-label=tr(w::NOTE)>{note}</td>
        </tr>
    }
}

#[component]
fn History() -> impl IntoView {
    let listing = Listing::new(move |cursor| {
        let query = PublicationQuery { cursor, limit: None };
        async move { api::policies::publications(&query).await }
    });
    view! {
        <Listed listing=listing empty=|| ()>
            <table class="table cards" data-testid="publications">
                <thead>
                    <tr>
                        <th scope="col">{tr(w::VERSION)}</th>
                        <th scope="col">{tr(w::FROM)}</th>
                        <th scope="col">{tr(w::TO)}</th>
                        <th scope="col">{tr(c::ACTIONS)}</th>
                        <th scope="col">{tr(w::BY)}</th>
                        <th scope="col">{tr(w::NOTE)}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || listing.rows.get() key=|row| (row.id, row.to) let:row>
                        <Period row=row />
                    </For>
                </tbody>
            </table>
        </Listed>
    }
}

#[component]
fn Period(row: Publication) -> impl IntoView {
    let href = format!("{}/{}", Place::Policies.path(), row.policy.id);
    let (policy, to, began) = (row.policy.clone(), row.to, row.clone());
    let from = move || from_words(&began);
    view! {
        <tr data-row>
            <td class="lead"><a class="name" href=href>{move || ref_name(&policy)}</a></td>
            <td class="num" data-label=tr(w::FROM)>{from}</td>
            <td class="num" data-label=tr(w::TO)>{move || to.map_or_else(|| t(c::UNTIL_NOW).to_owned(), format::time)}</td>
            <td class="corner"><span class="badge">{tr(publication_text(row.kind))}</span></td>
            <td data-label=tr(w::BY)>{row.by.map(|by| by.name)}</td>
            <td class="soft whole" data-label=tr(w::NOTE)>{row.note}</td>
        </tr>
    }
}
