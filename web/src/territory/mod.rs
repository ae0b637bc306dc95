//! To come.

use leptos::prelude::*;

#[component]
pub fn DistrictsPage() -> impl IntoView {}
