//! Districts as rows, to be picked for an assignment.

use leptos::prelude::*;
use shared::{
    permissions::Permission,
    territory::{District, DistrictStatus},
};

use super::{filters::status_text, page::Desk};
use crate::{
    components::Person,
    format,
    i18n::{common as c, territory as w, tf, tr},
    session,
};

#[component]
pub fn DistrictTable(desk: Desk) -> impl IntoView {
    let picks = Memo::new(|_| session::can(Permission::DistrictAssign));
    let all_picked = move || {
        desk.listing.rows.with(|rows| desk.picked.with(|picked| rows.iter().all(|row| picked.contains_key(&row.id))))
    };
    let pick_all = move |event| {
        let on = event_target_checked(&event);
        let rows = desk.listing.rows.get_untracked();
        desk.picked.update(|picked| {
            for row in rows {
                if on {
                    picked.insert(row.id, row);
                } else {
                    picked.remove(&row.id);
                }
            }
        });
    };
    view! {
        <table class="table cards" data-testid="districts">
            <thead>
                <tr>
                    {move || {
                        picks.get().then(|| view! {
                            <th scope="col" class="tick">
                                <input type="checkbox" aria-label=tr(w::SELECT_PAGE) prop:checked=all_picked on:change=pick_all />
                            </th>
                        })
                    }}
                    <th scope="col">{tr(w::NAME)}</th>
                    <th scope="col">{tr(w::CODE)}</th>
                    <th scope="col">{tr(w::CITY)}</th>
                    <th scope="col">{tr(w::AGENT)}</th>
                    <th scope="col">{tr(w::HELD_SINCE)}</th>
                    <th scope="col">{tr(c::STATUS)}</th>
                </tr>
            </thead>
            <tbody>
                <For
                    each=move || desk.listing.rows.get()
                    key=|row| (row.id, row.version, row.agent.as_ref().map(|agent| agent.id))
                    let:row
                >
                    <DistrictRow row=row desk=desk picks=picks />
                </For>
            </tbody>
        </table>
    }
}

#[component]
fn DistrictRow(row: District, desk: Desk, picks: Memo<bool>) -> impl IntoView {
    let id = row.id;
    let picked = Memo::new(move |_| desk.picked.with(|all| all.contains_key(&id)));
    let (own, opened) = (row.clone(), row.clone());
    let pick = StoredValue::new(own);
    let closed = row.status == DistrictStatus::Closed;
    view! {
        <tr data-row aria-selected=move || picked.get().then_some("true")>
            {move || {
                picks.get().then(|| view! {
                    <td class="tick">
                        <input
                            type="checkbox"
                            aria-label=move || tf(c::SELECT_ROW, pick.with_value(|row| row.name.clone()))
                            prop:checked=move || picked.get()
                            on:change=move |event| {
                                let on = event_target_checked(&event);
                                desk.picked.update(|all| drop(if on { all.insert(id, pick.get_value()) } else { all.remove(&id) }));
                            }
                        />
                    </td>
                })
            }}
            <td class="lead" class:with-tick=move || picks.get()>
                <button type="button" class="link name" on:click=move |_| desk.opened.set(Some(opened.clone()))>{row.name.clone()}</button>
            </td>
            <td class="mono soft bare" data-label=tr(w::CODE)>{row.code.clone()}</td>
            <td class="bare" data-label=tr(w::CITY)>
                <span title=row.province.clone()>{row.city.clone()}</span>
                {(!row.county.is_empty()).then(|| view! { <span class="muted small">" " {row.county.clone()}</span> })}
            </td>
            <td class="bare" data-label=tr(w::AGENT)>
                {match row.agent.clone() {
                    Some(agent) => view! { <Person person=agent /> }.into_any(),
                    None => view! { <span class="badge warn">{tr(w::NO_AGENT)}</span> }.into_any(),
                }}
            </td>
            <td class="num soft bare" data-label=tr(w::HELD_SINCE)>{row.held_since.map(format::day)}</td>
            <td class="corner" data-label=tr(c::STATUS)>
                <span class="badge" class:good=!closed>{tr(status_text(row.status))}</span>
            </td>
        </tr>
    }
}
