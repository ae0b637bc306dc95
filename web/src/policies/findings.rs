//! What was found in the document, each with the way to where it is.

use std::time::Duration;

use leptos::prelude::*;

use super::{
    cards::List,
    desk::{Desk, Remark},
};
use crate::{
    components::{Glyph, Icon, states::LineSkeleton},
    i18n::{policies as w, t, tf, timers as tw, tn, tr},
};

#[component]
pub fn Findings(desk: Desk) -> impl IntoView {
    let remarks = Memo::new(move |_| desk.all_remarks());
    let count = move |bad: bool| {
        remarks.with(|all| i64::try_from(all.iter().filter(|one| one.bad == bad).count()).unwrap_or(i64::MAX))
    };
    view! {
        <section class="panel" aria-labelledby="check-title" data-testid="findings">
            <div class="panel-head">
                <h2 id="check-title">{tr(w::CHECK)}</h2>
                <div class="actions" role="status">
                    {move || {
                        if !desk.reviewed.get() {
                            view! { <span class="small muted">{t(w::CHECKING)}</span> }.into_any()
                        } else {
                            view! {
                                {(count(true) > 0).then(|| view! { <span class="badge bad">{tn(w::ERRORS, count(true))}</span> })}
                                {(count(false) > 0).then(|| view! { <span class="badge warn">{tn(w::WARNINGS, count(false))}</span> })}
                                {remarks.with(Vec::is_empty).then(|| view! { <span class="badge good">{t(w::FIT)}</span> })}
                            }
                            .into_any()
                        }
                    }}
                </div>
            </div>
            {move || {
                if desk.review.with(Option::is_none) {
                    return view! { <LineSkeleton /> }.into_any();
                }
                let all = remarks.get();
                if all.is_empty() {
                    return view! { <p class="panel-body small soft">{tr(w::FIT_BODY)}</p> }.into_any();
                }
                view! {
                    <ul class="finding-list" class:stale=move || !desk.reviewed.get()>
                        {all.into_iter().map(|remark| view! { <Line remark=remark desk=desk /> }).collect_view()}
                    </ul>
                }
                .into_any()
            }}
        </section>
    }
}

#[component]
fn Line(remark: Remark, desk: Desk) -> impl IntoView {
    let card = desk.card_at(&remark.pointer);
    // What stands in no card is about where things go otherwise, or about all timers.
    let of_timers = remark.pointer.starts_with(List::Timers.pointer());
    let place = move || {
        let named = card.and_then(|(list, id)| desk.card_name(list, id));
        named.unwrap_or_else(|| t(if of_timers { tw::TITLE } else { w::OTHERWISE }).to_owned())
    };
    let go = move |_| {
        let target = match card {
            Some((list, id)) => {
                desk.unfolded.update(|all| _ = all.insert(id));
                format!("{}-{id}", list.one())
            }
            None if of_timers => "timers".to_owned(),
            None => "otherwise".to_owned(),
        };
        set_timeout(
            move || {
                if let Some(element) = document().get_element_by_id(&target) {
                    element.scroll_into_view();
                    let first = element.query_selector("button, select, input").ok().flatten();
                    if let Some(first) =
                        first.and_then(|first| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(first).ok())
                    {
                        drop(first.focus());
                    }
                }
            },
            Duration::ZERO,
        );
    };
    view! {
        <li>
            <button type="button" class="finding" class:bad=remark.bad title=move || tf(w::GO_TO, place()) on:click=go>
                <Icon glyph=if remark.bad { Glyph::Alert } else { Glyph::Info } />
                <span>
                    <span class="tiny muted">{place}</span>
                    <span class="small">{remark.text}</span>
                </span>
            </button>
        </li>
    }
}
