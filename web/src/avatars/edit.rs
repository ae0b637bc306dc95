//! Making and editing an avatar, with what the customer will see beside it.

use leptos::prelude::*;
use shared::{
    avatars::{Avatar, AvatarDraft},
    groups::GroupQuery,
    ids::{EmployeeId, GroupId},
};
use web_sys::{File, Url};

use super::shown::Portrait;
use crate::{
    api,
    components::{
        AreaField, Button, Choice, Field, FormDialog, Glyph, Layer, Look, Select, TextField, field::Tie,
        form_dialog::touches, pickers::EmployeePicker, toast,
    },
    i18n::{Text, avatars as w, common as c, t, t_now, tf, tr},
    reading::{Read, Write},
    session,
};

/// A new picture: the file, and where the browser has it.
type Chosen = StoredValue<Option<File>, LocalStorage>;

/// `one` is `None` for a new one.
#[component]
pub fn EditAvatar(one: Option<Avatar>, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let is_default = one.as_ref().is_some_and(|one| one.is_default);
    // What was saved already when only the picture failed.
    let existing = StoredValue::new(one.as_ref().map(|one| (one.shown.id, one.version)));
    let title_name = one.as_ref().map(|one| one.shown.name.clone());
    let name = RwSignal::new(one.as_ref().map(|one| one.shown.name.clone()).unwrap_or_default());
    let introduction = RwSignal::new(one.as_ref().map(|one| one.shown.introduction.clone()).unwrap_or_default());
    let is_active = RwSignal::new(one.as_ref().is_none_or(|one| one.is_active));
    let shown = RwSignal::new(one.as_ref().and_then(|one| one.shown.picture.clone()));
    let chosen: Chosen = StoredValue::new_local(None);
    let (groups, people) = match one {
        Some(one) => (
            one.groups.into_iter().map(|group| (group.id, group.name)).collect(),
            one.people.into_iter().map(|person| (person.id, person.name)).collect(),
        ),
        None => (Vec::new(), Vec::new()),
    };
    let (groups, people) = (RwSignal::new(groups), RwSignal::new(people));
    let write = Write::new();
    let submit = Callback::new(move |()| {
        let draft = AvatarDraft {
            name: name.get_untracked().trim().to_owned(),
            introduction: introduction.get_untracked().trim().to_owned(),
            is_active: is_active.get_untracked(),
            group_ids: groups.with_untracked(|all: &Vec<(GroupId, String)>| all.iter().map(|one| one.0).collect()),
            employee_ids: people
                .with_untracked(|all: &Vec<(EmployeeId, String)>| all.iter().map(|one| one.0).collect()),
            version: existing.get_value().map(|(_, version)| version),
        };
        let ask = move |draft: AvatarDraft| async move {
            let saved = match existing.get_value() {
                Some((id, _)) => api::avatars::edit(id, &draft).await?,
                None => api::avatars::add(&draft).await?,
            };
            existing.set_value(Some((saved.shown.id, saved.version)));
            match chosen.get_value() {
                Some(picture) => api::avatars::paint(saved.shown.id, saved.version, picture).await,
                None => Ok(saved),
            }
        };
        write.submit(draft, ask, move |_| {
            toast::say(t_now(c::SAVED));
            on_done.run(());
        });
    });
    let title = Signal::derive(move || match &title_name {
        Some(name) => tf(w::EDIT, name),
        None => t(w::ADD).to_owned(),
    });
    view! {
        <FormDialog
            title=title
            action=c::SAVE
            write=write
            on_close=on_close
            on_submit=submit
            layer=Layer::Broad
            fields=vec!["/name", "/introduction", "/group_ids/", "/employee_ids/"]
        >
            <div class="avatar-edit">
                <div class="stack">
                    <TextField label=c::NAME value=name write=write pointer="/name" required=true autofocus=true hint=w::NAME_HINT />
                    <AreaField label=w::INTRODUCTION value=introduction write=write pointer="/introduction" placeholder=w::INTRODUCTION_PLACEHOLDER />
                    <PictureField chosen=chosen shown=shown />
                    <GroupsField groups=groups write=write />
                    <PeopleField people=people write=write />
                    <ActiveField is_active=is_active is_default=is_default />
                </div>
                <Preview name=name introduction=introduction picture=shown />
            </div>
        </FormDialog>
    }
}

#[component]
fn ActiveField(is_active: RwSignal<bool>, is_default: bool) -> impl IntoView {
    let hint = if is_default { w::DEFAULT_HINT } else { w::ACTIVE_HINT };
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || is_active.get()
                disabled=is_default
                on:change=move |event| is_active.set(event_target_checked(&event))
            />
            <span>{tr(w::IS_ACTIVE)} <br /> <span class="tiny muted">{tr(hint)}</span></span>
        </label>
    }
}

