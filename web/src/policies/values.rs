//! The values of a test: an input that fits each fact.

use std::sync::Arc;

use futures_util::FutureExt;
use leptos::prelude::*;
use shared::{
    assignment::{
        FactTest,
        policy::{CaseKind, Fact},
        times::{TimeOfDay, Weekday},
    },
    codes::TextCode,
    customers::Level,
    ids::{CityId, DistrictId, ProvinceId},
};

use super::{
    desk::Desk,
    words::{fact_text, kind_text, place_name, weekday_text},
};
use crate::{
    api,
    components::{
        Choice, Glyph, Icon, Select,
        picker::{Picker, Search},
        pickers::{CityPicker, DistrictPicker},
    },
    customers::marks::level_text,
    i18n::{Text, policies as w, t, tf, tr},
};

/// A test of a fact to begin with.
pub fn fresh_test(fact: Fact) -> FactTest {
    match fact {
        Fact::Kind => FactTest::Kind { is: vec![CaseKind::Inquiry] },
        Fact::Entrance => FactTest::Entrance { is: Vec::new() },
        Fact::Channel => FactTest::Channel { is: Vec::new() },
        Fact::ProductLine => FactTest::ProductLine { is: Vec::new() },
        Fact::Province => FactTest::Province { is: Vec::new() },
        Fact::City => FactTest::City { is: Vec::new() },
        Fact::District => FactTest::District { is: Vec::new() },
        Fact::Level => FactTest::Level { is: vec![Level::A] },
        Fact::Value => FactTest::Value { at_least: None, at_most: None },
        Fact::Language => FactTest::Language { is: Vec::new() },
        Fact::Known => FactTest::Known { is: true },
        Fact::LocalTime => FactTest::LocalTime { from: minute(9 * 60), to: minute(18 * 60) },
        Fact::Weekday => FactTest::Weekday { is: vec![Weekday::Saturday, Weekday::Sunday] },
        Fact::Workday => FactTest::Workday { is: true },
        Fact::Text => FactTest::Text { contains_any: Vec::new() },
        Fact::Attribute => FactTest::Attribute { name: String::new(), is: None },
    }
}

fn minute(minute: u16) -> TimeOfDay {
    TimeOfDay::from_minute(minute).unwrap_or_default()
}

/// The listed values of a test, as texts.
fn values_of(test: &FactTest) -> Vec<String> {
    fn texts<T: ToString>(all: &[T]) -> Vec<String> {
        all.iter().map(ToString::to_string).collect()
    }
    match test {
        FactTest::Kind { is } => texts(is),
        FactTest::Entrance { is } | FactTest::Channel { is } | FactTest::Language { is } => is.clone(),
        FactTest::ProductLine { is } => texts(is),
        FactTest::Province { is } => texts(is),
        FactTest::City { is } => texts(is),
        FactTest::District { is } => texts(is),
        FactTest::Level { is } => texts(is),
        FactTest::Weekday { is } => texts(is),
        FactTest::Text { contains_any } => contains_any.clone(),
        FactTest::Attribute { is, .. } => is.clone().unwrap_or_default(),
        FactTest::Value { .. } | FactTest::Known { .. } | FactTest::LocalTime { .. } | FactTest::Workday { .. } => {
            Vec::new()
        }
    }
}

/// Gives a test these values; what does not fit is left out.
fn set_values(test: &mut FactTest, values: Vec<String>) {
    fn parsed<T: std::str::FromStr>(values: &[String]) -> Vec<T> {
        values.iter().filter_map(|value| value.parse().ok()).collect()
    }
    match test {
        FactTest::Kind { is } => *is = parsed(&values),
        FactTest::Entrance { is } | FactTest::Channel { is } | FactTest::Language { is } => *is = values,
        FactTest::ProductLine { is } => *is = parsed(&values),
        FactTest::Province { is } => *is = parsed(&values),
        FactTest::City { is } => *is = parsed(&values),
        FactTest::District { is } => *is = parsed(&values),
        FactTest::Level { is } => *is = parsed(&values),
        FactTest::Weekday { is } => *is = parsed(&values),
        FactTest::Text { contains_any } => *contains_any = values,
        FactTest::Attribute { is, .. } => *is = (!values.is_empty()).then_some(values),
        FactTest::Value { .. } | FactTest::Known { .. } | FactTest::LocalTime { .. } | FactTest::Workday { .. } => {}
    }
}

