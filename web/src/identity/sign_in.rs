//! The door.

use leptos::prelude::*;
use shared::identity::SignIn;

use super::Door;
use crate::{
    components::{Alert, Glyph, Icon, TextField},
    i18n::{common as c, identity as w, tr},
    reading::Write,
    session,
};

#[component]
pub fn SignInDoor(ended: bool) -> impl IntoView {
    let (login, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let write = Write::new();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let request = SignIn { login: login.get_untracked().trim().to_owned(), password: password.get_untracked() };
        write.submit(request, session::sign_in, |()| {});
    };
    view! {
        <Door title=w::SIGN_IN>
            <p class="creed">{tr(w::CREED)}</p>
            <form class="fields" novalidate on:submit=submit>
                {ended
                    .then(|| {
                        view! {
                            <div class="alert info" role="status">
                                <Icon glyph=Glyph::Info />
                                <span>{tr(w::ENDED)}</span>
                            </div>
                        }
                    })}
                <TextField label=w::LOGIN value=login write=write pointer="/login" autocomplete="username" autofocus=true />
                <TextField label=w::PASSWORD value=password write=write pointer="/password" kind="password" autocomplete="current-password" />
                <Alert fault=write.fault shown_elsewhere=vec!["/login", "/password"] />
                <button type="submit" class="button primary wide" disabled=move || write.busy()>
                    <Show when=move || write.busy()>
                        <span class="spinner" aria-hidden="true"></span>
                        <span class="sr-only">{tr(c::LOADING)}</span>
                    </Show>
                    {tr(w::SIGN_IN)}
                </button>
                <p class="tiny muted">{tr(w::FORGOTTEN)}</p>
            </form>
        </Door>
    }
}
