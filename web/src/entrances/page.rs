//! The list of entrances.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::{
    entrances::{Entrance, EntranceStatus},
    permissions::Permission,
};

use super::{edit::EditEntrance, words::status_text};
use crate::{
    api,
    components::{Button, Glyph, Loaded, Look, Notice, PageHead, closer},
    i18n::{common as c, entrances as w, inquiries as iw, tn, tr},
    reading::Read,
    session,
};

#[component]
pub fn EntrancesPage() -> impl IntoView {
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
        <div class="page">
            <PageHead title=w::TITLE about=w::ABOUT>
                <Button label=w::ADD glyph=Glyph::Plus look=Look::Primary on_press=add />
            </PageHead>
            <section class="panel">
                <Loaded read=entrances table=true show=draw />
            </section>
            {move || opened.get().map(|entrance| view! { <EditEntrance entrance=entrance on_close=closer(opened) on_done=done /> })}
        </div>
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
