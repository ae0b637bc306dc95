//! Where a rule sends what it is for: routes in order.

use leptos::prelude::*;
use shared::{
    Id,
    assignment::{Route, Strategy, policy::RouteKind},
    codes::TextCode,
    ids::EmployeeId,
};

use super::{
    conditions::Remarks,
    desk::Desk,
    model::RouteModel,
    values::Words,
    words::{route_text, size_words, strategy_text},
};
use crate::{
    components::{Button, Choice, Glyph, Look, Select, pickers::AgentPicker},
    i18n::{Text, policies as w, t, tr},
};

/// Routes that stand at `pointer`.
#[component]
pub fn RoutesEditor(
    routes: RwSignal<Vec<RouteModel>>,
    #[prop(into)] pointer: Signal<String>,
    empty: Text,
    desk: Desk,
) -> impl IntoView {
    let add = Callback::new(move |word: String| {
        if let Some(kind) = RouteKind::parse(&word) {
            let group = desk.choices.ok_now().and_then(|choices| choices.groups.first().map(|group| group.id));
            let route = match kind {
                RouteKind::StickyOwner => Route::StickyOwner { even_if_absent: true },
                RouteKind::DistrictOwner => Route::DistrictOwner { even_if_absent: true },
                RouteKind::Group => Route::Group {
                    group_id: group.unwrap_or(NOT_CHOSEN),
                    strategy: Strategy::WeightedRoundRobin,
                    skills: Vec::new(),
                    even_if_absent: false,
                },
                RouteKind::Person => Route::Person { employee_id: Id::from_raw(0), even_if_absent: true },
                RouteKind::Queue => Route::Queue {},
            };
            routes.update(|all| all.push(desk.maker.route(route)));
        }
    });
    // Depends on the routes, so that the select falls back to its first line after a choice.
    let kinds = move || {
        routes.track();
        let kinds = RouteKind::ALL.iter().map(|kind| (kind.to_string(), t(route_text(*kind)).to_owned()));
        std::iter::once((String::new(), t(w::ADD_ROUTE).to_owned())).chain(kinds).collect()
    };
    let own = Signal::derive(move || desk.remarks(&pointer.get(), false));
    view! {
        <ol class="route-list">
            <For each=move || routes.get() key=|route| route.id let:route>
                <RouteEditor route=route of=routes pointer=pointer desk=desk />
            </For>
        </ol>
        {move || routes.with(Vec::is_empty).then(|| view! { <p class="small muted">{tr(empty)}</p> })}
        <Remarks remarks=own />
        <div class="add-route">
            <Select label=w::ADD_ROUTE value=Signal::derive(String::new) on_change=add options=kinds />
        </div>
    }
}

/// Stands for a group that is not chosen yet; there is no such group, and the review says so.
const NOT_CHOSEN: shared::ids::GroupId = Id::from_raw(0);

#[component]
fn RouteEditor(route: RouteModel, of: RwSignal<Vec<RouteModel>>, pointer: Signal<String>, desk: Desk) -> impl IntoView {
    let place = move || of.with(|all| all.iter().position(|one| one.id == route.id)).unwrap_or_default();
    let count = move || of.with(Vec::len);
    let step = move |up: bool| {
        Callback::new(move |()| {
            of.update(|all| {
                if let Some(at) = all.iter().position(|one| one.id == route.id) {
                    let to = if up { at.saturating_sub(1) } else { (at + 1).min(all.len() - 1) };
                    all.swap(at, to);
                }
            });
        })
    };
    let remove = Callback::new(move |()| of.update(|all| all.retain(|one| one.id != route.id)));
    let route = route.route;
    let kind = Memo::new(move |_| route.with(Route::kind));
    let remarks = Signal::derive(move || desk.remarks(&format!("{}/{}", pointer.get(), place()), true));
    view! {
        <li class="route" class:wrong=move || remarks.with(|all| all.iter().any(|one| one.bad))>
            <div class="route-head">
                <span class="route-number" aria-hidden="true">{move || place() + 1}</span>
                <span class="strong grow">{move || t(route_text(kind.get()))}</span>
                <Button label=w::MOVE_UP glyph=Glyph::ArrowUp icon_only=true slim=true look=Look::Ghost disabled=Signal::derive(move || place() == 0) on_press=step(true) />
                <Button label=w::MOVE_DOWN glyph=Glyph::ArrowDown icon_only=true slim=true look=Look::Ghost disabled=Signal::derive(move || place() + 1 >= count()) on_press=step(false) />
                <Button label=w::REMOVE_ROUTE glyph=Glyph::X icon_only=true slim=true look=Look::Ghost on_press=remove />
            </div>
            {move || match kind.get() {
                RouteKind::Group => view! { <GroupRoute route=route desk=desk /> }.into_any(),
                RouteKind::Person => view! { <PersonRoute route=route desk=desk /> }.into_any(),
                RouteKind::StickyOwner | RouteKind::DistrictOwner | RouteKind::Queue => ().into_any(),
            }}
            {move || (kind.get() != RouteKind::Queue).then(|| view! { <Absent route=route /> })}
            <Remarks remarks=remarks />
        </li>
    }
}

