//! Bounds of a value, spans of time.

use leptos::prelude::*;
use shared::assignment::{FactTest, times::TimeOfDay};

use crate::i18n::{Text, policies as w, tr};

/// Yuan as they are typed, as minor units.
fn minor(text: &str) -> Option<i64> {
    let text = text.trim();
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let cents = format!("{rest:0<2}");
    let whole = whole.parse::<i64>().ok()?.checked_mul(100)?;
    whole.checked_add(cents.get(..2)?.parse().ok()?)
}

fn yuan(minor: Option<i64>) -> String {
    match minor {
        None => String::new(),
        Some(minor) if minor % 100 == 0 => (minor / 100).to_string(),
        Some(minor) => format!("{}.{:02}", minor / 100, minor % 100),
    }
}

#[component]
pub fn ValueBounds(test: RwSignal<FactTest>) -> impl IntoView {
    let bound = move |label: Text, least: bool| {
        let value = test.with_untracked(|test| match test {
            FactTest::Value { at_least, at_most } => yuan(if least { *at_least } else { *at_most }),
            _ => String::new(),
        });
        let change = move |event| {
            let new = minor(&event_target_value(&event));
            test.update(|test| {
                if let FactTest::Value { at_least, at_most } = test {
                    *(if least { at_least } else { at_most }) = new;
                }
            });
        };
        view! {
            <label class="with-unit">
                <span class="tiny soft">{tr(label)}</span>
                <input class="input" type="number" min="0" step="0.01" inputmode="decimal" value=value on:input=change />
                <span class="tiny muted">{tr(w::VALUE_HINT)}</span>
            </label>
        }
    };
    view! {
        {bound(w::VALUE_LEAST, true)}
        {bound(w::VALUE_MOST, false)}
    }
}

#[component]
pub fn TimeSpan(test: RwSignal<FactTest>) -> impl IntoView {
    let ends = move || {
        test.with(|test| match test {
            FactTest::LocalTime { from, to } => (*from, *to),
            _ => Default::default(),
        })
    };
    let set = move |first: bool| {
        Callback::new(move |new: TimeOfDay| {
            test.update(|test| {
                if let FactTest::LocalTime { from, to } = test {
                    *(if first { from } else { to }) = new;
                }
            });
        })
    };
    view! {
        <TimeInput label=w::TIME_FROM value=Signal::derive(move || ends().0) on_change=set(true) />
        <span class="muted">"–"</span>
        {move || (ends().0 > ends().1).then(|| view! { <span class="tiny soft">{tr(w::NEXT_DAY)}</span> })}
        <TimeInput label=w::TIME_TO value=Signal::derive(move || ends().1) on_change=set(false) />
    }
}

/// A time of day in 24 hours. The browser's own field has the hours of the browser's language.
#[component]
pub fn TimeInput(label: Text, #[prop(into)] value: Signal<TimeOfDay>, on_change: Callback<TimeOfDay>) -> impl IntoView {
    let input = NodeRef::<leptos::html::Input>::new();
    let change = move |event| {
        // What is no time leaves the one before.
        let typed = typed_time(&event_target_value(&event));
        if let Some(input) = input.get_untracked() {
            input.set_value(&typed.unwrap_or_else(|| value.get_untracked()).to_string());
        }
        if let Some(typed) = typed {
            on_change.run(typed);
        }
    };
    view! {
        <input
            node_ref=input
            class="input time num"
            type="text"
            inputmode="numeric"
            maxlength="5"
            autocomplete="off"
            placeholder="00:00"
            aria-label=tr(label)
            prop:value=move || value.get().to_string()
            on:change=change
        />
    }
}

/// `9:30`, `0930` and `9` are times, too.
fn typed_time(text: &str) -> Option<TimeOfDay> {
    let text = text.trim().replace('：', ":");
    let (hour, minute) = match text.split_once(':') {
        Some(parts) => parts,
        None if text.len() > 2 => text.split_at_checked(text.len() - 2)?,
        None => (text.as_str(), "0"),
    };
    let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
    if hour < 24 && minute < 60 { TimeOfDay::from_minute(hour * 60 + minute) } else { None }
}

#[cfg(test)]
mod tests {
    use super::{minor, typed_time, yuan};

    #[test]
    fn yuan_become_minor_units_and_back() {
        for (text, value) in [("12", 1_200), ("12.5", 1_250), ("0.05", 5), ("12.345", 1_234)] {
            assert_eq!(minor(text), Some(value), "{text}");
        }
        for text in ["", "x", "1.x"] {
            assert_eq!(minor(text), None, "{text}");
        }
        assert_eq!([None, Some(1_200), Some(1_205)].map(yuan), ["", "12", "12.05"]);
    }

    #[test]
    fn times_are_understood_as_people_type_them() {
        let shown = |text: &str| typed_time(text).map(|time| time.to_string());
        for (text, time) in
            [("9:30", "09:30"), ("0930", "09:30"), ("930", "09:30"), ("9", "09:00"), ("23：59", "23:59")]
        {
            assert_eq!(shown(text).as_deref(), Some(time), "{text}");
        }
        for text in ["24:00", "9:60", "", "x", "2360", "研学"] {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
