//! The conditions of a search as chips, each with its field, and the menu that adds one.

use leptos::prelude::*;
use shared::{
    Check,
    ids::{CityId, DistrictId, EmployeeId},
    search::{SearchKind, SearchQuery},
};

use super::catalog::{CONDITIONS, Condition, Input, about_text, kinds, set, value, with_value};
use crate::{
    api,
    components::{
        Button, Choice, Glyph, Icon, Look, Select, fresh_id,
        menu::{Menu, MenuItem},
        pickers::{AgentPicker, CityPicker, DistrictPicker},
    },
    format,
    i18n::{customers as cw, search as w, t, tf, tr},
    prefs,
    reading::{Read, UrlQuery},
    session,
};

#[component]
pub fn Conditions(query: UrlQuery<SearchQuery>) -> impl IntoView {
    // Those that were added and have no value yet, in their order.
    let begun = RwSignal::new(Vec::<&'static str>::new());
    let shown = Memo::new(move |_| {
        let mut names = query.with(set);
        begun
            .with(|begun| names.extend(begun.iter().filter(|name| !names.contains(name)).copied().collect::<Vec<_>>()));
        names
    });
    let remove = Callback::new(move |name: &'static str| {
        begun.update(|begun| begun.retain(|known| *known != name));
        query.update(|query| *query = with_value(query, name, ""));
    });
    let clear = Callback::new(move |()| {
        begun.set(Vec::new());
        query.update(|query| *query = SearchQuery::of(query.find));
    });
    let add = Callback::new(move |name: &'static str| {
        begun.update(|begun| {
            begun.retain(|known| *known != name);
            begun.push(name);
        })
    });
    view! {
        <div class="conditions" role="group" aria-label=tr(w::TITLE)>
            <For each=move || shown.get() key=|name| *name let:name>
                {CONDITIONS
                    .iter()
                    .find(|condition| condition.name == name)
                    .map(|condition| view! { <Chip condition=*condition query=query on_remove=remove /> })}
            </For>
            <AddMenu shown=shown on_add=add />
            <Show when=move || !shown.with(Vec::is_empty)>
                <Button label=w::CLEAR look=Look::Ghost on_press=clear />
            </Show>
        </div>
    }
}

/// The conditions that are not there yet, by what they are about.
#[component]
fn AddMenu(shown: Memo<Vec<&'static str>>, on_add: Callback<&'static str>) -> impl IntoView {
    let button = || view! { <Icon glyph=Glyph::Plus /><span aria-hidden="true">{tr(w::ADD)}</span> }.into_any();
    let group = move |kind: SearchKind| {
        let offered = move || {
            let rest =
                CONDITIONS.iter().filter(|one| one.about == kind && !shown.with(|shown| shown.contains(&one.name)));
            rest.filter(|one| {
                !matches!(one.input, Input::Line) || session::can(shared::permissions::Permission::GroupRead)
            })
            .copied()
            .collect::<Vec<_>>()
        };
        view! {
            <div class="note">{tr(about_text(kind))}</div>
            {move || {
                offered()
                    .into_iter()
                    .map(|one| view! { <MenuItem on_choose=Callback::new(move |()| on_add.run(one.name))>{tr(one.label)}</MenuItem> })
                    .collect_view()
            }}
        }
    };
    view! {
        <span class="adds-condition">
            <Menu label=Signal::derive(|| t(w::ADD).to_owned()) button_class="button" button=button>
                {kinds().into_iter().map(group).collect_view()}
            </Menu>
        </span>
    }
}

#[component]
fn Chip(condition: Condition, query: UrlQuery<SearchQuery>, on_remove: Callback<&'static str>) -> impl IntoView {
    let name = condition.name;
    let now = Signal::derive(move || query.with(|query| value(query, name)));
    let change = Callback::new(move |text: String| query.update(|query| *query = with_value(query, name, text.trim())));
    let fault = move || {
        let lang = prefs::lang();
        let pointer = format!("/{name}");
        query
            .with(Check::faults)
            .into_iter()
            .find(|fault| fault.pointer == pointer)
            .map(|fault| fault.code.message(lang))
    };
    view! {
        <span class="condition" data-condition=name>
            <span class="condition-label">{tr(condition.label)}</span>
            <ValueField condition=condition now=now change=change />
            <button
                type="button"
                class="condition-remove"
                aria-label=move || tf(w::REMOVE, t(condition.label))
                on:click=move |_| on_remove.run(name)
            >
                <Icon glyph=Glyph::X />
            </button>
            {move || fault().map(|text| view! { <span class="condition-fault" role="alert">{text}</span> })}
        </span>
    }
}

