//! Who is there, as four tabs of one page.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use super::{agents::Agents, calendar::CalendarTab, leaves::Leaves, schedules::Schedules};
use crate::{
    components::{PageHead, Segments},
    i18n::{Text, workforce as w},
    router::Place,
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    Agents,
    Schedules,
    Calendar,
    Leaves,
}

const TABS: [(Tab, Text, &str); 4] = [
    (Tab::Agents, w::AGENTS, ""),
    (Tab::Schedules, w::SCHEDULES, "shifts"),
    (Tab::Calendar, w::CALENDAR, "calendar"),
    (Tab::Leaves, w::LEAVES, "leave"),
];

#[component]
pub fn WorkforcePage() -> impl IntoView {
    let params = use_query_map();
    let tab = Memo::new(move |_| {
        let word = params.with(|params| params.get("tab").unwrap_or_default());
        TABS.iter().find(|(_, _, own)| *own == word).map_or(Tab::Agents, |(tab, _, _)| *tab)
    });
    let navigate = use_navigate();
    let choose = Callback::new(move |tab: Tab| {
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        let word = TABS.iter().find(|(own, _, _)| *own == tab).map_or("", |(_, _, word)| *word);
        let path = Place::Workforce.path();
        navigate(&if word.is_empty() { path.to_owned() } else { format!("{path}?tab={word}") }, options);
    });
    view! {
        <div class="page">
            <PageHead title=w::TITLE>
                <Segments label=w::TITLE options=TABS.iter().map(|(tab, text, _)| (*tab, *text)).collect() value=tab on_change=choose />
            </PageHead>
            {move || match tab.get() {
                Tab::Agents => view! { <Agents /> }.into_any(),
                Tab::Schedules => view! { <Schedules /> }.into_any(),
                Tab::Calendar => view! { <CalendarTab /> }.into_any(),
                Tab::Leaves => view! { <Leaves /> }.into_any(),
            }}
        </div>
    }
}
