//! One employee: who they are, what they hold, what they may do, and what they therefore see.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::{
    ids::EmployeeId,
    organisation::{Employee, EmployeeStatus, OrgUnit},
    permissions::Permission,
    redistribution::RedistributionReason,
};

use super::{
    deactivate::DeactivateEmployee,
    employee_form::EmployeeForm,
    employee_table::status_text,
    reset_password::ResetPassword,
    role_form::{RoleForm, RoleList},
};
use crate::{
    api,
    components::{Button, Failed, Glyph, Icon, Look, Notice, closer, page::name_tab, states::LineSkeleton, toast},
    format::{self, number},
    i18n::{common as c, organisation as w, redistribution as rw, t, tf, tr},
    permissions::OutlookPanel,
    reading::{Read, Write},
    redistribution::Begin,
    router::Place,
    session,
};

/// What is being done.
#[derive(Clone, Copy, PartialEq)]
enum Deed {
    Edit,
    Reset,
    Deactivate,
    Roles,
}

#[component]
pub fn EmployeePage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse::<EmployeeId>().ok())));
    move || match id.get() {
        Some(id) => view! { <Detail id=id /> }.into_any(),
        None => view! { <div class="page"><Notice glyph=Glyph::Badge title=c::LOST_TITLE body=c::LOST_BODY /></div> }
            .into_any(),
    }
}

#[component]
fn Detail(id: EmployeeId) -> impl IntoView {
    let employee = Read::new(move || api::organisation::employee(id));
    let units = Read::new(api::organisation::units);
    let deed = RwSignal::new(None::<Deed>);
    let changed = RwSignal::new(());
    let saved = Callback::new(move |new: Employee| {
        employee.put(new);
        changed.set(());
        deed.set(None);
        // One's own roles may have changed, and with them the navigation.
        if session::me().is_some_and(|me| me.employee_id == id) {
            leptos::task::spawn_local(session::refresh_me());
        }
    });
    name_tab(move || employee.ok().map(|one| one.name).unwrap_or_default());
    let retry = Callback::new(move |()| employee.reload());
    view! {
        <div class="page">
            <a class="crumb" href=Place::Employees.path()>{tr(w::EMPLOYEES)} <Icon glyph=Glyph::ChevronRight /></a>
            {move || match employee.get() {
                Some(Ok(one)) => view! { <Body one=one deed=deed saved=saved changed=changed /> }.into_any(),
                Some(Err(fault)) => view! { <section class="panel"><Failed fault=fault retry=retry /></section> }.into_any(),
                None => view! { <section class="panel"><LineSkeleton /></section> }.into_any(),
            }}
            {move || {
                let one = employee.ok()?;
                deed.get().map(|deed_now| draw(deed_now, one, units, closer(deed), saved))
            }}
        </div>
    }
}

fn draw(
    deed: Deed,
    one: Employee,
    units: Read<Vec<OrgUnit>>,
    on_close: Callback<()>,
    saved: Callback<Employee>,
) -> AnyView {
    match deed {
        Deed::Edit => {
            view! { <EmployeeForm employee=Some(one) units=units on_close=on_close on_done=saved /> }.into_any()
        }
        Deed::Reset => view! { <ResetPassword one=one on_close=on_close /> }.into_any(),
        Deed::Deactivate => view! { <DeactivateEmployee one=one on_close=on_close on_done=saved /> }.into_any(),
        Deed::Roles => view! { <RoleForm one=one on_close=on_close on_done=saved /> }.into_any(),
    }
}

#[component]
fn Body(
    one: Employee,
    deed: RwSignal<Option<Deed>>,
    saved: Callback<Employee>,
    changed: RwSignal<()>,
) -> impl IntoView {
    let id = one.id;
    view! {
        <Head one=one.clone() deed=deed saved=saved />
        <div class="customer">
            <div class="stack">
                <Roles one=one.clone() deed=deed />
                {session::can_now(Permission::RoleRead).then(|| view! { <OutlookPanel employee=id changed=changed /> })}
            </div>
            <Profile one=one />
        </div>
    }
}

