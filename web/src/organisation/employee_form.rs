//! Adding an employee, or editing one.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::{
    ids::OrgUnitId,
    organisation::{Employee, EmployeeDraft, EmployeeEdit, OrgUnit},
};

use super::unit_dialogs::UnitField;
use crate::{
    api,
    components::{FormDialog, Layer, TextField, toast},
    format,
    i18n::{common as c, organisation as w, t, tf, tr},
    reading::{Read, Write, chosen, filled},
};

/// The fields of the form; a faults list shows only those that have no field.
const FIELDS: [&str; 8] =
    ["/number", "/name", "/phone", "/username", "/unit_id", "/starts_at", "/ends_at", "/initial_password"];

/// `employee` is `None` for a new one.
#[component]
pub fn EmployeeForm(
    employee: Option<Employee>,
    units: Read<Vec<OrgUnit>>,
    on_close: Callback<()>,
    on_done: Callback<Employee>,
) -> impl IntoView {
    let text =
        |pick: fn(&Employee) -> Option<String>| RwSignal::new(employee.as_ref().and_then(pick).unwrap_or_default());
    let number = text(|one| Some(one.number.clone()));
    let name = text(|one| Some(one.name.clone()));
    let phone = text(|one| one.phone.clone());
    let username = text(|one| one.username.clone());
    let unit = text(|one| Some(one.unit_id.to_string()));
    let starts = text(|one| one.starts_at.map(format::for_input));
    let ends = text(|one| one.ends_at.map(format::for_input));
    let password = RwSignal::new(String::new());
    let is_agent = RwSignal::new(employee.as_ref().is_some_and(|one| one.is_agent));
    let existing = employee.map(|one| (one.id, one.version));
    let write = Write::new();
    let done = move |employee: Employee| {
        toast::say(if existing.is_some() { t(c::SAVED).to_owned() } else { tf(w::ADDED, &employee.name) });
        on_close.run(());
        on_done.run(employee);
    };
    let submit = Callback::new(move |()| {
        let mut faults = Vec::new();
        let unit_id: OrgUnitId = chosen(unit.get_untracked().parse().ok(), "/unit_id", &mut faults);
        let (number, name) = (number.get_untracked().trim().to_owned(), name.get_untracked().trim().to_owned());
        let (phone, username) = (filled(&phone.get_untracked()), filled(&username.get_untracked()));
        let time = |field: RwSignal<String>| -> Option<DateTime<Utc>> { format::from_input(&field.get_untracked()) };
        let (starts_at, ends_at, is_agent) = (time(starts), time(ends), is_agent.get_untracked());
        match existing {
            Some((id, version)) => {
                let edit =
                    EmployeeEdit { number, name, phone, username, unit_id, is_agent, starts_at, ends_at, version };
                let ask = move |edit| async move { api::organisation::edit_employee(id, &edit).await };
                write.submit_with(faults, edit, ask, done);
            }
            None => {
                let initial_password = Some(password.get_untracked()).filter(|password| !password.is_empty());
                let draft = EmployeeDraft {
                    number,
                    name,
                    phone,
                    username,
                    unit_id,
                    is_agent,
                    starts_at,
                    ends_at,
                    initial_password,
                };
                let ask = |draft| async move { api::organisation::add_employee(&draft).await };
                write.submit_with(faults, draft, ask, done);
            }
        }
    });
    let title = if existing.is_some() { w::EDIT } else { w::ADD };
    view! {
        <FormDialog
            title=Signal::derive(move || t(title).to_owned())
            action=if existing.is_some() { c::SAVE } else { c::ADD }
            layer=Layer::Broad
            write=write
            on_close=on_close
            on_submit=submit
            fields=FIELDS.to_vec()
        >
            <div class="fields two">
                <TextField label=w::NAME value=name write=write pointer="/name" required=true autofocus=true />
                <TextField label=w::NUMBER value=number write=write pointer="/number" required=true />
                <UnitField
                    label=w::UNIT
                    write=write
                    pointer="/unit_id"
                    value=unit
                    units=Signal::derive(move || units.ok().unwrap_or_default())
                    none=c::NOT_SET
                />
                <TextField label=w::PHONE value=phone write=write pointer="/phone" kind="tel" />
                <TextField label=w::USERNAME value=username write=write pointer="/username" hint=w::USERNAME_HINT />
                {existing
                    .is_none()
                    .then(|| view! {
                        <TextField
                            label=w::INITIAL_PASSWORD
                            value=password
                            write=write
                            pointer="/initial_password"
                            hint=w::INITIAL_HINT
                            autocomplete="new-password"
                        />
                    })}
                <TextField label=w::STARTS value=starts write=write pointer="/starts_at" kind="datetime-local" />
                <TextField label=w::ENDS value=ends write=write pointer="/ends_at" kind="datetime-local" hint=w::SPAN_HINT />
                <label class="check whole">
                    <input type="checkbox" prop:checked=move || is_agent.get() on:change=move |event| is_agent.set(event_target_checked(&event)) />
                    <span>{tr(w::IS_AGENT)}</span>
                </label>
            </div>
        </FormDialog>
    }
}
