//! The words for how far an inquiry is and why somebody has it.

use leptos::prelude::*;
use shared::work::{WorkReason, WorkStatus};

use crate::i18n::{Text, inquiries as w, tr};

pub const fn status_text(status: WorkStatus) -> Text {
    match status {
        WorkStatus::Waiting => w::STATUS_WAITING,
        WorkStatus::Open => w::STATUS_OPEN,
        WorkStatus::Done => w::STATUS_DONE,
    }
}

pub const fn reason_text(reason: WorkReason) -> Text {
    match reason {
        WorkReason::Policy => w::REASON_POLICY,
        WorkReason::QueueDrained => w::REASON_QUEUE,
        WorkReason::ByHand => w::REASON_HAND,
        WorkReason::Departure => w::REASON_DEPARTURE,
        WorkReason::Redistributed => w::REASON_REDISTRIBUTED,
        WorkReason::Undone => w::REASON_UNDONE,
        WorkReason::Timer => w::REASON_TIMER,
    }
}

#[component]
pub fn WorkBadge(status: WorkStatus) -> impl IntoView {
    let class = match status {
        WorkStatus::Waiting => "badge warn",
        WorkStatus::Open => "badge info",
        WorkStatus::Done => "badge good",
    };
    view! { <span class=class>{tr(status_text(status))}</span> }
}
