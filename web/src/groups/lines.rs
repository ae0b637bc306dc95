//! The product lines.

use leptos::prelude::*;
use shared::{
    groups::{ProductLine, ProductLineStatus},
    permissions::Permission,
};

use super::line_form::LineForm;
use crate::{
    api,
    components::{Button, Glyph, Loaded, Look, Notice, closer},
    format::number,
    i18n::{Text, common as c, groups as w, tr},
    reading::Read,
    session,
};

pub const fn line_status_text(status: ProductLineStatus) -> Text {
    match status {
        ProductLineStatus::Open => w::LINE_OPEN,
        ProductLineStatus::Closed => w::LINE_CLOSED,
    }
}

#[component]
pub fn Lines() -> impl IntoView {
    let lines = Read::new(api::groups::lines);
    let opened = RwSignal::new(None::<Option<ProductLine>>);
    let add = Callback::new(move |()| opened.set(Some(None)));
    let done = Callback::new(move |()| {
        opened.set(None);
        lines.reload();
    });
    let draw = move |all: Vec<ProductLine>| {
        if all.is_empty() {
            return view! { <Notice glyph=Glyph::Shop title=w::LINES_EMPTY body=w::LINES_EMPTY_BODY slim=true /> }
                .into_any();
        }
        view! {
            <div class="table-wrap">
                <table class="table cards" data-testid="product-lines">
                    <thead>
                        <tr>
                            <th scope="col">{tr(c::NAME)}</th>
                            <th scope="col">{tr(w::CODE)}</th>
                            <th scope="col" class="end">{tr(w::GROUPS_SERVING)}</th>
                            <th scope="col">{tr(c::STATUS)}</th>
                            <th scope="col"><span class="sr-only">{tr(c::ACTIONS)}</span></th>
                        </tr>
                    </thead>
                    <tbody>{all.into_iter().map(|line| view! { <LineRow line=line opened=opened /> }).collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="panel">
            <div class="panel-head">
                <span class="small soft">{tr(w::LINES_ABOUT)}</span>
                <div class="actions">
                    <Show when=|| session::can(Permission::GroupManage)>
                        <Button label=w::ADD_LINE glyph=Glyph::Plus slim=true look=Look::Primary on_press=add />
                    </Show>
                </div>
            </div>
            <Loaded read=lines table=true show=draw />
        </section>
        {move || opened.get().map(|line| view! { <LineForm line=line on_close=closer(opened) on_done=done /> })}
    }
}

#[component]
fn LineRow(line: ProductLine, opened: RwSignal<Option<Option<ProductLine>>>) -> impl IntoView {
    let own = line.clone();
    let edit = Callback::new(move |()| opened.set(Some(Some(own.clone()))));
    let open = line.status == ProductLineStatus::Open;
    view! {
        <tr data-row>
            <td class="lead"><span class="name">{line.name}</span></td>
            <td class="mono soft" data-label=tr(w::CODE)>{line.code}</td>
            <td class="num end" data-label=tr(w::GROUPS_SERVING)>{number(line.groups)}</td>
            <td class="corner" data-label=tr(c::STATUS)>
                <span class="badge" class:good=open>{tr(line_status_text(line.status))}</span>
            </td>
            <td class="end tools">
                {session::can_now(Permission::GroupManage)
                    .then(|| view! { <Button label=c::EDIT glyph=Glyph::Edit icon_only=true slim=true look=Look::Ghost on_press=edit /> })}
            </td>
        </tr>
    }
}
