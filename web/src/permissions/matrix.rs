//! What a role grants: permissions down, scopes across.

use leptos::prelude::*;
use shared::{
    codes::TextCode,
    permissions::{Grant, Permission, ScopeLevel},
};

use crate::{
    i18n::{permissions as w, tfs, tr},
    prefs,
};

#[component]
pub fn Matrix(grants: RwSignal<Vec<Grant>>, #[prop(optional)] read_only: bool) -> impl IntoView {
    let (scoped, plain): (Vec<_>, Vec<_>) =
        Permission::ALL.iter().copied().partition(|permission| permission.is_scoped());
    view! {
        <div class="table-wrap matrix" data-testid="matrix">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{tr(w::SCOPED)}</th>
                        {ScopeLevel::ALL.iter().map(|&scope| view! { <th scope="col">{move || scope.title(prefs::lang())}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>
                    {scoped
                        .into_iter()
                        .map(|permission| {
                            view! {
                                <tr>
                                    <th scope="row">{move || permission.title(prefs::lang())}</th>
                                    {ScopeLevel::ALL
                                        .iter()
                                        .map(|&scope| view! {
                                            <td>
                                                <label>
                                                    <Cell grants=grants grant=Grant { permission, scope } read_only=read_only />
                                                    <span class="scope" aria-hidden="true">{move || scope.title(prefs::lang())}</span>
                                                </label>
                                            </td>
                                        })
                                        .collect_view()}
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
        {(!read_only).then(|| view! { <p class="tiny muted">{tr(w::SCOPED_HINT)}</p> })}
        <fieldset class="plain-grants">
            <legend class="tiny muted">{tr(w::UNSCOPED)}</legend>
            {plain
                .into_iter()
                .map(|permission| {
                    let grant = Grant { permission, scope: ScopeLevel::All };
                    view! {
                        <label class="check">
                            <Cell grants=grants grant=grant read_only=read_only named=true />
                            <span>{move || permission.title(prefs::lang())}</span>
                        </label>
                    }
                })
                .collect_view()}
        </fieldset>
    }
}

/// One grant. `named` when a label beside it says what it is.
#[component]
fn Cell(grants: RwSignal<Vec<Grant>>, grant: Grant, read_only: bool, #[prop(optional)] named: bool) -> impl IntoView {
    let name = move || {
        let lang = prefs::lang();
        (!named).then(|| tfs(w::GRANT_OF, &[&grant.permission.title(lang), &grant.scope.title(lang)]))
    };
    view! {
        <input
            type="checkbox"
            aria-label=name
            disabled=read_only
            prop:checked=move || grants.with(|all| all.contains(&grant))
            on:change=move |event| {
                let on = event_target_checked(&event);
                grants.update(|all| switch(all, grant, on));
            }
        />
    }
}

/// Turns a grant on or off. Own, unit, unit and below, all: each holds the ones before it, so only one of them stands;
/// the data roles reach elsewhere and stand beside it.
fn switch(all: &mut Vec<Grant>, grant: Grant, on: bool) {
    let nested = |scope: ScopeLevel| scope != ScopeLevel::DataRole;
    all.retain(|other| {
        let replaced = on && nested(grant.scope) && nested(other.scope);
        other.permission != grant.permission || (*other != grant && !replaced)
    });
    if on {
        all.push(grant);
    }
}

#[cfg(test)]
mod tests {
    use shared::permissions::{Grant, Permission, ScopeLevel};

    use super::switch;

    const fn sees(scope: ScopeLevel) -> Grant {
        Grant { permission: Permission::CustomerRead, scope }
    }

    #[test]
    fn a_wider_scope_takes_the_place_of_a_narrower_one_and_data_roles_stand_beside_it() {
        let mut all = vec![sees(ScopeLevel::Own)];
        switch(&mut all, sees(ScopeLevel::DataRole), true);
        switch(&mut all, sees(ScopeLevel::Unit), true);
        assert_eq!(all, [sees(ScopeLevel::DataRole), sees(ScopeLevel::Unit)]);
        switch(&mut all, sees(ScopeLevel::Unit), true);
        assert_eq!(all.len(), 2);
        switch(&mut all, sees(ScopeLevel::Unit), false);
        assert_eq!(all, [sees(ScopeLevel::DataRole)]);
    }
}
