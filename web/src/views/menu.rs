//! The button over a list that opens its saved views.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use shared::views::{SavedView, SavedViews, ViewPage};

use super::{form::ViewForm, manage::ManageViews};
use crate::{
    api,
    components::{
        Glyph, Icon,
        menu::{Menu, MenuItem},
    },
    i18n::{t, tf, tr, views as w},
    reading::Read,
};

/// What is open over the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Save,
    Manage,
}

#[component]
pub fn Views(page: ViewPage) -> impl IntoView {
    let views = Read::<SavedViews>::new(move || api::views::list(page));
    let location = use_location();
    let (search, path) = (location.search, location.pathname);
    let filters = Signal::derive(move || search.with(|search| search.trim_start_matches('?').to_owned()));
    let shown = Signal::derive(move || {
        let filters = filters.get();
        views.ok()?.items.into_iter().find(|view| view.query == filters && !filters.is_empty())
    });
    let navigate = use_navigate();
    let go = Callback::new(move |view: SavedView| {
        let path = path.get_untracked();
        let to = if view.query.is_empty() { path } else { format!("{path}?{}", view.query) };
        navigate(&to, NavigateOptions { scroll: false, ..NavigateOptions::default() });
    });
    let open = RwSignal::new(None::<Open>);
    let close = Callback::new(move |()| open.set(None));
    let done = Callback::new(move |()| {
        open.set(None);
        views.reload();
    });
    let button = move || {
        view! {
            <Icon glyph=Glyph::Eye />
            <span class="view-name">{move || shown.get().map_or_else(|| t(w::VIEWS).to_owned(), |view| view.name)}</span>
        }
        .into_any()
    };
    let roles = Signal::derive(move || views.ok().map(|views| views.roles).unwrap_or_default());
    view! {
        <Menu label=Signal::derive(|| t(w::VIEWS).to_owned()) button_class="button views-button" button=button>
            <Part title=w::MINE views=Signal::derive(move || part(views, true)) shown=shown go=go />
            <Part title=w::SHARED views=Signal::derive(move || part(views, false)) shown=shown go=go />
            <Show when=move || views.ok().is_some_and(|views| views.items.is_empty())>
                <div class="note">{tr(w::NONE)}</div>
            </Show>
            <hr />
            <MenuItem on_choose=Callback::new(move |()| open.set(Some(Open::Save)))>
                <Icon glyph=Glyph::Plus />
                {tr(w::SAVE_THIS)}
            </MenuItem>
            <Show when=move || !part(views, true).is_empty()>
                <MenuItem on_choose=Callback::new(move |()| open.set(Some(Open::Manage)))>
                    <Icon glyph=Glyph::Sliders />
                    {tr(w::MANAGE)}
                </MenuItem>
            </Show>
        </Menu>
        {move || match open.get() {
            Some(Open::Save) => {
                let query = filters.get_untracked();
                view! { <ViewForm page=page query=query roles=roles on_close=close on_done=done /> }.into_any()
            }
            Some(Open::Manage) => view! { <ManageViews page=page views=views filters=filters on_close=close /> }.into_any(),
            None => ().into_any(),
        }}
    }
}

fn part(views: Read<SavedViews>, mine: bool) -> Vec<SavedView> {
    views.ok().map(|views| views.items.into_iter().filter(|view| view.is_mine == mine).collect()).unwrap_or_default()
}

#[component]
fn Part(
    title: crate::i18n::Text,
    views: Signal<Vec<SavedView>>,
    shown: Signal<Option<SavedView>>,
    go: Callback<SavedView>,
) -> impl IntoView {
    let item = move |view: SavedView| {
        let id = view.id;
        let is_shown = move || shown.get().is_some_and(|shown| shown.id == id);
        let hint = if view.is_mine {
            view.role.as_ref().map(|role| role.name.clone())
        } else {
            Some(tf(w::BY, &view.owner.name))
        };
        let name = view.name.clone();
        view! {
            <MenuItem on_choose=Callback::new(move |()| go.run(view.clone()))>
                <span class="view-name">{name}</span>
                {hint.map(|hint| view! { <span class="soft small">{hint}</span> })}
                <Show when=is_shown>
                    <Icon glyph=Glyph::Check />
                </Show>
            </MenuItem>
        }
    };
    view! {
        <Show when=move || !views.get().is_empty()>
            <div class="note">{tr(title)}</div>
            {move || views.get().into_iter().map(item).collect_view()}
        </Show>
    }
}
