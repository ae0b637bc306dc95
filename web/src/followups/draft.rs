//! The box in which a follow-up is written. It has no time: the server's clock says when.

use leptos::prelude::*;
use shared::{
    codes::TextCode,
    followups::{FollowUpDraft, Way},
    ids::{CustomerId, OrderId},
};

use super::way_glyph;
use crate::{
    api,
    components::{Alert, Button, Icon, Look, toast},
    i18n::{followups as w, t, tr},
    prefs,
    reading::Write,
};

#[component]
pub fn FollowUpBox(
    customer: CustomerId,
    /// The order of theirs that it is about.
    #[prop(optional_no_strip)]
    order: Option<OrderId>,
    on_done: Callback<()>,
) -> impl IntoView {
    let way = RwSignal::new(Way::Wechat);
    let content = RwSignal::new(String::new());
    let write = Write::new();
    let submit = Callback::new(move |()| {
        let draft = FollowUpDraft { way: way.get_untracked(), content: content.get_untracked().trim().to_owned() };
        let ask = move |draft| async move {
            match order {
                Some(order) => api::orders::follow_up(order, &draft).await,
                None => api::followups::create(customer, &draft).await,
            }
        };
        write.submit(draft, ask, move |_| {
            content.set(String::new());
            toast::say(t(w::LOGGED));
            on_done.run(());
        });
    });
    view! {
        <section class="panel follow-up" aria-label=tr(w::WRITE)>
            <form
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    submit.run(());
                }
            >
                <div class="segments" role="radiogroup" aria-label=tr(w::WAY)>
                    {Way::ALL
                        .iter()
                        .map(|&one| {
                            view! {
                                <button
                                    type="button"
                                    role="radio"
                                    aria-checked=move || if way.get() == one { "true" } else { "false" }
                                    on:click=move |_| way.set(one)
                                >
                                    <Icon glyph=way_glyph(one) />
                                    {move || one.title(prefs::lang())}
                                </button>
                            }
                        })
                        .collect_view()}
                </div>
                <textarea
                    class="input"
                    aria-label=tr(w::CONTENT)
                    aria-invalid=move || write.field("/content").map(|_| "true")
                    placeholder=tr(w::PLACEHOLDER)
                    prop:value=move || content.get()
                    on:input=move |event| {
                        write.clear();
                        content.set(event_target_value(&event));
                    }
                    on:keydown=move |event| {
                        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                            event.prevent_default();
                            submit.run(());
                        }
                    }
                ></textarea>
                {move || write.field("/content").map(|fault| view! { <span class="tiny fault" role="alert">{fault}</span> })}
                <Alert fault=write.fault shown_elsewhere=vec!["/content"] />
                <div class="row between">
                    <span class="tiny muted">{tr(w::SUBMIT_KEYS)}</span>
                    <Button label=w::SUBMIT submit=true look=Look::Primary busy=Signal::derive(move || write.busy()) />
                </div>
            </form>
        </section>
    }
}
