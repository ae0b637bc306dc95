//! One district: its facts, who held it from when to when, and what one may do with it.

use leptos::prelude::*;
use shared::{
    permissions::Permission,
    territory::{District, Holding},
};

use super::{assign::Which, filters::status_text, page::Desk};
use crate::{
    api,
    components::{Button, Dialog, Glyph, Icon, Layer, Loaded, Look, Person, closer},
    format,
    i18n::{common as c, redistribution as rw, t, territory as w, tf, tr},
    reading::Read,
    redistribution::Begin,
    session,
};

#[component]
pub fn DistrictDrawer(district: District, desk: Desk) -> impl IntoView {
    let id = district.id;
    let holdings = Read::new(move || api::territory::holdings(id));
    let (name, edited, assigned) = (district.name.clone(), district.clone(), district.clone());
    let share_out = Begin::district(id, &district.name).path();
    let edit = Callback::new(move |()| desk.editing.set(Some(Some(edited.clone()))));
    let assign = Callback::new(move |()| desk.assigning.set(Some(Which::These(vec![assigned.clone()]))));
    view! {
        <Dialog title=Signal::derive(move || name.clone()) on_close=closer(desk.opened) layer=Layer::Drawer>
            <div class="layer-body">
                <dl class="facts">
                    <dt>{tr(w::CODE)}</dt>
                    <dd class="mono">{district.code.clone()}</dd>
                    <dt>{tr(w::CITY)}</dt>
                    <dd>{format::place(&[&district.province, &district.city, &district.county])}</dd>
                    <dt>{tr(c::STATUS)}</dt>
                    <dd>{tr(status_text(district.status))}</dd>
                    <dt>{tr(w::AGENT)}</dt>
                    <dd>
                        {match district.agent.clone() {
                            Some(agent) => view! { <Person person=agent /> }.into_any(),
                            None => view! { <span class="badge warn">{tr(w::NO_AGENT)}</span> }.into_any(),
                        }}
                    </dd>
                </dl>
                <h3>{tr(w::HISTORY)}</h3>
                <Loaded read=holdings show=draw_holdings />
            </div>
            <div class="layer-foot">
                <Show when=|| session::can(Permission::DistrictManage)>
                    <Button label=c::EDIT glyph=Glyph::Edit on_press=edit />
                </Show>
                <Show when=|| session::can(Permission::WorkRedistribute)>
                    <a class="button" href=share_out.clone()><Icon glyph=Glyph::Swap /> {tr(rw::SHARE_OUT)}</a>
                </Show>
                <Show when=|| session::can(Permission::DistrictAssign)>
                    <Button label=w::ASSIGN glyph=Glyph::UserPlus look=Look::Primary on_press=assign />
                </Show>
            </div>
        </Dialog>
    }
}

fn draw_holdings(all: Vec<Holding>) -> AnyView {
    if all.is_empty() {
        return view! { <p class="muted small">{tr(w::HISTORY_EMPTY)}</p> }.into_any();
    }
    let line = |holding: Holding| {
        let (to, by, reason) = (holding.to, holding.by, holding.reason);
        view! {
            <li class:current=to.is_none()>
                <Person person=holding.agent />
                <div class="tiny muted num">
                    {format::time(holding.from)} " – " {move || to.map_or_else(|| t(c::UNTIL_NOW).to_owned(), format::time)}
                </div>
                <div class="tiny muted">
                    {move || {
                        let by = by.as_ref().map(|by| tf(w::BY, &by.name));
                        let parts = by.into_iter().chain((!reason.is_empty()).then(|| reason.clone()));
                        parts.collect::<Vec<_>>().join(" · ")
                    }}
                </div>
            </li>
        }
    };
    view! { <ol class="periods flush" data-testid="holdings">{all.into_iter().map(line).collect_view()}</ol> }
        .into_any()
}
