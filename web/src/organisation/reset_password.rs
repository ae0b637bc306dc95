//! A new initial password, set by an administrator.

use leptos::prelude::*;
use shared::organisation::{Employee, PasswordReset};

use crate::{
    api,
    components::{FormDialog, TextField, toast},
    i18n::{organisation as w, t, tf, tr},
    reading::Write,
};

#[component]
pub fn ResetPassword(one: Employee, on_close: Callback<()>) -> impl IntoView {
    let id = one.id;
    let password = RwSignal::new(String::new());
    let write = Write::new();
    let submit = Callback::new(move |()| {
        let request = PasswordReset { initial_password: password.get_untracked() };
        write.submit(
            request,
            move |request| async move { api::organisation::reset_password(id, &request).await },
            move |()| {
                toast::say(t(w::RESET_DONE));
                on_close.run(());
            },
        );
    });
    view! {
        <FormDialog
            title=Signal::derive(move || tf(w::RESET_TITLE, &one.name))
            action=w::RESET
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/initial_password"]
        >
            <p class="soft small">{tr(w::RESET_BODY)}</p>
            <TextField
                label=w::INITIAL_PASSWORD
                value=password
                write=write
                pointer="/initial_password"
                autocomplete="new-password"
                required=true
                autofocus=true
                hint=w::INITIAL_HINT_RESET
            />
        </FormDialog>
    }
}