/// A picture from the reader's disk, shown at once and sent when the form is.
#[component]
fn PictureField(chosen: Chosen, shown: RwSignal<Option<String>>) -> impl IntoView {
    let (touched, made) = (touches(), StoredValue::new(None::<String>));
    let input = NodeRef::<leptos::html::Input>::new();
    let forget = move || {
        if let Some(Some(address)) = made.try_get_value() {
            drop(Url::revoke_object_url(&address));
        }
    };
    on_cleanup(forget);
    let take = move |_| {
        let file = input.get_untracked().and_then(|input| input.files()).and_then(|files| files.get(0));
        let Some(file) = file else { return };
        let Ok(address) = Url::create_object_url_with_blob(&file) else { return };
        forget();
        made.set_value(Some(address.clone()));
        chosen.set_value(Some(file));
        shown.set(Some(address));
        touched();
    };
    let choose = Callback::new(move |()| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    });
    view! {
        <div class="field">
            <span class="label">{tr(w::PICTURE)}</span>
            <div class="row">
                <input node_ref=input type="file" class="sr-only" tabindex="-1" aria-hidden="true" data-testid="picture"
                    accept="image/png,image/jpeg,image/webp,image/gif" on:change=take />
                <Button label=w::CHOOSE_PICTURE glyph=Glyph::Upload slim=true on_press=choose />
            </div>
            <span class="hint">{tr(w::PICTURE_HINT)}</span>
        </div>
    }
}

#[component]
fn GroupsField(groups: RwSignal<Vec<(GroupId, String)>>, write: Write) -> impl IntoView {
    let touched = touches();
    let known = Read::new(|| async {
        if !session::can_now(shared::permissions::Permission::GroupRead) {
            return Ok(Vec::new());
        }
        let page = api::groups::groups(&GroupQuery { limit: Some(200), ..GroupQuery::default() }).await?;
        Ok(page.items.into_iter().map(|group| (group.id, group.name)).collect::<Vec<_>>())
    });
    let add = Callback::new(move |word: String| {
        let found = known.ok_now().unwrap_or_default().into_iter().find(|(id, _)| id.to_string() == word);
        if let Some(found) = found {
            touched();
            groups.update(|all| all.push(found));
        }
    });
    let control = move |tie: Tie| {
        let options = move || {
            let left = move |one: &(GroupId, String)| groups.with(|all| !all.iter().any(|chosen| chosen.0 == one.0));
            let known = known.ok().unwrap_or_default().into_iter().filter(left);
            std::iter::once((String::new(), t(w::ADD_GROUP).to_owned()))
                .chain(known.map(|(id, name)| (id.to_string(), name)))
                .collect()
        };
        view! { <Select tie=tie value=Signal::derive(String::new) on_change=add options=options /> }.into_any()
    };
    view! {
        <Field label=w::GROUPS write=write pointer="/group_ids" control=control />
        <Picked all=groups write=write prefix="/group_ids" />
    }
}

#[component]
fn PeopleField(people: RwSignal<Vec<(EmployeeId, String)>>, write: Write) -> impl IntoView {
    let touched = touches();
    let add = Callback::new(move |choice: Option<Choice<EmployeeId>>| {
        if let Some(choice) = choice {
            touched();
            people.update(|all| {
                if !all.iter().any(|one| one.0 == choice.id) {
                    all.push((choice.id, choice.label));
                }
            });
        }
    });
    let control = move |tie: Tie| {
        view! { <EmployeePicker label=w::PEOPLE tie=tie placeholder=w::ADD_PERSON chosen=Signal::derive(|| None) on_pick=add /> }
            .into_any()
    };
    view! {
        <Field label=w::PEOPLE write=write pointer="/employee_ids" hint=Some(w::PEOPLE_HINT) control=control />
        <Picked all=people write=write prefix="/employee_ids" />
    }
}

/// What was chosen, each with what is wrong with it, and a way to take it out.
#[component]
fn Picked<T>(all: RwSignal<Vec<(shared::Id<T>, String)>>, write: Write, prefix: &'static str) -> impl IntoView
where
    T: 'static,
{
    let touched = touches();
    let row = move |(place, (id, name)): (usize, (shared::Id<T>, String))| {
        let label = name.clone();
        let remove = Callback::new(move |()| {
            touched();
            write.clear();
            all.update(|all| all.retain(|one| one.0 != id));
        });
        let named = Signal::derive(move || Some(tf(w::REMOVE, &label)));
        view! {
            <li>
                <span class="grow">
                    {name} " "
                    {move || write.field(&format!("{prefix}/{place}")).map(|fault| view! { <span class="fault" role="alert">{fault}</span> })}
                </span>
                <Button label=c::DELETE name=named glyph=Glyph::X icon_only=true slim=true look=Look::Ghost on_press=remove />
            </li>
        }
    };
    view! { <ul class="picked">{move || all.get().into_iter().enumerate().map(row).collect_view()}</ul> }
}

/// The avatar as a customer will see it.
#[component]
fn Preview(name: RwSignal<String>, introduction: RwSignal<String>, picture: RwSignal<Option<String>>) -> impl IntoView {
    let called = move || {
        let name = name.get().trim().to_owned();
        if name.is_empty() { t(w::UNNAMED).to_owned() } else { name }
    };
    let bubble = |text: Text| view! { <p class="prose">{tr(text)}</p> };
    view! {
        <aside class="avatar-preview" aria-label=tr(w::PREVIEW) data-testid="avatar-preview">
            <span class="tiny muted">{tr(w::PREVIEW)}</span>
            <div class="avatar-phone">
                {move || view! { <Portrait name=called() picture=picture.get() large=true /> }}
                <span class="strong">{called}</span>
                <span class="small soft">{move || introduction.get()}</span>
                <div class="avatar-talk">
                    {move || view! { <Portrait name=called() picture=picture.get() /> }}
                    {bubble(w::PREVIEW_REPLY)}
                </div>
            </div>
        </aside>
    }
}
