//! What can be done to a unit of the org tree, each in its dialog.

use leptos::prelude::*;
use shared::{
    FieldError,
    ids::OrgUnitId,
    organisation::{OrgUnit, OrgUnitDraft, OrgUnitMerge, OrgUnitMove, OrgUnitRename},
    problem::FieldCode,
};

use super::tree::{indented, with_below};
use crate::{
    api,
    components::{Confirm, Field, FormDialog, Select, TextField, field::Tie, toast},
    i18n::{Text, common as c, organisation as w, t, tf, tr},
    reading::Write,
};

#[component]
pub fn AddUnit(parent: Option<OrgUnit>, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let parent_id = parent.as_ref().map(|parent| parent.id);
    let write = Write::new();
    let submit = Callback::new(move |()| {
        let draft = OrgUnitDraft { parent_id, name: name.get_untracked().trim().to_owned() };
        write.submit(
            draft,
            |draft| async move { api::organisation::add_unit(&draft).await },
            move |unit| {
                toast::say(tf(w::UNIT_ADDED, unit.name));
                on_done.run(());
            },
        );
    });
    let title =
        move || parent.as_ref().map_or_else(|| t(w::ADD_ROOT).to_owned(), |parent| tf(w::ADD_UNDER, &parent.name));
    view! { <NameForm title=Signal::derive(title) action=c::ADD name=name write=write on_close=on_close on_submit=submit /> }
}

#[component]
pub fn RenameUnit(unit: OrgUnit, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let name = RwSignal::new(unit.name.clone());
    let write = Write::new();
    let (id, version) = (unit.id, unit.version);
    let submit = Callback::new(move |()| {
        let rename = OrgUnitRename { name: name.get_untracked().trim().to_owned(), version };
        write.submit(
            rename,
            move |rename| async move { api::organisation::rename_unit(id, &rename).await },
            move |_| {
                toast::say(t(w::UNIT_RENAMED));
                on_done.run(());
            },
        );
    });
    let title = Signal::derive(move || tf(w::RENAME_TITLE, &unit.name));
    view! { <NameForm title=title action=c::SAVE name=name write=write on_close=on_close on_submit=submit /> }
}

/// The name of a unit, new or other.
#[component]
fn NameForm(
    title: Signal<String>,
    action: Text,
    name: RwSignal<String>,
    write: Write,
    on_close: Callback<()>,
    on_submit: Callback<()>,
) -> impl IntoView {
    view! {
        <FormDialog title=title action=action write=write on_close=on_close on_submit=on_submit fields=vec!["/name"]>
            <TextField label=w::UNIT_NAME value=name write=write pointer="/name" required=true autofocus=true />
        </FormDialog>
    }
}

#[component]
pub fn MoveUnit(unit: OrgUnit, all: Vec<OrgUnit>, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let to = RwSignal::new(unit.parent_id.map(|id| id.to_string()).unwrap_or_default());
    let write = Write::new();
    let (id, version) = (unit.id, unit.version);
    let submit = Callback::new(move |()| {
        let request = OrgUnitMove { parent_id: to.get_untracked().parse().ok(), version };
        write.run(async move { api::organisation::move_unit(id, &request).await }, move |_| {
            toast::say(t(w::UNIT_MOVED));
            on_done.run(());
        });
    });
    view! {
        <FormDialog
            title=Signal::derive(move || tf(w::MOVE_TITLE, &unit.name))
            action=w::MOVE
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/parent_id"]
        >
            <p class="soft small">{tr(w::SCOPE_NOTE)}</p>
            <UnitField label=w::MOVE_TO write=write pointer="/parent_id" value=to units=elsewhere(id, all) none=w::TOP_LEVEL />
        </FormDialog>
    }
}

#[component]
pub fn MergeUnit(unit: OrgUnit, all: Vec<OrgUnit>, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let into = RwSignal::new(String::new());
    let write = Write::new();
    let (id, version) = (unit.id, unit.version);
    let submit = Callback::new(move |()| {
        let Ok(into) = into.get_untracked().parse::<OrgUnitId>() else {
            write.refuse(vec![FieldError::new("/into", FieldCode::Required)]);
            return;
        };
        let request = OrgUnitMerge { into, version };
        write.run(async move { api::organisation::merge_unit(id, &request).await }, move |()| {
            toast::say(t(w::UNIT_MERGED));
            on_done.run(());
        });
    });
    view! {
        <FormDialog
            title=Signal::derive(move || tf(w::MERGE_TITLE, &unit.name))
            action=w::MERGE
            danger=true
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/into"]
        >
            <p class="soft small">{tr(w::MERGE_BODY)}</p>
            <UnitField label=w::MERGE_INTO write=write pointer="/into" value=into units=elsewhere(id, all) none=c::NOT_SET />
        </FormDialog>
    }
}

#[component]
pub fn DeleteUnit(unit: OrgUnit, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let (id, version) = (unit.id, unit.version);
    let delete = Callback::new(move |write: Write| {
        write.run(api::organisation::delete_unit(id, version), move |()| {
            toast::say(t(c::DELETED));
            on_done.run(());
        });
    });
    view! {
        <Confirm
            title=Signal::derive(move || tf(w::DELETE_TITLE, &unit.name))
            action=c::DELETE
            on_close=on_close
            on_confirm=delete
        >
            <p>{tr(w::DELETE_BODY)}</p>
        </Confirm>
    }
}

/// A choice of one unit. `none` is what the first line says.
#[component]
pub fn UnitField(
    label: Text,
    write: Write,
    pointer: &'static str,
    value: RwSignal<String>,
    #[prop(into)] units: Signal<Vec<OrgUnit>>,
    none: Text,
) -> impl IntoView {
    let control = move |tie: Tie| {
        view! {
            <Select
                tie=tie
                value=value
                on_change=Callback::new(move |word| value.set(word))
                options=move || std::iter::once((String::new(), t(none).to_owned())).chain(units.with(|all| indented(all))).collect()
            />
        }
        .into_any()
    };
    view! { <Field label=label write=write pointer=pointer required=true control=control /> }
}

/// The units that a unit can go to: all but itself and those below it.
fn elsewhere(id: OrgUnitId, all: Vec<OrgUnit>) -> Vec<OrgUnit> {
    let own = with_below(id, &all);
    all.into_iter().filter(|unit| !own.contains(&unit.id)).collect()
}
