//! A data role: which units and which people it covers.

use std::collections::BTreeMap;

use leptos::{prelude::*, task::spawn_local};
use shared::{
    ids::{EmployeeId, OrgUnitId},
    organisation::OrgUnit,
    permissions::{DataRole, DataRoleDraft, DataRoleUnit},
};

use crate::{
    api,
    components::{
        Button, Choice, Field, FormDialog, Glyph, Layer, Look, Select, TextField, field::Tie, form_dialog::touches,
        pickers::EmployeePicker, toast,
    },
    i18n::{common as c, permissions as w, t, tf, tr},
    organisation::{indented, unit_path},
    reading::{Read, Write},
};

/// `role` is `None` for a new one.
#[component]
pub fn DataRoleForm(role: Option<DataRole>, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let existing = role.as_ref().map(|role| (role.id, role.version));
    let name = RwSignal::new(role.as_ref().map(|role| role.name.clone()).unwrap_or_default());
    let description = RwSignal::new(role.as_ref().map(|role| role.description.clone()).unwrap_or_default());
    let units = RwSignal::new(role.as_ref().map(|role| role.units.clone()).unwrap_or_default());
    let people = RwSignal::new(role.map(|role| role.people).unwrap_or_default());
    let write = Write::new();
    let submit = Callback::new(move |()| {
        let draft = DataRoleDraft {
            name: name.get_untracked().trim().to_owned(),
            description: description.get_untracked().trim().to_owned(),
            units: units.get_untracked(),
            people: people.get_untracked(),
            version: existing.map(|(_, version)| version),
        };
        let ask = move |draft: DataRoleDraft| async move {
            match existing {
                Some((id, _)) => api::permissions::edit_data_role(id, &draft).await,
                None => api::permissions::add_data_role(&draft).await,
            }
        };
        write.submit(draft, ask, move |_| {
            toast::say(t(w::SAVED));
            on_done.run(());
        });
    });
    let title = if existing.is_some() { w::EDIT_DATA_ROLE } else { w::ADD_DATA_ROLE };
    view! {
        <FormDialog
            title=Signal::derive(move || t(title).to_owned())
            action=c::SAVE
            layer=Layer::Broad
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/name", "/description", "/units", "/people"]
        >
            <div class="fields two">
                <TextField label=c::NAME value=name write=write pointer="/name" required=true autofocus=true />
                <TextField label=c::DESCRIPTION value=description write=write pointer="/description" />
            </div>
            <Units units=units write=write />
            <People people=people write=write />
        </FormDialog>
    }
}

#[component]
fn Units(units: RwSignal<Vec<DataRoleUnit>>, write: Write) -> impl IntoView {
    let all = Read::<Vec<OrgUnit>>::new(api::organisation::units);
    let name = move |id: OrgUnitId| all.ok().and_then(|all| unit_path(id, &all)).unwrap_or_else(|| id.to_string());
    let add = Callback::new(move |word: String| {
        if let Ok(unit_id) = word.parse::<OrgUnitId>() {
            units.update(|all| {
                if !all.iter().any(|unit| unit.unit_id == unit_id) {
                    all.push(DataRoleUnit { unit_id, include_below: true });
                }
            });
        }
    });
    let control = move |tie: Tie| {
        view! {
            <Select
                tie=tie
                value=Signal::derive(String::new)
                on_change=add
                options=move || {
                    // Depends on what is chosen already, so that the select falls back to its first line after a choice.
                    let chosen: Vec<_> = units.with(|all| all.iter().map(|unit| unit.unit_id.to_string()).collect());
                    let rest = indented(&all.ok().unwrap_or_default()).into_iter().filter(|(id, _)| !chosen.contains(id));
                    std::iter::once((String::new(), t(w::ADD_UNIT).to_owned())).chain(rest).collect()
                }
            />
        }
        .into_any()
    };
    view! {
        <Field label=w::UNITS write=write pointer="/units" control=control />
        <ul class="picked">
            <For each=move || units.get() key=|unit| unit.unit_id let:unit>
                {
                    let id = unit.unit_id;
                    let below = move || units.with(|all| all.iter().any(|unit| unit.unit_id == id && unit.include_below));
                    view! {
                        <li>
                            <span class="grow">{move || name(id)}</span>
                            <label class="check small">
                                <input
                                    type="checkbox"
                                    prop:checked=below
                                    on:change=move |event| {
                                        let on = event_target_checked(&event);
                                        units.update(|all| {
                                            if let Some(unit) = all.iter_mut().find(|unit| unit.unit_id == id) {
                                                unit.include_below = on;
                                            }
                                        });
                                    }
                                />
                                <span>{tr(w::INCLUDE_BELOW)}</span>
                            </label>
                            <RemoveButton
                                name=Signal::derive(move || name(id))
                                on_press=Callback::new(move |()| units.update(|all| all.retain(|unit| unit.unit_id != id)))
                            />
                        </li>
                    }
                }
            </For>
        </ul>
    }
}

#[component]
fn People(people: RwSignal<Vec<EmployeeId>>, write: Write) -> impl IntoView {
    // The role names people by id; their names are fetched as they are needed.
    let names = RwSignal::new(BTreeMap::<EmployeeId, String>::new());
    for id in people.get_untracked() {
        spawn_local(async move {
            if let Ok(one) = api::organisation::employee(id).await {
                names.update(|names| drop(names.insert(id, one.name)));
            }
        });
    }
    let name =
        move |id: EmployeeId| names.with(|names| names.get(&id).cloned()).unwrap_or_else(|| tf(w::UNKNOWN_PERSON, id));
    let add = Callback::new(move |choice: Option<Choice<EmployeeId>>| {
        if let Some(choice) = choice {
            names.update(|names| drop(names.insert(choice.id, choice.label)));
            people.update(|all| {
                if !all.contains(&choice.id) {
                    all.push(choice.id);
                }
            });
        }
    });
    let control = move |tie: Tie| {
        view! { <EmployeePicker label=w::PEOPLE tie=tie placeholder=w::ADD_PERSON chosen=Signal::derive(|| None) on_pick=add /> }.into_any()
    };
    view! {
        <Field label=w::PEOPLE write=write pointer="/people" control=control />
        <ul class="picked">
            <For each=move || people.get() key=|id| *id let:id>
                <li>
                    <span class="grow">{move || name(id)}</span>
                    <RemoveButton
                        name=Signal::derive(move || name(id))
                        on_press=Callback::new(move |()| people.update(|all| all.retain(|one| *one != id)))
                    />
                </li>
            </For>
        </ul>
    }
}

#[component]
fn RemoveButton(name: Signal<String>, on_press: Callback<()>) -> impl IntoView {
    let touched = touches();
    let press = Callback::new(move |()| {
        touched();
        on_press.run(());
    });
    let name = Signal::derive(move || tf(w::REMOVE, name.get()));
    view! { <Button label=c::DELETE name=name glyph=Glyph::X icon_only=true slim=true look=Look::Ghost on_press=press /> }
}
