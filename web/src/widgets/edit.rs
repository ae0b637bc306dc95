//! A widget: what it says, where its inquiries come in, and which websites may show it.

use leptos::prelude::*;
use shared::{
    codes::TextCode,
    entrances::{Entrance, EntranceStatus},
    widgets::{Widget, WidgetDraft},
};

use crate::{
    api,
    components::{AreaField, Field, FormDialog, Select, TextField, field::Tie, toast},
    entrances::words::status_text,
    i18n::{common as c, entrances as ew, t, t_now, tf, widgets as w},
    reading::{Read, Write},
};

/// The colour of a new one: the console's own.
const COLOUR: &str = "#1f6f5c";
/// The seeded entrance for websites.
const ENTRANCE: &str = "web-form";

/// `one` is `None` for a new one.
#[component]
pub fn EditWidget(one: Option<Widget>, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let existing = one.as_ref().map(|one| (one.id, one.version));
    let text =
        |of: fn(&Widget) -> String, else_: &str| RwSignal::new(one.as_ref().map_or_else(|| else_.to_owned(), of));
    let name = text(|one| one.name.clone(), "");
    let entrance = text(|one| one.entrance.clone(), ENTRANCE);
    let origins = text(|one| one.origins.join("\n"), "");
    let greeting = text(|one| one.greeting.clone(), "");
    let colour = text(|one| one.colour.clone(), COLOUR);
    let status = RwSignal::new(one.as_ref().map_or(EntranceStatus::Open, |one| one.status));
    let title_name = one.map(|one| one.name);
    let entrances = Read::new(api::entrances::list);
    let write = Write::new();
    let submit = Callback::new(move |()| {
        let said = |field: RwSignal<String>| field.get_untracked().trim().to_owned();
        let lines = origins.get_untracked();
        let draft = WidgetDraft {
            name: said(name),
            entrance: said(entrance),
            // People paste whole addresses; the slash at the end is none of an origin.
            origins: lines.split_whitespace().map(|line| line.trim_end_matches('/').to_lowercase()).collect(),
            greeting: said(greeting),
            colour: said(colour),
            status: status.get_untracked(),
            version: existing.map(|(_, version)| version),
        };
        let ask = move |draft: WidgetDraft| async move {
            match existing {
                Some((id, _)) => api::widgets::edit(id, &draft).await,
                None => api::widgets::add(&draft).await,
            }
        };
        write.submit(draft, ask, move |_| {
            toast::say(t_now(c::SAVED));
            on_done.run(());
        });
    });
    let choose_entrance = move |tie: Tie| {
        let options = move || {
            let open = |one: &Entrance| one.status == EntranceStatus::Open || one.code == entrance.get_untracked();
            let all = entrances.ok().unwrap_or_default().into_iter().filter(open);
            all.map(|one| (one.code, one.name)).collect()
        };
        let chosen = Callback::new(move |code| entrance.set(code));
        view! { <Select tie=tie value=entrance on_change=chosen options=options /> }.into_any()
    };
    let choose_status = move |tie: Tie| {
        let options =
            || EntranceStatus::ALL.iter().map(|one| (one.to_string(), t(status_text(*one)).to_owned())).collect();
        let chosen = Callback::new(move |word: String| {
            if let Some(chosen) = EntranceStatus::parse(&word) {
                status.set(chosen);
            }
        });
        view! { <Select tie=tie value=Signal::derive(move || status.get().to_string()) on_change=chosen options=options /> }
            .into_any()
    };
    let title =
        Signal::derive(move || title_name.as_ref().map_or_else(|| t(w::ADD).to_owned(), |name| tf(w::EDIT, name)));
    view! {
        <FormDialog
            title=title
            action=c::SAVE
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/name", "/entrance", "/origins", "/greeting", "/colour", "/status"]
        >
            <TextField label=w::HEADING value=name write=write pointer="/name" required=true autofocus=true />
            <Field label=ew::ENTITY write=write pointer="/entrance" required=true control=choose_entrance />
            <AreaField label=w::ORIGINS value=origins write=write pointer="/origins" hint=w::ORIGINS_HINT />
            <AreaField label=w::GREETING value=greeting write=write pointer="/greeting" />
            <TextField label=w::COLOUR value=colour write=write pointer="/colour" kind="color" required=true />
            {existing.is_some().then(|| view! { <Field label=c::STATUS write=write pointer="/status" hint=Some(w::STATUS_HINT) control=choose_status /> })}
        </FormDialog>
    }
}
