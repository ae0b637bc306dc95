//! A role: its name and what it grants. A built-in one is shown, and can be the model of one's own.

use leptos::prelude::*;
use shared::permissions::{Grant, Permission, Role, RoleDraft};

use super::{
    matrix::Matrix,
    roles::{role_about, role_name},
};
use crate::{
    api,
    components::{Button, Dialog, FormDialog, Layer, Look, TextField, toast},
    i18n::{common as c, permissions as w, t, tf, tr},
    reading::Write,
    session,
};

/// What the form begins with.
#[derive(Clone, PartialEq)]
pub enum Model {
    Empty,
    Existing(Role),
    /// A new role that begins as another one.
    Like(Role),
}

#[component]
pub fn RoleForm(
    model: Model,
    opened: RwSignal<Option<Model>>,
    on_close: Callback<()>,
    on_done: Callback<()>,
) -> impl IntoView {
    match model {
        Model::Existing(role) if role.built_in || !session::can_now(Permission::RoleManage) => {
            view! { <Shown role=role opened=opened on_close=on_close /> }.into_any()
        }
        model => view! { <Edited model=model on_close=on_close on_done=on_done /> }.into_any(),
    }
}

#[component]
fn Shown(role: Role, opened: RwSignal<Option<Model>>, on_close: Callback<()>) -> impl IntoView {
    let (named, about, like) = (role.clone(), role.clone(), role.clone());
    let grants = RwSignal::new(role.grants);
    let duplicate = Callback::new(move |()| opened.set(Some(Model::Like(like.clone()))));
    view! {
        <Dialog title=Signal::derive(move || role_name(&named)) on_close=on_close layer=Layer::Broad>
            <div class="layer-body">
                <p class="soft small">{move || role_about(&about)}</p>
                {role.built_in.then(|| view! { <p class="tiny muted">{tr(w::BUILT_IN_NOTE)}</p> })}
                <Matrix grants=grants read_only=true />
            </div>
            <div class="layer-foot">
                <Show when=|| session::can(Permission::RoleManage)>
                    <Button label=w::DUPLICATE look=Look::Plain on_press=duplicate />
                </Show>
                <Button label=c::CLOSE on_press=on_close />
            </div>
        </Dialog>
    }
}

#[component]
fn Edited(model: Model, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let (name, description, granted, existing) = untrack(|| match model {
        Model::Empty => (String::new(), String::new(), Vec::new(), None),
        Model::Existing(role) => (role.name, role.description, role.grants, Some((role.id, role.version))),
        Model::Like(role) => (tf(w::COPY_OF, role_name(&role)), role_about(&role), role.grants, None),
    });
    let (name, description) = (RwSignal::new(name), RwSignal::new(description));
    let grants = RwSignal::new(granted);
    let write = Write::new();
    let submit = Callback::new(move |()| {
        let draft = RoleDraft {
            name: name.get_untracked().trim().to_owned(),
            description: description.get_untracked().trim().to_owned(),
            grants: sorted(grants.get_untracked()),
            version: existing.map(|(_, version)| version),
        };
        let ask = move |draft: RoleDraft| async move {
            match existing {
                Some((id, _)) => api::permissions::edit_role(id, &draft).await,
                None => api::permissions::add_role(&draft).await,
            }
        };
        write.submit(draft, ask, move |_| {
            toast::say(t(w::SAVED));
            on_done.run(());
        });
    });
    let title = if existing.is_some() { w::EDIT_ROLE } else { w::ADD_ROLE };
    view! {
        <FormDialog
            title=Signal::derive(move || t(title).to_owned())
            action=c::SAVE
            layer=Layer::Broad
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/name", "/description"]
        >
            <div class="fields two">
                <TextField label=c::NAME value=name write=write pointer="/name" required=true autofocus=true />
                <TextField label=c::DESCRIPTION value=description write=write pointer="/description" />
            </div>
            <Matrix grants=grants />
        </FormDialog>
    }
}

fn sorted(mut grants: Vec<Grant>) -> Vec<Grant> {
    grants.sort();
    grants.dedup();
    grants
}
