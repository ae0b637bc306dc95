//! Roles and data roles, side by side as two tabs of one page.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use super::{data_roles::DataRoles, roles::Roles};
use crate::{
    components::{PageHead, Segments},
    i18n::permissions as w,
};

#[component]
pub fn RolesPage() -> impl IntoView {
    let params = use_query_map();
    let data = Memo::new(move |_| params.with(|params| params.get("tab").as_deref() == Some("data")));
    let navigate = use_navigate();
    let choose = Callback::new(move |data: bool| {
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(if data { "/roles?tab=data" } else { "/roles" }, options);
    });
    view! {
        <div class="page">
            <PageHead title=w::TITLE>
                <Segments label=w::TITLE options=vec![(false, w::ROLES), (true, w::DATA_ROLES)] value=data on_change=choose />
            </PageHead>
            {move || if data.get() { view! { <DataRoles /> }.into_any() } else { view! { <Roles /> }.into_any() }}
        </div>
    }
}