#[component]
fn Head(one: Employee, deed: RwSignal<Option<Deed>>, saved: Callback<Employee>) -> impl IntoView {
    let active = one.status == EmployeeStatus::Active;
    let open = move |what: Deed| Callback::new(move |()| deed.set(Some(what)));
    let (id, version, name) = (one.id, one.version, one.name.clone());
    let write = Write::new();
    let activate = Callback::new(move |()| {
        let name = name.clone();
        write.run(api::organisation::activate(id, version), move |one| {
            toast::say(tf(w::ACTIVATED, name));
            saved.run(one);
        });
    });
    Effect::new(move |_| {
        if let Some(fault) = write.fault.get() {
            toast::complain(&fault);
        }
    });
    view! {
        <header class="page-head">
            <h1>{one.name.clone()}</h1>
            <span class="soft">{one.unit.clone()}</span>
            {one.is_agent.then(|| view! { <span class="badge accent">{tr(w::AGENT)}</span> })}
            <span class="badge" class:good=active>{tr(status_text(one.status))}</span>
            <HandOn one=one.clone() />
            <Show when=|| session::can(Permission::OrganisationManage)>
                <div class="actions">
                    <Button label=c::EDIT glyph=Glyph::Edit on_press=open(Deed::Edit) />
                    {if active {
                        view! {
                            <Button label=w::RESET glyph=Glyph::Lock on_press=open(Deed::Reset) />
                            <Button label=w::DEACTIVATE glyph=Glyph::Leave look=Look::GhostWarns on_press=open(Deed::Deactivate) />
                        }
                        .into_any()
                    } else {
                        view! { <Button label=w::ACTIVATE busy=Signal::derive(move || write.busy()) on_press=activate /> }.into_any()
                    }}
                </div>
            </Show>
        </header>
    }
}

/// The way to the wizard, for those who may redistribute what an agent has.
#[component]
fn HandOn(one: Employee) -> impl IntoView {
    let reason = if one.status == EmployeeStatus::Active {
        RedistributionReason::Transfer
    } else {
        RedistributionReason::Departure
    };
    let path = Begin::agent(one.id, &one.name, reason).path();
    let has_something = one.is_agent;
    view! {
        <Show when=move || has_something && session::can(Permission::WorkRedistribute)>
            <a class="button" href=path.clone()><Icon glyph=Glyph::Swap /> {tr(rw::HAND_ON)}</a>
        </Show>
    }
}

#[component]
fn Profile(one: Employee) -> impl IntoView {
    let fact = |label, value: Option<String>| {
        value.filter(|value| !value.is_empty()).map(|value| view! { <dt>{tr(label)}</dt><dd>{value}</dd> })
    };
    let can_sign_in = one.can_sign_in;
    view! {
        <section class="panel" aria-labelledby="profile-title">
            <div class="panel-head"><h2 id="profile-title">{tr(w::PROFILE)}</h2></div>
            <dl class="facts panel-body">
                <dt>{tr(w::NUMBER)}</dt>
                <dd class="mono">{one.number.clone()}</dd>
                {fact(w::PHONE, one.phone.as_deref().map(format::phone))}
                {fact(w::USERNAME, one.username.clone())}
                {fact(w::UNIT, Some(one.unit.clone()))}
                <dt>{tr(w::ACCOUNT)}</dt>
                <dd>{move || t(if can_sign_in { w::CAN_SIGN_IN } else { w::NO_PASSWORD })}</dd>
                {fact(w::STARTS, one.starts_at.map(format::time))}
                {fact(w::ENDS, one.ends_at.map(format::time))}
                {one.is_agent.then(|| view! {
                    <dt>{tr(w::DISTRICTS)}</dt>
                    <dd class="num"><a href=format!("/districts?agent={}", one.id)>{number(one.districts)}</a></dd>
                    <dt>{tr(w::CUSTOMERS)}</dt>
                    <dd class="num"><a href=format!("/customers?owner={}", one.id)>{number(one.customers)}</a></dd>
                })}
            </dl>
        </section>
    }
}

#[component]
fn Roles(one: Employee, deed: RwSignal<Option<Deed>>) -> impl IntoView {
    let edit = Callback::new(move |()| deed.set(Some(Deed::Roles)));
    view! {
        <section class="panel" aria-labelledby="roles-title">
            <div class="panel-head">
                <h2 id="roles-title">{tr(w::ROLES)}</h2>
                <div class="actions">
                    <Show when=|| session::can(Permission::RoleManage)>
                        <Button label=w::ROLES_EDIT glyph=Glyph::Shield slim=true on_press=edit />
                    </Show>
                </div>
            </div>
            {session::can_now(Permission::RoleRead).then(|| view! { <RoleList assignment=one.assignment /> })}
        </section>
    }
}
