//! Deleting a role or a data role.

use leptos::prelude::*;
use shared::permissions::{DataRole, Role};

use super::roles::role_name;
use crate::{
    api,
    components::{FormDialog, toast},
    i18n::{common as c, permissions as w, t, tf, tn},
    reading::Write,
};

#[component]
pub fn DeleteRole(role: Role, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let (id, version) = (role.id, role.version);
    let write = Write::new();
    let submit =
        Callback::new(move |()| write.run(api::permissions::delete_role(id, version), move |()| finish(on_done)));
    view! { <Asked name=role_name(&role) holders=role.holders write=write on_close=on_close on_submit=submit /> }
}

#[component]
pub fn DeleteDataRole(role: DataRole, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let (id, version) = (role.id, role.version);
    let write = Write::new();
    let submit =
        Callback::new(move |()| write.run(api::permissions::delete_data_role(id, version), move |()| finish(on_done)));
    view! { <Asked name=role.name holders=role.holders write=write on_close=on_close on_submit=submit /> }
}

fn finish(on_done: Callback<()>) {
    toast::say(t(c::DELETED));
    on_done.run(());
}

#[component]
fn Asked(name: String, holders: i64, write: Write, on_close: Callback<()>, on_submit: Callback<()>) -> impl IntoView {
    view! {
        <FormDialog
            title=Signal::derive(move || tf(w::DELETE_TITLE, &name))
            action=c::DELETE
            danger=true
            write=write
            on_close=on_close
            on_submit=on_submit
        >
            <p>{move || if holders == 0 { t(w::DELETE_BODY_NOBODY).to_owned() } else { tn(w::DELETE_BODY, holders) }}</p>
        </FormDialog>
    }
}
