//! A field of a form that is being built.

use leptos::{html, prelude::*};
use shared::{codes::TextCode, entrances::FieldKind};
use web_sys::{DragEvent, KeyboardEvent};

use super::{
    builder::{Building, Form},
    words::kind_text,
};
use crate::{
    components::{Button, Glyph, Icon, Look, Select, form_dialog::touches},
    i18n::{Text, entrances as w, t, tf, tr},
    reading::Write,
};

#[component]
pub fn FieldCard(one: Building, form: Form, write: Write) -> impl IntoView {
    let (id, card, touched) = (one.id, NodeRef::<html::Li>::new(), touches());
    let place = Memo::new(move |_| form.place(id).unwrap_or_default());
    let last = move || form.all.with(Vec::len).saturating_sub(1);
    let step = move |up: bool| {
        Callback::new(move |()| {
            let at = place.get_untracked();
            if (up && at > 0) || (!up && at < form.all.with_untracked(Vec::len).saturating_sub(1)) {
                touched();
                form.put(id, if up { at - 1 } else { at + 1 });
            }
        })
    };
    let keys = move |event: KeyboardEvent| {
        if event.alt_key() && matches!(event.key().as_str(), "ArrowUp" | "ArrowDown") {
            event.prevent_default();
            step(event.key() == "ArrowUp").run(());
        }
    };
    let drag_over = move |event: DragEvent| {
        if let Some(dragged) = form.dragged.get_untracked() {
            event.prevent_default();
            if dragged != id {
                form.put(dragged, place.get_untracked());
            }
        }
    };
    let drag = move |event: DragEvent| {
        touched();
        form.dragged.set(Some(id));
        if let Some(data) = event.data_transfer() {
            // Firefox drags nothing that carries no data.
            drop(data.set_data("text/plain", &id.to_string()));
            data.set_effect_allowed("move");
            if let Some(card) = card.get_untracked() {
                data.set_drag_image(&card, 12, 20);
            }
        }
    };
    let remove = move |_| {
        touched();
        form.all.update(|all| all.retain(|other| other.id != id));
    };
    let pointer = move |field: &str| format!("/fields/{}/{field}", place.get());
    let kind = one.kind;
    view! {
        <li node_ref=card class="form-card" class:dragged=move || form.dragged.get() == Some(id) on:keydown=keys on:dragover=drag_over on:drop=|event: DragEvent| event.prevent_default()>
            <div class="form-card-head">
                <span class="rule-drag with-mouse" draggable="true" title=tr(w::DRAG) on:dragstart=drag on:dragend=move |_| form.dragged.set(None)>
                    <Icon glyph=Glyph::Drag />
                </span>
                <span class="small muted grow">{move || tf(w::FIELD_N, place.get() + 1)}</span>
                <Button label=w::MOVE_UP glyph=Glyph::ArrowUp icon_only=true slim=true look=Look::Ghost disabled=Signal::derive(move || place.get() == 0) on_press=step(true) />
                <Button label=w::MOVE_DOWN glyph=Glyph::ArrowDown icon_only=true slim=true look=Look::Ghost disabled=Signal::derive(move || place.get() == last()) on_press=step(false) />
                <button type="button" class="button ghost square slim" aria-label=move || tf(w::REMOVE_FIELD, place.get() + 1) on:click=remove>
                    <Icon glyph=Glyph::Trash />
                </button>
            </div>
            <div class="fields two">
                <Line label=w::LABEL value=one.label fault=Signal::derive(move || write.field(&pointer("label"))) />
                <label class="field">
                    <span class="label">{tr(w::KIND)}</span>
                    <Select
                        value=Signal::derive(move || kind.get().to_string())
                        on_change=Callback::new(move |word: String| {
                            if let Some(chosen) = FieldKind::parse(&word) {
                                kind.set(chosen);
                            }
                        })
                        options=|| FieldKind::ALL.iter().map(|one| (one.to_string(), t(kind_text(*one)).to_owned())).collect()
                    />
                </label>
                <Line label=w::KEY value=one.key mono=true fault=Signal::derive(move || write.field(&pointer("key"))) />
                <Line label=w::HINT value=one.hint fault=Signal::derive(move || write.field(&pointer("hint"))) />
                <Show when=move || kind.get() == FieldKind::Number>
                    <Line label=w::MIN value=one.min fault=Signal::derive(move || write.field(&pointer("min"))) />
                </Show>
                <Show when=move || kind.get().has_max()>
                    <Line label=max_text(kind.get()) value=one.max fault=Signal::derive(move || write.field(&pointer("max"))) />
                </Show>
                <Show when=move || kind.get().offers_choices()>
                    <label class="field whole">
                        <span class="label">{tr(w::CHOICES)}</span>
                        <textarea class="input" prop:value=move || one.choices.get() on:input=move |event| one.choices.set(event_target_value(&event))></textarea>
                        {move || write.field(&pointer("choices")).map(|fault| view! { <span class="fault" role="alert">{fault}</span> })}
                    </label>
                </Show>
                <label class="check">
                    <input type="checkbox" prop:checked=move || one.required.get() on:change=move |event| one.required.set(event_target_checked(&event)) />
                    <span>{tr(w::REQUIRED)}</span>
                </label>
            </div>
        </li>
    }
}

const fn max_text(kind: FieldKind) -> Text {
    match kind {
        FieldKind::Number => w::MAX,
        FieldKind::Choices => w::MAX_CHOICES,
        _ => w::MAX_LENGTH,
    }
}

#[component]
fn Line(
    label: Text,
    value: RwSignal<String>,
    #[prop(into)] fault: Signal<Option<String>>,
    #[prop(optional)] mono: bool,
) -> impl IntoView {
    view! {
        <label class="field">
            <span class="label">{tr(label)}</span>
            <input class="input" class:mono=mono type="text" autocomplete="off" aria-invalid=move || fault.get().map(|_| "true") bind:value=value />
            {move || fault.get().map(|fault| view! { <span class="fault" role="alert">{fault}</span> })}
        </label>
    }
}
