//! The list of entrances.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use shared::{
    entrances::{Entrance, EntranceStatus},
    permissions::Permission,
};

use super::{categories::Categories, edit::EditEntrance, replies::Replies, words::status_text};
use crate::{
    api,
    components::{Button, Glyph, Loaded, Look, Notice, PageHead, Segments, closer},
    i18n::{common as c, entrances as w, inquiries as iw, tn, tr, widgets as ww},
    reading::Read,
    router::Place,
    session,
    widgets::Widgets,
};

/// What the page shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    Entrances,
    Categories,
    Replies,
    Widgets,
}

impl Tab {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Entrances, ""),
        (Self::Categories, "categories"),
        (Self::Replies, "replies"),
        (Self::Widgets, "widgets"),
    ];

    fn of(word: &str) -> Self {
        Self::ALL.iter().find(|(_, own)| *own == word).map_or(Self::Entrances, |(tab, _)| *tab)
    }
}

#[component]
pub fn EntrancesPage() -> impl IntoView {
    let params = use_query_map();
    let tab = Memo::new(move |_| params.with(|params| Tab::of(&params.get("tab").unwrap_or_default())));
    let navigate = use_navigate();
    let choose = Callback::new(move |chosen: Tab| {
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        let word = Tab::ALL.iter().find(|(tab, _)| *tab == chosen).map_or("", |(_, word)| *word);
        let path = Place::Entrances.path();
        navigate(&if word.is_empty() { path.to_owned() } else { format!("{path}?tab={word}") }, options);
    });
    let tabs = vec![
        (Tab::Entrances, w::TITLE),
        (Tab::Categories, w::CATEGORIES),
        (Tab::Replies, iw::CANNED),
        (Tab::Widgets, ww::TITLE),
    ];
    view! {
        <div class="page">
            <PageHead title=w::TITLE>
                <Segments label=w::TITLE options=tabs value=tab on_change=choose />
            </PageHead>
            {move || match tab.get() {
                Tab::Entrances => view! { <Entrances /> }.into_any(),
                Tab::Categories => view! { <Categories /> }.into_any(),
                Tab::Replies => view! { <Replies /> }.into_any(),
                Tab::Widgets => view! { <Widgets /> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Entrances() -> impl IntoView {
    let entrances = Read::new(|| async {
        let all = api::entrances::list().await?;
        let lines = if session::can_now(Permission::GroupRead) { api::groups::lines().await? } else { Vec::new() };
        let names: BTreeMap<_, _> = lines.into_iter().map(|line| (line.id, line.name)).collect();
        let named = |one: Entrance| {
            let line = one.product_line_id.and_then(|id| names.get(&id).cloned());
            (one, line.unwrap_or_default())
        };
        Ok(all.into_iter().map(named).collect::<Vec<_>>())
    });
    let opened = RwSignal::new(None::<Option<Entrance>>);
    let add = Callback::new(move |()| opened.set(Some(None)));
    let done = Callback::new(move |()| {
        opened.set(None);
        entrances.reload();
    });
    let draw = move |all: Vec<(Entrance, String)>| {
        if all.is_empty() {
            return view! { <Notice glyph=Glyph::Door title=w::EMPTY body=w::EMPTY_BODY /> }.into_any();
        }
        view! {
            <div class="table-wrap">
                <table class="table cards" data-testid="entrances">
                    <thead>
                        <tr>
                            <th scope="col">{tr(c::NAME)}</th>
                            <th scope="col">{tr(w::CODE)}</th>
                            <th scope="col">{tr(iw::CHANNEL)}</th>
                            <th scope="col">{tr(iw::PRODUCT_LINE)}</th>
                            <th scope="col">{tr(w::FIELDS)}</th>
                            <th scope="col">{tr(c::STATUS)}</th>
                            <th scope="col"><span class="sr-only">{tr(c::ACTIONS)}</span></th>
                        </tr>
                    </thead>
                    <tbody>{all.into_iter().map(|(one, line)| view! { <Row one=one line=line opened=opened /> }).collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="panel">
            <div class="panel-head">
                <span class="small soft">{tr(w::ABOUT)}</span>
                <div class="actions"><Button label=w::ADD glyph=Glyph::Plus slim=true look=Look::Primary on_press=add /></div>
            </div>
            <Loaded read=entrances table=true show=draw />
        </section>
        {move || opened.get().map(|entrance| view! { <EditEntrance entrance=entrance on_close=closer(opened) on_done=done /> })}
    }
}

#[component]
fn Row(one: Entrance, line: String, opened: RwSignal<Option<Option<Entrance>>>) -> impl IntoView {
    let own = one.clone();
    let edit = Callback::new(move |()| opened.set(Some(Some(own.clone()))));
    let (open, fields) = (one.status == EntranceStatus::Open, i64::try_from(one.fields.len()).unwrap_or_default());
    view! {
        <tr data-row>
            <td class="lead"><span class="name">{one.name}</span></td>
            <td class="mono soft" data-label=tr(w::CODE)>{one.code}</td>
            <td class="soft" data-label=tr(iw::CHANNEL)>{one.channel}</td>
            <td class="soft" data-label=tr(iw::PRODUCT_LINE)>{line}</td>
            <td class="soft" data-label=tr(w::FIELDS)>{move || tn(w::FIELDS_COUNT, fields)}</td>
            <td class="corner" data-label=tr(c::STATUS)>
                <span class="badge" class:good=open>{tr(status_text(one.status))}</span>
            </td>
            <td class="end tools">
                <Button label=c::EDIT glyph=Glyph::Edit icon_only=true slim=true look=Look::Ghost on_press=edit />
            </td>
        </tr>
    }
}
