//! Adding agents to a group, many at once on the same terms.

use leptos::prelude::*;
use shared::{
    FieldError,
    groups::{MembersJoined, NewMembers},
    ids::{EmployeeId, GroupId},
    problem::FieldCode,
};

use crate::{
    api,
    components::{
        Button, Choice, Field, FormDialog, Glyph, Look, TextField, field::Tie, form_dialog::touches,
        pickers::AgentPicker, toast,
    },
    i18n::{common as c, groups as w, tf, tn},
    reading::{Write, filled},
};

#[component]
pub fn AddMembers(
    group: GroupId,
    name: Signal<String>,
    on_close: Callback<()>,
    on_done: Callback<()>,
) -> impl IntoView {
    let people = RwSignal::new(Vec::<Choice<EmployeeId>>::new());
    let (weight, capacity) = (RwSignal::new("1".to_owned()), RwSignal::new(String::new()));
    let write = Write::new();
    let submit = Callback::new(move |()| {
        let mut faults = Vec::new();
        let mut number = |text: RwSignal<String>, pointer: &str| {
            filled(&text.get_untracked()).and_then(|text| {
                text.parse().inspect_err(|_| faults.push(FieldError::new(pointer, FieldCode::Malformed))).ok()
            })
        };
        let new = NewMembers {
            weight: number(weight, "/weight").unwrap_or(1),
            capacity: number(capacity, "/capacity"),
            employee_ids: people.with_untracked(|all| all.iter().map(|one| one.id).collect()),
        };
        let ask = move |new: NewMembers| async move { api::groups::add_members(group, &new).await };
        write.submit_with(faults, new, ask, move |done: MembersJoined| {
            let mut said = tn(w::JOINED_COUNT, done.joined);
            if done.already > 0 {
                said.push_str(&tn(w::ALREADY_COUNT, done.already));
            }
            toast::say(said);
            on_done.run(());
        });
    });
    let add = Callback::new(move |choice: Option<Choice<EmployeeId>>| {
        if let Some(choice) = choice {
            people.update(|all| {
                if !all.iter().any(|one| one.id == choice.id) {
                    all.push(choice);
                }
            });
        }
    });
    let pick = move |tie: Tie| {
        view! { <AgentPicker label=w::AGENTS tie=tie placeholder=w::ADD_AGENT chosen=Signal::derive(|| None) on_pick=add autofocus=true /> }
            .into_any()
    };
    view! {
        <FormDialog
            title=Signal::derive(move || tf(w::ADD_MEMBERS_TITLE, name.get()))
            action=c::ADD
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/employee_ids", "/weight", "/capacity"]
        >
            <Field label=w::AGENTS write=write pointer="/employee_ids" required=true control=pick />
            <ul class="picked">
                <For each=move || people.get() key=|one| one.id let:one>
                    <li>
                        <span class="grow">{one.label.clone()} " " <span class="tiny muted">{one.hint.clone()}</span></span>
                        <Drop people=people one=one />
                    </li>
                </For>
            </ul>
            <div class="fields two">
                <TextField label=w::WEIGHT value=weight write=write pointer="/weight" hint=w::WEIGHT_HINT />
                <TextField label=w::CAPACITY value=capacity write=write pointer="/capacity" hint=w::CAPACITY_HINT />
            </div>
        </FormDialog>
    }
}

#[component]
fn Drop(people: RwSignal<Vec<Choice<EmployeeId>>>, one: Choice<EmployeeId>) -> impl IntoView {
    let touched = touches();
    let (id, name) = (one.id, one.label);
    let drop = Callback::new(move |()| {
        touched();
        people.update(|all| all.retain(|one| one.id != id));
    });
    let name = Signal::derive(move || Some(tf(w::REMOVE_AGENT, &name)));
    view! { <Button label=c::DELETE name=name glyph=Glyph::X icon_only=true slim=true look=Look::Ghost on_press=drop /> }
}
