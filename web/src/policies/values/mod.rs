//! The values of a test: an input that fits each fact.

mod chips;
mod picks;
mod spans;
mod working;

pub use chips::Words;
pub use spans::TimeInput;
pub use working::WorkingInput;

use leptos::prelude::*;
use shared::{
    assignment::{
        FactTest,
        policy::{CaseKind, Fact},
        times::{TimeOfDay, Weekday},
    },
    codes::TextCode,
    customers::Level,
};

use self::{
    chips::Toggles,
    picks::{LinePicks, PlacePicks},
    spans::{TimeSpan, ValueBounds},
};
use super::{
    desk::Desk,
    words::{fact_text, kind_text, weekday_text},
};
use crate::{
    customers::marks::level_text,
    i18n::{policies as w, tr},
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
            Fact::Entrance => {
                let known = Signal::derive(move || desk.choices.ok().unwrap_or_default().entrances);
                view! { <Words label=fact_text(fact) values=values on_change=set suggested=known /> }.into_any()
            }
            Fact::Channel | Fact::Language => {
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

#[cfg(test)]
mod tests {
    use shared::{assignment::FactTest, codes::TextCode};

    use super::{Fact, fresh_test, set_values, values_of};

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
