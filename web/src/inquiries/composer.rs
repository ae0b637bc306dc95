//! The box in which one writes: a reply, a note for colleagues, or what the customer said elsewhere.

use leptos::{html, prelude::*};
use shared::{
    ids::{InquiryId, ProductLineId},
    inquiries::{CannedReply, MessageKind, NewMessage},
};
use web_sys::KeyboardEvent;

use super::enclosures::{Enclose, EnclosedList, Enclosures};
use crate::{
    api,
    components::{Alert, Button, Glyph, Icon, Look, Segments, toast},
    i18n::{Text, inquiries as w, t, t_now, tr},
    reading::{Read, Write},
};

/// `resolved` is whether only what the customer says opens it again.
#[component]
pub fn Composer(id: InquiryId, line: Option<ProductLineId>, resolved: bool, on_said: Callback<()>) -> impl IntoView {
    let kind = RwSignal::new(if resolved { MessageKind::Note } else { MessageKind::Reply });
    let text = RwSignal::new(String::new());
    let (write, area) = (Write::new(), NodeRef::<html::Textarea>::new());
    let picking = RwSignal::new(None::<String>);
    let files = Enclosures::new(id);
    let send = Callback::new(move |()| {
        if files.busy() {
            toast::refuse(t_now(w::FILES_NOT_READY));
            return;
        }
        let new = NewMessage {
            kind: kind.get_untracked(),
            text: text.get_untracked().trim().to_owned(),
            attachments: files.ready(),
            external_id: None,
        };
        let ask = move |new: NewMessage| async move { api::inquiries::say(id, &new).await };
        write.submit(new, ask, move |_| {
            text.set(String::new());
            files.clear();
            on_said.run(());
        });
    });
    let options = if resolved {
        vec![(MessageKind::Note, w::NOTE), (MessageKind::Customer, w::CUSTOMER_SAID)]
    } else {
        vec![(MessageKind::Reply, w::REPLY), (MessageKind::Note, w::NOTE), (MessageKind::Customer, w::CUSTOMER_SAID)]
    };
    let typed = move |event| {
        let now = event_target_value(&event);
        // A slash at the very beginning looks for a canned reply, and what follows it narrows them.
        picking.set(now.strip_prefix('/').filter(|_| kind.get_untracked() == MessageKind::Reply).map(str::to_owned));
        text.set(now);
    };
    let pick = Callback::new(move |reply: CannedReply| {
        picking.set(None);
        text.set(reply.text);
        if let Some(area) = area.get_untracked() {
            drop(area.focus());
        }
    });
    let keys = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" if (event.ctrl_key() || event.meta_key()) && !event.is_composing() => {
            event.prevent_default();
            send.run(());
        }
        "Escape" if picking.get_untracked().is_some() => {
            event.prevent_default();
            picking.set(None);
        }
        _ => {}
    };
    let toggle =
        Callback::new(move |()| picking.update(|open| *open = if open.is_some() { None } else { Some(String::new()) }));
    view! {
        <form class="composer" class:aside=move || kind.get() == MessageKind::Note class:receives=move || files.receives()
            novalidate on:keydown=keys on:dragover=move |event| files.hover(&event) on:dragleave=move |_| files.leave()
            on:drop=move |event| files.drop(&event) on:paste=move |event| files.paste(&event)
            on:submit=move |event| {
                event.prevent_default();
                send.run(());
            }>
            <Segments label=w::WRITE_AS options=options value=kind on_change=Callback::new(move |one| { picking.set(None); kind.set(one); }) />
            <textarea node_ref=area class="input" aria-label=move || t(kind_label(kind.get()))
                placeholder=move || t(kind_label(kind.get())) prop:value=move || text.get() on:input=typed></textarea>
            {move || write.field("/text").map(|fault| view! { <span class="fault" role="alert">{fault}</span> })}
            {move || picking.get().is_some().then(|| view! { <Canned narrowed=picking line=line on_pick=pick /> })}
            <Alert fault=write.fault shown_elsewhere=vec!["/text"] />
            <EnclosedList files=files />
            <div class="row between">
                <span class="row">
                    <Enclose files=files />
                    <Show when=move || kind.get() == MessageKind::Reply>
                        <Button label=w::CANNED glyph=Glyph::Chat slim=true look=Look::Ghost on_press=toggle />
                    </Show>
                </span>
                <span class="row">
                    <span class="tiny muted with-mouse">"Ctrl + Enter"</span>
                    <Button label=w::SEND submit=true look=Look::Primary busy=Signal::derive(move || write.busy()) />
                </span>
            </div>
        </form>
    }
}

const fn kind_label(kind: MessageKind) -> Text {
    match kind {
        MessageKind::Reply => w::REPLY_HINT,
        MessageKind::Note => w::NOTE_HINT,
        MessageKind::Customer => w::CUSTOMER_SAID_HINT,
    }
}

/// The canned replies that fit, for the inquiry's product line or for all.
#[component]
fn Canned(
    narrowed: RwSignal<Option<String>>,
    line: Option<ProductLineId>,
    on_pick: Callback<CannedReply>,
) -> impl IntoView {
    let replies = Read::new(api::inquiries::replies);
    let fitting = move || {
        let word = narrowed.get().unwrap_or_default().trim().to_lowercase();
        let all = replies.ok().unwrap_or_default().into_iter();
        all.filter(|one| one.product_line_id.is_none() || one.product_line_id == line)
            .filter(|one| one.title.to_lowercase().contains(&word) || one.text.to_lowercase().contains(&word))
            .take(8)
            .collect::<Vec<_>>()
    };
    let button = move |one: CannedReply| {
        let own = one.clone();
        view! {
            <li>
                <button type="button" class="canned" on:click=move |_| on_pick.run(own.clone())>
                    <span class="strong">{one.title}</span>
                    <span class="small soft clip">{one.text}</span>
                </button>
            </li>
        }
    };
    move || {
        let all = fitting();
        if all.is_empty() && replies.get().is_some() {
            return view! { <p class="small muted"><Icon glyph=Glyph::Info /> " " {tr(w::CANNED_NONE)}</p> }.into_any();
        }
        view! { <ul class="canned-list" data-testid="canned" aria-label=tr(w::CANNED)>{all.into_iter().map(button).collect_view()}</ul> }.into_any()
    }
}
