//! The rules in their order: folded to a sentence, unfolded to be edited, moved by mouse and by keys.

use std::time::Duration;

use leptos::prelude::*;
use shared::assignment::{Condition, Rule};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{desk::Desk, model::RuleModel, rule_card::RuleCard};
use crate::{
    components::{Button, Glyph, Look, Notice},
    i18n::{common as c, policies as w, t, tf, tfs, tr},
};

/// Where a dragged rule would go.
#[derive(Clone, Copy, PartialEq)]
pub struct Over {
    pub rule: u32,
    pub after: bool,
}

/// What the cards share beside the desk.
#[derive(Clone, Copy)]
pub struct Hand {
    pub dragged: RwSignal<Option<u32>>,
    pub over: RwSignal<Option<Over>>,
    /// The rule that was deleted last, and where it stood.
    pub removed: RwSignal<Option<(usize, RuleModel)>>,
    /// What was moved last, for those who do not see it.
    pub said: RwSignal<String>,
}

#[component]
pub fn RulesEditor(desk: Desk) -> impl IntoView {
    let hand = Hand {
        dragged: RwSignal::new(None),
        over: RwSignal::new(None),
        removed: RwSignal::new(None),
        said: RwSignal::new(String::new()),
    };
    let rules = desk.model.rules;
    let add = Callback::new(move |()| {
        let name = t(w::NEW_RULE).to_owned();
        let rule = Rule {
            key: fresh_key(&name, &taken(desk)),
            name,
            enabled: true,
            when: Condition::always(),
            routes: Vec::new(),
        };
        let rule = desk.maker.rule(&rule);
        rules.update(|all| all.push(rule));
        desk.unfolded.update(|all| _ = all.insert(rule.id));
        focus_later(format!("#rule-{} .rule-name-input", rule.id));
    });
    let all_open =
        move || rules.with(|rules| desk.unfolded.with(|open| rules.iter().all(|rule| open.contains(&rule.id))));
    let fold = Callback::new(move |()| {
        let open = all_open();
        desk.unfolded.update(|unfolded| {
            unfolded.clear();
            if !open {
                unfolded.extend(rules.with_untracked(|rules| rules.iter().map(|rule| rule.id).collect::<Vec<_>>()));
            }
        });
    });
    view! {
        <section class="panel rules" aria-labelledby="rules-title">
            <div class="panel-head">
                <h2 id="rules-title">{tr(w::RULES)}</h2>
                <span class="small soft rules-hint">{tr(w::RULES_HINT)}</span>
                <div class="actions">
                    <Show when=move || { rules.with(Vec::len) > 1 }>
                        <Button label=Signal::derive(move || if all_open() { w::FOLD_ALL } else { w::UNFOLD_ALL }) slim=true look=Look::Ghost on_press=fold />
                    </Show>
                    <Button label=w::ADD_RULE glyph=Glyph::Plus slim=true on_press=add />
                </div>
            </div>
            <Show when=move || rules.with(Vec::is_empty)>
                <Notice glyph=Glyph::Route title=w::NO_RULES body=w::NO_RULES_BODY slim=true />
            </Show>
            <ol class="rule-list" data-testid="rules">
                <For each=move || rules.get() key=|rule| rule.id let:rule>
                    <RuleCard rule=rule hand=hand desk=desk />
                </For>
            </ol>
            <span class="sr-only" role="status" aria-live="polite">{move || hand.said.get()}</span>
        </section>
        <Undo hand=hand desk=desk />
    }
}

/// The keys that rules have.
pub fn taken(desk: Desk) -> Vec<String> {
    desk.model.rules.with_untracked(|rules| rules.iter().map(|rule| rule.key.get_untracked()).collect())
}

/// Focuses what the selector names, once it is drawn.
pub fn focus_later(selector: String) {
    set_timeout(
        move || {
            let found = document().query_selector(&selector).ok().flatten();
            if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
                drop(element.focus());
            }
        },
        Duration::ZERO,
    );
}

/// The way back from deleting a rule.
#[component]
fn Undo(hand: Hand, desk: Desk) -> impl IntoView {
    let name = move || hand.removed.get().map(|(_, rule)| rule.name.get()).unwrap_or_default();
    let undo = Callback::new(move |()| {
        if let Some((at, rule)) = hand.removed.get_untracked() {
            desk.model.rules.update(|all| all.insert(at.min(all.len()), rule));
            hand.removed.set(None);
            focus_later(format!("#rule-{} .rule-fold", rule.id));
        }
    });
    let close = Callback::new(move |()| hand.removed.set(None));
    view! {
        <Show when=move || hand.removed.with(Option::is_some)>
            <div class="floating" role="status" data-testid="undo">
                <span>{move || tf(w::REMOVED_RULE, name())}</span>
                <span class="push"></span>
                <Button label=w::UNDO glyph=Glyph::Undo look=Look::Primary on_press=undo />
                <Button label=c::CLOSE glyph=Glyph::X icon_only=true look=Look::Ghost on_press=close />
            </div>
        </Show>
    }
}

/// Puts a rule to another place, and the focus back to where it was in it: what is moved in the page loses it.
pub fn put(desk: Desk, hand: Hand, rule: u32, to: usize) {
    let focused = document().active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let mut name = String::new();
    desk.model.rules.update(|all| {
        if let Some(at) = all.iter().position(|one| one.id == rule) {
            let moved = all.remove(at);
            name = moved.name.get_untracked();
            all.insert(to.min(all.len()), moved);
        }
    });
    hand.said.set(tfs(w::MOVED, &[&name, &(to + 1)]));
    set_timeout(move || drop(focused.map(|element| element.focus())), Duration::ZERO);
}

/// A key that no other rule has, made of the name as far as that is plain letters.
pub fn fresh_key(name: &str, taken: &[String]) -> String {
    let plain: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect::<String>()
        .split('-')
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    let stem = if plain.is_empty() { "rule".to_owned() } else { plain.chars().take(30).collect() };
    if !taken.contains(&stem) && stem != "rule" {
        return stem;
    }
    let numbered = (1..).map(|n| format!("{stem}-{n}")).find(|key| !taken.contains(key));
    numbered.unwrap_or(stem)
}

#[cfg(test)]
mod tests {
    use super::fresh_key;

    #[test]
    fn keys_are_plain_and_never_taken() {
        assert_eq!(fresh_key("VIP Customers!", &[]), "vip-customers");
        assert_eq!(fresh_key("VIP", &["vip".into(), "vip-1".into()]), "vip-2");
        assert_eq!(fresh_key("研学旅行", &["rule-1".into()]), "rule-2");
    }
}
