//! The org tree: who is above whom. Superiors see the customers of everybody below them, so its shape is a permission.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::{
    ids::OrgUnitId,
    organisation::{Employee, EmployeeQuery, OrgUnit},
    permissions::Permission,
};

use super::{
    employee_table::EmployeeTable,
    tree::UnitTree,
    unit_dialogs::{AddUnit, DeleteUnit, MergeUnit, MoveUnit, RenameUnit},
};
use crate::{
    api,
    components::{Button, Glyph, Icon, Listed, Loaded, Look, Notice, PageHead, closer},
    i18n::{common as c, organisation as w, tr},
    reading::{Listing, Read, UrlQuery},
    session,
};

/// Which unit the address names.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
struct Address {
    unit: Option<OrgUnitId>,
}

/// What is being done to the tree.
#[derive(Clone, PartialEq)]
pub enum Deed {
    Add(Option<OrgUnit>),
    Rename(OrgUnit),
    Move(OrgUnit),
    Merge(OrgUnit),
    Delete(OrgUnit),
}

#[component]
pub fn OrganisationPage() -> impl IntoView {
    let units = Read::new(api::organisation::units);
    let address = UrlQuery::<Address>::new();
    // Until one is chosen, the top of the tree is.
    let chosen = Signal::derive(move || address.with(|a| a.unit).or_else(|| units.ok()?.first().map(|unit| unit.id)));
    let deed = RwSignal::new(None::<Deed>);
    let unit = Memo::new(move |_| units.ok()?.into_iter().find(|unit| Some(unit.id) == chosen.get()));
    let done = Callback::new(move |()| {
        deed.set(None);
        units.reload();
    });
    let add_root = Callback::new(move |()| deed.set(Some(Deed::Add(None))));
    let tree = move |all: Vec<OrgUnit>| {
        if all.is_empty() {
            return view! { <Notice glyph=Glyph::Tree title=w::TREE_EMPTY body=w::TREE_EMPTY_BODY slim=true /> }
                .into_any();
        }
        let choose = Callback::new(move |unit| address.set(Address { unit }));
        view! { <div class="panel-body tree"><UnitTree units=all chosen=chosen on_choose=choose /></div> }.into_any()
    };
    view! {
        <div class="page">
            <PageHead title=w::TITLE about=w::SCOPE_NOTE>
                <Show when=|| session::can(Permission::OrganisationManage)>
                    <Button label=w::ADD_ROOT glyph=Glyph::Plus look=Look::Primary on_press=add_root />
                </Show>
            </PageHead>
            <div class="split">
                <section class="panel regions" aria-label=tr(w::UNITS)>
                    <Loaded read=units show=tree />
                </section>
                <section class="panel">
                    {move || match unit.get() {
                        Some(unit) => view! { <Unit unit=unit deed=deed /> }.into_any(),
                        None => view! { <Notice glyph=Glyph::Tree title=w::PICK_UNIT /> }.into_any(),
                    }}
                </section>
            </div>
            {move || {
                let all = units.ok().unwrap_or_default();
                let on_close = closer(deed);
                deed.get().map(|deed| match deed {
                    Deed::Add(parent) => view! { <AddUnit parent=parent on_close=on_close on_done=done /> }.into_any(),
                    Deed::Rename(unit) => view! { <RenameUnit unit=unit on_close=on_close on_done=done /> }.into_any(),
                    Deed::Move(unit) => view! { <MoveUnit unit=unit all=all on_close=on_close on_done=done /> }.into_any(),
                    Deed::Merge(unit) => view! { <MergeUnit unit=unit all=all on_close=on_close on_done=done /> }.into_any(),
                    Deed::Delete(unit) => view! { <DeleteUnit unit=unit on_close=on_close on_done=done /> }.into_any(),
                })
            }}
        </div>
    }
}

/// The chosen unit: what one may do with it, and its people.
#[component]
fn Unit(unit: OrgUnit, deed: RwSignal<Option<Deed>>) -> impl IntoView {
    let id = unit.id;
    let people = Listing::<Employee>::new(move |cursor| {
        let query = EmployeeQuery { unit: Some(id), cursor, ..EmployeeQuery::default() };
        async move { api::organisation::employees(&query).await }
    });
    let act = |make: fn(OrgUnit) -> Deed| {
        let unit = unit.clone();
        Callback::new(move |()| deed.set(Some(make(unit.clone()))))
    };
    let (add, rename, shift, merge, delete) =
        (act(|unit| Deed::Add(Some(unit))), act(Deed::Rename), act(Deed::Move), act(Deed::Merge), act(Deed::Delete));
    view! {
        <div class="panel-head">
            <h2>{unit.name.clone()}</h2>
            <Show when=|| session::can(Permission::OrganisationManage)>
                <div class="actions wrap">
                    <Button label=w::ADD_BELOW glyph=Glyph::Plus slim=true on_press=add />
                    <Button label=w::RENAME glyph=Glyph::Edit slim=true on_press=rename />
                    <Button label=w::MOVE glyph=Glyph::Move slim=true on_press=shift />
                    <Button label=w::MERGE glyph=Glyph::Merge slim=true on_press=merge />
                    <Button label=c::DELETE glyph=Glyph::Trash slim=true look=Look::GhostWarns on_press=delete />
                </div>
            </Show>
        </div>
        <Listed
            listing=people
            empty=move || {
                view! {
                    <Notice glyph=Glyph::Users title=w::EMPTY slim=true>
                        <a class="button" href="/employees"><Icon glyph=Glyph::Badge /> {tr(w::EMPLOYEES)}</a>
                    </Notice>
                }
            }
        >
            <EmployeeTable rows=people.rows />
        </Listed>
    }
}
