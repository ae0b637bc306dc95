//! The page of one version.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::{
    ids::PolicyVersionId,
    permissions::Permission,
    policies::{PolicyDetail, PolicyStatus, PolicyVersion, Publication, PublicationKind, TriedPolicy},
};

use super::{
    cases::TryPanel,
    drafts::DraftButton,
    editor::Editor,
    publish::RollBackDialog,
    shown::Shown,
    words::{ref_name, version_name},
};
use crate::{
    api,
    components::{Button, Glyph, Icon, Loaded, Look, Notice, page::name_tab},
    format,
    i18n::{common as c, policies as w, simulation as sw, t, tf, tfs, tr},
    reading::Read,
    router::Place,
    session, simulation,
};

#[component]
pub fn PolicyPage() -> impl IntoView {
    let params = use_params_map();
    let id =
        Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse::<PolicyVersionId>().ok())));
    move || match id.get() {
        Some(id) => view! { <Opened id=id /> }.into_any(),
        None => view! { <div class="page"><Notice glyph=Glyph::Route title=c::LOST_TITLE body=c::LOST_BODY /></div> }
            .into_any(),
    }
}

#[component]
fn Opened(id: PolicyVersionId) -> impl IntoView {
    let detail = Read::new(move || api::policies::one(id));
    let changed = Callback::new(move |new| detail.put(new));
    let reload = Callback::new(move |()| detail.reload());
    let draw = move |detail: PolicyDetail| {
        let is_draft = detail.policy.status == PolicyStatus::Draft;
        if is_draft && session::can_now(Permission::PolicyManage) {
            view! { <Editor detail=detail on_published=changed on_reload=reload /> }.into_any()
        } else {
            view! { <Version detail=detail on_changed=changed /> }.into_any()
        }
    };
    view! {
        <div class="page">
            <a class="crumb" href=Place::Policies.path()>{tr(w::TITLE)} <Icon glyph=Glyph::ChevronRight /></a>
            <Loaded read=detail show=draw />
        </div>
    }
}

/// Whether it is a draft, and whether it is in force.
#[component]
pub fn Badges(policy: PolicyVersion) -> impl IntoView {
    view! {
        {if policy.in_force {
            view! { <span class="badge accent">{tr(w::IN_FORCE)}</span> }.into_any()
        } else if policy.status == PolicyStatus::Draft {
            view! { <span class="badge warn">{tr(w::DRAFT)}</span> }.into_any()
        } else {
            view! { <span class="badge">{tr(w::PUBLISHED)}</span> }.into_any()
        }}
    }
}

/// Who made it when, from what.
#[component]
pub fn Origin(policy: PolicyVersion) -> impl IntoView {
    let PolicyVersion { created_by, created_at, based_on, .. } = policy;
    view! {
        <p class="small soft policy-origin">
            {created_by.map(|by| view! { <span>{move || tfs(w::CREATED_BY, &[&by.name, &format::time(created_at)])}</span> })}
            {based_on.map(|base| {
                let href = format!("{}/{}", Place::Policies.path(), base.id);
                view! { <span>{tr(w::BASED_ON)} " " <a href=href>{move || ref_name(&base)}</a></span> }
            })}
        </p>
    }
}

/// A version that one cannot change.
#[component]
fn Version(detail: PolicyDetail, on_changed: Callback<PolicyDetail>) -> impl IntoView {
    let PolicyDetail { policy, document, periods, names, .. } = detail;
    let rolling_back = RwSignal::new(false);
    let named = policy.clone();
    let title = move || version_name(named.number, &named.name);
    name_tab(title.clone());
    let can_roll_back =
        !policy.in_force && policy.status == PolicyStatus::Published && session::can_now(Permission::PolicyPublish);
    let tried = TriedPolicy::Version(policy.id);
    let choices = Read::new(api::policies::choices);
    let asked = policy.clone();
    view! {
        <header class="page-head">
            <h1>{title}</h1>
            <Badges policy=policy.clone() />
            <div class="actions">
                <SimulateLink id=policy.id />
                {can_roll_back
                    .then(|| view! { <Button label=w::ROLL_BACK glyph=Glyph::Undo on_press=Callback::new(move |()| rolling_back.set(true)) /> })}
                {session::can_now(Permission::PolicyManage)
                    .then(|| view! { <DraftButton from=policy.id label=w::DRAFT_FROM_THIS look=Look::Primary /> })}
            </div>
        </header>
        <Origin policy=policy.clone() />
        <div class="policy">
            <div class="stack">
                <Shown document=document names=names />
            </div>
            <div class="stack policy-side">
                <Periods periods=periods />
                <TryPanel policy=Signal::derive(move || tried.clone()) choices=choices />
            </div>
        </div>
        {move || rolling_back.get().then(|| {
            let close = Callback::new(move |()| rolling_back.set(false));
            view! { <RollBackDialog policy=asked.clone() on_close=close on_done=on_changed /> }
        })}
    }
}

/// Leads to where a version is simulated, for who may.
#[component]
pub fn SimulateLink(id: PolicyVersionId) -> impl IntoView {
    view! {
        <Show when=|| session::can(Permission::PolicyManage)>
            <a class="button" href=simulation::address(id)><Icon glyph=Glyph::Scale /> {tr(sw::OPEN)}</a>
        </Show>
    }
}

pub fn publication_text(kind: PublicationKind) -> crate::i18n::Text {
    match kind {
        PublicationKind::Publish => w::KIND_PUBLISH,
        PublicationKind::RollBack => w::KIND_ROLL_BACK,
    }
}

#[component]
fn Periods(periods: Vec<Publication>) -> impl IntoView {
    let none = periods.is_empty();
    let line = |one: Publication| {
        let began = one.clone();
        let from = move || from_words(&began);
        let until = move || one.to.map_or_else(|| t(c::UNTIL_NOW).to_owned(), format::time);
        view! {
            <li>
                <span class="row wrap">
                    <span class="num">{from} " – " {until}</span>
                    <span class="badge">{tr(publication_text(one.kind))}</span>
                </span>
                {(!one.note.is_empty()).then(|| view! { <span class="small">{one.note}</span> })}
                {one.by.map(|by| view! { <span class="tiny muted">{by.name}</span> })}
            </li>
        }
    };
    view! {
        <section class="panel" aria-labelledby="periods-title" data-testid="periods">
            <div class="panel-head"><h2 id="periods-title">{tr(w::PERIODS)}</h2></div>
            {none.then(|| view! { <p class="panel-body small muted">{tr(w::NEVER_IN_FORCE)}</p> })}
            <ul class="periods">{periods.into_iter().map(line).collect_view()}</ul>
        </section>
    }
}

/// Since when a version is in force.
pub fn since_words(publication: &Publication) -> String {
    if is_the_first(publication) {
        return t(w::IN_FORCE_EVER).to_owned();
    }
    tf(w::IN_FORCE_SINCE, format::time(publication.from))
}

/// From when a version was in force.
pub fn from_words(publication: &Publication) -> String {
    if is_the_first(publication) { t(w::FROM_THE_BEGINNING).to_owned() } else { format::time(publication.from) }
}

/// The policy that came with the product was in force before there was a clock.
fn is_the_first(publication: &Publication) -> bool {
    publication.from.timestamp() == 0
}
