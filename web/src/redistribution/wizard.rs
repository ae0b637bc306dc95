//! The wizard: where from, to whom, look and do it.

use leptos::prelude::*;
use shared::{
    ErrorCode,
    redistribution::{RedistributionDetail, RedistributionPreview},
};

use super::{
    Begin,
    draft::Draft,
    flows::Flows,
    look::Look as LookStep,
    source::Source,
    targets::Targets,
    undo::{AskUndo, undone_line},
};
use crate::{
    api::{self, Fault},
    components::{Alert, Button, Glyph, Icon, Look, PageHead, closer, steps::Steps, toast},
    format::number,
    i18n::{redistribution as w, t, tfs, tr},
    reading::{UrlQuery, Write},
    router::Place,
};

/// How many steps there are.
const LAST: usize = 2;

#[component]
pub fn WizardPage() -> impl IntoView {
    let begin = UrlQuery::<Begin>::new().now();
    let round = RwSignal::new(0_u32);
    let again = Callback::new(move |()| round.update(|round| *round += 1));
    view! {
        <div class="page narrow">
            <a class="crumb" href=Place::Redistributions.path()>{tr(w::TITLE)} <Icon glyph=Glyph::ChevronRight /></a>
            <PageHead title=w::NEW />
            {move || {
                let begin = if round.get() == 0 { begin.clone() } else { Begin::default() };
                view! { <Wizard begin=begin again=again /> }
            }}
        </div>
    }
}

#[component]
fn Wizard(begin: Begin, again: Callback<()>) -> impl IntoView {
    let draft = Draft::new(&begin);
    let step = RwSignal::new(0_usize);
    let seen = RwSignal::new(None::<RedistributionPreview>);
    let done = RwSignal::new(None::<RedistributionDetail>);
    let (looking, applying) = (Write::new(), Write::new());
    let look = move || match draft.plan() {
        Err(faults) => looking.refuse(faults),
        Ok(plan) => looking.run(async move { api::redistribution::preview(&plan).await }, move |preview| {
            seen.set(Some(preview));
            draft.over_capacity.set(false);
            applying.clear();
            step.set(LAST);
        }),
    };
    let apply = move || {
        let Some(token) = seen.with_untracked(|seen| seen.as_ref().map(|seen| seen.token.clone())) else { return };
        match draft.request(&token) {
            Err(faults) => applying.refuse(faults),
            Ok(request) => applying.run(async move { api::redistribution::apply(&request).await }, move |detail| {
                toast::say(t(w::DONE));
                done.set(Some(detail));
            }),
        }
    };
    // What was confirmed no longer holds: here is how it is now.
    Effect::new(move |_| {
        if applying.fault.with(|fault| fault.as_ref().and_then(Fault::code)) == Some(ErrorCode::PreviewOutdated) {
            toast::say(t(w::OUTDATED));
            look();
        }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        match step.get_untracked() {
            0 => match draft.source() {
                Ok(_) => {
                    looking.clear();
                    step.set(1);
                }
                Err(faults) => looking.refuse(faults),
            },
            1 => look(),
            _ => apply(),
        }
    };
    let back = Callback::new(move |()| {
        looking.clear();
        step.update(|step| *step = step.saturating_sub(1));
    });
    let is_empty = move || seen.with(|seen| seen.as_ref().is_none_or(|seen| seen.customers + seen.work_items == 0));
    let shown_elsewhere = vec![
        "/source/agent_id",
        "/source/district_ids",
        "/source/group_id",
        "/targets/agents",
        "/targets/group_id",
        "/note",
    ];
    view! {
        <Steps
            label=w::STEPS
            names=vec![w::STEP_SOURCE, w::STEP_TARGETS, w::STEP_LOOK]
            now=Signal::derive(move || if done.with(Option::is_some) { LAST + 1 } else { step.get() })
        />
        <section class="panel">
            {move || {
                if let Some(detail) = done.get() {
                    return view! { <Done detail=detail done=done again=again /> }.into_any();
                }
                let shown_elsewhere = shown_elsewhere.clone();
                view! {
                    <form class="panel-body stack" novalidate on:submit=submit>
                        {move || match step.get() {
                            0 => view! { <Source draft=draft write=looking /> }.into_any(),
                            1 => view! { <Targets draft=draft write=looking /> }.into_any(),
                            _ => seen.get().map(|seen| view! { <LookStep draft=draft seen=seen write=applying /> }).into_any(),
                        }}
                        <Alert
                            fault=Signal::derive(move || if step.get() == LAST { applying.fault.get() } else { looking.fault.get() })
                            shown_elsewhere=shown_elsewhere
                        />
                        <div class="row wizard-foot">
                            <Show when=move || { step.get() > 0 }>
                                <Button label=w::BACK disabled=Signal::derive(move || applying.busy()) on_press=back />
                            </Show>
                            <span class="grow"></span>
                            <Button
                                label=Signal::derive(move || match step.get() {
                                    0 => w::NEXT,
                                    1 => w::LOOK,
                                    _ => w::APPLY,
                                })
                                submit=true
                                look=Look::Primary
                                busy=Signal::derive(move || looking.busy() || applying.busy())
                                disabled=Signal::derive(move || step.get() == LAST && is_empty())
                            />
                        </div>
                    </form>
                }
                .into_any()
            }}
        </section>
    }
}

/// What was done, and the way back.
#[component]
fn Done(
    detail: RedistributionDetail,
    done: RwSignal<Option<RedistributionDetail>>,
    again: Callback<()>,
) -> impl IntoView {
    let asking = RwSignal::new(None::<RedistributionDetail>);
    let (moved, of) = (detail.redistribution.clone(), detail.clone());
    let ask = Callback::new(move |()| asking.set(Some(of.clone())));
    let undone = moved.undone.clone();
    let can_undo = undone.is_none();
    view! {
        <div class="panel-body stack" role="status" data-testid="done">
            <h2 class="row"><Icon glyph=Glyph::Check /> {tr(if can_undo { w::DONE } else { w::UNDONE })}</h2>
            <p>
                {move || match &undone {
                    Some(undone) => undone_line(undone),
                    None => tfs(w::MOVED, &[&number(moved.customers), &number(moved.work_items)]),
                }}
            </p>
            <Flows flows=detail.flows />
            <div class="row wrap">
                {can_undo.then(|| view! { <Button label=w::UNDO glyph=Glyph::Reload on_press=ask /> })}
                <Button label=w::AGAIN on_press=again />
                <a class="button" href=Place::Redistributions.path()>{tr(w::TO_LIST)}</a>
            </div>
            {move || {
                let undone = Callback::new(move |detail| done.set(Some(detail)));
                asking.get().map(|detail| view! { <AskUndo done=detail on_close=closer(asking) on_done=undone /> })
            }}
        </div>
    }
}
