//! The data roles.

use leptos::prelude::*;
use shared::permissions::{DataRole, Permission};

use super::{data_role_form::DataRoleForm, delete::DeleteDataRole};
use crate::{
    api,
    components::{Button, Glyph, Loaded, Look, Notice, closer},
    i18n::{common as c, permissions as w, tfs, tn, tr},
    reading::Read,
    session,
};

#[component]
pub fn DataRoles() -> impl IntoView {
    let roles = Read::new(api::permissions::data_roles);
    let opened = RwSignal::new(None::<Option<DataRole>>);
    let deleting = RwSignal::new(None::<DataRole>);
    let add = Callback::new(move |()| opened.set(Some(None)));
    let done = Callback::new(move |()| {
        opened.set(None);
        deleting.set(None);
        roles.reload();
    });
    let draw = move |all: Vec<DataRole>| {
        if all.is_empty() {
            return view! { <Notice glyph=Glyph::Shield title=w::DATA_ROLES_EMPTY body=w::DATA_ROLES_EMPTY_BODY /> }
                .into_any();
        }
        view! {
            <div class="table-wrap">
                <table class="table cards" data-testid="data-roles">
                    <thead>
                        <tr>
                            <th scope="col">{tr(c::NAME)}</th>
                            <th scope="col">{tr(c::DESCRIPTION)}</th>
                            <th scope="col">{tr(w::UNITS)}</th>
                            <th scope="col">{tr(crate::i18n::organisation::EMPLOYEES)}</th>
                            <th scope="col"><span class="sr-only">{tr(c::ACTIONS)}</span></th>
                        </tr>
                    </thead>
                    <tbody>{all.into_iter().map(|role| view! { <Row role=role opened=opened deleting=deleting /> }).collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="panel">
            <div class="panel-head">
                <span class="small soft">{tr(w::DATA_ROLES_ABOUT)}</span>
                <div class="actions">
                    <Show when=|| session::can(Permission::RoleManage)>
                        <Button label=w::ADD_DATA_ROLE glyph=Glyph::Plus slim=true look=Look::Primary on_press=add />
                    </Show>
                </div>
            </div>
            <Loaded read=roles table=true show=draw />
        </section>
        {move || opened.get().map(|role| view! { <DataRoleForm role=role on_close=closer(opened) on_done=done /> })}
        {move || deleting.get().map(|role| view! { <DeleteDataRole role=role on_close=closer(deleting) on_done=done /> })}
    }
}

#[component]
fn Row(
    role: DataRole,
    opened: RwSignal<Option<Option<DataRole>>>,
    deleting: RwSignal<Option<DataRole>>,
) -> impl IntoView {
    let (units, people, holders) = (role.units.len(), role.people.len(), role.holders);
    let (shown, deleted) = (role.clone(), role.clone());
    let delete = Callback::new(move |()| deleting.set(Some(deleted.clone())));
    let manages = session::can_now(Permission::RoleManage);
    view! {
        <tr data-row>
            <td class="lead">
                {if manages {
                    view! {
                        <button type="button" class="link name" on:click=move |_| opened.set(Some(Some(shown.clone())))>{role.name.clone()}</button>
                    }
                    .into_any()
                } else {
                    view! { <span class="name">{role.name.clone()}</span> }.into_any()
                }}
            </td>
            <td class="soft" data-label=tr(c::DESCRIPTION)>{role.description.clone()}</td>
            <td data-label=tr(w::UNITS)>{move || tfs(w::COVERS, &[&units, &people])}</td>
            <td class="num" data-label=tr(crate::i18n::organisation::EMPLOYEES)>{move || tn(w::HOLDERS, holders)}</td>
            <td class="end tools">
                {manages
                    .then(|| view! { <Button label=c::DELETE glyph=Glyph::Trash icon_only=true slim=true look=Look::GhostWarns on_press=delete /> })}
            </td>
        </tr>
    }
}
