//! Giving work to somebody else. Who has enough in hand gets more only after one was told and said so.

use leptos::prelude::*;
use shared::{ErrorCode, FieldError, ids::EmployeeId, permissions::Permission, problem::FieldCode, work::HandWork};

use super::read_anew;
use crate::{
    api::{Answer, Fault},
    components::{Choice, Field, FormDialog, Glyph, Icon, field::Tie, pickers::AgentPicker, toast},
    i18n::{Text, inquiries as w, tf, tr},
    reading::{Read, Write},
    session,
};

/// `hand` asks the server to do it.
#[component]
pub fn HandOver<T, F>(
    #[prop(into)] title: Signal<String>,
    body: Text,
    version: i64,
    owner: Option<EmployeeId>,
    detail: Read<T>,
    hand: impl Fn(HandWork) -> F + Copy + Send + Sync + 'static,
    on_close: Callback<()>,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    F: Future<Output = Answer<T>> + 'static,
{
    let chosen = RwSignal::new(None::<Choice<EmployeeId>>);
    let write = Write::new();
    // Who was refused for being full; the next press gives it to them all the same.
    let full = RwSignal::new(None::<Choice<EmployeeId>>);
    let pick = Callback::new(move |to| {
        full.set(None);
        write.clear();
        chosen.set(to);
    });
    Effect::new(move |_| {
        let code = write.fault.with(|fault| fault.as_ref().and_then(Fault::code));
        if code == Some(ErrorCode::OverCapacity) && session::can_now(Permission::WorkOverCapacity) {
            full.set(chosen.get_untracked());
            write.clear();
        } else if write.fault.with(|fault| fault.as_ref().is_some_and(|fault| read_anew(fault, detail))) {
            on_close.run(());
        }
    });
    let submit = Callback::new(move |()| {
        let Some(to) = chosen.get_untracked() else {
            write.refuse(vec![FieldError::new("/owner_id", FieldCode::Required)]);
            return;
        };
        let request = HandWork { owner_id: to.id, over_capacity: full.get_untracked().is_some(), version };
        write.run(hand(request), move |new| {
            toast::say(tf(w::HANDED_OVER, to.label));
            on_close.run(());
            detail.put(new);
        });
    });
    let control = move |tie: Tie| {
        view! { <AgentPicker label=w::NEW_OWNER except=owner tie=tie chosen=chosen on_pick=pick autofocus=true /> }
            .into_any()
    };
    let action = Signal::derive(move || if full.with(Option::is_some) { w::HAND_OVER_ANYWAY } else { w::HAND_OVER });
    view! {
        <FormDialog
            title=title
            action=action
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/owner_id"]
        >
            <p class="soft small">{tr(body)}</p>
            <Field label=w::NEW_OWNER write=write pointer="/owner_id" required=true control=control />
            {move || full.get().map(|full| view! {
                <div class="alert warn" role="alert">
                    <Icon glyph=Glyph::Alert />
                    <span>{tf(w::OVER_CAPACITY, &full.label)}</span>
                </div>
            })}
        </FormDialog>
    }
}
