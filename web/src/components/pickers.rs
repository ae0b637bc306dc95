//! The pickers of people, districts and cities.

use std::sync::Arc;

use futures_util::FutureExt;
use leptos::prelude::*;
use shared::{
    customers::CustomerQuery,
    groups::GroupQuery,
    ids::{CityId, CustomerId, DistrictId, EmployeeId, GroupId},
    organisation::{Agent, EmployeeQuery, EmployeeStatus},
    territory::{District, DistrictQuery, DistrictStatus},
};

use super::{
    Select,
    field::Tie,
    picker::{Choice, Picker, Search},
};
use crate::{
    api, format,
    i18n::{Text, inquiries, t, t_now, territory as w},
    reading::{Read, filled},
};

impl From<Agent> for Choice<EmployeeId> {
    fn from(agent: Agent) -> Self {
        Self { id: agent.id, label: agent.name, hint: format!("{} · {}", agent.number, agent.unit) }
    }
}

/// A district with where it is and who would take its customers.
pub fn district_choice(district: &District) -> Choice<DistrictId> {
    let place = format::place(&[&district.province, &district.city, &district.county]);
    let agent = district.agent.as_ref().map_or_else(|| t_now(w::NO_AGENT).to_owned(), |agent| agent.name.clone());
    Choice { id: district.id, label: district.name.clone(), hint: format!("{place} · {agent}") }
}

/// Picks an active agent.
#[component]
pub fn AgentPicker(
    label: Text,
    /// Not this one, with whom it would stay.
    #[prop(optional_no_strip)]
    except: Option<EmployeeId>,
    #[prop(optional)] tie: Option<Tie>,
    #[prop(optional)] placeholder: Option<Text>,
    #[prop(into)] chosen: Signal<Option<Choice<EmployeeId>>>,
    on_pick: Callback<Option<Choice<EmployeeId>>>,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    let search: Search<EmployeeId> = Arc::new(move |text: String| {
        async move {
            let found = api::organisation::agents(filled(&text)).await?;
            Ok(found.into_iter().filter(|agent| Some(agent.id) != except).map(Choice::from).collect())
        }
        .boxed_local()
    });
    view! { <Picker label=label tie=tie placeholder=placeholder chosen=chosen on_pick=on_pick search=search autofocus=autofocus /> }
}

/// Picks any employee who works here.
#[component]
pub fn EmployeePicker(
    label: Text,
    #[prop(optional)] tie: Option<Tie>,
    #[prop(optional)] placeholder: Option<Text>,
    #[prop(into)] chosen: Signal<Option<Choice<EmployeeId>>>,
    on_pick: Callback<Option<Choice<EmployeeId>>>,
) -> impl IntoView {
    let search: Search<EmployeeId> = Arc::new(|text: String| {
        async move {
            let query = EmployeeQuery {
                q: filled(&text),
                status: Some(EmployeeStatus::Active),
                limit: Some(20),
                ..EmployeeQuery::default()
            };
            let page = api::organisation::employees(&query).await?;
            let choice = |e: shared::organisation::Employee| Choice {
                id: e.id,
                label: e.name,
                hint: format!("{} · {}", e.number, e.unit),
            };
            Ok(page.items.into_iter().map(choice).collect())
        }
        .boxed_local()
    });
    view! { <Picker label=label tie=tie placeholder=placeholder chosen=chosen on_pick=on_pick search=search /> }
}

/// Chooses one of the groups, or all of them.
#[component]
pub fn GroupSelect(
    #[prop(into)] value: Signal<Option<GroupId>>,
    on_change: Callback<Option<GroupId>>,
) -> impl IntoView {
    let groups =
        Read::new(|| async { api::groups::groups(&GroupQuery { limit: Some(200), ..GroupQuery::default() }).await });
    view! {
        <Select
            label=inquiries::GROUP
            value=Signal::derive(move || value.get().map(|id| id.to_string()).unwrap_or_default())
            on_change=Callback::new(move |id: String| on_change.run(id.parse().ok()))
            options=move || {
                let known = groups.ok().map(|page| page.items).unwrap_or_default();
                let all = std::iter::once((String::new(), t(inquiries::ANY_GROUP).to_owned()));
                all.chain(known.into_iter().map(|group| (group.id.to_string(), group.name))).collect()
            }
        />
    }
}

/// Picks a customer whom one may see.
#[component]
pub fn CustomerPicker(
    label: Text,
    #[prop(optional)] tie: Option<Tie>,
    #[prop(optional)] placeholder: Option<Text>,
    #[prop(into)] chosen: Signal<Option<Choice<CustomerId>>>,
    on_pick: Callback<Option<Choice<CustomerId>>>,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    let search: Search<CustomerId> = Arc::new(|text: String| {
        async move {
            let query = CustomerQuery { q: filled(&text), limit: Some(20), ..CustomerQuery::default() };
            let choice = |customer: shared::customers::Customer| Choice {
                id: customer.id,
                hint: format!("{} · {}", format::phone(&customer.phone), customer.company),
                label: customer.name,
            };
            Ok(api::customers::list(&query).await?.items.into_iter().map(choice).collect())
        }
        .boxed_local()
    });
    view! { <Picker label=label tie=tie placeholder=placeholder chosen=chosen on_pick=on_pick search=search autofocus=autofocus /> }
}

/// Picks an open district.
#[component]
pub fn DistrictPicker(
    label: Text,
    #[prop(optional)] tie: Option<Tie>,
    #[prop(optional)] placeholder: Option<Text>,
    #[prop(into)] chosen: Signal<Option<Choice<DistrictId>>>,
    on_pick: Callback<Option<Choice<DistrictId>>>,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    let search: Search<DistrictId> = Arc::new(|text: String| {
        async move {
            let query = DistrictQuery {
                q: filled(&text),
                status: Some(DistrictStatus::Open),
                limit: Some(20),
                ..DistrictQuery::default()
            };
            Ok(api::territory::districts(&query).await?.items.iter().map(district_choice).collect())
        }
        .boxed_local()
    });
    view! { <Picker label=label tie=tie placeholder=placeholder chosen=chosen on_pick=on_pick search=search autofocus=autofocus /> }
}

/// Picks a city, by a part of its own or its province's name.
#[component]
pub fn CityPicker(
    label: Text,
    #[prop(optional)] tie: Option<Tie>,
    #[prop(into)] chosen: Signal<Option<Choice<CityId>>>,
    on_pick: Callback<Option<Choice<CityId>>>,
) -> impl IntoView {
    let search: Search<CityId> = Arc::new(|text: String| {
        async move {
            let (provinces, cities) = (api::territory::provinces().await?, api::territory::cities(None).await?);
            let province = |city: &shared::territory::City| {
                provinces.iter().find(|p| p.id == city.province_id).map(|p| p.name.clone()).unwrap_or_default()
            };
            let choices =
                cities.iter().map(|city| Choice { id: city.id, label: city.name.clone(), hint: province(city) });
            let text = text.trim();
            Ok(choices.filter(|c| c.label.contains(text) || c.hint.contains(text)).take(50).collect())
        }
        .boxed_local()
    });
    view! { <Picker label=label tie=tie chosen=chosen on_pick=on_pick search=search /> }
}
