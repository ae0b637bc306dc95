//! Who is signed in, and what concerns them: account, language, theme, signing out.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::Lang;

use crate::{
    components::{
        Glyph, Icon,
        avatar::initial,
        menu::{Menu, MenuItem},
    },
    i18n::{common as c, identity as w, t, tr},
    prefs::{self, Theme},
    router::Place,
    session,
};

#[component]
pub fn AccountMenu() -> impl IntoView {
    let name = move || session::me().map(|me| me.name.clone()).unwrap_or_default();
    let unit = move || session::me().map(|me| me.unit.clone()).unwrap_or_default();
    let navigate = use_navigate();
    let account = Callback::new(move |()| navigate(Place::Sessions.path(), NavigateOptions::default()));
    let leave = Callback::new(|()| spawn_local(session::sign_out()));
    let button = move || {
        view! {
            <span class="avatar" aria-hidden="true">{move || initial(&name())}</span>
            <span class="lines">
                <span class="clip strong small">{name}</span>
                <br />
                <span class="clip tiny muted">{unit}</span>
            </span>
        }
    };
    view! {
        <Menu label=Signal::derive(|| t(c::ACCOUNT_MENU).to_owned()) button_class="whoami" up=true button=button>
            <MenuItem on_choose=account>
                <Icon glyph=Glyph::User />
                {tr(w::ACCOUNT)}
            </MenuItem>
            <hr />
            <div class="note">{tr(c::LANGUAGE)}</div>
            <LangItem lang=Lang::Zh name="中文" />
            <LangItem lang=Lang::En name="English" />
            <hr />
            <div class="note">{tr(c::THEME)}</div>
            <ThemeItem theme=Theme::System />
            <ThemeItem theme=Theme::Light />
            <ThemeItem theme=Theme::Dark />
            <hr />
            <MenuItem on_choose=leave>
                <Icon glyph=Glyph::Leave />
                {tr(c::SIGN_OUT)}
            </MenuItem>
        </Menu>
    }
}

#[component]
fn LangItem(lang: Lang, name: &'static str) -> impl IntoView {
    view! {
        <MenuItem on_choose=Callback::new(move |()| prefs::set_lang(lang))>
            {name} <Tick when=Signal::derive(move || prefs::lang() == lang) />
        </MenuItem>
    }
}

#[component]
fn ThemeItem(theme: Theme) -> impl IntoView {
    let name = match theme {
        Theme::System => c::THEME_SYSTEM,
        Theme::Light => c::THEME_LIGHT,
        Theme::Dark => c::THEME_DARK,
    };
    view! {
        <MenuItem on_choose=Callback::new(move |()| prefs::set_theme(theme))>
            {tr(name)} <Tick when=Signal::derive(move || prefs::theme() == theme) />
        </MenuItem>
    }
}

#[component]
fn Tick(when: Signal<bool>) -> impl IntoView {
    view! {
        <Show when=move || when.get()>
            <span class="tick">
                <Icon glyph=Glyph::Check />
            </span>
        </Show>
    }
}
