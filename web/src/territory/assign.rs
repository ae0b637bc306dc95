//! Giving districts to an agent: first what it would do, then the confirmation of exactly that.

use leptos::prelude::*;
use shared::{
    Check, ErrorCode, FieldError,
    ids::EmployeeId,
    permissions::Permission,
    problem::FieldCode,
    territory::{AssignmentEffect, District, DistrictAssignment},
};

use super::effect::Effects;
use crate::{
    api::{self, Fault},
    components::{
        Choice, Field, FormDialog, TextField,
        field::Tie,
        pickers::{AgentPicker, EmployeePicker},
        toast,
    },
    format::number,
    i18n::{t, territory as w, tf, tfs, tn, tr},
    reading::Write,
    session,
};

/// Which districts are meant.
#[derive(Clone, PartialEq)]
pub enum Which {
    These(Vec<District>),
    /// All of an agent who is chosen in the dialog.
    AllOfAnAgent,
}

#[component]
pub fn AssignDistricts(which: Which, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let from = RwSignal::new(None::<Choice<EmployeeId>>);
    let to = RwSignal::new(None::<Choice<EmployeeId>>);
    let leave_empty = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    // What the last preview said; any change of the question makes it void.
    let effect = RwSignal::new(None::<AssignmentEffect>);
    let write = Write::new();
    let ids: Vec<_> = match &which {
        Which::These(districts) => districts.iter().map(|district| district.id).collect(),
        Which::AllOfAnAgent => Vec::new(),
    };
    let whole = which == Which::AllOfAnAgent;
    let question = move || {
        let mut faults = Vec::new();
        if whole && from.with_untracked(Option::is_none) {
            faults.push(FieldError::new("/from_agent_id", FieldCode::Required));
        }
        if !leave_empty.get_untracked() && to.with_untracked(Option::is_none) {
            faults.push(FieldError::new("/agent_id", FieldCode::Required));
        }
        let assignment = DistrictAssignment {
            district_ids: ids.clone(),
            from_agent_id: from.get_untracked().map(|choice| choice.id),
            agent_id: to.get_untracked().map(|choice| choice.id).filter(|_| !leave_empty.get_untracked()),
            reason: reason.get_untracked().trim().to_owned(),
            confirm: effect.with_untracked(|effect| effect.as_ref().map(|effect| effect.token.clone())),
        };
        faults.extend(assignment.faults());
        if faults.is_empty() { Ok(assignment) } else { Err(faults) }
    };
    let submit = Callback::new(move |()| match question() {
        Err(faults) => write.refuse(faults),
        Ok(assignment) if assignment.confirm.is_none() => {
            write.run(async move { api::territory::preview_assignment(&assignment).await }, move |seen| {
                effect.set(Some(seen))
            });
        }
        Ok(assignment) => {
            let assigned_to_someone = assignment.agent_id.is_some();
            write.run(async move { api::territory::assign(&assignment).await }, move |done| {
                let districts = number(done.districts);
                toast::say(if assigned_to_someone {
                    tfs(w::ASSIGNED, &[&districts, &number(done.customers_moved + done.customers_drained)])
                } else {
                    tfs(w::TAKEN_BACK, &[&districts, &number(done.customers_queued)])
                });
                on_close.run(());
                on_done.run(());
            });
        }
    });
    // What was confirmed no longer holds: the next press previews again.
    Effect::new(move |_| {
        if write.fault.with(|fault| fault.as_ref().and_then(Fault::code)) == Some(ErrorCode::PreviewOutdated) {
            effect.set(None);
        }
    });
    let title = Signal::derive(move || match &which {
        Which::These(all) => match all.as_slice() {
            [one] => tf(w::ASSIGN_ONE, &one.name),
            many => tn(w::ASSIGN_MANY, i64::try_from(many.len()).unwrap_or(i64::MAX)),
        },
        Which::AllOfAnAgent => t(w::MOVE_ALL).to_owned(),
    });
    let pick_from = move |tie: Tie| {
        let pick = Callback::new(move |choice| {
            effect.set(None);
            from.set(choice);
        });
        view! { <EmployeeOrAgent tie=tie chosen=from on_pick=pick /> }.into_any()
    };
    let pick_to = move |tie: Tie| {
        let pick = Callback::new(move |choice: Option<Choice<EmployeeId>>| {
            effect.set(None);
            if choice.is_some() {
                leave_empty.set(false);
            }
            to.set(choice);
        });
        view! { <AgentPicker label=w::TO_AGENT tie=tie chosen=to on_pick=pick autofocus=!whole /> }.into_any()
    };
    let action = Signal::derive(move || if effect.with(Option::is_some) { w::CONFIRM } else { w::PREVIEW });
    view! {
        <FormDialog
            title=title
            action=action
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/from_agent_id", "/agent_id", "/reason"]
        >
            {whole
                .then(|| view! { <Field label=w::FROM_AGENT write=write pointer="/from_agent_id" required=true control=pick_from /> })}
            <Field label=w::TO_AGENT write=write pointer="/agent_id" control=pick_to />
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || leave_empty.get()
                    on:change=move |event| {
                        effect.set(None);
                        leave_empty.set(event_target_checked(&event));
                        if leave_empty.get_untracked() {
                            to.set(None);
                        }
                    }
                />
                <span>{tr(w::LEAVE_EMPTY)}</span>
            </label>
            <TextField label=w::REASON value=reason write=write pointer="/reason" placeholder=w::REASON_HINT />
            {move || effect.get().map(|effect| view! { <Effects effect=effect /> })}
        </FormDialog>
    }
}

/// Whose districts are moved. Who may see the employees finds also one who is no active agent any more.
#[component]
fn EmployeeOrAgent(
    tie: Tie,
    chosen: RwSignal<Option<Choice<EmployeeId>>>,
    on_pick: Callback<Option<Choice<EmployeeId>>>,
) -> impl IntoView {
    if session::can_now(Permission::OrganisationRead) {
        view! { <EmployeePicker label=w::FROM_AGENT tie=tie chosen=chosen on_pick=on_pick /> }.into_any()
    } else {
        view! { <AgentPicker label=w::FROM_AGENT tie=tie chosen=chosen on_pick=on_pick /> }.into_any()
    }
}
