//! One's own views, to be renamed, shared, brought up to date and forgotten.

use leptos::prelude::*;
use shared::views::{SavedView, SavedViewEdit, SavedViews, ViewPage};

use super::form::ViewForm;
use crate::{
    api,
    components::{Alert, Button, Dialog, Glyph, Layer, Look, toast},
    i18n::{common as c, t, t_now, tf, tr, views as w},
    reading::{Read, Write},
};

#[component]
pub fn ManageViews(
    page: ViewPage,
    views: Read<SavedViews>,
    /// The filters of the list behind the dialog.
    filters: Signal<String>,
    on_close: Callback<()>,
) -> impl IntoView {
    let editing = RwSignal::new(None::<SavedView>);
    let write = Write::new();
    let done = Callback::new(move |()| {
        editing.set(None);
        views.reload();
    });
    let mine = move || views.ok().map(|views| views.items).unwrap_or_default().into_iter().filter(|view| view.is_mine);
    let take_over = Callback::new(move |view: SavedView| {
        let role_id = view.role.as_ref().map(|role| role.id);
        let edit = SavedViewEdit { name: view.name, query: filters.get_untracked(), role_id, version: view.version };
        write.submit(
            edit,
            move |edit| async move { api::views::edit(view.id, &edit).await },
            move |_| {
                toast::say(t_now(w::RENAMED_ONE));
                views.reload();
            },
        );
    });
    let forget = Callback::new(move |view: SavedView| {
        let name = view.name.clone();
        write.run(async move { api::views::delete(view.id, view.version).await }, move |()| {
            toast::say(tf(w::FORGOTTEN, &name));
            views.reload();
        });
    });
    let row = move |saved: SavedView| {
        let is_same = {
            let query = saved.query.clone();
            Signal::derive(move || filters.get() == query)
        };
        let role = saved.role.as_ref().map(|role| role.name.clone());
        let (edited, taken, gone) = (saved.clone(), saved.clone(), saved.clone());
        view! {
            <li class="view-row">
                <span class="view-name">{saved.name.clone()}</span>
                <span class="soft small">{move || role.clone().unwrap_or_else(|| t(w::ONLY_ME).to_owned())}</span>
                <span class="view-acts">
                    <Button
                        label=w::TAKE_OVER
                        look=Look::Ghost
                        slim=true
                        disabled=is_same
                        on_press=Callback::new(move |()| take_over.run(taken.clone()))
                    />
                    <Button
                        label=c::EDIT
                        glyph=Glyph::Edit
                        look=Look::Ghost
                        slim=true
                        on_press=Callback::new(move |()| editing.set(Some(edited.clone())))
                    />
                    <Button
                        label=c::DELETE
                        glyph=Glyph::Trash
                        look=Look::Ghost
                        slim=true
                        on_press=Callback::new(move |()| forget.run(gone.clone()))
                    />
                </span>
            </li>
        }
    };
    let roles = Signal::derive(move || views.ok().map(|views| views.roles).unwrap_or_default());
    move || match editing.get() {
        Some(view) => {
            let (query, close) = (view.query.clone(), Callback::new(move |()| editing.set(None)));
            view! { <ViewForm page=page query=query view=view roles=roles on_close=close on_done=done /> }.into_any()
        }
        None => view! {
            <Dialog title=Signal::derive(|| t(w::MANAGE).to_owned()) on_close=on_close layer=Layer::Broad>
                <div class="layer-body">
                    <Alert fault=write.fault />
                    <ul class="view-rows">{move || mine().map(row).collect_view()}</ul>
                    <Show when=move || mine().next().is_none()>
                        <p class="soft">{tr(w::NONE)}</p>
                    </Show>
                </div>
                <div class="layer-foot">
                    <Button label=c::CLOSE on_press=on_close />
                </div>
            </Dialog>
        }
        .into_any(),
    }
}
