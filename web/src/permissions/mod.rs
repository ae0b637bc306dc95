//! To come.

use leptos::prelude::*;

#[component]
pub fn RolesPage() -> impl IntoView {}
