//! What a person would see: the answer to "what does this role give them?"

use leptos::prelude::*;
use shared::{
    ids::EmployeeId,
    permissions::{Grant, Outlook, Permission},
};

use crate::{
    api,
    components::{Loaded, avatar::initial},
    format::{self, number},
    i18n::{permissions as w, tf, tn, tr},
    prefs,
    reading::Read,
};

/// `changed` says that the roles are others now.
#[component]
pub fn OutlookPanel(employee: EmployeeId, changed: RwSignal<()>) -> impl IntoView {
    let outlook = Read::new(move || {
        changed.track();
        api::permissions::outlook(employee)
    });
    view! {
        <section class="panel" aria-labelledby="outlook-title" data-testid="outlook">
            <div class="panel-head"><h2 id="outlook-title">{tr(w::OUTLOOK)}</h2></div>
            <Loaded read=outlook show=|outlook| view! { <Drawn outlook=outlook /> }.into_any() />
        </section>
    }
}

#[component]
fn Drawn(outlook: Outlook) -> impl IntoView {
    let Outlook { grants, everyone, people_count, people, customers, at } = outlook;
    let reach = move || {
        if everyone {
            crate::i18n::t(w::OUTLOOK_EVERYONE).to_owned()
        } else if people_count > 0 {
            tn(w::OUTLOOK_PEOPLE, people_count)
        } else {
            crate::i18n::t(w::OUTLOOK_NONE).to_owned()
        }
    };
    let rest = people_count - i64::try_from(people.len()).unwrap_or(i64::MAX);
    view! {
        <div class="panel-body stack">
            <div>
                <div class="strong">{reach}</div>
                {(everyone || customers > 0).then(|| view! { <div class="soft">{move || tn(w::OUTLOOK_CUSTOMERS, customers)}</div> })}
            </div>
            <ul class="outlook-people">
                {people
                    .into_iter()
                    .map(|one| view! {
                        <li>
                            <span class="avatar slim" aria-hidden="true">{initial(&one.name)}</span>
                            <span class="clip">{one.name} <span class="tiny muted">" " {one.unit}</span></span>
                            <span class="num small soft">{number(one.customers)}</span>
                        </li>
                    })
                    .collect_view()}
            </ul>
            {(rest > 0 && !everyone).then(|| view! { <p class="small muted">{move || tn(w::OUTLOOK_MORE, rest)}</p> })}
            <div class="stack tight">
                <h3 class="small soft">{tr(w::OUTLOOK_GRANTS)}</h3>
                <Grants grants=grants />
            </div>
            <p class="tiny muted">{move || tf(w::OUTLOOK_AT, format::time(at))}</p>
        </div>
    }
}

/// Permissions, each with whose customers it is about.
#[component]
fn Grants(grants: Vec<Grant>) -> impl IntoView {
    if grants.is_empty() {
        return view! { <p class="small muted">{tr(w::NO_GRANTS)}</p> }.into_any();
    }
    let says = |grant: Grant| {
        let permission: Permission = grant.permission;
        move || {
            let lang = prefs::lang();
            let scope =
                if permission.is_scoped() { format!(" · {}", grant.scope.title(lang)) } else { Default::default() };
            format!("{}{scope}", permission.title(lang))
        }
    };
    view! {
        <div class="row wrap">
            {grants.into_iter().map(|grant| view! { <span class="badge" class:info=grant.permission.is_scoped()>{says(grant)}</span> }).collect_view()}
        </div>
    }
    .into_any()
}
