//! One group: what it is, how it stands now, and its members.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_params_map},
};
use shared::{groups::Group, ids::GroupId, permissions::Permission};

use super::{group_form::GroupForm, members::Members};
use crate::{
    api,
    components::{Button, Confirm, Failed, Glyph, Icon, Look, Notice, page::name_tab, states::LineSkeleton, toast},
    format::number,
    i18n::{Text, common as c, groups as w, t, tf, tr},
    reading::{Read, Write},
    router::Place,
    session,
};

/// What is being done.
#[derive(Clone, Copy, PartialEq)]
enum Deed {
    Edit,
    Delete,
}

#[component]
pub fn GroupPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse::<GroupId>().ok())));
    move || match id.get() {
        Some(id) => view! { <Detail id=id /> }.into_any(),
        None => view! { <div class="page"><Notice glyph=Glyph::Group title=c::LOST_TITLE body=c::LOST_BODY /></div> }
            .into_any(),
    }
}

#[component]
fn Detail(id: GroupId) -> impl IntoView {
    let group = Read::new(move || api::groups::group(id));
    let deed = RwSignal::new(None::<Deed>);
    let close = Callback::new(move |()| deed.set(None));
    let saved = Callback::new(move |new: Group| {
        group.put(new);
        deed.set(None);
    });
    let navigate = use_navigate();
    let gone = Callback::new(move |()| navigate(Place::Groups.path(), NavigateOptions::default()));
    // The members stay mounted while what is counted of them is read again.
    let known = Memo::new(move |_| group.get().is_some_and(|answer| answer.is_ok()));
    let recount = Callback::new(move |()| group.reload());
    name_tab(move || group.ok().map(|one| one.name).unwrap_or_default());
    let retry = Callback::new(move |()| group.reload());
    view! {
        <div class="page">
            <a class="crumb" href=Place::Groups.path()>{tr(w::TITLE)} <Icon glyph=Glyph::ChevronRight /></a>
            {move || match group.get() {
                Some(Ok(one)) => view! { <Head one=one deed=deed /> }.into_any(),
                Some(Err(fault)) => view! { <section class="panel"><Failed fault=fault retry=retry /></section> }.into_any(),
                None => view! { <section class="panel"><LineSkeleton /></section> }.into_any(),
            }}
            <Show when=move || known.get()>
                <Members group=id name=Signal::derive(move || group.ok().map(|one| one.name).unwrap_or_default()) on_change=recount />
            </Show>
            {move || {
                let one = group.ok()?;
                Some(match deed.get()? {
                    Deed::Edit => view! { <GroupForm group=Some(one) on_close=close on_done=saved /> }.into_any(),
                    Deed::Delete => view! { <DeleteGroup group=one on_close=close on_done=gone /> }.into_any(),
                })
            }}
        </div>
    }
}

#[component]
fn Head(one: Group, deed: RwSignal<Option<Deed>>) -> impl IntoView {
    let open = move |what: Deed| Callback::new(move |()| deed.set(Some(what)));
    let figure = |label: Text, count: i64, class: &'static str| {
        view! {
            <div class=class>
                <span class="tiny muted">{tr(label)}</span>
                <span class="figure">{number(count)}</span>
            </div>
        }
    };
    view! {
        <header class="page-head">
            <h1>{one.name.clone()}</h1>
            {one.product_line.map(|line| view! { <span class="badge accent">{line.name}</span> })}
            <span class="about">{one.description}</span>
            <Show when=|| session::can(Permission::GroupManage)>
                <div class="actions">
                    <Button label=c::EDIT glyph=Glyph::Edit on_press=open(Deed::Edit) />
                    <Button label=c::DELETE glyph=Glyph::Trash look=Look::GhostWarns on_press=open(Deed::Delete) />
                </div>
            </Show>
        </header>
        <div class="sum four" data-testid="group-figures">
            {figure(w::MEMBERS, one.members, "")}
            {figure(w::AVAILABLE, one.available, if one.available == 0 { "warn" } else { "good" })}
            {figure(w::OPEN_WORK, one.open_work, "")}
            {figure(w::WAITING, one.waiting, if one.waiting > 0 { "bad" } else { "" })}
        </div>
    }
}

#[component]
fn DeleteGroup(group: Group, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let (id, version, name) = (group.id, group.version, group.name);
    let delete = Callback::new(move |write: Write| {
        write.run(api::groups::delete_group(id, version), move |()| {
            toast::say(t(c::DELETED));
            on_done.run(());
        });
    });
    view! {
        <Confirm title=Signal::derive(move || tf(w::DELETE_TITLE, &name)) action=c::DELETE on_close=on_close on_confirm=delete>
            <p>{tr(w::DELETE_BODY)}</p>
        </Confirm>
    }
}
