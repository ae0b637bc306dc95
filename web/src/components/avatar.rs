//! A person in a row.

use leptos::prelude::*;
use shared::timeline::PersonRef;

/// The last character of a Chinese name says more than the family name; of others the first letter.
pub fn initial(name: &str) -> String {
    let chinese = name.chars().all(|c| !c.is_ascii());
    let letter = if chinese { name.chars().next_back() } else { name.chars().next() };
    letter.map(|c| c.to_uppercase().to_string()).unwrap_or_default()
}

#[component]
pub fn Person(person: PersonRef) -> impl IntoView {
    view! {
        <span class="person">
            <span class="avatar slim" aria-hidden="true">
                {initial(&person.name)}
            </span>
            <span class="clip">{person.name}</span>
        </span>
    }
}
