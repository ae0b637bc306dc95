//! Shows one thing that is read: its shape first, then it, or why not.

use leptos::prelude::*;

use super::{
    Failed,
    states::{LineSkeleton, RowSkeleton},
};
use crate::reading::Read;

#[component]
pub fn Loaded<T, F>(
    read: Read<T>,
    /// Wait in the shape of a table instead of lines.
    #[prop(optional)]
    table: bool,
    /// Draws what was read.
    show: F,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    F: Fn(T) -> AnyView + Send + Sync + 'static,
{
    let retry = Callback::new(move |()| read.reload());
    move || match read.get() {
        None if table => view! { <RowSkeleton /> }.into_any(),
        None => view! { <LineSkeleton /> }.into_any(),
        Some(Ok(value)) => show(value),
        Some(Err(fault)) => view! { <Failed fault=fault retry=retry /> }.into_any(),
    }
}
