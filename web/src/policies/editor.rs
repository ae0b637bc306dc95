//! The editor of a draft.

use leptos::{ev, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::{
    Check, ErrorCode, FieldError,
    permissions::Permission,
    policies::{PolicyDetail, PolicyEdit, TriedPolicy},
};

use super::{
    cards::Undo,
    cases::TryPanel,
    desk::Desk,
    findings::Findings,
    guard::{Guard, Unsaved, kept},
    page::{Badges, Origin, SimulateLink},
    publish::{DeleteDialog, PublishDialog},
    routes::RoutesEditor,
    rules::RulesEditor,
    timers::TimersEditor,
    words::version_name,
};
use crate::{
    api::{self, Fault},
    components::{Alert, Button, Glyph, Icon, Look, page::name_tab, toast},
    i18n::{common as c, policies as w, t, tn, tr},
    reading::Write,
    router::Place,
    session,
};

/// `on_published` gets the version once it is no draft any more; `on_reload` reads the draft again.
#[component]
pub fn Editor(detail: PolicyDetail, on_published: Callback<PolicyDetail>, on_reload: Callback<()>) -> impl IntoView {
    let PolicyDetail { policy, document, names, .. } = detail;
    let id = policy.id;
    let version = RwSignal::new(policy.version);
    let desk = Desk::new(&document, names);
    let name = RwSignal::new(policy.name.clone());
    // As it comes out of the editor, which writes some conditions in another way.
    let saved = RwSignal::new((policy.name.clone(), desk.document.get_untracked()));
    if let Some(unsaved) = kept(id, policy.version) {
        name.set(unsaved.name);
        let model = desk.maker.policy(&unsaved.document);
        desk.model.rules.set(model.rules.get_untracked());
        desk.model.otherwise.set(model.otherwise.get_untracked());
        desk.model.timers.set(model.timers.get_untracked());
        toast::say(t(w::RESTORED));
    }
    let dirty = Memo::new(move |_| {
        saved.with(|(was, document)| {
            name.with(|name| name.trim() != was.trim()) || desk.document.with(|d| d != document)
        })
    });
    let unsaved = Signal::derive(move || {
        dirty.get().then(|| Unsaved { id, version: version.get(), name: name.get(), document: desk.document.get() })
    });
    let write = Write::new();
    let (publishing, deleting) = (RwSignal::new(false), RwSignal::new(false));
    let save = move |then: Option<Callback<()>>| {
        let edit = PolicyEdit {
            name: name.get_untracked().trim().to_owned(),
            document: desk.document.get_untracked(),
            incomplete: true,
            version: version.get_untracked(),
        };
        let sent = (edit.name.clone(), edit.document.clone());
        let faults: Vec<FieldError> = edit.faults();
        if !faults.is_empty() {
            write.refuse(faults);
            return;
        }
        write.run(async move { api::policies::save(id, &edit).await }, move |done| {
            version.set(done.policy.version);
            saved.set(sent);
            toast::say(t(w::SAVED));
            if let Some(then) = then {
                then.run(());
            }
        });
    };
    let save_now = Callback::new(move |()| save(None));
    let keys = window_event_listener(ev::keydown, move |event| {
        if (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("s") {
            event.prevent_default();
            let layer = document_has_layer();
            if !layer && dirty.get_untracked() {
                save(None);
            }
        }
    });
    on_cleanup(move || keys.remove());
    let open_publish = Callback::new(move |()| publishing.set(true));
    let publish = Callback::new(move |()| {
        let bad = untrack(|| desk.all_remarks().iter().filter(|one| one.bad).count());
        if bad > 0 {
            toast::say(tn(w::NOT_FIT, i64::try_from(bad).unwrap_or(i64::MAX)));
        } else if dirty.get_untracked() {
            save(Some(open_publish));
        } else {
            publishing.set(true);
        }
    });
    let stale = move || write.fault.with(|fault| fault.as_ref().and_then(Fault::code) == Some(ErrorCode::Stale));
    let named = policy.clone();
    let now = Signal::derive(move || shared::policies::PolicyVersion { name: name.get(), ..named.clone() });
    name_tab(move || now.with(|policy| version_name(policy.number, &policy.name)));
    let navigate = use_navigate();
    let deleted = Callback::new(move |()| {
        // Nothing of it is worth keeping.
        saved.set((name.get_untracked(), desk.document.get_untracked()));
        navigate(Place::Policies.path(), NavigateOptions::default());
    });
    let can_publish = session::can_now(Permission::PolicyPublish);
    let tried = Signal::derive(move || TriedPolicy::Document(desk.document.get()));
    view! {
        <Guard unsaved=unsaved />
        <header class="page-head policy-head">
            <h1 class="sr-only">{move || now.with(|policy| version_name(policy.number, &policy.name))}</h1>
            <Badges policy=policy.clone() />
            <label class="policy-title">
                <span class="number" aria-hidden="true">{format!("#{}", policy.number)}</span>
                <input class="input title" type="text" autocomplete="off" maxlength="60" aria-label=tr(w::POLICY_NAME) placeholder=tr(w::NAME_HINT) bind:value=name />
            </label>
            <div class="actions">
                <Show when=move || dirty.get()>
                    <span class="small soft unsaved" role="status">{tr(w::UNSAVED)}</span>
                </Show>
                <SimulateLink id=id />
                <Button label=w::DELETE glyph=Glyph::Trash icon_only=true look=Look::GhostWarns on_press=Callback::new(move |()| deleting.set(true)) />
                <Button
                    label=w::SAVE
                    look=if can_publish { Look::Plain } else { Look::Primary }
                    busy=Signal::derive(move || write.busy())
                    disabled=Signal::derive(move || !dirty.get())
                    on_press=save_now
                />
                {can_publish.then(|| view! { <Button label=w::PUBLISH look=Look::Primary on_press=publish /> })}
            </div>
        </header>
        <Origin policy=policy.clone() />
        <Alert fault=write.fault />
        <Show when=stale>
            <div class="row wrap">
                <span class="small soft">{tr(w::STALE)}</span>
                <Button label=c::RELOAD glyph=Glyph::Reload slim=true on_press=on_reload />
            </div>
        </Show>
        <div class="policy">
            <div class="stack">
                <RulesEditor desk=desk />
                <section class="panel" id="otherwise" aria-labelledby="otherwise-title">
                    <div class="panel-head">
                        <h2 id="otherwise-title">{tr(w::OTHERWISE)}</h2>
                        <span class="small soft rules-hint">{tr(w::OTHERWISE_HINT)}</span>
                    </div>
                    <div class="panel-body stack tight">
                        <RoutesEditor routes=desk.model.otherwise pointer=Signal::derive(|| "/otherwise".to_owned()) empty=w::OTHERWISE_NONE desk=desk />
                    </div>
                </section>
                <TimersEditor desk=desk />
                <Undo desk=desk />
                <p class="tiny muted with-mouse"><Icon glyph=Glyph::Info /> " " {tr(w::KEYS_HINT)}</p>
            </div>
            <div class="stack policy-side">
                <Findings desk=desk />
                <TryPanel policy=tried choices=desk.choices />
            </div>
        </div>
        {move || publishing.get().then(|| {
            let close = Callback::new(move |()| publishing.set(false));
            view! { <PublishDialog policy=now.get_untracked() version=version.get_untracked() on_close=close on_done=on_published /> }
        })}
        {move || deleting.get().then(|| {
            let close = Callback::new(move |()| deleting.set(false));
            view! { <DeleteDialog policy=now.get_untracked() version=version.get_untracked() on_close=close on_done=deleted /> }
        })}
    }
}

fn document_has_layer() -> bool {
    matches!(document().query_selector("dialog[open]"), Ok(Some(_)))
}
