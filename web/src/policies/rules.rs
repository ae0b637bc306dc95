//! The rules in their order.

use leptos::prelude::*;
use shared::assignment::{Condition, Rule};

use super::{
    cards::{Hand, ListHead},
    desk::Desk,
    rule_card::RuleCard,
};
use crate::{
    components::{Glyph, Notice},
    i18n::{policies as w, t},
};

#[component]
pub fn RulesEditor(desk: Desk) -> impl IntoView {
    let hand = Hand::new(desk.model.rules);
    let rules = hand.all;
    let add = Callback::new(move |()| {
        let name = t(w::NEW_RULE).to_owned();
        let rule =
            Rule { key: hand.fresh_key(&name), name, enabled: true, when: Condition::always(), routes: Vec::new() };
        hand.add(desk.maker.rule(&rule), usize::MAX, desk);
    });
    view! {
        <section class="panel rules" aria-labelledby="rules-title">
            <ListHead hand=hand desk=desk title=w::RULES hint=w::RULES_HINT add_label=w::ADD_RULE on_add=add />
            <Show when=move || rules.with(Vec::is_empty)>
                <Notice glyph=Glyph::Route title=w::NO_RULES body=w::NO_RULES_BODY slim=true />
            </Show>
            <ol class="rule-list" data-testid="rules">
                <For each=move || rules.get() key=|rule| rule.head.id let:rule>
                    <RuleCard rule=rule hand=hand desk=desk />
                </For>
            </ol>
            <span class="sr-only" role="status" aria-live="polite">{move || hand.said.get()}</span>
        </section>
    }
}
