//! The first step: from where it comes, and what.

use leptos::prelude::*;
use shared::{
    codes::TextCode,
    customers::Level,
    ids::{DistrictId, EmployeeId},
    permissions::Permission,
    redistribution::{Moving, RedistributionReason},
};

use super::draft::{Draft, From};
use crate::{
    components::{
        Button, Choice, Field, Glyph, Look, Segments, Select,
        field::Tie,
        pickers::{AgentPicker, DistrictPicker, GroupSelect},
    },
    customers::marks::level_text,
    i18n::{Text, common as c, customers as cw, redistribution as w, t, tf, tn, tr},
    prefs,
    reading::Write,
    session,
};

/// The thresholds one usually asks for, in days.
const IDLE: [u32; 5] = [3, 7, 15, 30, 90];

#[component]
pub fn Source(draft: Draft, write: Write) -> impl IntoView {
    let mut kinds = vec![(From::Agent, w::FROM_AGENT)];
    if session::can_now(Permission::DistrictRead) {
        kinds.push((From::Districts, w::FROM_DISTRICTS));
    }
    if session::can_now(Permission::GroupRead) {
        kinds.push((From::Group, w::FROM_GROUP));
    }
    kinds.push((From::Filter, w::FROM_FILTER));
    let choose = Callback::new(move |from| {
        write.clear();
        draft.from.set(from);
    });
    view! {
        <div class="fields">
            <Segments label=w::SOURCE options=kinds value=draft.from on_change=choose />
            {move || match draft.from.get() {
                From::Agent => view! { <OfAgent draft=draft write=write /> }.into_any(),
                From::Districts => view! { <OfDistricts draft=draft write=write /> }.into_any(),
                From::Group => view! { <OfGroup draft=draft write=write /> }.into_any(),
                From::Filter => view! { <ByFilter draft=draft /> }.into_any(),
            }}
            <Show when=move || draft.from.get() != From::Group>
                <Segments
                    label=w::MOVING
                    options=vec![(Moving::Both, w::BOTH), (Moving::Customers, w::CUSTOMERS), (Moving::Work, w::WORK)]
                    value=draft.moving
                    on_change=Callback::new(move |moving| draft.moving.set(moving))
                />
            </Show>
            <Field label=w::WHY write=write pointer="/reason" control=move |tie: Tie| view! { <Why draft=draft tie=tie /> }.into_any() />
            <p class="tiny muted">{tr(w::IN_REACH)}</p>
        </div>
    }
}

#[component]
fn Why(draft: Draft, tie: Tie) -> impl IntoView {
    view! {
        <Select
            tie=tie
            value=Signal::derive(move || draft.reason.get().to_string())
            on_change=Callback::new(move |word: String| {
                if let Some(reason) = RedistributionReason::parse(&word) {
                    draft.reason.set(reason);
                }
            })
            options=|| {
                let one = |reason: &RedistributionReason| (reason.to_string(), reason.title(prefs::lang()).to_owned());
                RedistributionReason::ALL.iter().map(one).collect()
            }
        />
    }
}

#[component]
fn OfAgent(draft: Draft, write: Write) -> impl IntoView {
    let control = move |tie: Tie| {
        let pick = Callback::new(move |agent| draft.agent.set(agent));
        view! { <AgentPicker label=w::AGENT tie=tie chosen=draft.agent on_pick=pick autofocus=true /> }.into_any()
    };
    view! { <Field label=w::AGENT write=write pointer="/source/agent_id" required=true control=control /> }
}

#[component]
fn OfDistricts(draft: Draft, write: Write) -> impl IntoView {
    let add = Callback::new(move |choice: Option<Choice<DistrictId>>| {
        if let Some(choice) = choice {
            draft.districts.update(|all| {
                if all.iter().all(|one| one.id != choice.id) {
                    all.push(choice);
                }
            });
        }
    });
    let control = move |tie: Tie| {
        view! { <DistrictPicker label=w::ADD_DISTRICT tie=tie placeholder=w::ADD_DISTRICT chosen=Signal::derive(|| None) on_pick=add /> }
            .into_any()
    };
    view! {
        <Field label=w::FROM_DISTRICTS write=write pointer="/source/district_ids" required=true control=control />
        <ul class="picked">
            <For each=move || draft.districts.get() key=|one| one.id let:one>
                {
                    let (id, label, name) = (one.id, one.label.clone(), one.label);
                    let remove = Callback::new(move |()| draft.districts.update(|all| all.retain(|one| one.id != id)));
                    view! {
                        <li>
                            <span class="grow">{label} " " <span class="tiny muted">{one.hint}</span></span>
                            <Button
                                label=c::DELETE
                                name=Signal::derive(move || tf(w::REMOVE, &name))
                                glyph=Glyph::X
                                icon_only=true
                                slim=true
                                look=Look::Ghost
                                on_press=remove
                            />
                        </li>
                    }
                }
            </For>
        </ul>
    }
}

#[component]
fn OfGroup(draft: Draft, write: Write) -> impl IntoView {
    let control = move |_: Tie| {
        view! { <GroupSelect value=draft.group on_change=Callback::new(move |group| draft.group.set(group)) /> }
            .into_any()
    };
    view! {
        <Field label=w::GROUP write=write pointer="/source/group_id" required=true hint=Some(w::GROUP_HINT) control=control />
    }
}

#[component]
fn ByFilter(draft: Draft) -> impl IntoView {
    let pick_owner = Callback::new(move |choice: Option<Choice<EmployeeId>>| draft.of_owner.set(choice));
    let pick_district = Callback::new(move |choice: Option<Choice<DistrictId>>| draft.in_district.set(choice));
    let any = |text: &str| std::iter::once((String::new(), text.to_owned()));
    let named = |label: Text, control: AnyView| {
        view! { <div class="field"><span class="label">{tr(label)}</span>{control}</div> }
    };
    let owner = view! { <AgentPicker label=cw::OWNER placeholder=w::ANY chosen=draft.of_owner on_pick=pick_owner /> }
        .into_any();
    let level = view! {
        <Select
            label=cw::LEVEL
            value=Signal::derive(move || draft.level.get().map(|level| level.to_string()).unwrap_or_default())
            on_change=Callback::new(move |word: String| draft.level.set(Level::parse(&word)))
            options=move || {
                let one = |level: &Level| (level.to_string(), t(level_text(*level)).to_owned());
                any(t(w::ANY)).chain(Level::ALL.iter().map(one)).collect()
            }
        />
    }
    .into_any();
    let idle = view! {
        <Select
            label=cw::IDLE_FILTER
            value=Signal::derive(move || draft.idle_days.get().map(|days| days.to_string()).unwrap_or_default())
            on_change=Callback::new(move |word: String| draft.idle_days.set(word.parse().ok()))
            options=move || {
                let one = |days: u32| (days.to_string(), tn(cw::IDLE_AT_LEAST, i64::from(days)));
                any(t(w::ANY)).chain(IDLE.into_iter().map(one)).collect()
            }
        />
    }
    .into_any();
    view! {
        <div class="fields two">
            {named(cw::OWNER, owner)}
            {session::can_now(Permission::DistrictRead).then(|| {
                let district = view! { <DistrictPicker label=cw::DISTRICT placeholder=w::ANY chosen=draft.in_district on_pick=pick_district /> };
                named(cw::DISTRICT, district.into_any())
            })}
            {named(cw::LEVEL, level)}
            {named(cw::IDLE_FILTER, idle)}
        </div>
    }
}
