//! Adding a district by hand, or editing one.

use leptos::prelude::*;
use shared::{
    codes::TextCode,
    ids::CityId,
    territory::{District, DistrictDraft, DistrictEdit, DistrictStatus},
};

use super::{filters::status_text, page::Desk};
use crate::{
    api,
    components::{Choice, Field, FormDialog, Select, TextField, field::Tie, pickers::CityPicker, toast},
    i18n::{common as c, t, territory as w, tf},
    reading::{Write, chosen},
};

/// `district` is `None` for a new one.
#[component]
pub fn DistrictForm(
    district: Option<District>,
    desk: Desk,
    on_close: Callback<()>,
    on_done: Callback<District>,
) -> impl IntoView {
    let start = |pick: fn(&District) -> &String| district.as_ref().map(|one| pick(one).clone()).unwrap_or_default();
    let code = RwSignal::new(start(|one| &one.code));
    let name = RwSignal::new(start(|one| &one.name));
    let county = RwSignal::new(start(|one| &one.county));
    let status = RwSignal::new(district.as_ref().map_or(DistrictStatus::Open, |one| one.status));
    let city = RwSignal::new(match &district {
        Some(one) => Some(Choice { id: one.city_id, label: one.city.clone(), hint: one.province.clone() }),
        None => city_of_page(desk),
    });
    let existing = district.as_ref().map(|one| (one.id, one.version));
    let write = Write::new();
    let done = move |district: District| {
        toast::say(if existing.is_some() { t(c::SAVED).to_owned() } else { tf(w::ADDED, &district.name) });
        on_close.run(());
        on_done.run(district);
    };
    let submit = Callback::new(move |()| {
        let mut faults = Vec::new();
        let city_id = chosen(city.get_untracked().map(|city| city.id), "/city_id", &mut faults);
        let [code, name, county] = [code, name, county].map(|field| field.get_untracked().trim().to_owned());
        match existing {
            Some((id, version)) => {
                let edit = DistrictEdit { code, name, county, city_id, status: status.get_untracked(), version };
                let ask = move |edit| async move { api::territory::edit_district(id, &edit).await };
                write.submit_with(faults, edit, ask, done);
            }
            None => {
                let draft = DistrictDraft { code, name, county, city_id };
                let ask = |draft| async move { api::territory::add_district(&draft).await };
                write.submit_with(faults, draft, ask, done);
            }
        }
    });
    let title = if existing.is_some() { w::EDIT } else { w::ADD };
    let pick_city = move |tie: Tie| {
        view! { <CityPicker label=w::CITY tie=tie chosen=city on_pick=Callback::new(move |choice| city.set(choice)) /> }
            .into_any()
    };
    let choose_status = move |tie: Tie| {
        view! {
            <Select
                tie=tie
                value=Signal::derive(move || status.get().to_string())
                on_change=Callback::new(move |word: String| {
                    if let Some(chosen) = DistrictStatus::parse(&word) {
                        status.set(chosen);
                    }
                })
                options=|| DistrictStatus::ALL.iter().map(|one| (one.to_string(), t(status_text(*one)).to_owned())).collect()
            />
        }
        .into_any()
    };
    view! {
        <FormDialog
            title=Signal::derive(move || t(title).to_owned())
            action=if existing.is_some() { c::SAVE } else { c::ADD }
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/code", "/name", "/county", "/city_id", "/status"]
        >
            <TextField label=c::NAME value=name write=write pointer="/name" required=true autofocus=true />
            <TextField label=w::CODE value=code write=write pointer="/code" required=true hint=w::CODE_HINT />
            <Field label=w::CITY write=write pointer="/city_id" required=true control=pick_city />
            <TextField label=w::COUNTY value=county write=write pointer="/county" />
            {existing.is_some().then(|| view! { <Field label=c::STATUS write=write pointer="/status" hint=Some(w::STATUS_HINT) control=choose_status /> })}
        </FormDialog>
    }
}

/// A new district begins in the city that is being looked at.
fn city_of_page(desk: Desk) -> Option<Choice<CityId>> {
    let id = desk.query.now().city?;
    let city = desk.cities.ok_now()?.into_iter().find(|city| city.id == id)?;
    Some(Choice { id, label: city.name, hint: String::new() })
}
