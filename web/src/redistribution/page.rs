//! What was redistributed, newest first, and the way back.

use leptos::prelude::*;
use shared::{
    page::PageQuery,
    redistribution::{Redistribution, RedistributionDetail},
};

use super::{
    flows::Flows,
    undo::{AskUndo, undone_line},
};
use crate::{
    api,
    components::{Button, Dialog, Glyph, Icon, Layer, Listed, Loaded, Look, Notice, PageHead, Person, closer},
    format::{self, number},
    i18n::{common as c, redistribution as w, t, tfs, tn, tr},
    prefs,
    reading::{Listing, Read},
    router::Place,
};

fn new_path() -> String {
    format!("{}/new", Place::Redistributions.path())
}

#[component]
pub fn RedistributionsPage() -> impl IntoView {
    let listing =
        Listing::new(
            |cursor| async move { api::redistribution::list(&PageQuery { cursor, ..PageQuery::default() }).await },
        );
    let opened = RwSignal::new(None::<Redistribution>);
    let changed = Callback::new(move |()| listing.reload());
    let nothing = move || {
        view! {
            <Notice glyph=Glyph::Swap title=w::EMPTY body=w::EMPTY_BODY>
                <a class="button primary" href=new_path()>{tr(w::NEW)}</a>
            </Notice>
        }
        .into_any()
    };
    view! {
        <div class="page">
            <PageHead title=w::TITLE about=w::ABOUT>
                <a class="button primary" href=new_path()><Icon glyph=Glyph::Swap /> {tr(w::NEW)}</a>
            </PageHead>
            <section class="panel">
                <Listed listing=listing empty=nothing>
                    <Table listing=listing opened=opened />
                </Listed>
            </section>
            {move || opened.get().map(|one| view! { <Drawer one=one on_close=closer(opened) on_change=changed /> })}
        </div>
    }
}

#[component]
fn Table(listing: Listing<Redistribution>, opened: RwSignal<Option<Redistribution>>) -> impl IntoView {
    view! {
        <table class="table cards" data-testid="redistributions">
            <thead>
                <tr>
                    <th scope="col">{tr(w::AT)}</th>
                    <th scope="col">{tr(w::WHY)}</th>
                    <th scope="col">{tr(w::FROM)}</th>
                    <th scope="col">{tr(w::TO)}</th>
                    <th scope="col">{tr(w::MOVED_HEAD)}</th>
                    <th scope="col">{tr(w::NOTE)}</th>
                    <th scope="col">{tr(c::STATUS)}</th>
                </tr>
            </thead>
            <tbody>
                {move || listing.rows.get().into_iter().map(|one| view! { <Row one=one opened=opened /> }).collect_view()}
            </tbody>
        </table>
    }
}

fn from_text(one: &Redistribution) -> String {
    let names: Vec<&str> = one.from.iter().map(|person| person.name.as_str()).collect();
    let names = names.join("、");
    if one.from_count > i64::try_from(one.from.len()).unwrap_or(i64::MAX) {
        tfs(w::FROM_MORE, &[&names, &number(one.from_count)])
    } else {
        names
    }
}

#[component]
fn Row(one: Redistribution, opened: RwSignal<Option<Redistribution>>) -> impl IntoView {
    let (whole, givers) = (one.clone(), one.clone());
    let open = move |_| opened.set(Some(whole.clone()));
    let undone = one.undone.is_some();
    view! {
        <tr data-row>
            <td class="lead"><button type="button" class="link num" on:click=open>{format::time(one.at)}</button></td>
            <td data-label=tr(w::WHY)>{move || one.reason.title(prefs::lang())}</td>
            <td data-label=tr(w::FROM)>{move || from_text(&givers)}</td>
            <td class="num" data-label=tr(w::TO)>{move || tn(w::TO_COUNT, one.to_count)}</td>
            <td class="num" data-label=tr(w::MOVED_HEAD)>{move || tfs(w::MOVED, &[&number(one.customers), &number(one.work_items)])}</td>
            <td class="soft" data-label=tr(w::NOTE)><span class="clip">{one.note}</span></td>
            <td data-label=tr(c::STATUS)>
                <span class="badge" class:good=!undone>{tr(if undone { w::UNDONE } else { w::IN_FORCE })}</span>
            </td>
        </tr>
    }
}

#[component]
fn Drawer(one: Redistribution, on_close: Callback<()>, on_change: Callback<()>) -> impl IntoView {
    let id = one.id;
    let read = Read::new(move || api::redistribution::one(id));
    let asking = RwSignal::new(None::<RedistributionDetail>);
    let undone = Callback::new(move |detail| {
        read.put(detail);
        on_change.run(());
    });
    let show = move |detail: RedistributionDetail| {
        let RedistributionDetail { redistribution, flows, .. } = detail.clone();
        let can_undo = redistribution.undone.is_none();
        let ask = Callback::new(move |()| asking.set(Some(detail.clone())));
        let (by, undone) = (redistribution.by, redistribution.undone);
        view! {
            <dl class="facts">
                <dt>{tr(w::WHY)}</dt>
                <dd>{move || redistribution.reason.title(prefs::lang())}</dd>
                <dt>{tr(w::BY)}</dt>
                <dd>
                    {match by {
                        Some(by) => view! { <Person person=by /> }.into_any(),
                        None => tr(w::SYSTEM).into_any(),
                    }}
                </dd>
                <dt>{tr(w::MOVED_HEAD)}</dt>
                <dd class="num">
                    {move || tfs(w::MOVED, &[&number(redistribution.customers), &number(redistribution.work_items)])}
                </dd>
                <dt>{tr(w::NOTE)}</dt>
                <dd class="prose">{redistribution.note}</dd>
            </dl>
            {undone.map(|undone| view! { <p class="alert info">{move || undone_line(&undone)}</p> })}
            <Flows flows=flows />
            {can_undo.then(|| view! { <Button label=w::UNDO glyph=Glyph::Reload look=Look::GhostWarns on_press=ask /> })}
        }
        .into_any()
    };
    let title = Signal::derive(move || format!("{} · {}", t(w::TITLE), format::time(one.at)));
    view! {
        <Dialog title=title on_close=on_close layer=Layer::Drawer>
            <div class="layer-body"><Loaded read=read show=show /></div>
        </Dialog>
        {move || asking.get().map(|detail| view! { <AskUndo done=detail on_close=closer(asking) on_done=undone /> })}
    }
}
