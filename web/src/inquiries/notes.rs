//! What consultants made of an inquiry, and what it is filed under.

use leptos::prelude::*;
use shared::{
    entrances::EntranceStatus,
    ids::{InquiryCategoryId, InquiryId},
    inquiries::{CategoryRef, Filing, InquiryDetail, Interpretation, NewInterpretation},
};

use crate::{
    api,
    components::{Alert, Button, Look, Select, toast},
    format,
    i18n::{common as c, inquiries as w, t, t_now, tr},
    reading::{Read, Write},
};

#[component]
pub fn Interpretations(known: InquiryDetail, detail: Read<InquiryDetail>) -> impl IntoView {
    let (id, can_write) = (known.inquiry.id, known.can_work);
    let (text, write) = (RwSignal::new(String::new()), Write::new());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let new = NewInterpretation { text: text.get_untracked().trim().to_owned() };
        let ask = move |new: NewInterpretation| async move { api::inquiries::interpret(id, &new).await };
        write.submit(new, ask, move |_| {
            text.set(String::new());
            detail.reload();
        });
    };
    let nothing = known.interpretations.is_empty();
    let line = |one: Interpretation| {
        view! {
            <li>
                <p class="prose">{one.text}</p>
                <div class="tiny muted">{one.by.name} " · " {format::time(one.at)}</div>
            </li>
        }
    };
    view! {
        <section class="panel" aria-labelledby="interpretations-title">
            <div class="panel-head"><h2 id="interpretations-title">{tr(w::INTERPRETATIONS)}</h2></div>
            <div class="panel-body stack tight">
                {nothing.then(|| view! { <p class="muted small">{tr(w::INTERPRETATIONS_EMPTY)}</p> })}
                <ol class="interpretations" data-testid="interpretations">{known.interpretations.into_iter().map(line).collect_view()}</ol>
                {can_write.then(|| view! {
                    <form class="stack tight" novalidate on:submit=submit>
                        <textarea class="input" aria-label=tr(w::INTERPRET) placeholder=tr(w::INTERPRET) prop:value=move || text.get()
                            on:input=move |event| text.set(event_target_value(&event))></textarea>
                        {move || write.field("/text").map(|fault| view! { <span class="fault" role="alert">{fault}</span> })}
                        <Alert fault=write.fault shown_elsewhere=vec!["/text"] />
                        <div><Button label=c::ADD submit=true slim=true look=Look::Plain busy=Signal::derive(move || write.busy()) /></div>
                    </form>
                })}
            </div>
        </section>
    }
}

/// What it is filed under, to be chosen by who works on it.
#[component]
pub fn CategoryPick(id: InquiryId, filed: Option<CategoryRef>, detail: Read<InquiryDetail>) -> impl IntoView {
    let categories = Read::new(api::inquiries::categories);
    let write = Write::new();
    Effect::new(move |_| {
        if let Some(fault) = write.fault.get() {
            toast::complain(&fault);
        }
    });
    let now = filed.as_ref().map(|one| one.id);
    let choose = Callback::new(move |word: String| {
        let category_id = word.parse::<InquiryCategoryId>().ok();
        write.run(api::inquiries::file(id, Filing { category_id }), move |new| {
            toast::say(t_now(c::SAVED));
            detail.put(new);
        });
    });
    let options = move || {
        let none = std::iter::once((String::new(), t(w::NOT_FILED).to_owned()));
        let all = categories.ok().unwrap_or_default().into_iter();
        let open = all.filter(|one| one.status == EntranceStatus::Open || Some(one.id) == now);
        none.chain(open.map(|one| (one.id.to_string(), one.name))).collect()
    };
    view! {
        <Select
            label=w::CATEGORY
            value=Signal::derive(move || now.map(|id| id.to_string()).unwrap_or_default())
            on_change=choose
            options=options
        />
    }
}
