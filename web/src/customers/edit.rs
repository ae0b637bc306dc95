//! Editing what is known of a customer.

use leptos::prelude::*;
use shared::{
    codes::TextCode,
    customers::{CustomerDetail, CustomerEdit, Level},
};

use super::marks::level_text;
use crate::{
    api,
    components::{Field, FormDialog, Select, TextField, field::Tie, toast},
    format,
    i18n::{common as c, customers as w, t, tr},
    reading::Write,
};

#[component]
pub fn EditCustomer(
    detail: CustomerDetail,
    on_close: Callback<()>,
    on_done: Callback<CustomerDetail>,
) -> impl IntoView {
    let (id, version) = (detail.customer.id, detail.customer.version);
    let name = RwSignal::new(detail.customer.name.clone());
    let company = RwSignal::new(detail.customer.company.clone());
    let address = RwSignal::new(detail.address.clone());
    let level = RwSignal::new(detail.customer.level);
    let write = Write::new();
    let submit = Callback::new(move |()| {
        let edit = CustomerEdit {
            name: name.get_untracked().trim().to_owned(),
            company: company.get_untracked().trim().to_owned(),
            level: level.get_untracked(),
            address: address.get_untracked().trim().to_owned(),
            version,
        };
        let ask = move |edit| async move { api::customers::edit(id, &edit).await };
        write.submit(edit, ask, move |detail| {
            toast::say(t(w::SAVED));
            on_close.run(());
            on_done.run(detail);
        });
    });
    let choose = move |tie: Tie| {
        view! {
            <Select
                tie=tie
                value=Signal::derive(move || level.get().to_string())
                on_change=Callback::new(move |word: String| {
                    if let Some(chosen) = Level::parse(&word) {
                        level.set(chosen);
                    }
                })
                options=|| Level::ALL.iter().map(|level| (level.to_string(), t(level_text(*level)).to_owned())).collect()
            />
        }
        .into_any()
    };
    view! {
        <FormDialog
            title=Signal::derive(|| t(w::EDIT_TITLE).to_owned())
            action=c::SAVE
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/name", "/company", "/level", "/address"]
        >
            <TextField label=w::NAME value=name write=write pointer="/name" required=true autofocus=true />
            <TextField label=w::COMPANY value=company write=write pointer="/company" />
            <Field label=w::LEVEL write=write pointer="/level" control=choose />
            <TextField label=w::ADDRESS value=address write=write pointer="/address" />
            <p class="tiny muted">{format::phone(&detail.customer.phone)} " · " {tr(w::PHONE_STAYS)}</p>
        </FormDialog>
    }
}
