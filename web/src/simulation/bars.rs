//! Grouped horizontal bars, one row of a chart. The numbers stand beside them as text, so the bars themselves say nothing
//! to whoever does not see them.

use leptos::prelude::*;

use super::sides::Side;

/// How high a bar is and how far the next one below it, in pixels.
const HEIGHT: usize = 6;
const STEP: usize = 8;

/// A bar for each side, as long as its part of `most`.
#[component]
pub fn Bars(values: Vec<(Side, Option<f64>)>, most: f64) -> impl IntoView {
    let height = values.len() * STEP - (STEP - HEIGHT);
    let bar = move |(at, (side, value)): (usize, (Side, Option<f64>))| {
        let share = value.filter(|_| most > 0.0).map_or(0.0, |value| value * 100.0 / most);
        // What is not nothing can be seen.
        let share = if value.is_some_and(|value| value > 0.0) { share.max(0.8) } else { 0.0 };
        let (y, width) = (at * STEP, format!("{share:.2}%"));
        view! {
            <rect class="track" x="0" y=y width="100%" height=HEIGHT rx="2" />
            <rect class=side.class() x="0" y=y width=width height=HEIGHT rx="2" />
        }
    };
    view! {
        <svg class="bars" width="100%" height=height aria-hidden="true" focusable="false">
            {values.into_iter().enumerate().map(bar).collect_view()}
        </svg>
    }
}
