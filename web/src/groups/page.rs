//! Groups and product lines, side by side as two tabs of one page.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use super::{lines::Lines, list::Groups};
use crate::{
    components::{PageHead, Segments},
    i18n::groups as w,
    router::Place,
};

#[component]
pub fn GroupsPage() -> impl IntoView {
    let params = use_query_map();
    let lines = Memo::new(move |_| params.with(|params| params.get("tab").as_deref() == Some("lines")));
    let navigate = use_navigate();
    let choose = Callback::new(move |lines: bool| {
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        let path = Place::Groups.path();
        navigate(&if lines { format!("{path}?tab=lines") } else { path.to_owned() }, options);
    });
    view! {
        <div class="page">
            <PageHead title=w::TITLE>
                <Segments label=w::TITLE options=vec![(false, w::TITLE), (true, w::LINES)] value=lines on_change=choose />
            </PageHead>
            {move || if lines.get() { view! { <Lines /> }.into_any() } else { view! { <Groups /> }.into_any() }}
        </div>
    }
}