/// The listed values of a test, and how to change them.
fn listed(test: RwSignal<FactTest>) -> (Signal<Vec<String>>, Callback<Vec<String>>) {
    let values = Signal::derive(move || test.with(values_of));
    (values, Callback::new(move |values| test.update(|test| set_values(test, values))))
}

/// The input that fits the fact. It is drawn anew only when the fact is another.
#[component]
pub fn ValueInput(test: RwSignal<FactTest>, desk: Desk) -> impl IntoView {
    let fact = Memo::new(move |_| test.with(FactTest::fact));
    move || {
        let fact = fact.get();
        let (values, set) = listed(test);
        match fact {
            Fact::Kind => {
                let options = CaseKind::ALL.iter().map(|kind| (kind.to_string(), kind_text(*kind))).collect();
                view! { <Toggles label=fact_text(fact) options=options values=values on_change=set /> }.into_any()
            }
            Fact::Level => {
                let options = Level::ALL.iter().map(|level| (level.to_string(), level_text(*level))).collect();
                view! { <Toggles label=fact_text(fact) options=options values=values on_change=set /> }.into_any()
            }
            Fact::Weekday => {
                let options = Weekday::ALL.iter().map(|day| (day.to_string(), weekday_text(*day))).collect();
                view! { <Toggles label=fact_text(fact) options=options values=values on_change=set /> }.into_any()
            }
            Fact::Known | Fact::Workday => ().into_any(),
            Fact::Entrance | Fact::Channel | Fact::Language => {
                view! { <Words label=fact_text(fact) values=values on_change=set /> }.into_any()
            }
            Fact::Text => view! { <Words label=w::WORDS values=values on_change=set /> }.into_any(),
            Fact::Attribute => view! { <AttributeInput test=test values=values on_change=set /> }.into_any(),
            Fact::Value => view! { <ValueBounds test=test /> }.into_any(),
            Fact::LocalTime => view! { <TimeSpan test=test /> }.into_any(),
            Fact::ProductLine => view! { <LinePicks values=values on_change=set desk=desk /> }.into_any(),
            Fact::Province | Fact::City | Fact::District => {
                view! { <PlacePicks fact=fact values=values on_change=set desk=desk /> }.into_any()
            }
        }
    }
}

