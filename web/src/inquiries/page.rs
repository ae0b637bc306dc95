//! An inquiry's page: the customer's words, who has it in hand and why, and what to do about it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::{
    entrances::{FormAnswers, FormField},
    ids::InquiryId,
    inquiries::{InquiryDetail, Seal},
    page::PageQuery,
    work::DecisionMade,
};

use super::{actions::Actions, facts::Facts, marks::StageBadge, notes::Interpretations, talk::Conversation};
use crate::{
    api,
    components::{Failed, Glyph, Icon, Notice, page::name_tab, states::LineSkeleton},
    customers::marks::LevelMark,
    decisions::Decisions,
    entrances::fields::Answered,
    i18n::{common as c, decisions as dw, inquiries as w, t, tf, tr},
    reading::{Listing, Read},
    router::Place,
    work::History,
};

/// How many decisions are read at once.
const DECISIONS: u32 = 10;

#[component]
pub fn InquiryPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse::<InquiryId>().ok())));
    move || match id.get() {
        Some(id) => view! { <Detail id=id /> }.into_any(),
        None => view! { <div class="page"><Notice glyph=Glyph::Chat title=c::LOST_TITLE body=c::LOST_BODY /></div> }
            .into_any(),
    }
}

#[component]
fn Detail(id: InquiryId) -> impl IntoView {
    let detail = Read::new(move || api::inquiries::one(id));
    // Whatever changed the inquiry may have been decided anew. A memo is followed only once it was asked for its value.
    let version = Memo::new(move |_| detail.ok().map(|detail| detail.inquiry.version));
    let decisions = Listing::<DecisionMade>::new(move |cursor| {
        version.with(|_| ());
        let query = PageQuery { limit: Some(DECISIONS), cursor };
        async move { api::inquiries::decisions(id, &query).await }
    });
    let fault = Memo::new(move |_| detail.get().and_then(Result::err));
    let retry = Callback::new(move |()| detail.reload());
    name_tab(move || {
        let whose = detail.ok().map(|detail| format!("{} · ", detail.inquiry.customer)).unwrap_or_default();
        format!("{whose}{}", t(w::TITLE))
    });
    view! {
        <div class="page">
            <a class="crumb" href=Place::Inquiries.path()>{tr(w::TITLE)} <Icon glyph=Glyph::ChevronRight /></a>
            {move || match fault.get() {
                Some(fault) => view! { <section class="panel"><Failed fault=fault retry=retry /></section> }.into_any(),
                None => view! {
                    <Head detail=detail />
                    <div class="customer">
                        <div class="stack">
                            <Words detail=detail />
                            <Conversation id=id detail=detail />
                            <Decisions title=dw::TITLE listing=decisions unfolded=true />
                        </div>
                        <div class="stack">
                            <section class="panel" aria-labelledby="facts-title">
                                <div class="panel-head"><h2 id="facts-title">{tr(w::TITLE)}</h2></div>
                                {move || match detail.ok() {
                                    Some(known) => view! { <Facts detail=known read=detail /> }.into_any(),
                                    None => view! { <LineSkeleton /> }.into_any(),
                                }}
                            </section>
                            {move || detail.ok().map(|known| view! { <Interpretations known=known detail=detail /> })}
                            {move || detail.ok().map(|detail| view! { <History hands=detail /> })}
                        </div>
                    </div>
                }
                .into_any(),
            }}
        </div>
    }
}

/// Whose it is, how far it is, and what one may do.
#[component]
fn Head(detail: Read<InquiryDetail>) -> impl IntoView {
    view! {
        <header class="page-head">
            {move || match detail.ok() {
                Some(known) => view! {
                    <LevelMark level=known.inquiry.level />
                    <h1>{known.inquiry.customer.clone()}</h1>
                    <StageBadge status=known.inquiry.status stage=known.inquiry.stage />
                    <Actions known=known detail=detail />
                }
                .into_any(),
                None => view! { <span class="skeleton tall w1"></span> }.into_any(),
            }}
        </header>
    }
}

/// What the customer said, whole.
#[component]
fn Words(detail: Read<InquiryDetail>) -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby="words-title">
            <div class="panel-head">
                <h2 id="words-title">{tr(w::WORDS)}</h2>
                {move || detail.ok().map(|detail| view! { <SealMark seal=detail.seal /> })}
            </div>
            {move || match detail.ok() {
                Some(detail) => view! {
                    <p class="prose own-words" data-testid="words">{detail.inquiry.text}</p>
                    {(!detail.form.is_empty()).then(|| view! { <Form form=detail.form version=detail.form_version answers=detail.answers /> })}
                }
                .into_any(),
                None => view! { <LineSkeleton /> }.into_any(),
            }}
        </section>
    }
}

/// What was asked at the entrance, and what was answered.
#[component]
fn Form(form: Vec<FormField>, version: i32, answers: FormAnswers) -> impl IntoView {
    view! {
        <div class="asked-form">
            <h3 class="small soft">{tr(w::ASKED)} " · " {move || tf(w::FORM_VERSION, version)}</h3>
            <Answered fields=form answers=answers />
        </div>
    }
}

/// Whether the original is what came in.
#[component]
fn SealMark(seal: Seal) -> impl IntoView {
    let number = seal.number;
    if seal.intact {
        let title = move || format!("{} · SHA-256 {}", t(w::WORDS_STAY), seal.hash);
        view! { <span class="actions tiny muted" data-testid="seal" title=title><Icon glyph=Glyph::Lock /> {move || tf(w::INTACT, number)}</span> }.into_any()
    } else {
        view! { <span class="actions badge bad" data-testid="seal" title=tr(w::TAMPERED_BODY)><Icon glyph=Glyph::Alert /> {tr(w::TAMPERED)}</span> }.into_any()
    }
}
