//! Timers in words.

use shared::{
    assignment::{
        Condition,
        policy::{TimerAction, TimerStage, TimerWatch},
    },
    policies::Names,
};

use crate::{
    format,
    i18n::{Text, policies as pw, t, tfs, timers as w},
    policies::words::condition_words,
    prefs,
};

pub const fn watch_text(watch: TimerWatch) -> Text {
    match watch {
        TimerWatch::NotAnswered => w::NOT_ANSWERED,
        TimerWatch::NotFollowedUp => w::NOT_FOLLOWED_UP,
    }
}

pub const fn action_text(action: TimerAction) -> Text {
    match action {
        TimerAction::Remind => w::REMIND,
        TimerAction::TellLead => w::TELL_LEAD,
        TimerAction::Reassign => w::REASSIGN,
    }
}

/// What is waited for, and for what of that, unless it is for everything.
pub fn watch_words(watch: TimerWatch, when: &Condition, names: &Names) -> String {
    let watch = t(watch_text(watch));
    if *when == Condition::always() { watch.to_owned() } else { format!("{watch} · {}", condition_words(when, names)) }
}

pub fn stage_words(stage: TimerStage) -> String {
    let after = match stage.after_minutes {
        0 => t(pw::NOT_FILLED).to_owned(),
        minutes => format::working(minutes, prefs::lang()),
    };
    tfs(w::STAGE_SAYS, &[&after, &t(action_text(stage.then))])
}

/// Stages in a line.
pub fn stages_words(stages: &[TimerStage]) -> String {
    if stages.is_empty() {
        return t(w::NO_STAGES).to_owned();
    }
    stages.iter().map(|stage| stage_words(*stage)).collect::<Vec<_>>().join(" → ")
}
