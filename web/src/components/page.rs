//! The head of a page, and the name of the browser's tab.

use leptos::prelude::*;

use crate::i18n::{Text, common as c, t, tr};

/// Names the tab after the page.
pub fn name_tab(title: impl Fn() -> String + 'static) {
    Effect::new(move |_| document().set_title(&format!("{} · {}", title(), t(c::BRAND))));
}

/// The title of a page with its actions at the end.
#[component]
pub fn PageHead(
    title: Text,
    #[prop(optional)] about: Option<Text>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    name_tab(move || t(title).to_owned());
    view! {
        <header class="page-head">
            <h1>{tr(title)}</h1>
            {about.map(|about| view! { <span class="about">{tr(about)}</span> })}
            <div class="actions">{children.map(|children| children())}</div>
        </header>
    }
}
