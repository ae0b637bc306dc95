//! The list of widgets, and the line that a website needs.

use leptos::prelude::*;
use shared::{entrances::EntranceStatus, widgets::Widget};

use super::edit::EditWidget;
use crate::{
    api,
    components::{Button, Dialog, Glyph, Loaded, Look, Notice, closer, copy::CopyButton},
    entrances::words::status_text,
    i18n::{common as c, entrances as ew, t, tr, widgets as w},
    reading::Read,
};

#[component]
pub fn Widgets() -> impl IntoView {
    let widgets = Read::new(api::widgets::list);
    let opened = RwSignal::new(None::<Option<Widget>>);
    let embedding = RwSignal::new(None::<Widget>);
    let add = Callback::new(move |()| opened.set(Some(None)));
    let done = Callback::new(move |()| {
        opened.set(None);
        widgets.reload();
    });
    let row = move |one: Widget| {
        let (own, shown) = (one.clone(), one.clone());
        let edit = Callback::new(move |()| opened.set(Some(Some(own.clone()))));
        let embed = Callback::new(move |()| embedding.set(Some(shown.clone())));
        let is_open = one.status == EntranceStatus::Open;
        view! {
            <tr data-row>
                <td class="lead"><span class="name">{one.name}</span></td>
                <td class="mono soft" data-label=tr(ew::ENTITY)>{one.entrance}</td>
                <td class="soft" data-label=tr(w::ORIGINS)>{one.origins.join("、")}</td>
                <td class="corner" data-label=tr(c::STATUS)>
                    <span class="badge" class:good=is_open>{tr(status_text(one.status))}</span>
                </td>
                <td class="end tools">
                    {is_open.then(|| view! { <Button label=w::EMBED glyph=Glyph::Copy slim=true look=Look::Ghost on_press=embed /> })}
                    <Button label=c::EDIT glyph=Glyph::Edit icon_only=true slim=true look=Look::Ghost on_press=edit />
                </td>
            </tr>
        }
    };
    let draw = move |all: Vec<Widget>| {
        if all.is_empty() {
            return view! { <Notice glyph=Glyph::Chat title=w::EMPTY body=w::ABOUT slim=true /> }.into_any();
        }
        view! {
            <div class="table-wrap">
                <table class="table cards" data-testid="widgets">
                    <thead>
                        <tr>
                            <th scope="col">{tr(c::NAME)}</th>
                            <th scope="col">{tr(ew::ENTITY)}</th>
                            <th scope="col">{tr(w::ORIGINS)}</th>
                            <th scope="col">{tr(c::STATUS)}</th>
                            <th scope="col"><span class="sr-only">{tr(c::ACTIONS)}</span></th>
                        </tr>
                    </thead>
                    <tbody>{all.into_iter().map(row).collect_view()}</tbody>
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
            <Loaded read=widgets table=true show=draw />
        </section>
        {move || opened.get().map(|one| view! { <EditWidget one=one on_close=closer(opened) on_done=done /> })}
        {move || embedding.get().map(|one| view! { <Embed one=one on_close=closer(embedding) /> })}
    }
}

/// The line that a website needs, and the address of the window as a page of its own.
#[component]
fn Embed(one: Widget, on_close: Callback<()>) -> impl IntoView {
    let home = window().location().origin().unwrap_or_default();
    let snippet = format!(
        "<script src=\"{home}/widget.js\" data-key=\"{}\" data-colour=\"{}\" async></script>",
        one.key, one.colour
    );
    let page = format!("{home}/widget/{}", one.key);
    let (copied, shared) = (snippet.clone(), page.clone());
    view! {
        <Dialog title=Signal::derive(|| t(w::EMBED).to_owned()) on_close=on_close>
            <div class="layer-body">
                <p class="soft">{tr(w::EMBED_BODY)}</p>
                <div class="secret">
                    <textarea class="input mono" readonly rows="5" aria-label=tr(w::SNIPPET) data-testid="snippet" prop:value=snippet></textarea>
                    <CopyButton text=Signal::derive(move || copied.clone()) />
                </div>
                <p class="soft">{tr(w::PAGE_BODY)}</p>
                <div class="secret">
                    <input class="input mono" readonly aria-label=tr(w::PAGE) data-testid="window-address" prop:value=page />
                    <CopyButton text=Signal::derive(move || shared.clone()) />
                </div>
            </div>
        </Dialog>
    }
}
