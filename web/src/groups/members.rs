//! The members of a group. Their terms are changed where they stand.

use leptos::prelude::*;
use shared::{
    FieldError,
    groups::{GroupMember, MemberEdit, MemberQuery},
    ids::GroupId,
    permissions::Permission,
    problem::FieldCode,
};

use super::{add_members::AddMembers, words::barred_text};
use crate::{
    api,
    components::{Button, Confirm, Glyph, Listed, Look, Notice, SearchBox, avatar::initial, closer, toast},
    format,
    i18n::{common as c, groups as w, t, tf, tr},
    reading::{Listing, Write, filled},
    session,
    workforce::PresenceMark,
};

#[component]
pub fn Members(group: GroupId, name: Signal<String>, on_change: Callback<()>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let listing = Listing::<GroupMember>::new(move |cursor| {
        let query = MemberQuery { q: filled(&typed.get()), cursor, ..MemberQuery::default() };
        async move { api::groups::members(group, &query).await }
    });
    let adding = RwSignal::new(None::<()>);
    let removing = RwSignal::new(None::<GroupMember>);
    let add = Callback::new(move |()| adding.set(Some(())));
    let done = Callback::new(move |()| {
        adding.set(None);
        removing.set(None);
        listing.reload();
        on_change.run(());
    });
    let empty = move || {
        if typed.with(String::is_empty) {
            view! { <Notice glyph=Glyph::Users title=w::MEMBERS_EMPTY body=w::MEMBERS_EMPTY_BODY slim=true /> }
                .into_any()
        } else {
            view! { <Notice glyph=Glyph::Search title=w::MEMBERS_NOT_FOUND slim=true /> }.into_any()
        }
    };
    view! {
        <section class="panel" aria-labelledby="members-title">
            <div class="panel-head">
                <h2 id="members-title">{tr(w::MEMBERS)}</h2>
                <div class="actions">
                    <SearchBox placeholder=w::MEMBERS_SEARCH value=typed on_search=Callback::new(move |text: String| typed.set(text.trim().to_owned())) />
                    <Show when=|| session::can(Permission::GroupManage)>
                        <Button label=w::ADD_MEMBERS glyph=Glyph::UserPlus look=Look::Primary on_press=add />
                    </Show>
                </div>
            </div>
            <Listed listing=listing empty=empty>
                <table class="table cards" data-testid="members">
                    <thead>
                        <tr>
                            <th scope="col">{tr(w::MEMBER)}</th>
                            <th scope="col">{tr(crate::i18n::workforce::PRESENCE)}</th>
                            <th scope="col">{tr(w::STATE)}</th>
                            <th scope="col" class="end">{tr(w::OPEN_WORK)}</th>
                            <th scope="col" title=tr(w::WEIGHT_HINT)>{tr(w::WEIGHT)}</th>
                            <th scope="col" title=tr(w::CAPACITY_HINT)>{tr(w::CAPACITY)}</th>
                            <th scope="col">{tr(w::PAUSED)}</th>
                            <th scope="col">{tr(w::JOINED)}</th>
                            <th scope="col"><span class="sr-only">{tr(c::ACTIONS)}</span></th>
                        </tr>
                    </thead>
                    <tbody>
                        <For
                            each=move || listing.rows.get()
                            key=|row| (row.agent.id, row.version, row.presence, row.open_work)
                            let:row
                        >
                            <MemberRow group=group row=row removing=removing on_change=on_change />
                        </For>
                    </tbody>
                </table>
            </Listed>
        </section>
        {move || adding.get().map(|()| view! { <AddMembers group=group name=name on_close=closer(adding) on_done=done /> })}
        {move || removing.get().map(|member| view! { <RemoveMember group=group member=member on_close=closer(removing) on_done=done /> })}
    }
}

/// What one may change of a membership.
#[derive(Clone, Copy, PartialEq)]
struct Terms {
    weight: u32,
    capacity: Option<u32>,
    paused: bool,
}

impl Terms {
    fn of(member: &GroupMember) -> Self {
        Self { weight: member.weight, capacity: member.capacity, paused: member.paused }
    }

    fn edit(self, version: i64) -> MemberEdit {
        let Self { weight, capacity, paused } = self;
        MemberEdit { weight, capacity, paused, version: Some(version) }
    }
}

