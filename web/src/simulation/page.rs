//! The page: what to choose, and what came of it. The choice stands in the address, so that it can be shared.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_params_map},
};
use shared::{
    ids::PolicyVersionId,
    permissions::Permission,
    policies::{PolicyQuery, PolicyVersion},
};

use super::{
    address,
    choice::Choice,
    controls::Controls,
    results::Results,
    run::{Phase, Runner},
};
use crate::{
    api,
    components::{Failed, Glyph, Icon, Notice, PageHead, toast},
    i18n::{common as c, policies as pw, simulation as w, t, tf, tr},
    policies::words::version_name,
    reading::{Read, UrlQuery},
    router::Place,
    session,
};

#[component]
pub fn SimulationPage() -> impl IntoView {
    let params = use_params_map();
    let id =
        Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse::<PolicyVersionId>().ok())));
    move || match id.get() {
        _ if !session::can(Permission::PolicyManage) => {
            view! { <div class="page"><Notice glyph=Glyph::Lock title=c::DENIED_TITLE body=c::DENIED_BODY /></div> }
                .into_any()
        }
        Some(id) => view! { <Opened id=id /> }.into_any(),
        None => view! { <div class="page"><Notice glyph=Glyph::Route title=c::LOST_TITLE body=c::LOST_BODY /></div> }
            .into_any(),
    }
}

/// How many versions there are to choose from.
const VERSIONS: u32 = 200;

#[component]
fn Opened(id: PolicyVersionId) -> impl IntoView {
    let choice = UrlQuery::<Choice>::new();
    let runner = Runner::new();
    let versions = Read::new(|| async {
        let query = PolicyQuery { limit: Some(VERSIONS), ..PolicyQuery::default() };
        api::policies::versions(&query).await.map(|page| page.items)
    });
    let listed = Signal::derive(move || versions.ok().unwrap_or_default());
    let own = move || listed.with(|all| all.iter().find(|one| one.id == id).cloned());
    let run = Callback::new(move |()| {
        let now = choice.now();
        if !runner.start(id, &now) {
            toast::refuse(t(if now.is_file() { w::NO_FILE } else { w::NO_RANGE }));
        } else if !now.is_file() {
            choice.update(|choice| choice.run = Some(true));
        }
    });
    // A link to what was run shows what comes of it.
    if choice.now().run == Some(true) && !choice.now().is_file() {
        runner.start(id, &choice.now());
    }
    let (navigate, search) = (use_navigate(), use_location().search);
    let other_policy = Callback::new(move |id: PolicyVersionId| {
        let search = search.get_untracked();
        let search = if search.is_empty() || search.starts_with('?') { search } else { format!("?{search}") };
        let options = NavigateOptions { scroll: false, ..NavigateOptions::default() };
        navigate(&format!("{}{search}", address(id)), options);
    });
    view! {
        <div class="page simulation">
            <nav class="row">
                <a class="crumb" href=Place::Policies.path()>{tr(pw::TITLE)} <Icon glyph=Glyph::ChevronRight /></a>
                {move || own().map(|own| view! { <Crumb policy=own /> })}
            </nav>
            <PageHead title=w::TITLE about=w::ABOUT />
            <Controls policy=id choice=choice versions=listed on_policy=other_policy runner=runner on_run=run />
            <Answered choice=choice runner=runner on_run=run />
        </div>
    }
}

#[component]
fn Crumb(policy: PolicyVersion) -> impl IntoView {
    let href = format!("{}/{}", Place::Policies.path(), policy.id);
    view! { <a class="crumb" href=href>{move || version_name(policy.number, &policy.name)} <Icon glyph=Glyph::ChevronRight /></a> }
}

/// What stands below the choice. The last answer stays, paler, while the next is on its way, so nothing jumps.
#[component]
fn Answered(choice: UrlQuery<Choice>, runner: Runner, on_run: Callback<()>) -> impl IntoView {
    let is_file = Memo::new(move |_| choice.with(Choice::is_file));
    let answered = Memo::new(move |_| runner.outcome.with(Option::is_some));
    let outdated = move || {
        let asked = runner.outcome.with(|outcome| outcome.as_ref().map(|outcome| outcome.question.clone()));
        !runner.is_running() && asked.is_some_and(|asked| choice.with(|choice| choice.question() != asked))
    };
    view! {
        <Show when=outdated>
            <p class="small due-warn" role="status">{tr(w::OUTDATED)}</p>
        </Show>
        {move || match (runner.phase.get(), answered.get()) {
            (Phase::Failed(fault), _) => {
                view! { <section class="panel"><Failed fault=fault retry=on_run /></section> }.into_any()
            }
            (Phase::Running, true) => view! { <RunningAgain runner=runner /> }.into_any(),
            (Phase::Running, false) => view! { <Running runner=runner /> }.into_any(),
            (Phase::Cancelled, true) => view! { <p class="small soft" role="status">{tr(w::CANCELLED)}</p> }.into_any(),
            (_, true) => ().into_any(),
            (Phase::Cancelled, false) => {
                view! { <section class="panel"><Notice glyph=Glyph::X title=w::CANCELLED body=w::READY_BODY /></section> }
                    .into_any()
            }
            (_, false) if is_file.get() => {
                view! { <section class="panel"><Notice glyph=Glyph::Upload title=w::READY_FILE body=w::READY_FILE_BODY /></section> }
                    .into_any()
            }
            (_, false) => {
                view! { <section class="panel"><Notice glyph=Glyph::Scale title=w::READY body=w::READY_BODY /></section> }
                    .into_any()
            }
        }}
        {move || runner.outcome.get().map(|outcome| view! {
            <div class="stack answered" class:stale=move || runner.is_running()>
                <Results outcome=outcome runner=runner />
            </div>
        })}
    }
}

/// A line above the last answer.
#[component]
fn RunningAgain(runner: Runner) -> impl IntoView {
    view! {
        <p class="row small" role="status" data-testid="running">
            <span class="spinner" aria-hidden="true"></span>
            {tr(w::RUNNING)}
            <span class="num muted" aria-hidden="true">{move || tf(w::SECONDS, runner.seconds.get())}</span>
        </p>
    }
}

#[component]
fn Running(runner: Runner) -> impl IntoView {
    view! {
        <section class="panel" data-testid="running">
            <div class="notice" role="status">
                <span class="spinner large" aria-hidden="true"></span>
                <h3>{tr(w::RUNNING)}</h3>
                <p>{tr(w::RUNNING_BODY)}</p>
                <span class="num small muted" aria-hidden="true">{move || tf(w::SECONDS, runner.seconds.get())}</span>
            </div>
        </section>
    }
}
