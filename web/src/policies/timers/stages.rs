//! The stages of a timer: what happens after how long.

use leptos::prelude::*;
use shared::{
    assignment::{
        policy::{TimerAction, TimerStage},
        timer::{MAX_AFTER_MINUTES, MAX_STAGES},
    },
    codes::TextCode,
};

use super::words::action_text;
use crate::{
    components::{Button, Glyph, Look, Select},
    i18n::{t, timers as w, tr},
    policies::{
        cards::focus_later,
        conditions::Remarks,
        desk::{Desk, Remark},
        model::StageModel,
        values::WorkingInput,
    },
};

/// The time of the first stage to begin with.
const FIRST: u32 = 30;

/// A stage to add to these, and where: before what reassigns, which is the last one always.
pub fn fresh_stage(stages: &[TimerStage]) -> (usize, TimerStage) {
    let reassigns = stages.last().is_some_and(|last| last.then == TimerAction::Reassign);
    let at = if reassigns { stages.len() - 1 } else { stages.len() };
    let before = at.checked_sub(1).and_then(|before| stages.get(before));
    let then = match before.map(|before| before.then) {
        None => TimerAction::Remind,
        Some(_) if reassigns => TimerAction::TellLead,
        Some(TimerAction::Remind) => TimerAction::TellLead,
        Some(_) => TimerAction::Reassign,
    };
    let passed = before.map_or(0, |before| before.after_minutes);
    let after_minutes = match stages.get(at) {
        // In the middle between both, as far as there is one.
        Some(next) => passed + (next.after_minutes.saturating_sub(passed) / 2).max(1),
        None => (passed * 2).clamp(FIRST, MAX_AFTER_MINUTES),
    };
    (at, TimerStage { after_minutes, then })
}

/// Stages that stand at `pointer`.
#[component]
pub fn StagesEditor(
    stages: RwSignal<Vec<StageModel>>,
    #[prop(into)] pointer: Signal<String>,
    desk: Desk,
) -> impl IntoView {
    let add = Callback::new(move |()| {
        let now = untrack(|| stages.with(|all| all.iter().map(|one| one.stage()).collect::<Vec<_>>()));
        let (at, stage) = fresh_stage(&now);
        let stage = desk.maker.stage(stage);
        stages.update(|all| all.insert(at, stage));
        focus_later(format!("#stage-{} input", stage.id));
    });
    let own = Signal::derive(move || desk.remarks(&pointer.get(), false));
    view! {
        <div class="stack tight">
            <ol class="stage-list">
                <For each=move || stages.get() key=|stage| stage.id let:stage>
                    <StageEditor stage=stage of=stages pointer=pointer desk=desk />
                </For>
            </ol>
            {move || stages.with(Vec::is_empty).then(|| view! { <p class="small muted">{tr(w::NO_STAGES)}</p> })}
            <Remarks remarks=own />
            <div class="row wrap">
                <Button
                    label=w::ADD_STAGE
                    glyph=Glyph::Plus
                    slim=true
                    look=Look::Ghost
                    disabled=Signal::derive(move || stages.with(Vec::len) >= MAX_STAGES)
                    on_press=add
                />
            </div>
        </div>
    }
}

#[component]
fn StageEditor(stage: StageModel, of: RwSignal<Vec<StageModel>>, pointer: Signal<String>, desk: Desk) -> impl IntoView {
    let place = Memo::new(move |_| of.with(|all| all.iter().position(|one| one.id == stage.id)).unwrap_or_default());
    let unreadable = RwSignal::new(false);
    let at = move |field: &str| format!("{}/{}{field}", pointer.get(), place.get());
    // What cannot be read is no time that could be too short.
    let remarks = Signal::derive(move || {
        let after = at("/after_minutes");
        let mut all = desk.remarks(&at(""), true);
        if unreadable.get() {
            all.retain(|remark| remark.pointer != after);
            all.insert(0, Remark { pointer: after, text: t(w::AFTER_UNREADABLE).to_owned(), bad: true });
        }
        all
    });
    let wrong = move |field: &'static str| {
        let place = at(field);
        remarks.with(|all| all.iter().any(|remark| remark.bad && remark.pointer == place))
    };
    let choose = Callback::new(move |word: String| {
        if let Some(action) = TimerAction::parse(&word) {
            stage.then.set(action);
        }
    });
    let actions = || TimerAction::ALL.iter().map(|one| (one.to_string(), t(action_text(*one)).to_owned())).collect();
    let remove = Callback::new(move |()| of.update(|all| all.retain(|one| one.id != stage.id)));
    view! {
        <li class="stage" id=format!("stage-{}", stage.id)>
            <div class="stage-fields">
                <span class="route-number" aria-hidden="true">{move || place.get() + 1}</span>
                <span class="small soft" aria-hidden="true">{tr(w::AFTER_LEAD)}</span>
                <WorkingInput label=w::AFTER value=stage.after unreadable=unreadable wrong=Signal::derive(move || wrong("/after_minutes")) />
                <span class="stage-then" class:wrong=move || wrong("/then")>
                    <Select label=w::THEN value=Signal::derive(move || stage.then.get().to_string()) on_change=choose options=actions />
                </span>
                <Button label=w::REMOVE_STAGE glyph=Glyph::X icon_only=true slim=true look=Look::Ghost on_press=remove />
            </div>
            {move || {
                (stage.then.get() == TimerAction::Reassign).then(|| view! { <p class="tiny muted">{tr(w::REASSIGN_ABOUT)}</p> })
            }}
            <Remarks remarks=remarks />
        </li>
    }
}

#[cfg(test)]
mod tests {
    use shared::assignment::policy::{TimerAction, TimerStage};

    use super::fresh_stage;

    #[test]
    fn stages_are_added_one_step_sharper_and_never_after_what_reassigns() {
        let mut stages = Vec::new();
        for _ in 0..4 {
            let (at, stage) = fresh_stage(&stages);
            stages.insert(at, stage);
        }
        let stage = |after_minutes, then| TimerStage { after_minutes, then };
        let wanted = [
            stage(30, TimerAction::Remind),
            stage(60, TimerAction::TellLead),
            stage(90, TimerAction::TellLead),
            stage(120, TimerAction::Reassign),
        ];
        assert_eq!(stages, wanted);
        let alone = [stage(1, TimerAction::Reassign)];
        assert_eq!(fresh_stage(&alone), (0, stage(1, TimerAction::Remind)));
    }
}