#[component]
fn ValueField(condition: Condition, now: Signal<String>, change: Callback<String>) -> impl IntoView {
    let label = condition.label;
    // Somebody who chose a condition wants to fill it in.
    let focus = now.get_untracked().is_empty();
    match condition.input {
        Input::Text => {
            view! { <Typed condition=condition kind="search" now=now change=change focus=focus /> }.into_any()
        }
        Input::Number => {
            view! { <Typed condition=condition kind="number" now=now change=change focus=focus /> }.into_any()
        }
        Input::Day => view! { <Typed condition=condition kind="date" now=now change=change focus=focus /> }.into_any(),
        Input::Money => {
            let shown = Signal::derive(move || now.get().parse().map(format::money).unwrap_or_default());
            let change = Callback::new(move |text: String| {
                change.run(format::from_money(&text).map(|minor| minor.to_string()).unwrap_or_default());
            });
            view! { <Typed condition=condition kind="text" now=shown change=change focus=focus /> }.into_any()
        }
        Input::Choice(choices) => {
            view! { <Chosen condition=condition now=now change=change options=choices /> }.into_any()
        }
        Input::Line => {
            let lines = Read::new(|| async { api::groups::lines().await });
            let options = move || {
                let known = lines.ok().unwrap_or_default().into_iter();
                known.map(|line| (line.id.to_string(), line.name)).collect()
            };
            view! { <Chosen condition=condition now=now change=change options=options /> }.into_any()
        }
        Input::Category => {
            let categories = Read::new(api::inquiries::categories);
            let options = move || {
                let known = categories.ok().unwrap_or_default().into_iter();
                known.map(|one| (one.id.to_string(), one.name)).collect()
            };
            view! { <Chosen condition=condition now=now change=change options=options /> }.into_any()
        }
        Input::Entrance => {
            let entrances = Read::new(api::entrances::list);
            let options =
                move || entrances.ok().unwrap_or_default().into_iter().map(|one| (one.code, one.name)).collect();
            view! { <Chosen condition=condition now=now change=change options=options /> }.into_any()
        }
        Input::Agent => {
            let (chosen, pick) = picked::<EmployeeId>(now, change);
            view! { <AgentPicker label=label placeholder=label chosen=chosen on_pick=pick autofocus=focus /> }
                .into_any()
        }
        Input::District => {
            let (chosen, pick) = picked::<DistrictId>(now, change);
            view! { <DistrictPicker label=label placeholder=label chosen=chosen on_pick=pick autofocus=focus /> }
                .into_any()
        }
        Input::City => {
            let (chosen, pick) = picked::<CityId>(now, change);
            view! { <CityPicker label=label chosen=chosen on_pick=pick /> }.into_any()
        }
    }
}

/// What is chosen by its id, which is all that the address knows; its name as long as it was picked here.
fn picked<I>(now: Signal<String>, change: Callback<String>) -> (Signal<Option<Choice<I>>>, Callback<Option<Choice<I>>>)
where
    I: std::str::FromStr + std::fmt::Display + Copy + PartialEq + Send + Sync + 'static,
{
    let last = RwSignal::new(None::<Choice<I>>);
    let chosen = Signal::derive(move || {
        let id: I = now.get().parse().ok()?;
        let known = last.get().filter(|choice| choice.id == id);
        Some(known.unwrap_or_else(|| Choice { id, label: t(cw::CHOSEN_FILTER).to_owned(), hint: String::new() }))
    });
    let pick = Callback::new(move |choice: Option<Choice<I>>| {
        last.set(choice.clone());
        change.run(choice.map(|choice| choice.id.to_string()).unwrap_or_default());
    });
    (chosen, pick)
}

/// A field that is taken over when one leaves it or presses Enter.
#[component]
fn Typed(
    condition: Condition,
    kind: &'static str,
    now: Signal<String>,
    change: Callback<String>,
    focus: bool,
) -> impl IntoView {
    let input = NodeRef::<leptos::html::Input>::new();
    let id = fresh_id();
    Effect::new(move |_| {
        if let Some(input) = input.get()
            && focus
        {
            drop(input.focus());
        }
    });
    view! {
        <input
            id=id
            node_ref=input
            class="input"
            type=kind
            min=(kind == "number").then_some("0")
            autocomplete="off"
            aria-label=tr(condition.label)
            prop:value=move || now.get()
            on:change=move |event| change.run(event_target_value(&event))
        />
    }
}

#[component]
fn Chosen<O>(condition: Condition, now: Signal<String>, change: Callback<String>, options: O) -> impl IntoView
where
    O: Fn() -> Vec<(String, String)> + Send + Sync + 'static,
{
    view! {
        <Select
            label=condition.label
            value=now
            on_change=change
            options=move || std::iter::once((String::new(), t(w::ANY).to_owned())).chain(options()).collect()
        />
    }
}
