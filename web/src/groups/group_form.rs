//! A group: its name, what it is for, what it serves.

use leptos::prelude::*;
use shared::groups::{Group, GroupDraft, ProductLineStatus};

use crate::{
    api,
    components::{Field, FormDialog, Select, TextField, field::Tie, toast},
    i18n::{common as c, groups as w, t, tf},
    reading::{Read, Write},
};

/// `group` is `None` for a new one.
#[component]
pub fn GroupForm(group: Option<Group>, on_close: Callback<()>, on_done: Callback<Group>) -> impl IntoView {
    let lines = Read::new(api::groups::lines);
    let existing = group.as_ref().map(|one| (one.id, one.version));
    let has = group.as_ref().and_then(|one| one.product_line.as_ref().map(|line| line.id));
    let name = RwSignal::new(group.as_ref().map(|one| one.name.clone()).unwrap_or_default());
    let description = RwSignal::new(group.map(|one| one.description).unwrap_or_default());
    let line = RwSignal::new(has.map(|id| id.to_string()).unwrap_or_default());
    let write = Write::new();
    let submit = Callback::new(move |()| {
        let draft = GroupDraft {
            name: name.get_untracked().trim().to_owned(),
            description: description.get_untracked().trim().to_owned(),
            product_line_id: line.get_untracked().parse().ok(),
            version: existing.map(|(_, version)| version),
        };
        let ask = move |draft: GroupDraft| async move {
            match existing {
                Some((id, _)) => api::groups::edit_group(id, &draft).await,
                None => api::groups::add_group(&draft).await,
            }
        };
        write.submit(draft, ask, move |group: Group| {
            toast::say(if existing.is_some() { t(c::SAVED).to_owned() } else { tf(w::ADDED, &group.name) });
            on_done.run(group);
        });
    });
    let choose_line = move |tie: Tie| {
        view! {
            <Select
                tie=tie
                value=Signal::derive(move || line.get())
                on_change=Callback::new(move |word: String| line.set(word))
                options=move || {
                    let sold = |one: &shared::groups::ProductLine| one.status == ProductLineStatus::Open || Some(one.id) == has;
                    let all = lines.ok().unwrap_or_default().into_iter().filter(sold);
                    std::iter::once((String::new(), t(w::NO_LINE).to_owned()))
                        .chain(all.map(|one| (one.id.to_string(), one.name)))
                        .collect()
                }
            />
        }
        .into_any()
    };
    let title = if existing.is_some() { w::EDIT } else { w::ADD };
    view! {
        <FormDialog
            title=Signal::derive(move || t(title).to_owned())
            action=c::SAVE
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/name", "/description", "/product_line_id"]
        >
            <TextField label=c::NAME value=name write=write pointer="/name" required=true autofocus=true />
            <TextField label=c::DESCRIPTION value=description write=write pointer="/description" />
            <Field label=w::LINE write=write pointer="/product_line_id" control=choose_line />
        </FormDialog>
    }
}
