//! What the lists of cards in the editor share, those of rules and those of timers: their order, moved by mouse and by keys,
//! and the way back from a deletion.

use std::{sync::Arc, time::Duration};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{
    desk::Desk,
    model::{Head, RuleModel, TimerModel},
};
use crate::{
    components::{Button, Glyph, Look},
    i18n::{Text, common as c, policies as w, tf, tfs, timers as tw, tr},
};

/// The lists of a policy.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum List {
    Rules,
    Timers,
}

impl List {
    /// Where it stands in the document.
    pub const fn pointer(self) -> &'static str {
        match self {
            Self::Rules => "/rules",
            Self::Timers => "/timers",
        }
    }

    /// What one of it is called in keys and in the page.
    pub const fn one(self) -> &'static str {
        match self {
            Self::Rules => "rule",
            Self::Timers => "timer",
        }
    }

    /// One of it at the head of a line: its number and its name.
    pub const fn named(self) -> Text {
        match self {
            Self::Rules => w::RULE_NAMED,
            Self::Timers => tw::NAMED,
        }
    }

    /// One of it within a sentence.
    pub const fn quoted(self) -> Text {
        match self {
            Self::Rules => w::RULE_QUOTED,
            Self::Timers => tw::QUOTED,
        }
    }

    /// What the field for its name is called.
    pub const fn name(self) -> Text {
        match self {
            Self::Rules => w::RULE_NAME,
            Self::Timers => tw::NAME,
        }
    }
}

/// What stands on a card.
pub trait Carded: Copy + Send + Sync + 'static {
    const LIST: List;
    fn head(self) -> Head;
}

impl Carded for RuleModel {
    const LIST: List = List::Rules;
    fn head(self) -> Head {
        self.head
    }
}

impl Carded for TimerModel {
    const LIST: List = List::Timers;
    fn head(self) -> Head {
        self.head
    }
}

/// Where a dragged card would go.
#[derive(Clone, Copy, PartialEq)]
pub struct Over {
    pub card: u32,
    pub after: bool,
}

/// What the cards of one list share beside the desk.
#[derive(Clone, Copy)]
pub struct Hand<T: Carded> {
    pub all: RwSignal<Vec<T>>,
    pub dragged: RwSignal<Option<u32>>,
    pub over: RwSignal<Option<Over>>,
    /// What was moved last, for those who do not see it.
    pub said: RwSignal<String>,
}

impl<T: Carded> Hand<T> {
    pub fn new(all: RwSignal<Vec<T>>) -> Self {
        let said = RwSignal::new(String::new());
        Self { all, dragged: RwSignal::new(None), over: RwSignal::new(None), said }
    }

    /// Where a card stands, counted from 0.
    pub fn place(self, card: u32) -> Option<usize> {
        self.all.with(|all| all.iter().position(|one| one.head().id == card))
    }

    /// A key that no other card has.
    pub fn fresh_key(self, name: &str) -> String {
        let taken: Vec<_> =
            self.all.with_untracked(|all| all.iter().map(|one| one.head().key.get_untracked()).collect());
        fresh_key(name, T::LIST.one(), &taken)
    }

    /// Puts a new card to a place, unfolded, with the focus in its name.
    pub fn add(self, card: T, at: usize, desk: Desk) {
        let id = card.head().id;
        self.all.update(|all| all.insert(at.min(all.len()), card));
        desk.unfolded.update(|open| _ = open.insert(id));
        focus_later(format!("#{}-{id} .rule-name-input", T::LIST.one()));
    }

    /// Puts a card to another place, and the focus back to where it was in it: what is moved in the page loses it.
    pub fn put(self, card: u32, to: usize) {
        let focused = document().active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
        let mut name = String::new();
        self.all.update(|all| {
            if let Some(at) = all.iter().position(|one| one.head().id == card) {
                let moved = all.remove(at);
                name = moved.head().name.get_untracked();
                all.insert(to.min(all.len()), moved);
            }
        });
        self.said.set(tfs(w::MOVED, &[&name, &(to + 1)]));
        set_timeout(move || drop(focused.map(|element| element.focus())), Duration::ZERO);
    }

