//! The three fields of a change of password.

use leptos::{prelude::*, task::spawn_local};
use shared::{FieldError, identity::PasswordChange, problem::FieldCode};

use crate::{
    api,
    components::{Alert, Button, Look, TextField},
    i18n::identity as w,
    reading::Write,
    session,
};

/// What the second new password's field is called; the server does not know it.
const AGAIN: &str = "/again";

#[component]
pub fn PasswordForm(on_done: Callback<()>) -> impl IntoView {
    let [current, new, again] = [(); 3].map(|()| RwSignal::new(String::new()));
    let write = Write::new();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if new.get_untracked() != again.get_untracked() {
            write.refuse(vec![FieldError::new(AGAIN, FieldCode::Malformed)]);
            return;
        }
        let request = PasswordChange { current: current.get_untracked(), new: new.get_untracked() };
        let ask = |request| async move { api::identity::change_password(&request).await };
        write.submit(request, ask, move |signed_in| {
            [current, new, again].map(|field| field.set(String::new()));
            on_done.run(());
            spawn_local(session::accept(signed_in));
        });
    };
    view! {
        <form class="fields" novalidate on:submit=submit>
            <TextField label=w::CURRENT value=current write=write pointer="/current" kind="password" autocomplete="current-password" required=true />
            <TextField
                label=w::NEW
                value=new
                write=write
                pointer="/new"
                kind="password"
                autocomplete="new-password"
                required=true
                hint=w::PASSWORD_HINT
            />
            <TextField label=w::AGAIN value=again write=write pointer=AGAIN kind="password" autocomplete="new-password" required=true />
            <Alert fault=write.fault shown_elsewhere=vec!["/current", "/new", AGAIN] />
            <div class="row">
                <Button label=w::CHANGE submit=true look=Look::Primary busy=Signal::derive(move || write.busy()) />
            </div>
        </form>
    }
}
