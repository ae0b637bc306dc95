//! A card of the editor: folded to a sentence, unfolded to be edited, moved by mouse and by keys.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, KeyboardEvent};

use super::{
    cards::{Carded, Hand, Over},
    conditions::Remarks,
    desk::Desk,
    model::Head,
};
use crate::{
    components::{
        Button, Glyph, Icon, Look,
        menu::{Menu, MenuItem},
    },
    i18n::{Text, common as c, policies as w, t, tfs, tn, tr},
};

/// `says` is what it says in short, `children` is what of it is edited, and `copy` puts a copy after it.
#[component]
pub fn Card<T: Carded>(
    one: T,
    hand: Hand<T>,
    desk: Desk,
    says: ViewFn,
    copy: Callback<()>,
    children: ChildrenFn,
) -> impl IntoView {
    let head = one.head();
    let id = head.id;
    let card = NodeRef::<html::Li>::new();
    let place = Memo::new(move |_| hand.place(id).unwrap_or_default());
    let count = move || hand.all.with(Vec::len);
    let open = Memo::new(move |_| desk.unfolded.with(|all| all.contains(&id)));
    let pointer = Signal::derive(move || format!("{}/{}", T::LIST.pointer(), place.get()));
    let step = move |up: bool| {
        Callback::new(move |()| {
            let at = place.get_untracked();
            if up && at > 0 {
                hand.put(id, at - 1);
            } else if !up && at + 1 < hand.all.with_untracked(Vec::len) {
                hand.put(id, at + 1);
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
            let over = Some(Over { card: id, after: after(&event) });
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
            let target = hand.place(over.card).unwrap_or_default() + usize::from(over.after);
            let from = hand.place(dragged).unwrap_or_default();
            // The place is counted without the card itself.
            let to = if from < target { target - 1 } else { target };
            if to != from {
                hand.put(dragged, to);
            }
        }
    };
    let is_over = move |after: bool| hand.over.get() == Some(Over { card: id, after });
    let remarks = Memo::new(move |_| desk.remarks(&pointer.get(), true));
    let own = Signal::derive(move || {
        let at = pointer.get();
        let of_card = [at.clone(), format!("{at}/name"), format!("{at}/key"), format!("{at}/when")];
        remarks.get().into_iter().filter(|remark| of_card.contains(&remark.pointer)).collect::<Vec<_>>()
    });
    let remove = Callback::new(move |()| hand.remove(id, desk));
    view! {
        <li
            node_ref=card
            id=format!("{}-{id}", T::LIST.one())
            class="rule"
            class:open=move || open.get()
            class:off=move || !head.enabled.get()
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
                <Summary head=head named=T::LIST.named() open=open place=place says=says desk=desk />
                <Marks remarks=Signal::derive(move || remarks.get().iter().fold((0, 0), |(bad, warn), one| if one.bad { (bad + 1, warn) } else { (bad, warn + 1) })) />
                <Button label=w::MOVE_UP glyph=Glyph::ArrowUp icon_only=true slim=true look=Look::Ghost disabled=Signal::derive(move || place.get() == 0) on_press=step(true) />
                <Button label=w::MOVE_DOWN glyph=Glyph::ArrowDown icon_only=true slim=true look=Look::Ghost disabled=Signal::derive(move || place.get() + 1 >= count()) on_press=step(false) />
                <CardMenu head=head copy=copy remove=remove />
            </div>
            <Show when=move || open.get()>
                <div class="rule-body">
                    <Remarks remarks=own />
                    <Name head=head label=T::LIST.name() />
                    {children()}
                </div>
            </Show>
        </li>
    }
}

/// What it says, in a line that unfolds it.
#[component]
fn Summary(head: Head, named: Text, open: Memo<bool>, place: Memo<usize>, says: ViewFn, desk: Desk) -> impl IntoView {
    let press = move |_| {
        desk.unfolded.update(|all| {
            if !all.remove(&head.id) {
                all.insert(head.id);
            }
        });
    };
    view! {
        <button
            type="button"
            class="rule-fold"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-label=move || tfs(named, &[&(place.get() + 1), &head.name.get()])
            on:click=press
        >
            <span class="row">
                <span class="strong clip">{move || head.name.get()}</span>
                <Show when=move || !head.enabled.get()>
                    <span class="badge">{tr(w::RULE_OFF)}</span>
                </Show>
            </span>
            <Show when=move || !open.get()>
                <span class="rule-says">{says.run()}</span>
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
fn CardMenu(head: Head, copy: Callback<()>, remove: Callback<()>) -> impl IntoView {
    let toggle = Callback::new(move |()| head.enabled.update(|on| *on = !*on));
    view! {
        <Menu
            label=Signal::derive(move || format!("{} {}", t(c::ACTIONS), head.name.get()))
            button_class="button ghost square slim dots"
            button=|| view! { <Icon glyph=Glyph::More /> }
        >
            <MenuItem on_choose=toggle>{move || if head.enabled.get() { t(w::SWITCH_OFF) } else { t(w::SWITCH_ON) }}</MenuItem>
            <MenuItem on_choose=copy>{tr(w::DUPLICATE)}</MenuItem>
            <MenuItem on_choose=remove warns=true>{tr(w::REMOVE)}</MenuItem>
        </Menu>
    }
}

#[component]
fn Name(head: Head, label: Text) -> impl IntoView {
    view! {
        <div class="rule-name">
            <label class="field">
                <span class="label">{tr(label)}</span>
                <input class="input rule-name-input" type="text" autocomplete="off" bind:value=head.name />
            </label>
            <label class="field" title=tr(w::RULE_KEY_HINT)>
                <span class="label">{tr(w::RULE_KEY)}</span>
                <input class="input mono" type="text" autocomplete="off" spellcheck="false" bind:value=head.key />
            </label>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || head.enabled.get()
                    on:change=move |event| head.enabled.set(event_target_checked(&event))
                />
                <span>{tr(w::ENABLED)}</span>
            </label>
        </div>
    }
}