/// Whether it goes also to who is not there.
#[component]
fn Absent(route: RwSignal<Route>) -> impl IntoView {
    let on = move || {
        route.with(|route| match route {
            Route::StickyOwner { even_if_absent }
            | Route::DistrictOwner { even_if_absent }
            | Route::Group { even_if_absent, .. }
            | Route::Person { even_if_absent, .. } => *even_if_absent,
            Route::Queue {} => false,
        })
    };
    let change = move |event| {
        let on = event_target_checked(&event);
        route.update(|route| match route {
            Route::StickyOwner { even_if_absent }
            | Route::DistrictOwner { even_if_absent }
            | Route::Group { even_if_absent, .. }
            | Route::Person { even_if_absent, .. } => *even_if_absent = on,
            Route::Queue {} => {}
        });
    };
    view! {
        <label class="check small" title=tr(w::EVEN_IF_ABSENT_HINT)>
            <input type="checkbox" prop:checked=on on:change=change />
            <span>{tr(w::EVEN_IF_ABSENT)} <span class="muted">" · " {tr(w::EVEN_IF_ABSENT_HINT)}</span></span>
        </label>
    }
}

#[component]
fn GroupRoute(route: RwSignal<Route>, desk: Desk) -> impl IntoView {
    let group = Memo::new(move |_| {
        route.with(|route| match route {
            Route::Group { group_id, .. } => *group_id,
            _ => NOT_CHOSEN,
        })
    });
    let groups = move || {
        let choices = desk.choices.ok().unwrap_or_default().groups;
        let chosen = group.get();
        let mut options: Vec<_> = choices
            .iter()
            .map(|group| (group.id.to_string(), format!("{} · {}", group.name, size_words(group.members))))
            .collect();
        if !choices.iter().any(|group| group.id == chosen) {
            let text = match (choices.is_empty(), chosen == NOT_CHOSEN) {
                (true, true) => w::NO_GROUPS,
                (false, true) => w::CHOOSE,
                (_, false) => w::UNKNOWN_GROUP,
            };
            options.insert(0, (chosen.to_string(), t(text).to_owned()));
        }
        options
    };
    let pick = Callback::new(move |word: String| {
        if let Ok(id) = word.parse() {
            route.update(|route| {
                if let Route::Group { group_id, .. } = route {
                    *group_id = id;
                }
            });
        }
    });
    let strategy = move || {
        route.with(|route| match route {
            Route::Group { strategy, .. } => strategy.to_string(),
            _ => String::new(),
        })
    };
    let set_strategy = Callback::new(move |word: String| {
        if let Some(chosen) = Strategy::parse(&word) {
            route.update(|route| {
                if let Route::Group { strategy, .. } = route {
                    *strategy = chosen;
                }
            });
        }
    });
    let strategies = || Strategy::ALL.iter().map(|one| (one.to_string(), t(strategy_text(*one)).to_owned())).collect();
    let skills = Signal::derive(move || {
        route.with(|route| match route {
            Route::Group { skills, .. } => skills.clone(),
            _ => Vec::new(),
        })
    });
    let set_skills = Callback::new(move |chosen: Vec<String>| {
        route.update(|route| {
            if let Route::Group { skills, .. } = route {
                *skills = chosen;
            }
        });
    });
    let suggested = Signal::derive(move || desk.choices.ok().unwrap_or_default().skills);
    view! {
        <div class="route-fields">
            <label class="field">
                <span class="label">{tr(w::GROUP)}</span>
                <Select label=w::GROUP value=Signal::derive(move || group.get().to_string()) on_change=pick options=groups />
            </label>
            <label class="field">
                <span class="label">{tr(w::STRATEGY)}</span>
                <Select label=w::STRATEGY value=Signal::derive(strategy) on_change=set_strategy options=strategies />
            </label>
            <div class="field whole">
                <span class="label">{tr(w::SKILLS)}</span>
                <Words label=w::SKILLS values=skills on_change=set_skills suggested=suggested />
            </div>
        </div>
    }
}

#[component]
fn PersonRoute(route: RwSignal<Route>, desk: Desk) -> impl IntoView {
    let chosen = Signal::derive(move || {
        let id: EmployeeId = route.with(|route| match route {
            Route::Person { employee_id, .. } => *employee_id,
            _ => Id::from_raw(0),
        });
        let name = desk.names.with(|names| names.people.get(&id).cloned());
        match name {
            Some(label) => Some(Choice { id, label, hint: String::new() }),
            None if id == Id::from_raw(0) => None,
            None => Some(Choice { id, label: t(w::UNKNOWN_PERSON).to_owned(), hint: String::new() }),
        }
    });
    let pick = Callback::new(move |choice: Option<Choice<EmployeeId>>| {
        let id = choice.as_ref().map_or(Id::from_raw(0), |choice| choice.id);
        if let Some(choice) = choice {
            desk.names.update(|names| _ = names.people.insert(choice.id, choice.label));
        }
        route.update(|route| {
            if let Route::Person { employee_id, .. } = route {
                *employee_id = id;
            }
        });
    });
    view! {
        <div class="route-fields">
            <div class="field">
                <span class="label">{tr(w::PERSON)}</span>
                <AgentPicker label=w::PERSON chosen=chosen on_pick=pick />
            </div>
        </div>
    }
}