    /// Takes a card away, with a way back.
    pub fn remove(self, card: u32, desk: Desk) {
        let Some(at) = untrack(|| self.place(card)) else { return };
        let removed = self.all.try_update(|all| all.remove(at));
        desk.removed.set(removed.map(|removed| Removed {
            name: removed.head().name,
            back: Arc::new(move || {
                self.all.update(|all| all.insert(at.min(all.len()), removed));
                focus_later(format!("#{}-{card} .rule-fold", T::LIST.one()));
            }),
        }));
    }
}

/// The card that was deleted last.
#[derive(Clone)]
pub struct Removed {
    name: RwSignal<String>,
    /// Puts it back to where it stood.
    back: Arc<dyn Fn() + Send + Sync>,
}

/// The way back from deleting a card.
#[component]
pub fn Undo(desk: Desk) -> impl IntoView {
    let name = move || desk.removed.get().map(|removed| removed.name.get()).unwrap_or_default();
    let undo = Callback::new(move |()| {
        if let Some(removed) = desk.removed.get_untracked() {
            (removed.back)();
            desk.removed.set(None);
        }
    });
    let close = Callback::new(move |()| desk.removed.set(None));
    view! {
        <Show when=move || desk.removed.with(Option::is_some)>
            <div class="floating" role="status" data-testid="undo">
                <span>{move || tf(w::REMOVED, name())}</span>
                <span class="push"></span>
                <Button label=w::UNDO glyph=Glyph::Undo look=Look::Primary on_press=undo />
                <Button label=c::CLOSE glyph=Glyph::X icon_only=true look=Look::Ghost on_press=close />
            </div>
        </Show>
    }
}

/// The head of a list: what it is, how it is read, folding and adding.
#[component]
pub fn ListHead<T: Carded>(
    hand: Hand<T>,
    desk: Desk,
    title: Text,
    hint: Text,
    add_label: Text,
    on_add: Callback<()>,
    #[prop(optional, into)] full: Signal<bool>,
) -> impl IntoView {
    let ids = move || hand.all.with(|all| all.iter().map(|one| one.head().id).collect::<Vec<_>>());
    let all_open = move || desk.unfolded.with(|open| ids().iter().all(|id| open.contains(id)));
    let fold = Callback::new(move |()| {
        let (ids, open) = untrack(|| (ids(), all_open()));
        desk.unfolded.update(|unfolded| {
            if open {
                unfolded.retain(|id| !ids.contains(id));
            } else {
                unfolded.extend(ids);
            }
        });
    });
    view! {
        <div class="panel-head">
            <h2 id=format!("{}s-title", T::LIST.one())>{tr(title)}</h2>
            <span class="small soft rules-hint">{tr(hint)}</span>
            <div class="actions">
                <Show when=move || { hand.all.with(Vec::len) > 1 }>
                    <Button label=Signal::derive(move || if all_open() { w::FOLD_ALL } else { w::UNFOLD_ALL }) slim=true look=Look::Ghost on_press=fold />
                </Show>
                <Button label=add_label glyph=Glyph::Plus slim=true disabled=full on_press=on_add />
            </div>
        </div>
    }
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

/// A key that no other one has, made of the name as far as that is plain letters.
fn fresh_key(name: &str, otherwise: &str, taken: &[String]) -> String {
    let plain: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect::<String>()
        .split('-')
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    let stem = if plain.is_empty() { otherwise.to_owned() } else { plain.chars().take(30).collect() };
    if !taken.contains(&stem) && stem != otherwise {
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
        assert_eq!(fresh_key("VIP Customers!", "rule", &[]), "vip-customers");
        assert_eq!(fresh_key("VIP", "rule", &["vip".into(), "vip-1".into()]), "vip-2");
        assert_eq!(fresh_key("研学旅行", "rule", &["rule-1".into()]), "rule-2");
        assert_eq!(fresh_key("慢回复", "timer", &["rule-1".into()]), "timer-1");
    }
}
