//! One rule: folded to a sentence, unfolded to be edited.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, KeyboardEvent};

use super::{
    conditions::{GroupEditor, Lead, Remarks},
    desk::Desk,
    model::{RuleModel, routes_of},
    routes::RoutesEditor,
    rules::{Hand, Over, focus_later, fresh_key, put, taken},
    words::{condition_words, routes_words},
};
use crate::{
    components::{
        Button, Glyph, Icon, Look,
        menu::{Menu, MenuItem},
    },
    i18n::{common as c, policies as w, t, tf, tfs, tn, tr},
};

#[component]
pub fn RuleCard(rule: RuleModel, hand: Hand, desk: Desk) -> impl IntoView {
    let id = rule.id;
    let card = NodeRef::<html::Li>::new();
    let place = Memo::new(move |_| desk.place(id).unwrap_or_default());
    let count = move || desk.model.rules.with(Vec::len);
    let open = Memo::new(move |_| desk.unfolded.with(|all| all.contains(&id)));
    let pointer = Signal::derive(move || format!("/rules/{}", place.get()));
    let step = move |up: bool| {
        Callback::new(move |()| {
            let at = place.get_untracked();
            if up && at > 0 {
                put(desk, hand, id, at - 1);
            } else if !up && at + 1 < desk.model.rules.with_untracked(Vec::len) {
                put(desk, hand, id, at + 1);
            }
        })
    };
    let keys = move |event: KeyboardEvent| {
        // In a list of choices the same keys open it.
        let chooses = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let chooses = chooses.is_some_and(|target| matches!(target.matches("select, [role=combobox]"), Ok(true)));
        if !chooses && event.alt_key() && matches!(event.key().as_str(), "ArrowUp" | "ArrowDown") {
            event.prevent_default();
            step(event.key() == "ArrowUp").run(());
        }
    };
    let after = move |event: &DragEvent| {
        let rect = card.get_untracked().map(|card| card.get_bounding_client_rect());
        rect.is_some_and(|rect| f64::from(event.client_y()) > rect.top() + rect.height() / 2.0)
    };
    let drag_over = move |event: DragEvent| {
        if hand.dragged.get_untracked().is_some() {
            event.prevent_default();
            let over = Some(Over { rule: id, after: after(&event) });
            if hand.over.get_untracked() != over {
                hand.over.set(over);
            }
        }
    };
    let dropped = move |event: DragEvent| {
        let (dragged, over) = (hand.dragged.get_untracked(), hand.over.get_untracked());
        hand.dragged.set(None);
        hand.over.set(None);
        if let (Some(dragged), Some(over)) = (dragged, over) {
            event.prevent_default();
            let target = desk.place(over.rule).unwrap_or_default() + usize::from(over.after);
            let from = desk.place(dragged).unwrap_or_default();
            // The place is counted without the rule itself.
            let to = if from < target { target - 1 } else { target };
            if to != from {
                put(desk, hand, dragged, to);
            }
        }
    };
    let is_over = move |after: bool| hand.over.get() == Some(Over { rule: id, after });
    let remarks = Memo::new(move |_| desk.remarks(&pointer.get(), true));
    let own = Signal::derive(move || {
        let at = pointer.get();
        let of_rule = [at.clone(), format!("{at}/name"), format!("{at}/key"), format!("{at}/when")];
        remarks.get().into_iter().filter(|remark| of_rule.contains(&remark.pointer)).collect::<Vec<_>>()
    });
    view! {
        <li
            node_ref=card
            id=format!("rule-{id}")
            class="rule"
            class:open=move || open.get()
            class:off=move || !rule.enabled.get()
            class:dragged=move || hand.dragged.get() == Some(id)
            class:drop-before=move || is_over(false)
            class:drop-after=move || is_over(true)
            on:keydown=keys
            on:dragover=drag_over
            on:drop=dropped
        >
            <div class="rule-head">
                <span
                    class="rule-drag with-mouse"
                    draggable="true"
                    title=tr(w::DRAG)
                    on:dragstart=move |event: DragEvent| {
                        hand.dragged.set(Some(id));
                        if let Some(data) = event.data_transfer() {
                            // Firefox drags nothing that carries no data.
                            drop(data.set_data("text/plain", &id.to_string()));
                            data.set_effect_allowed("move");
                            if let Some(card) = card.get_untracked() {
                                data.set_drag_image(&card, 12, 20);
                            }
                        }
                    }
                    on:dragend=move |_| {
                        hand.dragged.set(None);
                        hand.over.set(None);
                    }
                >
                    <Icon glyph=Glyph::Drag />
                </span>
                <span class="rule-number" aria-hidden="true">{move || place.get() + 1}</span>
                <Summary rule=rule open=open place=place desk=desk />
                <Marks remarks=Signal::derive(move || remarks.get().iter().fold((0, 0), |(bad, warn), one| if one.bad { (bad + 1, warn) } else { (bad, warn + 1) })) />
                <Button label=w::MOVE_UP glyph=Glyph::ArrowUp icon_only=true slim=true look=Look::Ghost disabled=Signal::derive(move || place.get() == 0) on_press=step(true) />
                <Button label=w::MOVE_DOWN glyph=Glyph::ArrowDown icon_only=true slim=true look=Look::Ghost disabled=Signal::derive(move || place.get() + 1 >= count()) on_press=step(false) />
                <RuleMenu rule=rule hand=hand desk=desk />
            </div>
            <Show when=move || open.get()>
                <div class="rule-body">
                    <Remarks remarks=own />
                    <Name rule=rule />
                    <div class="rule-part">
                        <Lead text=w::WHEN />
                        <GroupEditor group=rule.when pointer=Signal::derive(move || format!("{}/when", pointer.get())) depth=0 desk=desk />
                    </div>
                    <div class="rule-part">
                        <Lead text=w::THEN />
                        <div class="stack tight">
                            <p class="tiny muted">{tr(w::ROUTES_HINT)}</p>
                            <RoutesEditor routes=rule.routes pointer=Signal::derive(move || format!("{}/routes", pointer.get())) empty=w::NO_ROUTES desk=desk />
                        </div>
                    </div>
                </div>
            </Show>
        </li>
    }
}

