//! The list of one's notices.

use std::collections::BTreeSet;

use leptos::{prelude::*, task::spawn_local};
use shared::{
    Page,
    ids::NoticeId,
    notices::{Notice, NoticeQuery, NoticesRead},
};

use super::{
    Bell,
    words::{kind_glyph, link, sentence},
};
use crate::{
    api,
    components::{Button, Dialog, Glyph, Icon, Layer, Listed, Notice as Calm, age::age, toast},
    format,
    i18n::{notices as w, t, tf, tr},
    reading::{Listing, Write},
};

/// How many are read at once.
const PAGE: usize = 20;

/// What is shown is read; its marks stay for as long as one looks.
#[component]
pub fn NoticePanel(bell: Bell) -> impl IntoView {
    let listing = Listing::<Notice>::new(move |cursor| async move {
        let query = NoticeQuery { limit: u32::try_from(PAGE).ok(), cursor, ..NoticeQuery::default() };
        let page = api::notices::page(&query).await?;
        Ok(Page { items: page.items, next_cursor: page.next_cursor })
    });
    let fresh = RwSignal::new(BTreeSet::<NoticeId>::new());
    Effect::new(move |_| {
        let unread = |row: &&Notice| !row.read && fresh.with_untracked(|all| !all.contains(&row.id));
        let ids: Vec<_> = listing.rows.with(|rows| rows.iter().filter(unread).map(|row| row.id).collect());
        if !ids.is_empty() {
            fresh.update(|all| all.extend(&ids));
            spawn_local(async move {
                // What could not be told is told when it is shown again.
                drop(api::notices::mark_read(&NoticesRead { ids, up_to: None }).await);
                bell.reload();
            });
        }
    });
    // What comes meanwhile stands on top, unless one has gone further down: then it would take what one reads away.
    Effect::new(move |_| {
        let newest = bell.newest().map(|newest| newest.id);
        let (first, count) = untrack(|| listing.rows.with(|rows| (rows.first().map(|row| row.id), rows.len())));
        if newest > first && count <= PAGE && !untrack(|| listing.busy()) {
            listing.reload();
        }
    });
    let write = Write::new();
    let mark_all = Callback::new(move |()| {
        let Some(newest) = untrack(|| bell.newest()) else { return };
        let read = NoticesRead { ids: Vec::new(), up_to: Some(newest.id) };
        write.run(async move { api::notices::mark_read(&read).await }, move |_| {
            listing.rows.update(|rows| rows.iter_mut().for_each(|row| row.read = true));
            fresh.set(BTreeSet::new());
            bell.reload();
        });
    });
    Effect::new(move |_| {
        if let Some(fault) = write.fault.get() {
            toast::complain(&fault);
        }
    });
    let none_marked = Signal::derive(move || bell.unread() == 0 && fresh.with(BTreeSet::is_empty));
    let close = Callback::new(move |()| bell.open.set(false));
    view! {
        <Dialog title=Signal::derive(|| t(w::TITLE).to_owned()) layer=Layer::Beside on_close=close>
            <div class="notices" data-testid="notices">
                <Listed listing=listing empty=|| view! { <Calm glyph=Glyph::Bell title=w::EMPTY body=w::EMPTY_BODY /> }>
                    <ul class="notice-list">
                        <For each=move || listing.rows.get() key=|row| row.id let:row>
                            <Row row=row fresh=fresh on_follow=close />
                        </For>
                    </ul>
                </Listed>
            </div>
            <div class="layer-foot">
                <span class="start tiny muted">{tr(w::KEPT_FOR)}</span>
                <Button label=w::MARK_ALL glyph=Glyph::Check slim=true busy=Signal::derive(move || write.busy()) disabled=none_marked on_press=mark_all />
            </div>
        </Dialog>
    }
}

#[component]
fn Row(row: Notice, fresh: RwSignal<BTreeSet<NoticeId>>, on_follow: Callback<()>) -> impl IntoView {
    let (id, at, kind) = (row.id, row.at, row.kind);
    let is_fresh = move || fresh.with(|all| all.contains(&id));
    let href = link(&row);
    let timer = row.name.clone();
    let body = view! {
        <span class=format!("entry-mark {kind}")><Icon glyph=kind_glyph(kind) /></span>
        <span class="notice-says">
            <span>{move || sentence(&row)}</span>
            <span class="tiny muted">
                {timer} " · "
                <time class="num" datetime=at.to_rfc3339() title=move || format::precise_time(at)>{move || tf(w::AGO, age(at))}</time>
            </span>
        </span>
        <Show when=is_fresh>
            <span class="unread-dot"><span class="sr-only">{tr(w::UNREAD)}</span></span>
        </Show>
    };
    view! {
        <li class:fresh=is_fresh>
            {match href {
                Some(href) => view! { <a class="notice-line" href=href on:click=move |_| on_follow.run(())>{body}</a> }.into_any(),
                None => view! { <div class="notice-line">{body}</div> }.into_any(),
            }}
        </li>
    }
}
