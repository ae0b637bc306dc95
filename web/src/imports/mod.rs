//! To come.
use leptos::prelude::*;
use shared::imports::ImportKind;

#[component]
pub fn ImportPage(kind: ImportKind) -> impl IntoView { let _ = kind; }
