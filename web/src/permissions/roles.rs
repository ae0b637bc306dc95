//! The operation roles.

use leptos::prelude::*;
use shared::permissions::{Permission, Role};

use super::{
    delete::DeleteRole,
    role_form::{Model, RoleForm},
};
use crate::{
    api,
    components::{Button, Glyph, Loaded, Look, Notice, closer},
    i18n::{Text, common as c, permissions as w, t, tn, tr},
    reading::Read,
    session,
};

/// What people call a role; one that came with the product is called so in the reader's language.
pub fn role_name(role: &Role) -> String {
    match role.code.as_deref().and_then(built_in) {
        Some((name, _)) => t(name).to_owned(),
        None => role.name.clone(),
    }
}

/// What a role is for.
pub fn role_about(role: &Role) -> String {
    match role.code.as_deref().and_then(built_in) {
        Some((_, about)) => t(about).to_owned(),
        None => role.description.clone(),
    }
}

fn built_in(code: &str) -> Option<(Text, Text)> {
    match code {
        "administrator" => Some((w::ADMINISTRATOR, w::ADMINISTRATOR_ABOUT)),
        "agent" => Some((w::AGENT, w::AGENT_ABOUT)),
        "lead" => Some((w::LEAD, w::LEAD_ABOUT)),
        "reviewer" => Some((w::REVIEWER, w::REVIEWER_ABOUT)),
        "operations" => Some((w::OPERATIONS, w::OPERATIONS_ABOUT)),
        _ => None,
    }
}

#[component]
pub fn Roles() -> impl IntoView {
    let roles = Read::new(api::permissions::roles);
    let opened = RwSignal::new(None::<Model>);
    let deleting = RwSignal::new(None::<Role>);
    let add = Callback::new(move |()| opened.set(Some(Model::Empty)));
    let done = Callback::new(move |()| {
        opened.set(None);
        deleting.set(None);
        roles.reload();
        leptos::task::spawn_local(session::refresh_me());
    });
    let draw = move |all: Vec<Role>| {
        if all.is_empty() {
            return view! { <Notice glyph=Glyph::Shield title=w::ROLES_EMPTY slim=true /> }.into_any();
        }
        view! {
            <div class="table-wrap">
                <table class="table cards" data-testid="roles">
                    <thead>
                        <tr>
                            <th scope="col">{tr(c::NAME)}</th>
                            <th scope="col">{tr(c::DESCRIPTION)}</th>
                            <th scope="col">{tr(w::MATRIX)}</th>
                            <th scope="col">{tr(crate::i18n::organisation::EMPLOYEES)}</th>
                            <th scope="col"><span class="sr-only">{tr(c::ACTIONS)}</span></th>
                        </tr>
                    </thead>
                    <tbody>{all.into_iter().map(|role| view! { <RoleRow role=role opened=opened deleting=deleting /> }).collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="panel">
            <div class="panel-head">
                <span class="small soft">{tr(w::ROLES_ABOUT)}</span>
                <div class="actions">
                    <Show when=|| session::can(Permission::RoleManage)>
                        <Button label=w::ADD_ROLE glyph=Glyph::Plus slim=true look=Look::Primary on_press=add />
                    </Show>
                </div>
            </div>
            <Loaded read=roles table=true show=draw />
        </section>
        {move || opened.get().map(|model| view! { <RoleForm model=model opened=opened on_close=closer(opened) on_done=done /> })}
        {move || deleting.get().map(|role| view! { <DeleteRole role=role on_close=closer(deleting) on_done=done /> })}
    }
}

#[component]
fn RoleRow(role: Role, opened: RwSignal<Option<Model>>, deleting: RwSignal<Option<Role>>) -> impl IntoView {
    let grants = i64::try_from(role.grants.len()).unwrap_or(i64::MAX);
    let (holders, built_in) = (role.holders, role.built_in);
    let (shown, deleted, named, about) = (role.clone(), role.clone(), role.clone(), role.clone());
    let delete = Callback::new(move |()| deleting.set(Some(deleted.clone())));
    view! {
        <tr data-row>
            <td class="lead">
                <button type="button" class="link name" on:click=move |_| opened.set(Some(Model::Existing(shown.clone())))>
                    {move || role_name(&named)}
                </button>
                " "
                {built_in.then(|| view! { <span class="badge">{tr(w::BUILT_IN)}</span> })}
            </td>
            <td class="soft" data-label=tr(c::DESCRIPTION)>{move || role_about(&about)}</td>
            <td class="num" data-label=tr(w::MATRIX)>{move || tn(w::GRANTS, grants)}</td>
            <td class="num" data-label=tr(crate::i18n::organisation::EMPLOYEES)>{move || tn(w::HOLDERS, holders)}</td>
            <td class="end tools">
                {(!built_in && session::can_now(Permission::RoleManage))
                    .then(|| view! { <Button label=c::DELETE glyph=Glyph::Trash icon_only=true slim=true look=Look::GhostWarns on_press=delete /> })}
            </td>
        </tr>
    }
}
