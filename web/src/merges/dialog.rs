//! Merging: who with whom, which of the two is kept, why.

use leptos::prelude::*;
use shared::{
    ErrorCode, FieldError,
    customers::Customer,
    ids::CustomerId,
    merges::{Merge, NewMerge},
    problem::FieldCode,
};

use super::sides::Sides;
use crate::{
    api,
    components::{AreaField, Choice, Field, FormDialog, Layer, Loaded, field::Tie, pickers::CustomerPicker},
    i18n::{merges as w, t, tr},
    reading::{Read, Write},
};

/// Picks with whom, by name or phone.
#[component]
pub fn PickCustomer(except: CustomerId, on_close: Callback<()>, on_pick: Callback<CustomerId>) -> impl IntoView {
    let chosen = RwSignal::new(None::<Choice<CustomerId>>);
    let write = Write::new();
    let submit = Callback::new(move |()| match chosen.get_untracked() {
        Some(choice) if choice.id != except => on_pick.run(choice.id),
        Some(_) => write.refuse(vec![FieldError::new("/other", FieldCode::UnknownValue)]),
        None => write.refuse(vec![FieldError::new("/other", FieldCode::Required)]),
    });
    let control = move |tie: Tie| {
        view! {
            <CustomerPicker
                label=w::PICK
                placeholder=w::PICK_HINT
                tie=tie
                chosen=chosen
                on_pick=Callback::new(move |picked| chosen.set(picked))
                autofocus=true
            />
        }
        .into_any()
    };
    view! {
        <FormDialog
            title=Signal::derive(|| t(w::MERGE_WITH).to_owned())
            action=w::COMPARE
            write=write
            on_close=on_close
            on_submit=submit
            fields=vec!["/other"]
        >
            <Field label=w::PICK write=write pointer="/other" required=true control=control />
        </FormDialog>
    }
}

/// Compares two customers and makes one of them part of the other.
#[component]
pub fn MergeCustomers(
    /// Who is kept unless one swaps them.
    one: CustomerId,
    other: CustomerId,
    on_close: Callback<()>,
    /// The merge, and who was kept.
    on_done: Callback<(Merge, Customer)>,
) -> impl IntoView {
    let pair = RwSignal::new((one, other));
    let seen = Read::new(move || {
        let (kept, gone) = pair.get();
        api::merges::preview(kept, gone)
    });
    let reason = RwSignal::new(String::new());
    let write = Write::new();
    let swap = Callback::new(move |()| {
        write.clear();
        pair.update(|(kept, gone)| std::mem::swap(kept, gone));
    });
    // What has changed is shown as it is now, and confirmed again.
    Effect::new(move |_| {
        let outdated = |fault: &Option<api::Fault>| {
            fault.as_ref().is_some_and(|fault| fault.code() == Some(ErrorCode::PreviewOutdated))
        };
        if write.fault.with(outdated) {
            seen.reload();
        }
    });
    // While another preview is on its way, the one that is shown is not of this pair.
    let cannot = Signal::derive(move || {
        seen.ok().is_none_or(|seen| seen.keep_the_other || (seen.kept.customer.id, seen.gone.customer.id) != pair.get())
    });
    let submit = Callback::new(move |()| {
        let Some(seen) = seen.ok_now().filter(|_| !cannot.get_untracked()) else { return };
        let (kept, gone) = (seen.kept.customer, seen.gone.customer.id);
        let request = NewMerge { gone_id: gone, reason: reason.get_untracked().trim().to_owned(), token: seen.token };
        let id = kept.id;
        write.submit(
            request,
            move |request| async move { api::merges::merge(id, &request).await },
            move |merge| {
                on_close.run(());
                on_done.run((merge, kept));
            },
        );
    });
    view! {
        <FormDialog
            title=Signal::derive(|| t(w::DIALOG_TITLE).to_owned())
            action=w::MERGE
            layer=Layer::Broad
            write=write
            on_close=on_close
            on_submit=submit
            disabled=cannot
            fields=vec!["/reason"]
        >
            <p class="soft small">{tr(w::ABOUT)}</p>
            <Loaded read=seen show=move |seen| view! { <Sides seen=seen on_swap=swap /> }.into_any() />
            <AreaField label=w::WHY value=reason write=write pointer="/reason" required=true placeholder=w::WHY_HINT />
        </FormDialog>
    }
}
