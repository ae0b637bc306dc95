//! Adding a province or a city by hand.

use leptos::prelude::*;
use shared::{
    ids::ProvinceId,
    territory::{CityDraft, ProvinceDraft},
};

use super::page::Desk;
use crate::{
    api,
    components::{Field, FormDialog, Select, TextField, field::Tie, toast},
    i18n::{common as c, t, territory as w, tf},
    reading::{Write, chosen},
};

#[component]
pub fn AddProvince(on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let (code, name) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let write = Write::new();
    let submit = Callback::new(move |()| {
        let draft = ProvinceDraft {
            code: code.get_untracked().trim().to_owned(),
            name: name.get_untracked().trim().to_owned(),
        };
        let ask = |draft| async move { api::territory::add_province(&draft).await };
        write.submit(draft, ask, move |province| {
            toast::say(tf(w::ADDED, province.name));
            on_close.run(());
            on_done.run(());
        });
    });
    view! {
        <FormDialog
            title=Signal::derive(|| t(w::ADD_PROVINCE).to_owned())
            action=c::ADD
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/code", "/name"]
        >
            <TextField label=c::NAME value=name write=write pointer="/name" required=true autofocus=true />
            <TextField label=w::CODE value=code write=write pointer="/code" required=true hint=w::REGION_CODE_HINT />
        </FormDialog>
    }
}

#[component]
pub fn AddCity(desk: Desk, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let (code, name) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let province = RwSignal::new(desk.query.now().province.map(|id| id.to_string()).unwrap_or_default());
    let write = Write::new();
    let submit = Callback::new(move |()| {
        let mut faults = Vec::new();
        let province_id: ProvinceId = chosen(province.get_untracked().parse().ok(), "/province_id", &mut faults);
        let draft = CityDraft {
            province_id,
            code: code.get_untracked().trim().to_owned(),
            name: name.get_untracked().trim().to_owned(),
        };
        let ask = |draft| async move { api::territory::add_city(&draft).await };
        write.submit_with(faults, draft, ask, move |city| {
            toast::say(tf(w::ADDED, city.name));
            on_close.run(());
            on_done.run(());
        });
    });
    let choose = move |tie: Tie| {
        view! {
            <Select
                tie=tie
                value=province
                on_change=Callback::new(move |word| province.set(word))
                options=move || {
                    let all = desk.provinces.ok().unwrap_or_default();
                    let one = |province: shared::territory::Province| (province.id.to_string(), province.name);
                    std::iter::once((String::new(), "–".to_owned())).chain(all.into_iter().map(one)).collect()
                }
            />
        }
        .into_any()
    };
    view! {
        <FormDialog
            title=Signal::derive(|| t(w::ADD_CITY).to_owned())
            action=c::ADD
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/code", "/name", "/province_id"]
        >
            <Field label=w::PROVINCE write=write pointer="/province_id" required=true control=choose />
            <TextField label=c::NAME value=name write=write pointer="/name" required=true autofocus=true />
            <TextField label=w::CODE value=code write=write pointer="/code" required=true hint=w::REGION_CODE_HINT />
        </FormDialog>
    }
}
