//! One's own exports: how far they are, to be downloaded or called off.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use shared::{
    exports::{Export, ExportState},
    page::PageQuery,
};

use super::marks::{Content, StateMark, failure_text, rows, share, size};
use crate::{
    api,
    components::{Button, Glyph, Listed, Look, Notice, PageHead, download, toast},
    format,
    i18n::{common as c, exports as w, t_now, tf, tr},
    reading::{Listing, Write},
};

/// How often those are asked about that are on their way.
const EVERY: Duration = Duration::from_secs(1);

#[component]
pub fn ExportsPage() -> impl IntoView {
    let listing = Listing::<Export>::new(|cursor| async move {
        api::exports::list(&PageQuery { cursor, ..PageQuery::default() }).await
    });
    keep_open_ones_current(listing);
    let empty = || view! { <Notice glyph=Glyph::Download title=w::EMPTY body=w::EMPTY_BODY /> }.into_any();
    view! {
        <div class="page">
            <PageHead title=w::TITLE about=w::ABOUT />
            <section class="panel">
                <Listed listing=listing empty=empty>
                    <table class="table cards" data-testid="exports">
                        <thead>
                            <tr>
                                <th scope="col">{tr(w::FILE)}</th>
                                <th scope="col">{tr(w::CONTENT)}</th>
                                <th scope="col">{tr(c::STATUS)}</th>
                                <th scope="col" class="end">{tr(w::SIZE)}</th>
                                <th scope="col">{tr(w::ASKED_AT)}</th>
                                <th scope="col">{tr(w::KEPT_UNTIL)}</th>
                                <th scope="col"><span class="sr-only">{tr(c::ACTIONS)}</span></th>
                            </tr>
                        </thead>
                        <tbody>
                            <For each=move || listing.rows.get() key=|row| (row.id, row.state, row.written) let:row>
                                <Row export=row listing=listing />
                            </For>
                        </tbody>
                    </table>
                </Listed>
            </section>
        </div>
    }
}

/// Asks about each that is on its way, and puts the answer where it stands.
fn keep_open_ones_current(listing: Listing<Export>) {
    let ask = move || {
        let Some(rows) = listing.rows.try_get_untracked().filter(|_| !document().hidden()) else { return };
        for id in rows.into_iter().filter(|export| export.state.is_open()).map(|export| export.id) {
            spawn_local(async move {
                if let Ok(export) = api::exports::one(id).await {
                    put(listing, export);
                }
            });
        }
    };
    let handle = set_interval_with_handle(ask, EVERY);
    on_cleanup(move || {
        if let Ok(handle) = handle {
            handle.clear();
        }
    });
}

fn put(listing: Listing<Export>, export: Export) {
    // The page may have been left meanwhile.
    let _ = listing.rows.try_update(|rows| {
        if let Some(row) = rows.iter_mut().find(|row| row.id == export.id) {
            *row = export;
        }
    });
}

#[component]
fn Row(export: Export, listing: Listing<Export>) -> impl IntoView {
    let (state, failure, id) = (export.state, export.failure, export.id);
    let (name, progress) = (export.file_name.clone(), share(&export));
    let counted = export.clone();
    let write = Write::new();
    Effect::new(move |_| {
        if let Some(fault) = write.fault.get() {
            toast::complain(&fault);
        }
    });
    let label = |text, name: &str| {
        let name = name.to_owned();
        Signal::derive(move || tf(text, &name))
    };
    let fetch = {
        let name = name.clone();
        Callback::new(move |()| {
            let name = name.clone();
            write.run(async move { api::exports::file(id).await }, move |blob| download::file(&name, &blob));
        })
    };
    let cancel = {
        let name = name.clone();
        Callback::new(move |()| {
            let said = t_now(w::CANCELLED_ONE).replacen("{}", &name, 1);
            write.run(async move { api::exports::cancel(id).await }, move |export| {
                toast::say(said);
                put(listing, export);
            });
        })
    };
    let busy = Signal::derive(move || write.busy());
    view! {
        <tr data-row>
            <td class="lead"><span class="name">{name.clone()}</span></td>
            <td data-label=tr(w::CONTENT)><Content what=export.what.clone() /></td>
            <td class="corner" data-label=tr(c::STATUS)>
                <span class="two">
                    <StateMark state=state />
                    <span class="muted num">{move || rows(&counted)}</span>
                    {(state == ExportState::Running)
                        .then(|| view! { <span class="bar" aria-hidden="true"><span style:width=format!("{progress}%")></span></span> })}
                    {failure.map(|failure| view! { <span class="muted">{tr(failure_text(failure))}</span> })}
                </span>
            </td>
            <td class="end num" data-label=tr(w::SIZE)>{export.size.map(size)}</td>
            <td class="num" data-label=tr(w::ASKED_AT)>{format::time(export.created_at)}</td>
            <td class="num" data-label=tr(w::KEPT_UNTIL)>
                {export.expires_at.filter(|_| state == ExportState::Done).map(format::time)}
            </td>
            <td class="end">
                {match state {
                    ExportState::Done => view! {
                        <Button label=w::DOWNLOAD name=label(w::DOWNLOAD_ONE, &name) glyph=Glyph::Download slim=true busy=busy on_press=fetch />
                    }
                    .into_any(),
                    ExportState::Waiting | ExportState::Running => view! {
                        <Button label=c::CANCEL name=label(w::CANCEL_ONE, &name) look=Look::Ghost slim=true busy=busy on_press=cancel />
                    }
                    .into_any(),
                    ExportState::Failed | ExportState::Cancelled | ExportState::Expired => ().into_any(),
                }}
            </td>
        </tr>
    }
}
