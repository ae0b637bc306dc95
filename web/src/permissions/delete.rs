//! Deleting a role or a data role.

use leptos::prelude::*;
use shared::permissions::{DataRole, Role};

use super::roles::role_name;
use crate::{
    api,
    components::{Confirm, toast},
    i18n::{common as c, permissions as w, t, tf, tn},
    reading::Write,
};

#[component]
pub fn DeleteRole(role: Role, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let (id, version) = (role.id, role.version);
    let delete = Callback::new(move |write: Write| {
        write.run(api::permissions::delete_role(id, version), move |()| finish(on_done));
    });
    view! { <Asked name=role_name(&role) holders=role.holders on_close=on_close on_confirm=delete /> }
}

#[component]
pub fn DeleteDataRole(role: DataRole, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let (id, version) = (role.id, role.version);
    let delete = Callback::new(move |write: Write| {
        write.run(api::permissions::delete_data_role(id, version), move |()| finish(on_done));
    });
    view! { <Asked name=role.name holders=role.holders on_close=on_close on_confirm=delete /> }
}

fn finish(on_done: Callback<()>) {
    toast::say(t(c::DELETED));
    on_done.run(());
}

#[component]
fn Asked(name: String, holders: i64, on_close: Callback<()>, on_confirm: Callback<Write>) -> impl IntoView {
    let body = move || {
        if holders == 0 { t(w::DELETE_BODY_NOBODY).to_owned() } else { tn(w::DELETE_BODY, holders) }
    };
    let title = Signal::derive(move || tf(w::DELETE_TITLE, &name));
    view! {
        <Confirm title=title action=c::DELETE on_close=on_close on_confirm=on_confirm>
            <p>{body}</p>
        </Confirm>
    }
}