#[component]
fn MemberRow(
    group: GroupId,
    row: GroupMember,
    removing: RwSignal<Option<GroupMember>>,
    on_change: Callback<()>,
) -> impl IntoView {
    let may = session::can_now(Permission::GroupManage);
    let (id, name) = (row.agent.id, row.agent.name.clone());
    // What was answered last. The row itself stays, so that the focus stays where it is.
    let member = RwSignal::new(row.clone());
    // What was filled in last: it may be ahead of the answer, and is sent as soon as that is there.
    let wanted = RwSignal::new(Terms::of(&row));
    let write = Write::new();
    Effect::new(move |_| {
        let terms = wanted.get();
        let refused = write.fault.with(Option::is_some);
        if refused || write.busy() || terms == member.with_untracked(Terms::of) {
            return;
        }
        let version = member.with_untracked(|member| member.version);
        let ask = move |edit: MemberEdit| async move { api::groups::put_member(group, id, &edit).await };
        write.submit(terms.edit(version), ask, move |new: GroupMember| {
            member.set(new);
            on_change.run(());
        });
    });
    Effect::new(move |_| {
        if let Some(fault) = write.fault.get() {
            toast::complain(&fault);
            // What is shown is what holds, not what was refused.
            wanted.set(member.with_untracked(Terms::of));
        }
    });
    let change = move |said: Result<Terms, FieldError>| {
        write.clear();
        match said {
            Ok(terms) => wanted.set(terms),
            Err(fault) => write.refuse(vec![fault]),
        }
    };
    let weigh = move |event| {
        let said = number(&event_target_value(&event), "/weight").and_then(|weight| {
            let weight = weight.ok_or_else(|| FieldError::new("/weight", FieldCode::Required))?;
            Ok(Terms { weight, ..wanted.get_untracked() })
        });
        change(said);
    };
    let bound = move |event| {
        let said = number(&event_target_value(&event), "/capacity");
        change(said.map(|capacity| Terms { capacity, ..wanted.get_untracked() }));
    };
    let pause = move |event| change(Ok(Terms { paused: event_target_checked(&event), ..wanted.get_untracked() }));
    let remove = Callback::new(move |()| removing.set(Some(member.get_untracked())));
    let weight = move || wanted.get().weight.to_string();
    let capacity = move || wanted.get().capacity.map(|n| n.to_string()).unwrap_or_default();
    let [weight_name, capacity_name, pause_name] = [w::WEIGHT_OF, w::CAPACITY_OF, w::PAUSE_OF].map(|text| {
        let name = name.clone();
        move || tf(text, &name)
    });
    let state = move || match member.with(|member| member.barred.as_ref().map(barred_text)) {
        Some(why) => view! { <span class="badge">{why}</span> }.into_any(),
        None => view! { <span class="badge good">{t(w::CAN_TAKE)}</span> }.into_any(),
    };
    view! {
        <tr data-row>
            <td class="lead">
                <span class="row">
                    <span class="avatar slim" aria-hidden="true">{initial(&row.agent.name)}</span>
                    <span class="two">
                        <span class="name">{row.agent.name}</span>
                        <span class="muted">{row.number} " · " {row.unit}</span>
                    </span>
                </span>
            </td>
            <td class="corner" data-label=tr(crate::i18n::workforce::PRESENCE)><PresenceMark presence=row.presence /></td>
            <td data-label=tr(w::STATE)>{state}</td>
            <td class="num end" data-label=tr(w::OPEN_WORK)>{row.open_work}</td>
            <td data-label=tr(w::WEIGHT)>
                {if may {
                    view! { <input class="input amount" type="number" inputmode="numeric" min="1" max="20" aria-label=weight_name prop:value=weight on:change=weigh /> }.into_any()
                } else {
                    view! { <span class="num">{weight}</span> }.into_any()
                }}
            </td>
            <td data-label=tr(w::CAPACITY)>
                {if may {
                    view! {
                        <input
                            class="input amount"
                            type="number"
                            inputmode="numeric"
                            min="0"
                            max="10000"
                            placeholder=tr(w::UNLIMITED)
                            aria-label=capacity_name
                            prop:value=capacity
                            on:change=bound
                        />
                    }
                    .into_any()
                } else {
                    view! { <span class="num">{move || if capacity().is_empty() { t(w::UNLIMITED).to_owned() } else { capacity() }}</span> }.into_any()
                }}
            </td>
            <td data-label=tr(w::PAUSED)>
                <input
                    type="checkbox"
                    disabled=!may
                    aria-label=pause_name
                    prop:checked=move || wanted.get().paused
                    on:change=pause
                />
            </td>
            <td class="soft num" data-label=tr(w::JOINED)>{format::day(row.joined_at)}</td>
            <td class="end tools">
                {may.then(|| view! {
                    <Button
                        label=w::REMOVE
                        name=Signal::derive(move || Some(tf(w::REMOVE_AGENT, &name)))
                        glyph=Glyph::X
                        icon_only=true
                        slim=true
                        look=Look::GhostWarns
                        on_press=remove
                    />
                })}
            </td>
        </tr>
    }
}

/// A number in a field; nothing where there is none.
fn number(text: &str, pointer: &str) -> Result<Option<u32>, FieldError> {
    let Some(text) = filled(text) else { return Ok(None) };
    text.parse().map(Some).map_err(|_| FieldError::new(pointer, FieldCode::Malformed))
}

#[component]
fn RemoveMember(group: GroupId, member: GroupMember, on_close: Callback<()>, on_done: Callback<()>) -> impl IntoView {
    let (id, name) = (member.agent.id, member.agent.name);
    let said = name.clone();
    let remove = Callback::new(move |write: Write| {
        let name = said.clone();
        write.run(api::groups::remove_member(group, id), move |()| {
            toast::say(tf(w::REMOVED, name));
            on_done.run(());
        });
    });
    view! {
        <Confirm title=Signal::derive(move || tf(w::REMOVE_TITLE, &name)) action=w::REMOVE on_close=on_close on_confirm=remove>
            <p>{tr(w::REMOVE_BODY)}</p>
        </Confirm>
    }
}
