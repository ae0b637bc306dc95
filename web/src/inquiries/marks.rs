//! The words for how far an inquiry is and why somebody has it.

use leptos::prelude::*;
use shared::work::{WorkReason, WorkStage, WorkStatus};

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

pub const fn stage_text(stage: WorkStage) -> Text {
    match stage {
        WorkStage::New => w::STAGE_NEW,
        WorkStage::Open => w::STAGE_OPEN,
        WorkStage::WaitingForCustomer => w::STAGE_WAITING,
        WorkStage::Resolved => w::STAGE_RESOLVED,
        WorkStage::Closed => w::STAGE_CLOSED,
        WorkStage::Reopened => w::STAGE_REOPENED,
    }
}

/// How far an inquiry is: that it waits in the queue, or how far the talk is.
#[component]
pub fn StageBadge(status: WorkStatus, stage: WorkStage) -> impl IntoView {
    let (class, text) = match (status, stage) {
        (WorkStatus::Waiting, _) => ("badge warn", w::STATUS_WAITING),
        (_, WorkStage::New | WorkStage::Open | WorkStage::Reopened) => ("badge info", stage_text(stage)),
        (_, WorkStage::WaitingForCustomer | WorkStage::Closed) => ("badge", stage_text(stage)),
        (_, WorkStage::Resolved) => ("badge good", stage_text(stage)),
    };
    view! { <span class=class>{tr(text)}</span> }
}
