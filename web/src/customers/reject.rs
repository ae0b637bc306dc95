//! Turning a registration down.

use leptos::prelude::*;
use shared::customers::{Rejection, Review};

use super::reviews::Desk;
use crate::{
    api,
    components::{AreaField, FormDialog, toast},
    i18n::{customers as w, tf, tr},
    reading::Write,
};

#[component]
pub fn RejectCustomer(review: Review, desk: Desk, on_close: Callback<()>) -> impl IntoView {
    let (id, name) = (review.customer.id, review.customer.name);
    let titled = name.clone();
    let reason = RwSignal::new(String::new());
    let write = Write::new();
    let submit = Callback::new(move |()| {
        let name = name.clone();
        let request = Rejection { reason: reason.get_untracked().trim().to_owned() };
        let ask = move |request| async move { api::customers::reject(id, &request).await };
        write.submit(request, ask, move |_| {
            toast::say(tf(w::REJECTED, name));
            on_close.run(());
            desk.finish(&[id]);
        });
    });
    view! {
        <FormDialog
            title=Signal::derive(move || tf(w::REJECT_TITLE, &titled))
            action=w::REJECT
            danger=true
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/reason"]
        >
            <AreaField label=w::REJECT_REASON value=reason write=write pointer="/reason" required=true autofocus=true />
            <p class="tiny muted">{tr(w::REJECT_HINT)}</p>
        </FormDialog>
    }
}
