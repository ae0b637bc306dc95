//! Entering an inquiry by hand.

use leptos::prelude::*;
use shared::{
    FieldError,
    entrances::{Entrance, EntranceStatus, FormField, check_answers},
    ids::{CustomerId, EmployeeId, ProductLineId},
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
    components::{AreaField, Choice, Field, FormDialog, Select, TextField, field::Tie, toast},
    entrances::fields::{Filled, FormFields, answers},
    format,
    groups::LineField,
    i18n::{inquiries as w, t, t_now, tf, tr},
    reading::{Read, Write, filled},
    session,
};

/// The entrance that stands in the form at first: what is entered by hand mostly comes from communities.
const FIRST: &str = "manual-entry";

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
    let owner = RwSignal::new(None::<Choice<EmployeeId>>);
    let product_line = RwSignal::new(None::<ProductLineId>);
    let lines = RwSignal::new(Vec::<Line>::new());
    let form = RwSignal::new(Filled::new());
    let entrances = Read::new(|| async {
        let all = api::entrances::list().await?;
        Ok(all.into_iter().filter(|one| one.status == EntranceStatus::Open).collect::<Vec<_>>())
    });
    Effect::new(move |_| {
        let Some(all) = entrances.ok() else { return };
        if entrance.with_untracked(String::is_empty) {
            let first = all.iter().find(|one| one.code == FIRST).or(all.first());
            entrance.set(first.map(|one| one.code.clone()).unwrap_or_default());
        }
    });
    let fields = Memo::new(move |_| {
        let all = entrances.ok().unwrap_or_default();
        all.into_iter().find(|one| one.code == entrance.get()).map(|one| one.fields).unwrap_or_default()
    });
    let write = Write::new();
    let submit = Callback::new(move |()| {
        let asked: Vec<FormField> = fields.get_untracked();
        let (form, mut faults) = answers(&asked, &form.get_untracked());
        let mut more = shared::Faults::default();
        check_answers(&asked, &form, &mut more);
        let told: Vec<String> = faults.iter().map(|fault| fault.pointer.clone()).collect();
        faults.extend(more.0.into_iter().filter(|fault| !told.contains(&fault.pointer)));
        let amount = filled(&value.get_untracked());
        let minor = amount.as_deref().and_then(format::from_money);
        if amount.is_some() && minor.is_none() {
            faults.push(FieldError::new("/value", FieldCode::Malformed));
        }
        let new = NewInquiry {
            external_id: None,
            customer_id,
            phone: if customer_id.is_some() { None } else { Some(phone.get_untracked().trim().to_owned()) },
            identity: None,
            phone_verified: false,
            name: name.get_untracked().trim().to_owned(),
            owner_id: owner.get_untracked().filter(|_| customer_id.is_none()).map(|choice| choice.id),
            entrance: entrance.get_untracked().trim().to_owned(),
            form,
            channel: filled(&channel.get_untracked()),
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
            fields=vec!["/phone", "/name", "/owner_id", "/entrance", "/form/", "/channel", "/product_line_id", "/text", "/language", "/value"]
        >
            {customer_id.is_none().then(|| view! { <Who phone=phone name=name owner=owner write=write /> })}
            <EntranceField chosen=entrance entrances=entrances write=write />
            <FormFields fields=fields filled=form write=write />
            <AreaField label=w::TEXT value=words write=write pointer="/text" required=true autofocus=customer_id.is_some() placeholder=w::TEXT_PLACEHOLDER />
            <details class="more-fields">
                <summary>{tr(w::MORE_FIELDS)}</summary>
                <div class="stack">
                    <div class="fields two">
                        <TextField label=w::CHANNEL value=channel write=write pointer="/channel" hint=w::CHANNEL_HINT />
                        {session::can_now(Permission::GroupRead).then(|| view! { <LineField chosen=product_line write=write /> })}
                        <TextField label=w::CUSTOMER_LANGUAGE value=language write=write pointer="/language" hint=w::LANGUAGE_HINT />
                        <TextField label=w::VALUE_FIELD value=value write=write pointer="/value" />
                    </div>
                    <Attributes lines=lines />
                </div>
            </details>
        </FormDialog>
    }
}

#[component]
fn EntranceField(chosen: RwSignal<String>, entrances: Read<Vec<Entrance>>, write: Write) -> impl IntoView {
    let control = move |tie: Tie| {
        view! {
            <Select
                tie=tie
                value=Signal::derive(move || chosen.get())
                on_change=Callback::new(move |code: String| chosen.set(code))
                options=move || entrances.ok().unwrap_or_default().into_iter().map(|one| (one.code, one.name)).collect()
            />
        }
        .into_any()
    };
    view! { <Field label=w::ENTRANCE write=write pointer="/entrance" required=true control=control /> }
}
