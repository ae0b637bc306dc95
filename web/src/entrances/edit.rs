//! An entrance: what it is called, where it leads by its product line, and what is asked there.

use leptos::prelude::*;
use shared::{
    FieldError,
    codes::TextCode,
    entrances::{Entrance, EntranceDraft, EntranceEdit, EntranceStatus, FieldKind},
    ids::ProductLineId,
    permissions::Permission,
    problem::FieldCode,
};

use super::{
    builder::{Builder, Form},
    words::status_text,
};
use crate::{
    api,
    components::{Field, FormDialog, Layer, Select, TextField, field::Tie, toast},
    groups::LineField,
    i18n::{common as c, entrances as w, inquiries as iw, t, tf},
    reading::{Write, filled},
    session,
};

/// `entrance` is `None` for a new one.
#[component]
pub fn EditEntrance(entrance: Option<Entrance>, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let existing = entrance.as_ref().map(|one| (one.id, one.version));
    let text = |of: fn(&Entrance) -> String| RwSignal::new(entrance.as_ref().map(of).unwrap_or_default());
    let (code, name, channel) =
        (text(|one| one.code.clone()), text(|one| one.name.clone()), text(|one| one.channel.clone()));
    let line = RwSignal::new(entrance.as_ref().and_then(|one| one.product_line_id));
    let status = RwSignal::new(entrance.as_ref().map_or(EntranceStatus::Open, |one| one.status));
    let form = Form::of(entrance.as_ref().map(|one| one.fields.as_slice()).unwrap_or_default());
    let title_name = entrance.map(|one| one.name);
    let write = Write::new();
    let done = move |_: Entrance| {
        toast::say(t(c::SAVED));
        on_done.run(());
    };
    let submit = Callback::new(move |()| {
        let said = |field: RwSignal<String>| field.get_untracked().trim().to_owned();
        let fields = untrack(|| form.fields());
        let faults = untrack(|| unreadable(form));
        let product_line_id: Option<ProductLineId> = line.get_untracked();
        match existing {
            Some((id, version)) => {
                let status = status.get_untracked();
                let edit =
                    EntranceEdit { name: said(name), channel: said(channel), product_line_id, status, fields, version };
                write.submit_with(faults, edit, move |edit| async move { api::entrances::edit(id, &edit).await }, done);
            }
            None => {
                let draft = EntranceDraft {
                    code: said(code),
                    name: said(name),
                    channel: said(channel),
                    product_line_id,
                    fields,
                };
                write.submit_with(faults, draft, |draft| async move { api::entrances::add(&draft).await }, done);
            }
        }
    });
    let choose_status = move |tie: Tie| {
        view! {
            <Select
                tie=tie
                value=Signal::derive(move || status.get().to_string())
                on_change=Callback::new(move |word: String| {
                    if let Some(chosen) = EntranceStatus::parse(&word) {
                        status.set(chosen);
                    }
                })
                options=|| EntranceStatus::ALL.iter().map(|one| (one.to_string(), t(status_text(*one)).to_owned())).collect()
            />
        }
        .into_any()
    };
    let title =
        Signal::derive(move || title_name.as_ref().map_or_else(|| t(w::ADD).to_owned(), |name| tf(w::EDIT, name)));
    view! {
        <FormDialog
            title=title
            action=c::SAVE
            write=write
            layer=Layer::Wide
            on_close=on_close
            on_submit=submit
            fields=vec!["/code", "/name", "/channel", "/product_line_id", "/status", "/fields/"]
        >
            <div class="fields two">
                <TextField label=c::NAME value=name write=write pointer="/name" required=true autofocus=true />
                {existing.is_none().then(|| view! { <TextField label=w::CODE value=code write=write pointer="/code" required=true hint=w::CODE_HINT /> })}
                <TextField label=iw::CHANNEL value=channel write=write pointer="/channel" required=true />
                {session::can_now(Permission::GroupRead).then(|| view! { <LineField chosen=line write=write /> })}
                {existing.is_some().then(|| view! { <Field label=c::STATUS write=write pointer="/status" hint=Some(w::STATUS_HINT) control=choose_status /> })}
            </div>
            <Builder form=form write=write />
        </FormDialog>
    }
}

/// Limits that are no numbers.
fn unreadable(form: Form) -> Vec<FieldError> {
    let mut faults = Vec::new();
    for (at, one) in form.all.get().into_iter().enumerate() {
        let kind = one.kind.get();
        for (name, text, counts) in [("min", one.min, kind == FieldKind::Number), ("max", one.max, kind.has_max())] {
            if counts && filled(&text.get()).is_some_and(|text| text.parse::<i64>().is_err()) {
                faults.push(FieldError::new(format!("/fields/{at}/{name}"), FieldCode::Malformed));
            }
        }
    }
    faults
}
