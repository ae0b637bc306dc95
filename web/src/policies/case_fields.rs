//! The fields of a case that is tried.

use std::sync::Arc;

use futures_util::FutureExt;
use leptos::prelude::*;
use shared::{
    assignment::{policy::CaseKind, times::Weekday},
    codes::TextCode,
    customers::{CustomerQuery, Level},
    ids::CustomerId,
    permissions::Permission,
    policies::PolicyChoices,
};

use super::{
    cases::Case,
    values::TimeInput,
    words::{kind_text, weekday_text},
};
use crate::{
    api,
    components::{
        AreaField, Choice, Field, Segments, Select, TextField,
        field::Tie,
        picker::{Picker, Search},
        pickers::{AgentPicker, CityPicker, DistrictPicker},
    },
    customers::marks::level_text,
    format,
    i18n::{Text, policies as w, t, tr},
    reading::{Read, Write, filled},
    session,
};

#[component]
pub fn First(case: Case, write: Write) -> impl IntoView {
    let kinds = CaseKind::ALL.iter().map(|kind| (*kind, kind_text(*kind))).collect();
    let search: Search<CustomerId> = Arc::new(|text: String| {
        async move {
            let query = CustomerQuery { q: filled(&text), limit: Some(20), ..CustomerQuery::default() };
            let page = api::customers::list(&query).await?;
            let choice = |customer: shared::customers::Customer| Choice {
                id: customer.id,
                label: customer.name,
                hint: format!("{} · {}", format::phone(&customer.phone), customer.company),
            };
            Ok(page.items.into_iter().map(choice).collect())
        }
        .boxed_local()
    });
    let pick = Callback::new(move |choice| case.customer.set(choice));
    let control = move |tie: Tie| {
        view! { <Picker label=w::TRY_CUSTOMER tie=Some(tie) placeholder=Some(w::TRY_CUSTOMER_SEARCH) chosen=case.customer on_pick=pick search=search /> }
            .into_any()
    };
    view! {
        <Segments label=w::TRY_KIND options=kinds value=case.kind on_change=Callback::new(move |kind| case.kind.set(kind)) />
        // Whose customers one may not see, one cannot try.
        {session::can_now(Permission::CustomerRead)
            .then(|| view! { <Field label=w::TRY_CUSTOMER write=write pointer="/facts/customer_id" hint=Some(w::TRY_CUSTOMER_HINT) control=control /> })}
        <AreaField label=w::FACT_TEXT value=case.text write=write pointer="/facts/text" />
    }
}

/// A choice of one, or of nothing.
#[component]
pub fn Maybe<O>(label: Text, value: RwSignal<String>, write: Write, pointer: &'static str, options: O) -> impl IntoView
where
    O: Fn() -> Vec<(String, String)> + Send + Sync + Copy + 'static,
{
    let control = move |tie: Tie| {
        let all = move || std::iter::once((String::new(), t(w::TRY_ANY).to_owned())).chain(options()).collect();
        view! { <Select tie=tie value=value on_change=Callback::new(move |word| value.set(word)) options=all /> }
            .into_any()
    };
    view! { <Field label=label write=write pointer=pointer control=control /> }
}

#[component]
pub fn More(case: Case, write: Write, choices: Read<PolicyChoices>) -> impl IntoView {
    let levels = || Level::ALL.iter().map(|level| (level.to_string(), t(level_text(*level)).to_owned())).collect();
    let known = || vec![("yes".to_owned(), t(w::KNOWN_YES).to_owned()), ("no".to_owned(), t(w::KNOWN_NO).to_owned())];
    let lines = move || {
        let lines = choices.ok().unwrap_or_default().product_lines;
        lines.into_iter().map(|line| (line.id.to_string(), line.name)).collect()
    };
    let district = move |tie: Tie| {
        let pick = Callback::new(move |choice| case.district.set(choice));
        view! { <DistrictPicker label=w::FACT_DISTRICT tie=tie chosen=case.district on_pick=pick /> }.into_any()
    };
    let owner = move |tie: Tie| {
        let pick = Callback::new(move |choice| case.owner.set(choice));
        view! { <AgentPicker label=w::TRY_OWNER tie=tie chosen=case.owner on_pick=pick /> }.into_any()
    };
    let city = move |tie: Tie| {
        let pick = Callback::new(move |choice| case.city.set(choice));
        view! { <CityPicker label=w::FACT_CITY tie=tie chosen=case.city on_pick=pick /> }.into_any()
    };
    view! {
        <div class="fields two">
            <Maybe label=w::FACT_LEVEL value=case.level write=write pointer="/facts/level" options=levels />
            <Maybe label=w::FACT_KNOWN value=case.known write=write pointer="/facts/known" options=known />
            <Field label=w::TRY_OWNER write=write pointer="/facts/owner" control=owner />
            <Field label=w::FACT_DISTRICT write=write pointer="/facts/district" control=district />
            <Field label=w::FACT_CITY write=write pointer="/facts/city" control=city />
            <Maybe label=w::FACT_PRODUCT_LINE value=case.line write=write pointer="/facts/product_line" options=lines />
            <TextField label=w::FACT_VALUE value=case.value write=write pointer="/facts/value" kind="number" placeholder=w::VALUE_HINT />
            <TextField label=w::FACT_ENTRANCE value=case.entrance write=write pointer="/facts/entrance" />
            <TextField label=w::FACT_CHANNEL value=case.channel write=write pointer="/facts/channel" />
            <TextField label=w::FACT_LANGUAGE value=case.language write=write pointer="/facts/language" />
            <div class="whole">
                <AreaField label=w::TRY_ATTRIBUTES value=case.attributes write=write pointer="/facts/attributes" placeholder=w::TRY_ATTRIBUTES_HINT />
            </div>
        </div>
        <MomentFields case=case />
    }
}

#[component]
pub fn MomentFields(case: Case) -> impl IntoView {
    let weekdays = || Weekday::ALL.iter().map(|day| (day.to_string(), t(weekday_text(*day)).to_owned())).collect();
    view! {
        <div class="stack tight">
            <Segments
                label=w::TRY_MOMENT
                options=vec![(false, w::TRY_NOW), (true, w::TRY_AT)]
                value=case.at
                on_change=Callback::new(move |at| case.at.set(at))
            />
            <Show when=move || case.at.get()>
                <div class="row wrap">
                    <TimeInput label=w::FACT_LOCAL_TIME value=case.time on_change=Callback::new(move |time| case.time.set(time)) />
                    <span class="narrow">
                        <Select label=w::FACT_WEEKDAY value=case.weekday on_change=Callback::new(move |day| case.weekday.set(day)) options=weekdays />
                    </span>
                    <label class="check">
                        <input
                            type="checkbox"
                            prop:checked=move || case.workday.get()
                            on:change=move |event| case.workday.set(event_target_checked(&event))
                        />
                        <span>{tr(w::FACT_WORKDAY)}</span>
                    </label>
                </div>
            </Show>
        </div>
    }
}
