//! Who is, was or will be on leave.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::{
    ids::EmployeeId,
    permissions::Permission,
    workforce::{Leave, LeaveQuery},
};

use super::{
    leave_form::LeaveForm,
    words::{since, until},
};
use crate::{
    api,
    components::{
        Button, Choice, Confirm, Glyph, Listed, Look, Notice, Person, Segments, closer, pickers::AgentPicker, toast,
    },
    i18n::{common as c, t, tf, tr, workforce as w},
    reading::{Listing, Write},
    session,
};

#[component]
pub fn Leaves() -> impl IntoView {
    let whose = RwSignal::new(None::<Choice<EmployeeId>>);
    let cancelled = RwSignal::new(false);
    let listing = Listing::<Leave>::new(move |cursor| {
        let query = LeaveQuery {
            employee_id: whose.with(|one| one.as_ref().map(|one| one.id)),
            cancelled: Some(cancelled.get()),
            cursor,
            ..LeaveQuery::default()
        };
        async move { api::workforce::leaves(&query).await }
    });
    let adding = RwSignal::new(None::<()>);
    let cancelling = RwSignal::new(None::<Leave>);
    let add = Callback::new(move |()| adding.set(Some(())));
    let done = Callback::new(move |()| {
        adding.set(None);
        cancelling.set(None);
        listing.reload();
    });
    let empty =
        || view! { <Notice glyph=Glyph::Calendar title=w::LEAVES_EMPTY body=w::LEAVES_EMPTY_BODY /> }.into_any();
    view! {
        <div class="row wrap between">
            <div class="leave-filters">
                <AgentPicker
                    label=w::LEAVE_OF
                    placeholder=w::ANYBODY
                    chosen=whose
                    on_pick=Callback::new(move |choice| whose.set(choice))
                />
                <Segments
                    label=c::STATUS
                    options=vec![(false, w::STANDING_ONLY), (true, w::WITH_CANCELLED)]
                    value=cancelled
                    on_change=Callback::new(move |all| cancelled.set(all))
                />
            </div>
            <Show when=|| session::can(Permission::GroupManage)>
                <Button label=w::ADD_LEAVE glyph=Glyph::Plus look=Look::Primary on_press=add />
            </Show>
        </div>
        <p class="small soft">{tr(w::LEAVES_ABOUT)}</p>
        <section class="panel">
            <Listed listing=listing empty=empty>
                <table class="table cards" data-testid="leaves">
                    <thead>
                        <tr>
                            <th scope="col">{tr(w::LEAVE_OF)}</th>
                            <th scope="col">{tr(w::PERIOD)}</th>
                            <th scope="col">{tr(w::REASON)}</th>
                            <th scope="col">{tr(c::STATUS)}</th>
                            <th scope="col">{tr(w::ENTERED_BY)}</th>
                            <th scope="col"><span class="sr-only">{tr(c::ACTIONS)}</span></th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || listing.rows.get() key=|row| (row.id, row.cancelled_at) let:row>
                            <LeaveRow row=row cancelling=cancelling />
                        </For>
                    </tbody>
                </table>
            </Listed>
        </section>
        {move || adding.get().map(|()| view! { <LeaveForm on_close=closer(adding) on_done=done /> })}
        {move || cancelling.get().map(|leave| view! { <CancelLeave leave=leave on_close=closer(cancelling) on_done=done /> })}
    }
}

/// From when until when; a single day is said once.
fn period(from: DateTime<Utc>, to: DateTime<Utc>) -> String {
    let (from, to) = (since(from), until(to));
    if from == to { from } else { format!("{from} – {to}") }
}

#[component]
fn LeaveRow(row: Leave, cancelling: RwSignal<Option<Leave>>) -> impl IntoView {
    let now = Utc::now();
    let (word, class) = match (&row.cancelled_at, row.from <= now, row.to <= now) {
        (Some(_), _, _) => (w::CANCELLED, "badge"),
        (None, _, true) => (w::OVER, "badge"),
        (None, true, false) => (w::NOW_ON_LEAVE, "badge warn"),
        (None, false, _) => (w::COMING, "badge info"),
    };
    let (from, to, gives_back) = (row.from, row.to, row.gives_back);
    let stands = row.cancelled_at.is_none() && row.to > now;
    let own = row.clone();
    let cancel = Callback::new(move |()| cancelling.set(Some(own.clone())));
    view! {
        <tr data-row>
            <td class="lead"><Person person=row.employee /></td>
            <td class="num whole" data-label=tr(w::PERIOD)>{move || period(from, to)}</td>
            <td class="soft" data-label=tr(w::REASON)>
                {row.reason}
                {gives_back.then(|| view! { " " <span class="badge">{tr(w::GIVEN_BACK)}</span> })}
            </td>
            <td class="corner" data-label=tr(c::STATUS)><span class=class>{tr(word)}</span></td>
            <td class="soft" data-label=tr(w::ENTERED_BY)>{row.created_by.map(|by| by.name)}</td>
            <td class="end tools">
                {(stands && session::can_now(Permission::GroupManage))
                    .then(|| view! { <Button label=w::CANCEL_LEAVE slim=true look=Look::GhostWarns on_press=cancel /> })}
            </td>
        </tr>
    }
}

#[component]
fn CancelLeave(leave: Leave, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let (id, name) = (leave.id, leave.employee.name);
    let cancel = Callback::new(move |write: Write| {
        write.run(api::workforce::cancel_leave(id), move |_| {
            toast::say(t(w::LEAVE_CANCELLED));
            on_done.run(());
        });
    });
    view! {
        <Confirm title=Signal::derive(move || tf(w::CANCEL_TITLE, &name)) action=w::CANCEL_LEAVE on_close=on_close on_confirm=cancel>
            <p>{tr(w::CANCEL_BODY)}</p>
        </Confirm>
    }
}
