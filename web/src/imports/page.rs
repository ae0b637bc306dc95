//! The wizard: choose a file, wait for the check, look, decide. The import's id stands in the address, so that a
//! reload loses nothing.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::{
    ids::ImportId,
    imports::{Import, ImportKind, ImportStatus},
    permissions::Permission,
};

use super::{
    decision::{Applied, Preview},
    file::ChooseFile,
    lines::explain,
    progress::Checking,
};
use crate::{
    api,
    components::{Button, Failed, Glyph, Icon, Notice, PageHead, states::LineSkeleton, steps},
    i18n::{common as c, imports as w, tr},
    reading::{Read, UrlQuery},
    router::Place,
    session,
};

/// What the address says.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
struct Address {
    id: Option<ImportId>,
}

#[component]
pub fn ImportPage(kind: ImportKind) -> impl IntoView {
    let (title, place, needs) = match kind {
        ImportKind::Districts => (w::DISTRICTS, Place::Districts, Permission::DistrictManage),
        ImportKind::Employees => (w::EMPLOYEES, Place::Employees, Permission::OrganisationManage),
    };
    let address = UrlQuery::<Address>::new();
    let uploaded = Callback::new(move |import: Import| address.set(Address { id: Some(import.id) }));
    let again = Callback::new(move |()| address.set(Address::default()));
    let id = Memo::new(move |_| address.with(|address| address.id));
    view! {
        <div class="page">
            <a class="crumb" href=place.path()>{tr(place.title())} <Icon glyph=Glyph::ChevronRight /></a>
            <PageHead title=title about=w::ABOUT />
            {move || {
                if !session::can(needs) {
                    return view! { <Notice glyph=Glyph::Lock title=c::DENIED_TITLE body=c::DENIED_BODY /> }.into_any();
                }
                match id.get() {
                    None => view! { <Steps now=0 /><ChooseFile kind=kind on_done=uploaded /> }.into_any(),
                    Some(id) => view! { <Uploaded id=id kind=kind again=again /> }.into_any(),
                }
            }}
        </div>
    }
}

/// An import that the server knows.
#[component]
fn Uploaded(id: ImportId, kind: ImportKind, again: Callback<()>) -> impl IntoView {
    let import = Read::new(move || api::imports::one(id));
    let retry = Callback::new(move |()| import.reload());
    // Only a change of status draws the step anew; progress moves inside of it.
    let status = Memo::new(move |_| import.ok().map(|import| import.status));
    let fault = Memo::new(move |_| import.get().and_then(Result::err));
    move || {
        if let Some(fault) = fault.get() {
            return view! { <section class="panel"><Failed fault=fault retry=retry /></section> }.into_any();
        }
        let now = import.ok();
        match (status.get(), now) {
            (Some(ImportStatus::Checking), _) => view! { <Steps now=1 /><Checking import=import /> }.into_any(),
            (Some(ImportStatus::Ready), Some(now)) => {
                view! { <Steps now=2 /><Preview import=now kind=kind read=import again=again /> }.into_any()
            }
            (Some(ImportStatus::Applied), Some(now)) => {
                view! { <Steps now=3 /><Applied import=now kind=kind again=again /> }.into_any()
            }
            (Some(ImportStatus::Failed), Some(now)) => {
                view! { <Unreadable import=now kind=kind again=again /> }.into_any()
            }
            _ => view! { <section class="panel"><LineSkeleton /></section> }.into_any(),
        }
    }
}

#[component]
fn Unreadable(import: Import, kind: ImportKind, again: Callback<()>) -> impl IntoView {
    view! {
        <section class="panel">
            <Notice glyph=Glyph::Alert title=w::FAILED>
                <div class="stack tight">
                    <span class="mono small">{import.file_name}</span>
                    {import.failure.map(|why| view! { <span class="fault">{move || explain(kind, std::slice::from_ref(&why))}</span> })}
                    <Button label=w::ANOTHER on_press=again />
                </div>
            </Notice>
        </section>
    }
}

/// How far the import has come.
#[component]
fn Steps(now: usize) -> impl IntoView {
    view! {
        <steps::Steps label=w::STEPS names=vec![w::STEP_FILE, w::STEP_CHECK, w::STEP_PREVIEW, w::STEP_DONE] now=Signal::stored(now) />
    }
}
