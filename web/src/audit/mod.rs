//! To come.

use leptos::prelude::*;

#[component]
pub fn AuditPage() -> impl IntoView {}
