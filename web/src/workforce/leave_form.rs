//! Entering a leave.

use leptos::prelude::*;
use shared::{
    FieldError,
    ids::EmployeeId,
    problem::FieldCode,
    workforce::{LeaveDraft, LeaveEdge},
};

use crate::{
    api,
    components::{Choice, Field, FormDialog, Segments, TextField, field::Tie, pickers::AgentPicker, toast},
    format,
    i18n::{common as c, organisation as ow, t, tf, tr, workforce as w},
    reading::{Write, chosen},
};

#[component]
pub fn LeaveForm(on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let whose = RwSignal::new(None::<Choice<EmployeeId>>);
    let whole = RwSignal::new(true);
    let today = format::today().map(|day| day.to_string()).unwrap_or_default();
    let (first, last) = (RwSignal::new(today.clone()), RwSignal::new(today));
    let (from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (reason, gives_back) = (RwSignal::new(String::new()), RwSignal::new(false));
    let write = Write::new();
    let submit = Callback::new(move |()| {
        let mut faults = Vec::new();
        let employee_id = chosen(whose.get_untracked().map(|one| one.id), "/employee_id", &mut faults);
        let mut edge = |day: RwSignal<String>, time: RwSignal<String>, pointer: &str| {
            let edge = if whole.get_untracked() {
                day.get_untracked().parse().ok().map(LeaveEdge::Day)
            } else {
                format::from_input(&time.get_untracked()).map(LeaveEdge::Instant)
            };
            edge.unwrap_or_else(|| {
                faults.push(FieldError::new(pointer, FieldCode::Required));
                LeaveEdge::Day(chrono::NaiveDate::default())
            })
        };
        let draft = LeaveDraft {
            employee_id,
            from: edge(first, from, "/from"),
            to: edge(last, to, "/to"),
            reason: reason.get_untracked().trim().to_owned(),
            gives_back: gives_back.get_untracked(),
        };
        let ask = |draft: LeaveDraft| async move { api::workforce::add_leave(&draft).await };
        write.submit_with(faults, draft, ask, move |leave| {
            toast::say(tf(w::LEAVE_ADDED, leave.employee.name));
            on_done.run(());
        });
    });
    let pick = move |tie: Tie| {
        view! { <AgentPicker label=w::LEAVE_OF tie=tie chosen=whose on_pick=Callback::new(move |choice| whose.set(choice)) autofocus=true /> }
            .into_any()
    };
    let choose = Callback::new(move |days: bool| whole.set(days));
    view! {
        <FormDialog
            title=Signal::derive(|| t(w::ADD_LEAVE).to_owned())
            action=c::SAVE
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/employee_id", "/from", "/to", "/reason"]
        >
            <Field label=w::LEAVE_OF write=write pointer="/employee_id" required=true control=pick />
            <div>
                <Segments label=w::PERIOD options=vec![(true, w::WHOLE_DAYS), (false, w::HOURS_ONLY)] value=whole on_change=choose />
            </div>
            {move || if whole.get() {
                view! {
                    <div class="fields two">
                        <TextField label=w::FIRST_DAY value=first write=write pointer="/from" kind="date" required=true />
                        <TextField label=w::LAST_DAY value=last write=write pointer="/to" kind="date" required=true />
                    </div>
                }
                .into_any()
            } else {
                view! {
                    <div class="fields two">
                        <TextField label=w::FIRST_DAY value=from write=write pointer="/from" kind="datetime-local" required=true hint=ow::SPAN_HINT />
                        <TextField label=w::LAST_DAY value=to write=write pointer="/to" kind="datetime-local" required=true />
                    </div>
                }
                .into_any()
            }}
            <TextField label=w::REASON value=reason write=write pointer="/reason" />
            <label class="check">
                <input type="checkbox" prop:checked=move || gives_back.get() on:change=move |event| gives_back.set(event_target_checked(&event)) />
                <span>{tr(w::GIVES_BACK)}</span>
            </label>
        </FormDialog>
    }
}
