//! A year at a glance: holidays, and the workdays that make up for them.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use shared::{
    permissions::Permission,
    workforce::{CalendarDay, DayKind},
};

use super::day_form::DayForm;
use crate::{
    api,
    components::{Button, Glyph, Loaded, Look, closer},
    format,
    i18n::{t, tf, tr, workforce as w},
    reading::Read,
    session,
};

#[component]
pub fn CalendarTab() -> impl IntoView {
    let today = format::today().unwrap_or_default();
    let year = RwSignal::new(today.year());
    let days = Read::new(move || api::workforce::calendar(year.get()));
    let opened = RwSignal::new(None::<(NaiveDate, Option<CalendarDay>)>);
    let done = Callback::new(move |()| {
        opened.set(None);
        days.reload();
    });
    let add = Callback::new(move |()| {
        let first = NaiveDate::from_ymd_opt(year.get_untracked(), 1, 1).unwrap_or(today);
        opened.set(Some((if today.year() == year.get_untracked() { today } else { first }, None)));
    });
    let go = move |step: i32| Callback::new(move |()| year.update(|year| *year += step));
    let draw = move |all: Vec<CalendarDay>| {
        let known: BTreeMap<NaiveDate, CalendarDay> = all.into_iter().map(|day| (day.day, day)).collect();
        let known = StoredValue::new(known);
        let year = untrack(move || year.get());
        view! {
            <div class="year" data-testid="calendar">
                {(1..=12).map(|month| view! { <Month year=year month=month known=known opened=opened today=today /> }).collect_view()}
            </div>
        }
        .into_any()
    };
    view! {
        <div class="row wrap between">
            <span class="small soft">{tr(w::CALENDAR_ABOUT)}</span>
            <span class="row">
                <Button label=w::YEAR_BEFORE glyph=Glyph::ChevronLeft icon_only=true look=Look::Ghost on_press=go(-1) />
                <strong class="num">{move || tf(w::YEAR, year.get())}</strong>
                <Button label=w::YEAR_AFTER glyph=Glyph::ChevronRight icon_only=true look=Look::Ghost on_press=go(1) />
                <Show when=|| session::can(Permission::GroupManage)>
                    <Button label=w::SET_DAYS glyph=Glyph::Plus look=Look::Primary on_press=add />
                </Show>
            </span>
        </div>
        <Loaded read=days show=draw />
        {move || opened.get().map(|(day, known)| view! { <DayForm day=day known=known on_close=closer(opened) on_done=done /> })}
    }
}

type Known = StoredValue<BTreeMap<NaiveDate, CalendarDay>>;

#[component]
fn Month(
    year: i32,
    month: u32,
    known: Known,
    opened: RwSignal<Option<(NaiveDate, Option<CalendarDay>)>>,
    today: NaiveDate,
) -> impl IntoView {
    let name = move || {
        let place = usize::try_from(month - 1).unwrap_or_default();
        t(w::MONTHS).split(' ').nth(place).unwrap_or_default().to_owned()
    };
    let first = NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default();
    let lead = first.weekday().num_days_from_monday();
    let days = first.iter_days().take_while(|day| day.month() == month);
    let may = session::can_now(Permission::GroupManage);
    let cell = |day: NaiveDate| {
        let special = known.with_value(|known| known.get(&day).cloned());
        let weekend = day.weekday().num_days_from_monday() > 4;
        let class = match special.as_ref().map(|one| one.kind) {
            Some(DayKind::Holiday) => "day holiday",
            Some(DayKind::Workday) => "day workday",
            None if weekend => "day weekend",
            None => "day",
        };
        let mark = special.as_ref().map(|one| match one.kind {
            DayKind::Holiday => w::HOLIDAY_MARK,
            DayKind::Workday => w::WORKDAY_MARK,
        });
        let title = special.as_ref().map(|one| one.name.clone());
        let (said, name) = (mark, title.clone().unwrap_or_default());
        let label = move || {
            let kind = said.map(|mark| t(if mark == w::HOLIDAY_MARK { w::HOLIDAY } else { w::WORKDAY }));
            [Some(format::date(day)), kind.map(str::to_owned), Some(name.clone()).filter(|name| !name.is_empty())]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" ")
        };
        let inner = view! {
            <span>{day.day()}</span>
            {mark.map(|mark| view! { <small aria-hidden="true">{tr(mark)}</small> })}
        };
        if may {
            view! {
                <button
                    type="button"
                    class=class
                    class:today=day == today
                    aria-label=label
                    title=title
                    on:click=move |_| opened.set(Some((day, special.clone())))
                >
                    {inner}
                </button>
            }
            .into_any()
        } else {
            view! { <span class=class class:today=day == today title=title><span class="sr-only">{label}</span><span aria-hidden="true" class="day-face">{inner}</span></span> }.into_any()
        }
    };
    view! {
        <section class="panel month" aria-label=name>
            <h3>{name}</h3>
            <div class="month-grid">
                {(0..7).map(|day| view! { <span class="tiny muted" aria-hidden="true">{move || t(w::SHORT_DAYS).chars().nth(day).map(String::from)}</span> }).collect_view()}
                {(0..lead).map(|_| view! { <span></span> }).collect_view()}
                {days.map(cell).collect_view()}
            </div>
        </section>
    }
}
