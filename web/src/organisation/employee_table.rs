//! Employees as rows.

use leptos::prelude::*;
use shared::organisation::{Employee, EmployeeStatus};

use crate::{
    components::avatar::initial,
    format::{self, number},
    i18n::{Text, common as c, organisation as w, tr},
};

pub const fn status_text(status: EmployeeStatus) -> Text {
    match status {
        EmployeeStatus::Active => w::ACTIVE,
        EmployeeStatus::Inactive => w::INACTIVE,
    }
}

#[component]
pub fn EmployeeTable(rows: RwSignal<Vec<Employee>>) -> impl IntoView {
    view! {
        <table class="table cards" data-testid="employees">
            <thead>
                <tr>
                    <th scope="col">{tr(w::NAME)}</th>
                    <th scope="col">{tr(w::NUMBER)}</th>
                    <th scope="col">{tr(w::UNIT)}</th>
                    <th scope="col">{tr(w::PHONE)}</th>
                    <th scope="col" class="end">{tr(w::DISTRICTS)}</th>
                    <th scope="col" class="end">{tr(w::CUSTOMERS)}</th>
                    <th scope="col">{tr(c::STATUS)}</th>
                </tr>
            </thead>
            <tbody>
                <For each=move || rows.get() key=|row| (row.id, row.version, row.customers, row.districts) let:row>
                    <EmployeeRow row=row />
                </For>
            </tbody>
        </table>
    }
}

#[component]
fn EmployeeRow(row: Employee) -> impl IntoView {
    let active = row.status == EmployeeStatus::Active;
    let count = |count: i64| row.is_agent.then(|| number(count));
    view! {
        <tr data-row>
            <td class="lead">
                <span class="row">
                    <span class="avatar slim" aria-hidden="true">{initial(&row.name)}</span>
                    <a class="name" href=format!("/employees/{}", row.id)>{row.name.clone()}</a>
                    {row.is_agent.then(|| view! { <span class="badge accent">{tr(w::AGENT)}</span> })}
                </span>
            </td>
            <td class="mono soft bare" data-label=tr(w::NUMBER)>{row.number.clone()}</td>
            <td class="bare" data-label=tr(w::UNIT)>{row.unit.clone()}</td>
            <td class="num off" data-label=tr(w::PHONE)>{row.phone.as_deref().map(format::phone)}</td>
            <td class="num end" class:off=!row.is_agent data-label=tr(w::DISTRICTS)>{count(row.districts)}</td>
            <td class="num end" class:off=!row.is_agent data-label=tr(w::CUSTOMERS)>{count(row.customers)}</td>
            <td class="corner" data-label=tr(c::STATUS)>
                <span class="badge" class:good=active>{tr(status_text(row.status))}</span>
            </td>
        </tr>
    }
}