/// What the rule says, in a line that unfolds it.
#[component]
fn Summary(rule: RuleModel, open: Memo<bool>, place: Memo<usize>, desk: Desk) -> impl IntoView {
    let when = move || desk.names.with(|names| condition_words(&rule.when.condition(), names));
    let then = move || {
        let routes = routes_of(rule.routes);
        if routes.is_empty() {
            t(w::NO_ROUTES).to_owned()
        } else {
            desk.names.with(|names| routes_words(&routes, names))
        }
    };
    let press = move |_| {
        desk.unfolded.update(|all| {
            if !all.remove(&rule.id) {
                all.insert(rule.id);
            }
        });
    };
    view! {
        <button
            type="button"
            class="rule-fold"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-label=move || tfs(w::RULE_NAMED, &[&(place.get() + 1), &rule.name.get()])
            on:click=press
        >
            <span class="row">
                <span class="strong clip">{move || rule.name.get()}</span>
                <Show when=move || !rule.enabled.get()>
                    <span class="badge">{tr(w::RULE_OFF)}</span>
                </Show>
            </span>
            <Show when=move || !open.get()>
                <span class="rule-says">
                    <span class="small soft">{when}</span>
                    <span class="small"><span class="muted" aria-hidden="true">"→ "</span>{then}</span>
                </span>
            </Show>
        </button>
    }
}

/// How much is wrong and how much is unwise.
#[component]
fn Marks(#[prop(into)] remarks: Signal<(i64, i64)>) -> impl IntoView {
    move || {
        let (bad, warn) = remarks.get();
        if bad > 0 {
            view! { <span class="badge bad">{tn(w::ERRORS, bad)}</span> }.into_any()
        } else if warn > 0 {
            view! { <span class="badge warn">{tn(w::WARNINGS, warn)}</span> }.into_any()
        } else {
            ().into_any()
        }
    }
}

#[component]
fn RuleMenu(rule: RuleModel, hand: Hand, desk: Desk) -> impl IntoView {
    let rules = desk.model.rules;
    let duplicate = Callback::new(move |()| {
        let mut copy = untrack(|| rule.rule());
        copy.name = tf(w::COPY_OF, &copy.name);
        copy.key = fresh_key(&copy.key, &taken(desk));
        let copy = desk.maker.rule(&copy);
        let at = untrack(|| desk.place(rule.id)).unwrap_or_default();
        rules.update(|all| all.insert((at + 1).min(all.len()), copy));
        desk.unfolded.update(|all| _ = all.insert(copy.id));
        focus_later(format!("#rule-{} .rule-name-input", copy.id));
    });
    let toggle = Callback::new(move |()| rule.enabled.update(|on| *on = !*on));
    let remove = Callback::new(move |()| {
        if let Some(at) = untrack(|| desk.place(rule.id)) {
            hand.removed.set(Some((at, rule)));
            rules.update(|all| _ = all.remove(at));
        }
    });
    view! {
        <Menu
            label=Signal::derive(move || format!("{} {}", t(c::ACTIONS), rule.name.get()))
            button_class="button ghost square slim dots"
            button=|| view! { <Icon glyph=Glyph::More /> }
        >
            <MenuItem on_choose=toggle>{move || if rule.enabled.get() { t(w::SWITCH_OFF) } else { t(w::SWITCH_ON) }}</MenuItem>
            <MenuItem on_choose=duplicate>{tr(w::DUPLICATE)}</MenuItem>
            <MenuItem on_choose=remove warns=true>{tr(w::REMOVE_RULE)}</MenuItem>
        </Menu>
    }
}

#[component]
fn Name(rule: RuleModel) -> impl IntoView {
    view! {
        <div class="rule-name">
            <label class="field">
                <span class="label">{tr(w::RULE_NAME)}</span>
                <input class="input rule-name-input" type="text" autocomplete="off" bind:value=rule.name />
            </label>
            <label class="field" title=tr(w::RULE_KEY_HINT)>
                <span class="label">{tr(w::RULE_KEY)}</span>
                <input class="input mono" type="text" autocomplete="off" spellcheck="false" bind:value=rule.key />
            </label>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || rule.enabled.get()
                    on:change=move |event| rule.enabled.set(event_target_checked(&event))
                />
                <span>{tr(w::ENABLED)}</span>
            </label>
        </div>
    }
}
