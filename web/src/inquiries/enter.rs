//! Entering an inquiry by hand.

use leptos::prelude::*;
use shared::{
    FieldError,
    groups::ProductLineStatus,
    ids::{CustomerId, ProductLineId},
    inquiries::{InquiryDetail, NewInquiry},
    permissions::Permission,
    problem::FieldCode,
};

use super::{
    attributes::{Attributes, Line, said},
    who::Who,
};
use crate::{
    api,
    components::{AreaField, Field, FormDialog, Select, TextField, field::Tie, toast},
    format,
    i18n::{inquiries as w, t, t_now, tf, tr},
    reading::{Read, Write, filled},
    session,
};

/// For a customer whose page one is on, or for whoever the phone tells.
#[component]
pub fn EnterInquiry(
    #[prop(optional_no_strip)] customer: Option<(CustomerId, String)>,
    on_close: Callback<()>,
    on_done: Callback<()>,
) -> impl IntoView {
    let (customer_id, customer_name) = customer.unzip();
    let text = |value: &str| RwSignal::new(value.to_owned());
    let (phone, name, entrance, channel) = (text(""), text(""), text(""), text(""));
    let (words, language, value) = (text(""), text(""), text(""));
    let product_line = RwSignal::new(None::<ProductLineId>);
    let lines = RwSignal::new(Vec::<Line>::new());
    let write = Write::new();
    let submit = Callback::new(move |()| {
        let mut faults = Vec::new();
        let amount = filled(&value.get_untracked());
        let minor = amount.as_deref().and_then(format::from_money);
        if amount.is_some() && minor.is_none() {
            faults.push(FieldError::new("/value", FieldCode::Malformed));
        }
        let new = NewInquiry {
            external_id: None,
            customer_id,
            phone: if customer_id.is_some() { None } else { Some(phone.get_untracked().trim().to_owned()) },
            name: name.get_untracked().trim().to_owned(),
            entrance: entrance.get_untracked().trim().to_owned(),
            channel: channel.get_untracked().trim().to_owned(),
            product_line_id: product_line.get_untracked(),
            language: filled(&language.get_untracked()),
            value: minor,
            text: words.get_untracked().trim().to_owned(),
            attributes: said(&lines.get_untracked()),
        };
        let ask = |new: NewInquiry| async move { api::inquiries::enter(&new).await };
        write.submit_with(faults, new, ask, move |entered: InquiryDetail| {
            toast::say(match &entered.inquiry.owner {
                Some(owner) => tf(w::ENTERED_TO, &owner.name),
                None => t_now(w::ENTERED_WAITS).to_owned(),
            });
            on_close.run(());
            on_done.run(());
        });
    });
    let title = Signal::derive(move || match &customer_name {
        Some(name) => tf(w::ENTER_FOR, name),
        None => t(w::ENTER).to_owned(),
    });
    view! {
        <FormDialog
            title=title
            action=w::ENTER
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/phone", "/name", "/entrance", "/channel", "/product_line_id", "/text", "/language", "/value"]
        >
            {customer_id.is_none().then(|| view! { <Who phone=phone name=name write=write /> })}
            <AreaField label=w::TEXT value=words write=write pointer="/text" required=true autofocus=customer_id.is_some() placeholder=w::TEXT_PLACEHOLDER />
            <div class="fields two">
                <TextField label=w::ENTRANCE value=entrance write=write pointer="/entrance" required=true />
                <TextField label=w::CHANNEL value=channel write=write pointer="/channel" required=true />
            </div>
            {session::can_now(Permission::GroupRead).then(|| view! { <ProductLineField chosen=product_line write=write /> })}
            <details class="more-fields">
                <summary>{tr(w::MORE_FIELDS)}</summary>
                <div class="stack">
                    <div class="fields two">
                        <TextField label=w::CUSTOMER_LANGUAGE value=language write=write pointer="/language" hint=w::LANGUAGE_HINT />
                        <TextField label=w::VALUE_FIELD value=value write=write pointer="/value" />
                    </div>
                    <Attributes lines=lines />
                </div>
            </details>
        </FormDialog>
    }
}

/// What it is about, once there is something to choose from.
#[component]
fn ProductLineField(chosen: RwSignal<Option<ProductLineId>>, write: Write) -> impl IntoView {
    let lines = Read::new(|| async {
        let all = api::groups::lines().await?;
        Ok(all.into_iter().filter(|line| line.status == ProductLineStatus::Open).collect::<Vec<_>>())
    });
    let options = move || {
        let none = std::iter::once((String::new(), t(w::NO_PRODUCT_LINE).to_owned()));
        let known = lines.ok().unwrap_or_default().into_iter().map(|line| (line.id.to_string(), line.name));
        none.chain(known).collect()
    };
    let control = move |tie: Tie| {
        view! {
            <Select
                tie=tie
                value=Signal::derive(move || chosen.get().map(|id| id.to_string()).unwrap_or_default())
                on_change=Callback::new(move |id: String| chosen.set(id.parse().ok()))
                options=options
            />
        }
        .into_any()
    };
    view! { <Field label=w::PRODUCT_LINE write=write pointer="/product_line_id" control=control /> }
}
