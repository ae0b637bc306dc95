//! One rule.

use leptos::prelude::*;

use super::{
    card::Card,
    cards::Hand,
    conditions::{GroupEditor, Lead},
    desk::Desk,
    model::{RuleModel, routes_of},
    routes::RoutesEditor,
    words::{condition_words, routes_words},
};
use crate::i18n::{policies as w, t, tf, tr};

#[component]
pub fn RuleCard(rule: RuleModel, hand: Hand<RuleModel>, desk: Desk) -> impl IntoView {
    let id = rule.head.id;
    let when = move || desk.names.with(|names| condition_words(&rule.when.condition(), names));
    let then = move || {
        let routes = routes_of(rule.routes);
        if routes.is_empty() {
            t(w::NO_ROUTES).to_owned()
        } else {
            desk.names.with(|names| routes_words(&routes, names))
        }
    };
    let says = move || {
        view! {
            <span class="small soft">{when}</span>
            <span class="small"><span class="muted" aria-hidden="true">"→ "</span>{then}</span>
        }
    };
    let copy = Callback::new(move |()| {
        let mut copy = untrack(|| rule.rule());
        copy.name = tf(w::COPY_OF, &copy.name);
        copy.key = hand.fresh_key(&copy.key);
        let at = untrack(|| hand.place(id)).unwrap_or_default();
        hand.add(desk.maker.rule(&copy), at + 1, desk);
    });
    let at = Signal::derive(move || format!("/rules/{}", hand.place(id).unwrap_or_default()));
    view! {
        <Card one=rule hand=hand desk=desk says=ViewFn::from(says) copy=copy>
            <div class="rule-part">
                <Lead text=w::WHEN />
                <GroupEditor group=rule.when pointer=Signal::derive(move || format!("{}/when", at.get())) depth=0 desk=desk />
            </div>
            <div class="rule-part">
                <Lead text=w::THEN />
                <div class="stack tight">
                    <p class="tiny muted">{tr(w::ROUTES_HINT)}</p>
                    <RoutesEditor routes=rule.routes pointer=Signal::derive(move || format!("{}/routes", at.get())) empty=w::NO_ROUTES desk=desk />
                </div>
            </div>
        </Card>
    }
}
