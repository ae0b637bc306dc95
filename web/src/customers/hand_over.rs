//! Handing a customer to another agent.

use leptos::prelude::*;
use shared::{
    FieldError,
    customers::{CustomerDetail, HandOver},
    ids::EmployeeId,
    problem::FieldCode,
};

use crate::{
    api,
    components::{Choice, Field, FormDialog, field::Tie, pickers::AgentPicker, toast},
    i18n::{customers as w, tf, tr},
    reading::Write,
};

#[component]
pub fn HandOverCustomer(
    detail: CustomerDetail,
    on_close: Callback<()>,
    on_done: Callback<CustomerDetail>,
) -> impl IntoView {
    let (id, owner, name) = (detail.customer.id, detail.customer.owner.map(|owner| owner.id), detail.customer.name);
    let chosen = RwSignal::new(None::<Choice<EmployeeId>>);
    let write = Write::new();
    let submit = Callback::new(move |()| {
        let (Some(to), Some(from_id)) = (chosen.get_untracked(), owner) else {
            write.refuse(vec![FieldError::new("/owner_id", FieldCode::Required)]);
            return;
        };
        let request = HandOver { owner_id: to.id, from_id };
        write.run(async move { api::customers::hand_over(id, &request).await }, move |detail| {
            toast::say(tf(w::HANDED_OVER, to.label));
            on_close.run(());
            on_done.run(detail);
        });
    });
    let control = move |tie: Tie| {
        view! { <AgentPicker label=w::NEW_OWNER except=owner tie=tie chosen=chosen on_pick=Callback::new(move |to| chosen.set(to)) autofocus=true /> }.into_any()
    };
    view! {
        <FormDialog
            title=Signal::derive(move || tf(w::HAND_OVER_TITLE, &name))
            action=w::HAND_OVER
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/owner_id"]
        >
            <p class="soft small">{tr(w::HAND_OVER_BODY)}</p>
            <Field label=w::NEW_OWNER write=write pointer="/owner_id" required=true control=control />
        </FormDialog>
    }
}
