//! Buttons.

use leptos::{ev::MouseEvent, prelude::*};

use super::{Glyph, Icon};
use crate::i18n::{Text, t};

/// How much a button asks to be pressed.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Look {
    #[default]
    Plain,
    Primary,
    Danger,
    Ghost,
    /// A ghost that turns red, for what cannot be undone.
    GhostWarns,
}

impl Look {
    pub const fn class(self) -> &'static str {
        match self {
            Self::Plain => "button",
            Self::Primary => "button primary",
            Self::Danger => "button danger",
            Self::Ghost => "button ghost",
            Self::GhostWarns => "button ghost warns",
        }
    }
}

/// A button with a text, an icon, or both; with an icon alone the text is its accessible name and tooltip.
#[component]
pub fn Button(
    #[prop(into)] label: Signal<Text>,
    /// What to call it instead, where the label alone does not say what it is about.
    #[prop(optional, into)]
    name: MaybeProp<String>,
    #[prop(optional)] look: Look,
    #[prop(optional)] glyph: Option<Glyph>,
    #[prop(optional)] icon_only: bool,
    #[prop(optional)] slim: bool,
    #[prop(optional)] submit: bool,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional)] on_press: Option<Callback<()>>,
) -> impl IntoView {
    let mut class = look.class().to_owned();
    if icon_only {
        class.push_str(" square");
    }
    if slim {
        class.push_str(" slim");
    }
    let press = move |_: MouseEvent| {
        if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    let name = move || name.get().or_else(|| icon_only.then(|| t(label.get()).to_owned()));
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=class
            disabled=move || disabled.get() || busy.get()
            aria-busy=move || busy.get().then_some("true")
            aria-label=name
            title=name
            on:click=press
        >
            {move || {
                if busy.get() {
                    view! { <span class="spinner" aria-hidden="true"></span> }.into_any()
                } else {
                    glyph.map(|glyph| view! { <Icon glyph=glyph /> }).into_any()
                }
            }}
            {(!icon_only).then_some(move || t(label.get()))}
        </button>
    }
}
