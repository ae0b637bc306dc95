//! Which roles and data roles an employee has.

use leptos::prelude::*;
use shared::{
    organisation::Employee,
    permissions::{DataRole, Role, RoleAssignment},
};

use crate::{
    api,
    components::{FormDialog, Loaded, toast},
    i18n::{organisation as w, t, tf, tr},
    permissions::{role_about, role_name},
    reading::{Read, Write},
};

/// Every role there is; asked for at once because a name is needed for each id.
#[derive(Clone, PartialEq)]
struct Choices {
    roles: Vec<Role>,
    data_roles: Vec<DataRole>,
}

fn choices() -> Read<Choices> {
    Read::new(|| async {
        Ok(Choices { roles: api::permissions::roles().await?, data_roles: api::permissions::data_roles().await? })
    })
}

/// The names of the roles that somebody has.
#[component]
pub fn RoleList(assignment: RoleAssignment) -> impl IntoView {
    let all = choices();
    let draw = move |all: Choices| {
        if assignment.roles.is_empty() && assignment.data_roles.is_empty() {
            return view! { <p class="panel-body small muted">{tr(w::NO_ROLES)}</p> }.into_any();
        }
        let roles = all.roles.into_iter().filter(|role| assignment.roles.contains(&role.id));
        let data_roles = all.data_roles.into_iter().filter(|role| assignment.data_roles.contains(&role.id));
        view! {
            <div class="panel-body row wrap">
                {roles.map(|role| view! { <span class="badge accent">{move || role_name(&role)}</span> }).collect_view()}
                {data_roles.map(|role| view! { <span class="badge info">{role.name}</span> }).collect_view()}
            </div>
        }
        .into_any()
    };
    view! { <Loaded read=all show=draw /> }
}

#[component]
pub fn RoleForm(one: Employee, on_close: Callback<()>, on_done: Callback<Employee>) -> impl IntoView {
    let id = one.id;
    let assignment = RwSignal::new(one.assignment);
    let all = choices();
    let write = Write::new();
    let submit = Callback::new(move |()| {
        let request = assignment.get_untracked();
        write.run(async move { api::organisation::give_roles(id, &request).await }, move |one| {
            toast::say(t(w::ROLES_SAVED));
            on_done.run(one);
        });
    });
    let draw = move |all: Choices| {
        let role = move |role: Role| {
            let id = role.id;
            let (name, about) = (role.clone(), role.clone());
            view! {
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || assignment.with(|a| a.roles.contains(&id))
                        on:change=move |event| {
                            let on = event_target_checked(&event);
                            assignment.update(|a| if on { a.roles.push(id) } else { a.roles.retain(|one| *one != id) });
                        }
                    />
                    <span>{move || role_name(&name)} <span class="tiny muted">" " {move || role_about(&about)}</span></span>
                </label>
            }
        };
        let data_role = move |role: DataRole| {
            let id = role.id;
            view! {
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || assignment.with(|a| a.data_roles.contains(&id))
                        on:change=move |event| {
                            let on = event_target_checked(&event);
                            assignment.update(|a| if on { a.data_roles.push(id) } else { a.data_roles.retain(|one| *one != id) });
                        }
                    />
                    <span>{role.name} <span class="tiny muted">" " {role.description}</span></span>
                </label>
            }
        };
        let some_data_roles = !all.data_roles.is_empty();
        view! {
            <fieldset class="stack tight">
                <legend class="small soft">{tr(w::OPERATION_ROLES)}</legend>
                {all.roles.into_iter().map(role).collect_view()}
            </fieldset>
            {some_data_roles.then(|| view! {
                <fieldset class="stack tight">
                    <legend class="small soft">{tr(w::DATA_ROLES)}</legend>
                    {all.data_roles.into_iter().map(data_role).collect_view()}
                </fieldset>
            })}
        }
        .into_any()
    };
    view! {
        <FormDialog
            title=Signal::derive(move || tf(w::ROLES_TITLE, &one.name))
            action=crate::i18n::common::SAVE
            write=write
            on_close=on_close
            on_submit=submit
        >
            <Loaded read=all show=draw />
        </FormDialog>
    }
}
