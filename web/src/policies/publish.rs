//! Putting a version in force: publishing a draft, rolling back to a former version.

use leptos::prelude::*;
use shared::policies::{PolicyDetail, PolicyPublish, PolicyRollBack, PolicyVersion};

use super::words::{ref_name, version_name};
use crate::{
    api,
    components::{Alert, AreaField, FormDialog, Glyph, Icon, toast},
    i18n::{policies as w, t, tf, tfs, tr},
    reading::{Read, Write},
};

/// `version` is that of the draft as it was saved last.
#[component]
pub fn PublishDialog(
    policy: PolicyVersion,
    version: i64,
    on_close: Callback<()>,
    on_done: Callback<PolicyDetail>,
) -> impl IntoView {
    let in_force = Read::new(api::policies::in_force);
    let note = RwSignal::new(String::new());
    let known = RwSignal::new(false);
    let write = Write::new();
    let id = policy.id;
    let based_on = policy.based_on.clone();
    let outdated = {
        let based_on = based_on.as_ref().map(|policy| policy.id);
        Memo::new(move |_| in_force.ok().is_some_and(|now| Some(now.policy.id) != based_on))
    };
    let submit = Callback::new(move |()| {
        let request = PolicyPublish {
            note: note.get_untracked().trim().to_owned(),
            confirm_based_on: known.get_untracked().then(|| in_force.ok_now().map(|now| now.policy.id)).flatten(),
            version,
        };
        write.submit(
            request,
            move |request| async move { api::policies::publish(id, &request).await },
            move |done| {
                toast::say(t(w::PUBLISHED_NOW));
                on_close.run(());
                on_done.run(done);
            },
        );
    });
    let named = StoredValue::new(version_name(policy.number, &policy.name));
    let title = Signal::derive(move || tf(w::PUBLISH_TITLE, named.get_value()));
    let replaces = move || {
        let now = in_force.ok()?.policy;
        let now = version_name(now.number, &now.name);
        Some(if outdated.get() {
            let base = based_on.as_ref().map(ref_name).unwrap_or_default();
            view! {
                <div class="alert warn" role="alert">
                    <Icon glyph=Glyph::Alert />
                    <div class="stack tight">
                        <span>{tfs(w::PUBLISH_OUTDATED, &[&base, &now])}</span>
                        <label class="check">
                            <input type="checkbox" prop:checked=move || known.get() on:change=move |event| known.set(event_target_checked(&event)) />
                            <span>{tr(w::PUBLISH_ANYWAY)}</span>
                        </label>
                    </div>
                </div>
            }
            .into_any()
        } else {
            view! { <p class="small soft">{tf(w::PUBLISH_REPLACES, now)}</p> }.into_any()
        })
    };
    let waits = Signal::derive(move || outdated.get() && !known.get());
    view! {
        <FormDialog title=title action=w::PUBLISH write=write on_close=on_close on_submit=submit fields=vec!["/note"] disabled=waits>
            <p>{tr(w::PUBLISH_BODY)}</p>
            {replaces}
            <Alert fault=Signal::derive(move || in_force.get().and_then(Result::err)) />
            <AreaField label=w::PUBLISH_NOTE value=note write=write pointer="/note" required=true autofocus=true placeholder=w::PUBLISH_NOTE_HINT />
        </FormDialog>
    }
}

#[component]
pub fn RollBackDialog(policy: PolicyVersion, on_close: Callback<()>, on_done: Callback<PolicyDetail>) -> impl IntoView {
    let in_force = Read::new(api::policies::in_force);
    let note = RwSignal::new(String::new());
    let write = Write::new();
    let id = policy.id;
    let submit = Callback::new(move |()| {
        let request = PolicyRollBack { note: note.get_untracked().trim().to_owned() };
        write.submit(
            request,
            move |request| async move { api::policies::roll_back(id, &request).await },
            move |done| {
                toast::say(t(w::ROLLED_BACK));
                on_close.run(());
                on_done.run(done);
            },
        );
    });
    let title = Signal::derive(move || tf(w::ROLL_BACK_TITLE, version_name(policy.number, &policy.name)));
    let body = move || {
        let now = in_force.ok().map(|now| version_name(now.policy.number, &now.policy.name)).unwrap_or_default();
        tf(w::ROLL_BACK_BODY, now)
    };
    view! {
        <FormDialog title=title action=w::ROLL_BACK danger=true write=write on_close=on_close on_submit=submit fields=vec!["/note"]>
            <p>{body}</p>
            <AreaField label=w::PUBLISH_NOTE value=note write=write pointer="/note" required=true autofocus=true placeholder=w::PUBLISH_NOTE_HINT />
        </FormDialog>
    }
}

/// Throwing a draft away.
#[component]
pub fn DeleteDialog(
    policy: PolicyVersion,
    version: i64,
    on_close: Callback<()>,
    on_done: Callback<()>,
) -> impl IntoView {
    let id = policy.id;
    let delete = Callback::new(move |write: Write| {
        write.run(api::policies::delete(id, version), move |()| {
            toast::say(t(crate::i18n::common::DELETED));
            on_done.run(());
        });
    });
    let title = Signal::derive(move || tf(w::DELETE_TITLE, version_name(policy.number, &policy.name)));
    view! {
        <crate::components::Confirm title=title action=w::DELETE on_close=on_close on_confirm=delete>
            <p>{tr(w::DELETE_BODY)}</p>
        </crate::components::Confirm>
    }
}