/// A choice of several from few, all of them visible.
#[component]
pub fn Toggles(
    label: Text,
    options: Vec<(String, Text)>,
    values: Signal<Vec<String>>,
    on_change: Callback<Vec<String>>,
) -> impl IntoView {
    view! {
        <div class="chips" role="group" aria-label=tr(label)>
            {options
                .iter()
                .map(|(word, text)| {
                    let (word, text) = (word.clone(), *text);
                    let own = word.clone();
                    let all: Vec<String> = options.iter().map(|(word, _)| word.clone()).collect();
                    let press = move |_| {
                        let mut chosen = values.get_untracked();
                        if chosen.contains(&word) {
                            chosen.retain(|one| *one != word);
                        } else {
                            chosen.push(word.clone());
                        }
                        // In the order in which they stand.
                        chosen.sort_by_key(|one| all.iter().position(|word| word == one));
                        on_change.run(chosen);
                    };
                    view! {
                        <button
                            type="button"
                            class="chip"
                            aria-pressed=move || if values.with(|all| all.contains(&own)) { "true" } else { "false" }
                            on:click=press
                        >
                            {tr(text)}
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
}

/// What is chosen, each with a way out.
#[component]
fn Chosen(#[prop(into)] values: Signal<Vec<(String, String)>>, on_remove: Callback<String>) -> impl IntoView {
    view! {
        <For each=move || values.get() key=|value| value.clone() let:value>
            {
                let (id, label) = value;
                let name = label.clone();
                view! {
                    <span class="chip chosen">
                        <span>{label}</span>
                        <button type="button" aria-label=move || tf(w::REMOVE_VALUE, &name) on:click=move |_| on_remove.run(id.clone())>
                            <Icon glyph=Glyph::X />
                        </button>
                    </span>
                }
            }
        </For>
    }
}

fn without(values: Signal<Vec<String>>, on_change: Callback<Vec<String>>) -> Callback<String> {
    Callback::new(move |gone: String| {
        on_change.run(values.get_untracked().into_iter().filter(|value| *value != gone).collect());
    })
}

fn with(values: Signal<Vec<String>>, on_change: Callback<Vec<String>>, new: String) {
    let mut all = values.get_untracked();
    if !all.contains(&new) {
        all.push(new);
        on_change.run(all);
    }
}

/// Words that one types: Enter, a comma or leaving takes what was typed.
#[component]
pub fn Words(
    label: Text,
    #[prop(into)] values: Signal<Vec<String>>,
    on_change: Callback<Vec<String>>,
    #[prop(optional, into)] suggested: Signal<Vec<String>>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let list = crate::components::fresh_id();
    let shown = Signal::derive(move || values.get().into_iter().map(|word| (word.clone(), word)).collect::<Vec<_>>());
    let take = move || {
        let text = typed.get_untracked();
        let mut all = values.get_untracked();
        let before = all.len();
        for word in text.split([',', '，', '、', '\n']).map(str::trim).filter(|word| !word.is_empty()) {
            if !all.iter().any(|one| one == word) {
                all.push(word.to_owned());
            }
        }
        typed.set(String::new());
        if all.len() > before {
            on_change.run(all);
        }
    };
    let keys = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Enter" | "," | "，" if !event.is_composing() => {
            event.prevent_default();
            take();
        }
        "Backspace" if typed.with_untracked(String::is_empty) => {
            let mut all = values.get_untracked();
            if all.pop().is_some() {
                on_change.run(all);
            }
        }
        _ => {}
    };
    view! {
        <div class="words input">
            <Chosen values=shown on_remove=without(values, on_change) />
            <input
                type="text"
                autocomplete="off"
                aria-label=tr(label)
                list=list.clone()
                placeholder=move || values.with(Vec::is_empty).then(tr(w::ADD_WORD))
                bind:value=typed
                on:keydown=keys
                on:blur=move |_| take()
            />
            <datalist id=list>
                {move || suggested.get().into_iter().map(|word| view! { <option value=word></option> }).collect_view()}
            </datalist>
        </div>
    }
}

#[component]
fn AttributeInput(
    test: RwSignal<FactTest>,
    values: Signal<Vec<String>>,
    on_change: Callback<Vec<String>>,
) -> impl IntoView {
    let name = move || {
        test.with(|test| match test {
            FactTest::Attribute { name, .. } => name.clone(),
            _ => String::new(),
        })
    };
    let rename = move |event| {
        let new = event_target_value(&event);
        test.update(|test| {
            if let FactTest::Attribute { name, .. } = test {
                *name = new;
            }
        });
    };
    view! {
        <input
            class="input attribute-name"
            type="text"
            autocomplete="off"
            aria-label=tr(w::ATTRIBUTE_NAME)
            placeholder=tr(w::ATTRIBUTE_NAME)
            prop:value=name
            on:input=rename
        />
        <Words label=w::ATTRIBUTE_VALUES values=values on_change=on_change />
    }
}

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
fn ValueBounds(test: RwSignal<FactTest>) -> impl IntoView {
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
fn TimeSpan(test: RwSignal<FactTest>) -> impl IntoView {
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

#[component]
fn LinePicks(values: Signal<Vec<String>>, on_change: Callback<Vec<String>>, desk: Desk) -> impl IntoView {
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
fn PlacePicks(fact: Fact, values: Signal<Vec<String>>, on_change: Callback<Vec<String>>, desk: Desk) -> impl IntoView {
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
fn ProvincePicker(
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

#[cfg(test)]
mod tests {
    use shared::{assignment::FactTest, codes::TextCode};

    use super::{Fact, fresh_test, minor, set_values, typed_time, values_of, yuan};

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

    #[test]
    fn every_fact_has_a_test_and_its_values_survive() {
        for fact in Fact::ALL {
            let mut test = fresh_test(*fact);
            assert_eq!(test.fact(), *fact);
            let values = values_of(&test);
            set_values(&mut test, values);
            assert_eq!(test, fresh_test(*fact));
        }
        let mut test = FactTest::Attribute { name: "x".into(), is: None };
        set_values(&mut test, vec!["a".into()]);
        assert_eq!(test, FactTest::Attribute { name: "x".into(), is: Some(vec!["a".into()]) });
    }
}
