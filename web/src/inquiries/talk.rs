//! The conversation about an inquiry, oldest first, and the box in which one writes.

use leptos::prelude::*;
use shared::{
    ids::InquiryId,
    inquiries::{InquiryDetail, Message, MessageKind},
    page::PageQuery,
    work::WorkStage,
};

use super::{composer::Composer, files::Files};
use crate::{
    api,
    components::{Button, Failed, Look, avatar::initial},
    format,
    i18n::{inquiries as w, t, tf, tr},
    reading::{Listing, Read},
};

/// How many messages are read at once.
const PAGE: u32 = 50;

#[component]
pub fn Conversation(id: InquiryId, detail: Read<InquiryDetail>) -> impl IntoView {
    let listing = Listing::<Message>::new(move |cursor| {
        let query = PageQuery { limit: Some(PAGE), cursor };
        async move { api::inquiries::messages(id, &query).await }
    });
    let retry = Callback::new(move |()| listing.reload());
    let earlier = Callback::new(move |()| listing.load_more());
    let said = Callback::new(move |()| {
        listing.reload();
        detail.reload();
    });
    // The newest stands at the bottom, where one writes.
    let oldest_first = move || listing.rows.get().into_iter().rev().collect::<Vec<_>>();
    let can_write = Memo::new(move |_| {
        detail.ok().filter(|one| one.can_work).map(|one| (one.inquiry.stage, one.inquiry.product_line_id))
    });
    view! {
        <section class="panel" aria-labelledby="talk-title">
            <div class="panel-head"><h2 id="talk-title">{tr(w::TALK)}</h2></div>
            {move || listing.fault().map(|fault| view! { <Failed fault=fault retry=retry /> })}
            <Show when=move || listing.has_more()>
                <div class="talk-earlier"><Button label=w::EARLIER slim=true look=Look::Ghost on_press=earlier /></div>
            </Show>
            <ol class="talk" data-testid="talk" aria-live="polite">
                <For each=oldest_first key=|one| one.id let:one><Said id=id one=one /></For>
            </ol>
            <Show when=move || !listing.busy() && listing.fault().is_none() && listing.rows.with(Vec::is_empty)>
                <p class="panel-body muted small">{tr(w::TALK_EMPTY)}</p>
            </Show>
            {move || can_write.get().map(|(stage, line)| match stage {
                WorkStage::Closed => view! { <p class="panel-body muted small">{tr(w::TALK_CLOSED)}</p> }.into_any(),
                stage => view! { <Composer id=id line=line resolved=stage == WorkStage::Resolved on_said=said /> }.into_any(),
            })}
        </section>
    }
}

#[component]
fn Said(id: InquiryId, one: Message) -> impl IntoView {
    let (kind, by, at) = (one.kind, one.by.map(|by| by.name), one.at);
    let class = match kind {
        MessageKind::Customer => "said-one theirs",
        MessageKind::Reply => "said-one ours",
        MessageKind::Note => "said-one aside",
    };
    let letter = match (kind, &by) {
        (MessageKind::Customer, _) | (_, None) => initial(t(w::CUSTOMER)),
        (_, Some(name)) => initial(name),
    };
    let who = move || match (kind, &by) {
        (MessageKind::Customer, Some(by)) => format!("{} · {}", t(w::CUSTOMER), tf(w::ENTERED_BY, by)),
        (MessageKind::Customer, None) => t(w::CUSTOMER).to_owned(),
        (MessageKind::Note, by) => format!("{} · {}", t(w::NOTE), by.clone().unwrap_or_default()),
        (MessageKind::Reply, by) => by.clone().unwrap_or_default(),
    };
    view! {
        <li class=class>
            <span class="avatar slim" aria-hidden="true">{letter}</span>
            <div class="said-body">
                <div class="tiny muted">{who} " · " <time datetime=at.to_rfc3339() title=format::precise_time(at)>{format::time(at)}</time></div>
                {(!one.text.is_empty()).then(|| view! { <p class="prose">{one.text}</p> })}
                {(!one.attachments.is_empty()).then(|| view! { <Files id=id all=one.attachments /> })}
            </div>
        </li>
    }
}
