//! Undoing: the question before it, and what came of it.

use leptos::prelude::*;
use shared::redistribution::{RedistributionDetail, Undone};

use crate::{
    api,
    components::{Confirm, toast},
    format::number,
    i18n::{redistribution as w, t, tfs},
    reading::Write,
};

#[component]
pub fn AskUndo(
    done: RedistributionDetail,
    on_close: Callback<()>,
    on_done: Callback<RedistributionDetail>,
) -> impl IntoView {
    let id = done.redistribution.id;
    let undo = Callback::new(move |write: Write| {
        write.run(api::redistribution::undo(id), move |undone| {
            toast::say(t(w::UNDONE));
            on_close.run(());
            on_done.run(undone);
        });
    });
    let (customers, work) = (done.customers_undoable, done.work_items_undoable);
    view! {
        <Confirm title=Signal::derive(|| t(w::UNDO_TITLE).to_owned()) action=w::UNDO on_close=on_close on_confirm=undo>
            <p>{move || tfs(w::UNDO_BODY, &[&number(customers), &number(work)])}</p>
        </Confirm>
    }
}

/// How much went back, and how much did not.
pub fn undone_line(undone: &Undone) -> String {
    let Undone { customers, work_items, customers_left, work_items_left, .. } = undone;
    tfs(
        w::UNDONE_LINE,
        &[&number(*customers), &number(*work_items), &number(*customers_left), &number(*work_items_left)],
    )
}
