//! The list of avatars.

use leptos::prelude::*;
use shared::avatars::Avatar;

use super::{edit::EditAvatar, shown::Portrait};
use crate::{
    api,
    components::{Button, Glyph, Loaded, Look, PageHead, closer},
    i18n::{avatars as w, common as c, tr},
    reading::Read,
};

#[component]
pub fn AvatarsPage() -> impl IntoView {
    let avatars = Read::new(api::avatars::list);
    let opened = RwSignal::new(None::<Option<Avatar>>);
    let add = Callback::new(move |()| opened.set(Some(None)));
    let done = Callback::new(move |()| {
        opened.set(None);
        avatars.reload();
    });
    let draw = move |all: Vec<Avatar>| {
        let card = |one: Avatar| view! { <Card one=one opened=opened /> };
        view! { <ul class="avatar-cards" data-testid="avatars">{all.into_iter().map(card).collect_view()}</ul> }
            .into_any()
    };
    view! {
        <div class="page">
            <PageHead title=w::TITLE>
                <Button label=w::ADD glyph=Glyph::Plus look=Look::Primary on_press=add />
            </PageHead>
            <section class="panel">
                <div class="panel-head"><span class="small soft">{tr(w::ABOUT)}</span></div>
                <Loaded read=avatars show=draw />
            </section>
        </div>
        {move || opened.get().map(|one| view! { <EditAvatar one=one on_close=closer(opened) on_done=done /> })}
    }
}

#[component]
fn Card(one: Avatar, opened: RwSignal<Option<Option<Avatar>>>) -> impl IntoView {
    let own = one.clone();
    let edit = Callback::new(move |()| opened.set(Some(Some(own.clone()))));
    let name = one.shown.name.clone();
    let (is_default, is_active) = (one.is_default, one.is_active);
    let stands_for: Vec<String> = one
        .groups
        .into_iter()
        .map(|group| group.name)
        .chain(one.people.into_iter().map(|person| person.name))
        .collect();
    view! {
        <li class="avatar-card" class:inactive=!is_active data-row>
            <Portrait name=name.clone() picture=one.shown.picture large=true />
            <div class="avatar-words">
                <div class="row">
                    <h2 class="name clip">{name.clone()}</h2>
                    {is_default.then(|| view! { <span class="badge good" title=tr(w::DEFAULT_HINT)>{tr(w::DEFAULT)}</span> })}
                    {(!is_active).then(|| view! { <span class="badge">{tr(w::INACTIVE)}</span> })}
                </div>
                <p class="small soft">{one.shown.introduction}</p>
                <p class="tiny muted avatar-for">
                    {tr(w::STANDS_FOR)} " "
                    {if stands_for.is_empty() {
                        view! { <span>{tr(w::NOBODY)}</span> }.into_any()
                    } else {
                        view! { <span class="soft">{stands_for.join(" · ")}</span> }.into_any()
                    }}
                </p>
            </div>
            <Button label=c::EDIT name=Signal::derive(move || Some(crate::i18n::tf(w::EDIT, &name))) glyph=Glyph::Edit icon_only=true slim=true look=Look::Ghost on_press=edit />
        </li>
    }
}
