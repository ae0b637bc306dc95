//! The three fields of a change of password.

use leptos::{prelude::*, task::spawn_local};
use shared::identity::PasswordChange;

use crate::{
    api,
    components::{Alert, Button, Look, TextField},
    i18n::{identity as w, tr},
    reading::Write,
    session,
};

#[component]
pub fn PasswordForm(on_done: Callback<()>) -> impl IntoView {
    let [current, new, again] = [(); 3].map(|()| RwSignal::new(String::new()));
    let tried = RwSignal::new(false);
    let write = Write::new();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if new.get_untracked() != again.get_untracked() {
            return;
        }
        let request = PasswordChange { current: current.get_untracked(), new: new.get_untracked() };
        let ask = |request| async move { api::identity::change_password(&request).await };
        write.submit(request, ask, move |signed_in| {
            for field in [current, new, again] {
                field.set(String::new());
            }
            tried.set(false);
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
            <TextField label=w::AGAIN value=again write=write pointer="/again" kind="password" autocomplete="new-password" required=true />
            <Show when=move || tried.get() && new.get() != again.get()>
                <span class="tiny fault" role="alert">{tr(w::NOT_SAME)}</span>
            </Show>
            <Alert fault=write.fault shown_elsewhere=vec!["/current", "/new"] />
            <div class="row">
                <Button label=w::CHANGE submit=true look=Look::Primary busy=Signal::derive(move || write.busy()) />
            </div>
        </form>
    }
}
