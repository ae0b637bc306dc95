//! An employee who leaves: everything they hold goes to the successor in the same step.

use leptos::prelude::*;
use shared::{
    ids::EmployeeId,
    organisation::{Deactivation, Employee},
    permissions::Permission,
    redistribution::RedistributionReason,
};

use crate::{
    api,
    components::{Choice, Field, FormDialog, field::Tie, pickers::AgentPicker, toast},
    format::number,
    i18n::{organisation as w, redistribution as rw, tf, tfs, tr},
    reading::Write,
    redistribution::Begin,
    session,
};

#[component]
pub fn DeactivateEmployee(one: Employee, on_close: Callback<()>, on_done: Callback<Employee>) -> impl IntoView {
    let (id, version, name) = (one.id, one.version, one.name.clone());
    let successor = RwSignal::new(None::<Choice<EmployeeId>>);
    let write = Write::new();
    let submit = Callback::new(move |()| {
        let name = name.clone();
        let request = Deactivation { successor_id: successor.get_untracked().map(|choice| choice.id), version };
        write.run(async move { api::organisation::deactivate(id, &request).await }, move |one| {
            toast::say(tf(w::DEACTIVATED, name));
            on_done.run(one);
        });
    });
    let control = move |tie: Tie| {
        view! { <AgentPicker label=w::SUCCESSOR except=Some(id) tie=tie chosen=successor on_pick=Callback::new(move |to| successor.set(to)) autofocus=true /> }
            .into_any()
    };
    let (is_agent, share_out) = (one.is_agent, Begin::agent(id, &one.name, RedistributionReason::Departure).path());
    let (title, districts, customers) = (one.name.clone(), one.districts, one.customers);
    view! {
        <FormDialog
            title=Signal::derive(move || tf(w::DEACTIVATE_TITLE, &title))
            action=w::DEACTIVATE
            danger=true
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/successor_id"]
        >
            <p>{move || tfs(w::DEACTIVATE_BODY, &[&number(districts), &number(customers)])}</p>
            {one
                .is_agent
                .then(|| view! {
                    <Field label=w::SUCCESSOR write=write pointer="/successor_id" hint=Some(w::SUCCESSOR_HINT) control=control />
                })}
            <Show when=move || is_agent && session::can(Permission::WorkRedistribute)>
                <p class="small soft">
                    {tr(rw::SHARE_OUT_HINT)} " " <a href=share_out.clone()>{tr(rw::SHARE_OUT)}</a>
                </p>
            </Show>
        </FormDialog>
    }
}
