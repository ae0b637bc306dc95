//! To come.

use leptos::prelude::*;

#[component]
pub fn DuePage() -> impl IntoView {}
