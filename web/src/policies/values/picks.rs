//! Product lines and places, picked one after the other.

use std::sync::Arc;

use futures_util::FutureExt;
use leptos::prelude::*;
use shared::{
    assignment::policy::Fact,
    ids::{CityId, DistrictId, ProvinceId},
};

use super::chips::{Chosen, with, without};
use crate::{
    api,
    components::{
        Choice, Select,
        picker::{Picker, Search},
        pickers::{CityPicker, DistrictPicker},
    },
    i18n::{policies as w, t, tf},
    policies::{desk::Desk, words::place_name},
};

#[component]
pub fn LinePicks(values: Signal<Vec<String>>, on_change: Callback<Vec<String>>, desk: Desk) -> impl IntoView {
    let shown = Signal::derive(move || {
        let named = |id: String| {
            let name = desk.names.with(|names| id.parse().ok().and_then(|id| names.product_lines.get(&id).cloned()));
            (id, name.unwrap_or_else(|| t(w::UNKNOWN_LINE).to_owned()))
        };
        values.get().into_iter().map(named).collect::<Vec<_>>()
    });
    let options = move || {
        let chosen = values.get();
        let lines = desk.choices.ok().unwrap_or_default().product_lines;
        let rest: Vec<_> = lines
            .into_iter()
            .map(|line| (line.id.to_string(), line.name))
            .filter(|(id, _)| !chosen.contains(id))
            .collect();
        let first = if rest.is_empty() { t(w::NO_MORE).to_owned() } else { tf(w::ADD_VALUE, t(w::FACT_PRODUCT_LINE)) };
        std::iter::once((String::new(), first)).chain(rest).collect()
    };
    let add = Callback::new(move |id: String| {
        if !id.is_empty() {
            with(values, on_change, id);
        }
    });
    view! {
        <Chosen values=shown on_remove=without(values, on_change) />
        <Select label=w::FACT_PRODUCT_LINE value=Signal::derive(String::new) on_change=add options=options />
    }
}

#[component]
pub fn PlacePicks(
    fact: Fact,
    values: Signal<Vec<String>>,
    on_change: Callback<Vec<String>>,
    desk: Desk,
) -> impl IntoView {
    let shown = Signal::derive(move || {
        let name = |id: String| (id.clone(), desk.names.with(|names| place_name(names, &id)));
        values.get().into_iter().map(name).collect::<Vec<_>>()
    });
    let add = move |id: String, label: String| {
        desk.names.update(|names| _ = names.places.insert(id.clone(), label));
        with(values, on_change, id);
    };
    let none = Signal::derive(|| None);
    let picker = match fact {
        Fact::Province => {
            let pick = Callback::new(move |choice: Option<Choice<ProvinceId>>| {
                if let Some(choice) = choice {
                    add(choice.id.to_string(), choice.label);
                }
            });
            view! { <ProvincePicker chosen=Signal::derive(|| None) on_pick=pick /> }.into_any()
        }
        Fact::City => {
            let pick = Callback::new(move |choice: Option<Choice<CityId>>| {
                if let Some(choice) = choice {
                    add(choice.id.to_string(), choice.label);
                }
            });
            view! { <CityPicker label=w::FACT_CITY chosen=none on_pick=pick /> }.into_any()
        }
        _ => {
            let pick = Callback::new(move |choice: Option<Choice<DistrictId>>| {
                if let Some(choice) = choice {
                    add(choice.id.to_string(), choice.label);
                }
            });
            view! { <DistrictPicker label=w::FACT_DISTRICT chosen=Signal::derive(|| None) on_pick=pick /> }.into_any()
        }
    };
    view! {
        <Chosen values=shown on_remove=without(values, on_change) />
        {picker}
    }
}

/// Picks a province.
#[component]
pub fn ProvincePicker(
    #[prop(into)] chosen: Signal<Option<Choice<ProvinceId>>>,
    on_pick: Callback<Option<Choice<ProvinceId>>>,
) -> impl IntoView {
    let search: Search<ProvinceId> = Arc::new(|text: String| {
        async move {
            let all = api::territory::provinces().await?;
            let found = all.into_iter().filter(|province| province.name.contains(text.trim()));
            Ok(found.map(|province| Choice { id: province.id, label: province.name, hint: String::new() }).collect())
        }
        .boxed_local()
    });
    view! { <Picker label=w::FACT_PROVINCE chosen=chosen on_pick=on_pick search=search /> }
}
