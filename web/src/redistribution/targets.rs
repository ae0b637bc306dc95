//! The second step: to whom it goes.

use leptos::prelude::*;
use shared::{ids::EmployeeId, permissions::Permission, redistribution::MAX_WEIGHT};

use super::draft::{Draft, From, Target, To};
use crate::{
    components::{
        Button, Choice, Field, Glyph, Look, Segments,
        field::Tie,
        pickers::{AgentPicker, GroupSelect},
    },
    i18n::{common as c, redistribution as w, tf, tr},
    reading::Write,
    session,
};

#[component]
pub fn Targets(draft: Draft, write: Write) -> impl IntoView {
    let mut kinds = vec![(To::Agents, w::TO_AGENTS)];
    if session::can_now(Permission::GroupRead) {
        kinds.push((To::Group, w::TO_GROUP));
    }
    kinds.push((To::Policy, w::TO_POLICY));
    let choose = Callback::new(move |to| {
        write.clear();
        draft.to.set(to);
    });
    let group = move |_: Tie| {
        view! { <GroupSelect value=draft.to_group on_change=Callback::new(move |group| draft.to_group.set(group)) /> }
            .into_any()
    };
    view! {
        <div class="fields">
            <Segments label=w::STEP_TARGETS options=kinds value=draft.to on_change=choose />
            {move || match draft.to.get() {
                To::Agents => view! { <Agents draft=draft write=write /> }.into_any(),
                To::Group => view! {
                    <Field label=w::GROUP write=write pointer="/targets/group_id" required=true hint=Some(w::GROUP_TO_HINT) control=group />
                }
                .into_any(),
                To::Policy => view! { <p class="soft small">{tr(w::POLICY_HINT)}</p> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Agents(draft: Draft, write: Write) -> impl IntoView {
    // Nobody takes over what they give up.
    let except =
        draft.agent.get_untracked().filter(|_| draft.from.get_untracked() == From::Agent).map(|agent| agent.id);
    let add = Callback::new(move |choice: Option<Choice<EmployeeId>>| {
        if let Some(agent) = choice {
            draft.targets.update(|all| {
                if all.iter().all(|one| one.agent.id != agent.id) {
                    all.push(Target { agent, weight: ArcRwSignal::new("1".to_owned()) });
                }
            });
        }
    });
    let control = move |tie: Tie| {
        view! {
            <AgentPicker label=w::ADD_AGENT except=except tie=tie placeholder=w::ADD_AGENT chosen=Signal::derive(|| None) on_pick=add autofocus=true />
        }
        .into_any()
    };
    view! {
        <Field label=w::ADD_AGENT write=write pointer="/targets/agents" required=true hint=Some(w::EVEN_HINT) control=control />
        <ul class="picked" data-testid="targets">
            <For each=move || draft.targets.get() key=|one| one.agent.id let:one>
                <TargetLine one=one draft=draft />
            </For>
        </ul>
    }
}

#[component]
fn TargetLine(one: Target, draft: Draft) -> impl IntoView {
    let (id, name) = (one.agent.id, one.agent.label.clone());
    let weight = RwSignal::from(one.weight);
    let (weight_of, remove_of) = (name.clone(), name.clone());
    let remove = Callback::new(move |()| draft.targets.update(|all| all.retain(|one| one.agent.id != id)));
    view! {
        <li>
            <span class="grow">{name} " " <span class="tiny muted">{one.agent.hint}</span></span>
            <label class="row small">
                <span class="muted" aria-hidden="true">{tr(w::WEIGHT_HEAD)}</span>
                <input
                    class="input weight"
                    type="number"
                    min="1"
                    max=MAX_WEIGHT
                    aria-label=move || tf(w::WEIGHT, &weight_of)
                    bind:value=weight
                />
            </label>
            <Button
                label=c::DELETE
                name=Signal::derive(move || tf(w::REMOVE, &remove_of))
                glyph=Glyph::X
                icon_only=true
                slim=true
                look=Look::Ghost
                on_press=remove
            />
        </li>
    }
}
