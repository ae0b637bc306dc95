//! Answers "who can see this customer, and why" and "what would this person see".

use std::collections::HashMap;

use chrono::Utc;
use shared::{
    Id,
    ids::EmployeeId,
    permissions::{Outlook, OutlookPerson, Permission, ScopeLevel, Sight, SightReason, Viewer},
};

use super::{Directory, Granted, Reach, RoleRead, directory::Person};
use crate::error::{Result, not_found};

/// How many of the people whom someone sees are named.
const NAMED: usize = 50;

/// Everyone who can see a customer of this owner, with every reason, by name. `under_review` says that the customer waits
/// for review or was turned down, which reviewers see.
pub fn viewers(directory: &Directory, owner: Option<i64>, under_review: bool) -> Vec<Viewer> {
    let now = Utc::now();
    let mut found: Vec<Viewer> = directory
        .people
        .iter()
        .filter(|(_, person)| person.may_act(now))
        .filter_map(|(id, person)| {
            let reasons = reasons(directory, *id, person, owner, under_review);
            (!reasons.is_empty()).then(|| Viewer {
                employee_id: Id::from_raw(*id),
                name: person.name.clone(),
                unit: directory.unit_name(person.unit),
                reasons,
            })
        })
        .collect();
    found.sort_by(|a, b| {
        let rank = |v: &Viewer| v.reasons.first().map(|s| s.reason);
        (rank(a), &a.name, a.employee_id).cmp(&(rank(b), &b.name, b.employee_id))
    });
    found
}

fn reasons(directory: &Directory, id: i64, person: &Person, owner: Option<i64>, under_review: bool) -> Vec<Sight> {
    let mut reasons = Vec::new();
    for role in person.roles.iter().filter_map(|r| directory.roles.get(r)) {
        for grant in &role.grants {
            let mut because = |reason, through: Option<String>| {
                reasons.push(Sight { reason, role: role.name.clone(), through });
            };
            match (grant.permission, grant.scope) {
                (Permission::CustomerReview, _) if under_review => because(SightReason::Reviewer, None),
                (Permission::CustomerRead, ScopeLevel::All) => because(SightReason::All, None),
                (Permission::CustomerRead, scope) => {
                    let Some(owner) = owner else { continue };
                    if let Some((reason, through)) = through(directory, id, person, owner, scope) {
                        because(reason, through);
                    }
                }
                _ => {}
            }
        }
    }
    reasons.sort_by_key(|sight| sight.reason);
    reasons
}

/// How a scope level reaches an owner's customers, if it does.
fn through(
    directory: &Directory,
    id: i64,
    person: &Person,
    owner: i64,
    scope: ScopeLevel,
) -> Option<(SightReason, Option<String>)> {
    let owner_unit = directory.people.get(&owner)?.unit;
    let below = |unit: i64| directory.units.get(&unit).is_some_and(|u| u.subtree.contains(&owner_unit));
    let unit = || Some(directory.unit_name(person.unit));
    match scope {
        ScopeLevel::Own => (owner == id).then_some((SightReason::Owner, None)),
        ScopeLevel::Unit => (owner_unit == person.unit).then(|| (SightReason::SameUnit, unit())),
        ScopeLevel::UnitAndBelow if owner_unit == person.unit => Some((SightReason::SameUnit, unit())),
        ScopeLevel::UnitAndBelow => below(person.unit).then(|| (SightReason::UnitBelow, unit())),
        ScopeLevel::DataRole => person
            .data_roles
            .iter()
            .filter_map(|r| directory.data_roles.get(r))
            .find(|role| {
                role.people.contains(&owner)
                    || role.units.iter().any(|(u, include)| *u == owner_unit || (*include && below(*u)))
            })
            .map(|role| (SightReason::DataRole, Some(role.name.clone()))),
        ScopeLevel::All => None,
    }
}

/// What a person would see. `customers` tells how many customers each owner has, and the entry of nobody how many have
/// no owner.
///
/// # Errors
/// When there is no such person.
pub fn outlook(
    directory: &Directory,
    _: Granted<RoleRead>,
    employee: EmployeeId,
    customers: &HashMap<Option<i64>, i64>,
) -> Result<Outlook> {
    if !directory.people.contains_key(&employee.raw()) {
        return Err(not_found());
    }
    let reach = directory.reach(employee.raw(), Permission::CustomerRead);
    let mut seen: Vec<i64> = match reach.as_deref() {
        None => Vec::new(),
        Some(Reach::Everyone) => directory.people.iter().filter(|(_, p)| p.is_agent).map(|(id, _)| *id).collect(),
        Some(Reach::People(people)) => people.clone(),
    };
    let everyone = matches!(reach.as_deref(), Some(Reach::Everyone));
    let count = |id: &i64| customers.get(&Some(*id)).copied().unwrap_or(0);
    let name = |id: &i64| directory.people.get(id).map(|p| p.name.as_str()).unwrap_or_default();
    seen.sort_by(|a, b| (count(b), name(a)).cmp(&(count(a), name(b))));
    Ok(Outlook {
        grants: directory.grants_of(employee.raw()).into_iter().collect(),
        everyone,
        people_count: i64::try_from(seen.len()).unwrap_or(i64::MAX),
        customers: if everyone { customers.values().sum() } else { seen.iter().map(count).sum() },
        people: seen
            .iter()
            .take(NAMED)
            .map(|id| OutlookPerson {
                employee_id: Id::from_raw(*id),
                name: name(id).to_owned(),
                unit: directory.people.get(id).map(|p| directory.unit_name(p.unit)).unwrap_or_default(),
                customers: count(id),
            })
            .collect(),
        at: Utc::now(),
    })
}
