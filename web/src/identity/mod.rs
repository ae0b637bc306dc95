//! Signing in, sessions, one's own password.

mod account;
mod new_password;
mod password_form;
mod sign_in;

pub use account::AccountPage;
pub use new_password::NewPasswordDoor;
pub use sign_in::SignInDoor;

use leptos::prelude::*;
use shared::Lang;

use crate::{
    components::{Segments, page::name_tab},
    i18n::{Text, common as c, tr},
    prefs::{self, Theme},
};

const LANGUAGE_ZH: Text = Text { zh: "中文", en: "中文", one: None };
const LANGUAGE_EN: Text = Text { zh: "English", en: "English", one: None };

/// The card in front of the console, with the choice of language and theme below it.
#[component]
fn Door(title: Text, children: Children) -> impl IntoView {
    name_tab(move || crate::i18n::t(title).to_owned());
    view! {
        <main class="door">
            <div class="door-card">
                <div class="brand">
                    <img class="mark" src="/favicon.svg" alt="" />
                    <span>{tr(c::BRAND)}</span>
                    <span class="latin">{tr(c::BRAND_LATIN)}</span>
                </div>
                {children()}
            </div>
            <footer class="door-foot">
                <LanguageChoice />
            </footer>
        </main>
    }
}

/// 中文 or English.
#[component]
pub fn LanguageChoice() -> impl IntoView {
    view! {
        <Segments
            label=c::LANGUAGE
            options=vec![(Lang::Zh, LANGUAGE_ZH), (Lang::En, LANGUAGE_EN)]
            value=Signal::derive(prefs::lang)
            on_change=Callback::new(prefs::set_lang)
        />
    }
}

/// Light, dark, or as the system has it.
#[component]
pub fn ThemeChoice() -> impl IntoView {
    view! {
        <Segments
            label=c::THEME
            options=vec![(Theme::System, c::THEME_SYSTEM), (Theme::Light, c::THEME_LIGHT), (Theme::Dark, c::THEME_DARK)]
            value=Signal::derive(prefs::theme)
            on_change=Callback::new(prefs::set_theme)
        />
    }
}
