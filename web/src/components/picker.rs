//! A combobox that asks the server while one types: arrows move, Enter takes, Esc closes.

use std::{sync::Arc, time::Duration};

use futures_util::future::LocalBoxFuture;
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use web_sys::KeyboardEvent;

use super::{Button, Glyph, Look, field::Tie, form_dialog::touches, fresh_id};
use crate::{
    api::Answer,
    i18n::{Text, common as c, tr},
};

const PAUSE: Duration = Duration::from_millis(180);

/// The list goes this long after the focus has: in a dialog it stands between the field and the buttons, and what is
/// being clicked must not move away under the pointer.
const LEAVE: Duration = Duration::from_millis(150);

/// Something that can be picked.
#[derive(Clone, PartialEq, Debug)]
pub struct Choice<I> {
    pub id: I,
    pub label: String,
    /// What tells it from others of the same name.
    pub hint: String,
}

/// Finds choices for what was typed.
pub type Search<I> = Arc<dyn Fn(String) -> LocalBoxFuture<'static, Answer<Vec<Choice<I>>>> + Send + Sync>;

#[component]
pub fn Picker<I>(
    label: Text,
    /// The field around it; without one the picker names itself.
    #[prop(optional_no_strip)]
    tie: Option<Tie>,
    #[prop(optional_no_strip)] placeholder: Option<Text>,
    #[prop(into)] chosen: Signal<Option<Choice<I>>>,
    on_pick: Callback<Option<Choice<I>>>,
    search: Search<I>,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView
where
    I: Copy + PartialEq + Send + Sync + 'static,
{
    let list_id = fresh_id();
    // What is being typed; `None` while the choice itself is shown.
    let typed = RwSignal::new(None::<String>);
    let found = RwSignal::new(None::<Answer<Vec<Choice<I>>>>);
    // What is listed answers what is typed. While it does not, Enter takes nothing: it would take somebody else.
    let fresh = RwSignal::new(false);
    let at = RwSignal::new(0_usize);
    let open = RwSignal::new(false);
    let turn = StoredValue::new(0_u32);
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let leaving = StoredValue::new(None::<TimeoutHandle>);
    let stop = |timer: StoredValue<Option<TimeoutHandle>>| {
        if let Some(Some(last)) = timer.try_get_value() {
            last.clear();
        }
    };
    let stays = move || stop(leaving);
    // Whoever types and leaves at once has left nobody to tell.
    on_cleanup(move || {
        stop(waiting);
        stop(leaving);
    });
    let close = move || {
        open.set(false);
        typed.set(None);
    };

    let look_up = Callback::new(move |text: String| {
        turn.update_value(|n| *n += 1);
        let own = turn.get_value();
        let asked = search(text);
        spawn_local(async move {
            let answer = asked.await;
            if turn.try_get_value() == Some(own) {
                found.set(Some(answer));
                fresh.set(true);
                at.set(0);
            }
        });
    });
    let show = move || {
        if !open.get_untracked() {
            fresh.set(false);
            open.set(true);
            look_up.run(typed.get_untracked().unwrap_or_default());
        }
    };
    let touched = touches();
    let take = move |choice: Choice<I>| {
        touched();
        open.set(false);
        typed.set(None);
        on_pick.run(Some(choice));
    };
    let input = move |event| {
        let text = event_target_value(&event);
        typed.set(Some(text.clone()));
        fresh.set(false);
        open.set(true);
        if let Some(earlier) = waiting.get_value() {
            earlier.clear();
        }
        waiting.set_value(set_timeout_with_handle(move || look_up.run(text), PAUSE).ok());
    };
    let keys = move |event: KeyboardEvent| {
        let listed = |found: &Option<Answer<Vec<Choice<I>>>>| match found {
            Some(Ok(all)) if fresh.get_untracked() => all.clone(),
            _ => Vec::new(),
        };
        let all = found.with_untracked(listed);
        let count = all.len();
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if !open.get_untracked() => show(),
            "ArrowDown" if count > 0 => at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" if count > 0 => at.update(|at| *at = (*at + count - 1) % count),
            // While an input method composes, Enter confirms characters and Esc drops them.
            "Enter" if open.get_untracked() && !event.is_composing() => {
                let choice = all.get(at.get_untracked()).cloned();
                if let Some(choice) = choice {
                    take(choice);
                }
            }
            "Escape" if open.get_untracked() && !event.is_composing() => {
                open.set(false);
                typed.set(None);
                event.stop_propagation();
            }
            _ => return,
        }
        event.prevent_default();
    };
    let shown = move || typed.get().unwrap_or_else(|| chosen.get().map(|choice| choice.label).unwrap_or_default());
    let option_id = {
        let list_id = list_id.clone();
        move |index: usize| format!("{list_id}-{index}")
    };
    let active = {
        let option_id = option_id.clone();
        move || open.get().then(|| option_id(at.get()))
    };
    let unnamed = tie.is_none();
    let invalid = tie.as_ref().map(Tie::invalid);
    let note = tie.as_ref().map(|tie| tie.note.clone());
    let clear = Callback::new(move |()| {
        touched();
        typed.set(None);
        open.set(false);
        on_pick.run(None);
    });
    let listed = list_id.clone();
    view! {
        <div class="combo">
            <input
                id=tie.map(|tie| tie.id)
                aria-invalid=move || invalid.and_then(|invalid| invalid())
                aria-describedby=note
                class="input"
                role="combobox"
                autocomplete="off"
                autofocus=autofocus
                aria-autocomplete="list"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-controls=list_id
                aria-activedescendant=active
                aria-label=move || unnamed.then(tr(label))
                placeholder=tr(placeholder.unwrap_or(c::TYPE_TO_SEARCH))
                prop:value=shown
                on:input=input
                on:click=move |_| show()
                on:keydown=keys
                on:blur=move |_| {
                    leaving.set_value(set_timeout_with_handle(close, LEAVE).ok());
                }
                on:focus=move |_| stays()
            />
            <Show when=move || chosen.with(Option::is_some)>
                <span class="clear">
                    <Button label=c::CLEAR glyph=Glyph::X icon_only=true look=Look::Ghost slim=true on_press=clear />
                </span>
            </Show>
            {move || {
                let (listed, option_id) = (listed.clone(), option_id.clone());
                open.get().then(|| view! {
                    <div class="options" class:stale=move || !fresh.get() role="listbox" aria-busy=move || (!fresh.get()).then_some("true") id=listed aria-label=tr(label)>
                        {move || match found.get() {
                            None => view! { <div class="note">{tr(c::LOADING)}</div> }.into_any(),
                            Some(Err(fault)) => view! { <div class="note">{fault.title()}</div> }.into_any(),
                            Some(Ok(all)) if all.is_empty() => view! { <div class="note">{tr(c::NOBODY_FOUND)}</div> }.into_any(),
                            Some(Ok(all)) => all
                                .into_iter()
                                .enumerate()
                                .map(|(index, choice)| {
                                    let own = choice.clone();
                                    view! {
                                        <div
                                            class="option"
                                            role="option"
                                            id=option_id(index)
                                            aria-selected=move || if at.get() == index { "true" } else { "false" }
                                            on:mousemove=move |_| at.set(index)
                                            on:mousedown=move |event| {
                                                event.prevent_default();
                                                take(own.clone());
                                            }
                                        >
                                            <span>{choice.label}</span>
                                            {(!choice.hint.is_empty()).then(|| view! { <span class="hint">{choice.hint}</span> })}
                                        </div>
                                    }
                                })
                                .collect_view()
                                .into_any(),
                        }}
                    </div>
                })
            }}
        </div>
    }
}
