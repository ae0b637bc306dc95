//! What days of the calendar are.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    FieldError,
    assignment::times::Weekday,
    codes::TextCode,
    problem::FieldCode,
    workforce::{CalendarDay, CalendarDays, DayKind},
};

use super::words::weekday_text;
use crate::{
    api,
    components::{Button, Field, FormDialog, Look, Segments, Select, TextField, field::Tie, toast},
    i18n::{common as c, t, tn, tr, workforce as w},
    reading::Write,
};

/// Begins with one day; `known` is what is said of it.
#[component]
pub fn DayForm(
    day: NaiveDate,
    known: Option<CalendarDay>,
    on_close: Callback<()>,
    on_done: Callback<()>,
) -> impl IntoView {
    let (first, last) = (RwSignal::new(day.to_string()), RwSignal::new(day.to_string()));
    let kind = RwSignal::new(known.as_ref().map_or(DayKind::Holiday, |one| one.kind));
    let weekday = RwSignal::new(known.as_ref().and_then(|one| one.as_weekday).unwrap_or(Weekday::Monday));
    let is_known = known.is_some();
    let name = RwSignal::new(known.map(|one| one.name).unwrap_or_default());
    let write = Write::new();
    let submit = Callback::new(move |()| {
        let mut faults = Vec::new();
        let mut date = |text: RwSignal<String>, pointer: &str| {
            text.get_untracked().parse::<NaiveDate>().unwrap_or_else(|_| {
                faults.push(FieldError::new(pointer, FieldCode::Required));
                day
            })
        };
        let (from, to) = (date(first, "/first"), date(last, "/last"));
        if to < from {
            faults.push(FieldError::new("/last", FieldCode::NotAfter));
        }
        let (kind, weekday) = (kind.get_untracked(), weekday.get_untracked());
        let one = |day| CalendarDay {
            day,
            kind,
            as_weekday: (kind == DayKind::Workday).then_some(weekday),
            name: name.get_untracked().trim().to_owned(),
        };
        let days = CalendarDays { days: from.iter_days().take_while(|day| *day <= to).take(401).map(one).collect() };
        // Every day bears the same name, so a fault of it is told once.
        if name.get_untracked().trim().is_empty() {
            faults.push(FieldError::new("/name", FieldCode::Required));
            write.refuse(faults);
            return;
        }
        let ask = |days: CalendarDays| async move { api::workforce::set_days(&days).await };
        write.submit_with(faults, days, ask, move |set| {
            toast::say(tn(w::DAYS_SET, i64::try_from(set.len()).unwrap_or(i64::MAX)));
            on_done.run(());
        });
    });
    let forget = Callback::new(move |()| {
        write.run(api::workforce::remove_day(day), move |()| {
            toast::say(t(w::DAY_FORGOTTEN));
            on_done.run(());
        });
    });
    let choose_weekday = move |tie: Tie| {
        view! {
            <Select
                tie=tie
                value=Signal::derive(move || weekday.get().to_string())
                on_change=Callback::new(move |word: String| {
                    if let Some(chosen) = Weekday::parse(&word) {
                        weekday.set(chosen);
                    }
                })
                options=|| Weekday::ALL.iter().map(|day| (day.to_string(), t(weekday_text(*day)).to_owned())).collect()
            />
        }
        .into_any()
    };
    let choose_kind = Callback::new(move |new: DayKind| kind.set(new));
    view! {
        <FormDialog
            title=Signal::derive(|| t(w::SET_DAYS).to_owned())
            action=c::SAVE
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/first", "/last", "/name"]
        >
            <div class="fields two">
                <TextField label=w::FIRST_DAY value=first write=write pointer="/first" kind="date" required=true />
                <TextField label=w::LAST_DAY value=last write=write pointer="/last" kind="date" required=true />
            </div>
            <div class="field">
                <span class="label">{tr(w::KIND)}</span>
                <div>
                    <Segments label=w::KIND options=vec![(DayKind::Holiday, w::HOLIDAY), (DayKind::Workday, w::WORKDAY)] value=kind on_change=choose_kind />
                </div>
            </div>
            <Show when=move || kind.get() == DayKind::Workday>
                <Field label=w::AS_WEEKDAY write=write pointer="/as_weekday" control=choose_weekday />
            </Show>
            <TextField label=w::DAY_NAME value=name write=write pointer="/name" required=true autofocus=true />
            {is_known.then(|| view! { <div><Button label=w::FORGET_DAY slim=true look=Look::GhostWarns on_press=forget /></div> })}
        </FormDialog>
    }
}
