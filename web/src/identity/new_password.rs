//! The demand for a new password after a first sign-in.

use leptos::{prelude::*, task::spawn_local};

use super::{Door, password_form::PasswordForm};
use crate::{
    components::{Button, Look, toast},
    i18n::{common as c, identity as w, t, tr},
    session,
};

#[component]
pub fn NewPasswordDoor() -> impl IntoView {
    let done = Callback::new(|()| toast::say(t(w::CHANGED)));
    let leave = Callback::new(|()| spawn_local(session::sign_out()));
    view! {
        <Door title=w::MUST_CHANGE>
            <div class="stack tight">
                <h1>{tr(w::MUST_CHANGE)}</h1>
                <p class="soft small">{tr(w::MUST_CHANGE_WHY)}</p>
            </div>
            <PasswordForm on_done=done />
            <div>
                <Button label=c::SIGN_OUT look=Look::Ghost slim=true on_press=leave />
            </div>
        </Door>
    }
}
