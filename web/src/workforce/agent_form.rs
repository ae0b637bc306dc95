//! What the engine shall know of an agent: presence, capacity, shift, skills.

use leptos::prelude::*;
use shared::{
    FieldError,
    assignment::roster::Presence,
    codes::TextCode,
    problem::FieldCode,
    workforce::{AgentState, AgentStateEdit, Schedule},
};

use super::words::presence_text;
use crate::{
    api,
    components::{Field, FormDialog, Segments, Select, TextField, field::Tie, form_dialog::touches, toast},
    i18n::{common as c, t, tf, tr, workforce as w},
    reading::{Read, Write, filled},
};

#[component]
pub fn AgentForm(
    state: AgentState,
    schedules: Read<Vec<Schedule>>,
    on_close: Callback<()>,
    on_done: Callback<()>,
) -> impl IntoView {
    let (id, version, said) = (state.agent.id, state.version, state.presence);
    let presence = RwSignal::new(said);
    let capacity = RwSignal::new(state.capacity.map(|n| n.to_string()).unwrap_or_default());
    let schedule = RwSignal::new(state.schedule.map(|one| one.id.to_string()).unwrap_or_default());
    let skills = RwSignal::new(state.skills.join(" "));
    let write = Write::new();
    let submit = Callback::new(move |()| {
        let mut faults = Vec::new();
        let edit = AgentStateEdit {
            capacity: amount(&capacity.get_untracked(), "/capacity", &mut faults),
            schedule_id: schedule.get_untracked().parse().ok(),
            skills: words(&skills.get_untracked()),
            version,
        };
        let now = presence.get_untracked();
        let ask = move |edit: AgentStateEdit| async move {
            let edited = api::workforce::edit_state(id, &edit).await?;
            if now == said { Ok(edited) } else { api::workforce::set_presence(id, now).await }
        };
        write.submit_with(faults, edit, ask, move |_| {
            toast::say(t(c::SAVED));
            on_done.run(());
        });
    });
    let choose_schedule = move |tie: Tie| {
        view! {
            <Select
                tie=tie
                value=Signal::derive(move || schedule.get())
                on_change=Callback::new(move |word: String| schedule.set(word))
                options=move || {
                    let all = schedules.ok().unwrap_or_default();
                    let lines = all.into_iter().map(|one| (one.id.to_string(), one.name));
                    std::iter::once((String::new(), t(w::ANY_HOUR).to_owned())).chain(lines).collect()
                }
            />
        }
        .into_any()
    };
    let name = state.agent.name;
    view! {
        <FormDialog
            title=Signal::derive(move || tf(w::EDIT_AGENT, &name))
            action=c::SAVE
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/capacity", "/schedule_id", "/skills"]
        >
            <PresenceField presence=presence />
            <div class="fields two">
                <TextField label=w::CAPACITY value=capacity write=write pointer="/capacity" hint=w::CAPACITY_HINT />
                <Field label=w::SCHEDULE write=write pointer="/schedule_id" control=choose_schedule />
            </div>
            <TextField label=w::SKILLS value=skills write=write pointer="/skills" hint=w::SKILLS_HINT />
            <KnownSkills skills=skills />
        </FormDialog>
    }
}

#[component]
fn PresenceField(presence: RwSignal<Presence>) -> impl IntoView {
    let change = Callback::new(move |new: Presence| presence.set(new));
    let options = Presence::ALL.iter().map(|one| (*one, presence_text(*one))).collect();
    view! {
        <div class="field">
            <span class="label">{tr(w::PRESENCE)}</span>
            <div><Segments label=w::PRESENCE options=options value=presence on_change=change /></div>
        </div>
    }
}

/// The skills that others have, to be taken with a click.
#[component]
fn KnownSkills(skills: RwSignal<String>) -> impl IntoView {
    let known = Read::new(api::workforce::skills);
    let touched = touches();
    let toggle = move |skill: &str| {
        touched();
        skills.update(|text| {
            let mut has = words(text);
            match has.iter().position(|own| own == skill) {
                Some(at) => drop(has.remove(at)),
                None => has.push(skill.to_owned()),
            }
            *text = has.join(" ");
        });
    };
    move || {
        let known = known.ok().filter(|all| !all.is_empty())?;
        let chip = move |skill: String| {
            let (own, name) = (skill.clone(), skill.clone());
            let has = move || skills.with(|text| words(text).contains(&own));
            view! {
                <button
                    type="button"
                    class="chip"
                    aria-pressed=move || if has() { "true" } else { "false" }
                    on:click=move |_| toggle(&skill)
                >
                    {name}
                </button>
            }
        };
        Some(view! {
            <div class="chips" role="group" aria-label=tr(w::KNOWN_SKILLS)>
                {known.into_iter().map(|one| chip(one.skill)).collect_view()}
            </div>
        })
    }
}

/// The words of a text, however they are set apart.
fn words(text: &str) -> Vec<String> {
    let apart = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；');
    let mut words: Vec<String> = text.split(apart).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// A number that may be left out. What is none is a fault of the field.
pub fn amount(text: &str, pointer: &'static str, faults: &mut Vec<FieldError>) -> Option<u32> {
    let text = filled(text)?;
    text.parse().inspect_err(|_| faults.push(FieldError::new(pointer, FieldCode::Malformed))).ok()
}
