//! The small marks by which one reads a customer's row: level, status, how soon they must be followed up.

use leptos::prelude::*;
use shared::{
    codes::TextCode,
    customers::{Customer, CustomerStatus, Level},
};

use crate::{
    format,
    i18n::{Text, customers as w, tn, tr},
    prefs,
};

pub const fn level_text(level: Level) -> Text {
    match level {
        Level::A => w::LEVEL_A,
        Level::B => w::LEVEL_B,
        Level::C => w::LEVEL_C,
        Level::D => w::LEVEL_D,
    }
}

#[component]
pub fn LevelMark(level: Level) -> impl IntoView {
    let letter = level.as_str().to_uppercase();
    view! {
        <span class=format!("level {level}") title=tr(level_text(level))>
            {letter}
        </span>
    }
}

#[component]
pub fn StatusBadge(status: CustomerStatus) -> impl IntoView {
    let class = match status {
        CustomerStatus::Pending => "badge warn",
        CustomerStatus::Rejected | CustomerStatus::Merged => "badge",
        CustomerStatus::Queued => "badge info",
        CustomerStatus::Owned => "badge good",
    };
    view! { <span class=class>{move || status.title(prefs::lang())}</span> }
}

/// When the customer must be followed up: loud when it has passed, quiet when it is far.
#[component]
pub fn DueMark(customer: Customer) -> impl IntoView {
    move || {
        let due = customer.due_on?;
        let late = format::today().map_or(0, |today| (today - due).num_days());
        Some(match late {
            1.. => view! { <span class="badge bad">{tn(w::OVERDUE, late)}</span> }.into_any(),
            0 => view! { <span class="badge warn">{tr(w::DUE_TODAY)}</span> }.into_any(),
            _ => view! { <span class="num soft">{format::date(due)}</span> }.into_any(),
        })
    }
}

/// How long nobody has followed up.
#[component]
pub fn IdleMark(days: Option<i64>) -> impl IntoView {
    move || days.map(|days| view! { <span class="num soft">{tn(w::IDLE_DAYS, days)}</span> })
}
