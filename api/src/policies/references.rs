//! What a policy names: groups, people, product lines, places.

use std::collections::BTreeSet;

use shared::{
    Id,
    assignment::{Condition, FactTest, Policy, Route},
    ids::{EmployeeId, GroupId, ProductLineId, kinds},
    policies::Names,
};

use super::store;
use crate::{db::Db, error::Result, permissions::Directory};

/// Something that a policy or an explanation names by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reference {
    /// A group.
    Group(GroupId),
    /// Somebody.
    Person(EmployeeId),
    /// A product line.
    ProductLine(ProductLineId),
    /// A province, a city or a district.
    Place(i64),
}

/// A reference and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// As a JSON pointer into the policy.
    pub pointer: String,
    /// What it names.
    pub reference: Reference,
    /// Whether it stands in a rule that is asked, or in what comes after the rules.
    pub asked: bool,
}

/// Every reference of a policy, in the order in which they stand there.
pub fn of_policy(policy: &Policy) -> Vec<Placed> {
    let mut found = Vec::new();
    for (at, rule) in policy.rules.iter().enumerate() {
        let mut add = |pointer, reference| found.push(Placed { pointer, reference, asked: rule.enabled });
        of_condition(&rule.when, &format!("/rules/{at}/when"), &mut add);
        of_routes(&rule.routes, &format!("/rules/{at}/routes"), &mut add);
    }
    of_routes(&policy.otherwise, "/otherwise", &mut |pointer, reference| {
        found.push(Placed { pointer, reference, asked: true });
    });
    for (at, timer) in policy.timers.iter().enumerate() {
        let mut add = |pointer, reference| found.push(Placed { pointer, reference, asked: timer.enabled });
        of_condition(&timer.when, &format!("/timers/{at}/when"), &mut add);
    }
    found
}

fn of_condition(condition: &Condition, pointer: &str, add: &mut impl FnMut(String, Reference)) {
    match condition {
        Condition::All(parts) => of_parts(parts, &format!("{pointer}/all"), add),
        Condition::Any(parts) => of_parts(parts, &format!("{pointer}/any"), add),
        Condition::Not(part) => of_condition(part, &format!("{pointer}/not"), add),
        Condition::Test(test) => {
            for (at, reference) in of_test(test).into_iter().enumerate() {
                add(format!("{pointer}/test/is/{at}"), reference);
            }
        }
    }
}

fn of_parts(parts: &[Condition], pointer: &str, add: &mut impl FnMut(String, Reference)) {
    for (at, part) in parts.iter().enumerate() {
        of_condition(part, &format!("{pointer}/{at}"), add);
    }
}

fn of_routes(routes: &[Route], pointer: &str, add: &mut impl FnMut(String, Reference)) {
    for (at, route) in routes.iter().enumerate() {
        match route {
            Route::Group { group_id, .. } => add(format!("{pointer}/{at}/group_id"), Reference::Group(*group_id)),
            Route::Person { employee_id, .. } => {
                add(format!("{pointer}/{at}/employee_id"), Reference::Person(*employee_id));
            }
            Route::StickyOwner { .. } | Route::DistrictOwner { .. } | Route::Queue {} => {}
        }
    }
}

/// What a test names, in the order of its values.
pub fn of_test(test: &FactTest) -> Vec<Reference> {
    fn places<T>(ids: &[Id<T>]) -> Vec<Reference> {
        ids.iter().map(|id| Reference::Place(id.raw())).collect()
    }
    match test {
        FactTest::ProductLine { is } => is.iter().copied().map(Reference::ProductLine).collect(),
        FactTest::Province { is } => places(is),
        FactTest::City { is } => places(is),
        FactTest::District { is } => places(is),
        _ => Vec::new(),
    }
}

/// What these are called. Whatever does not exist is left out.
///
/// # Errors
/// When the database fails.
pub fn names(db: &mut Db, directory: &Directory, references: impl IntoIterator<Item = Reference>) -> Result<Names> {
    let mut names = Names::default();
    let [mut groups, mut lines, mut places] = [const { BTreeSet::new() }; 3];
    for reference in references {
        match reference {
            Reference::Person(id) => {
                if let Some(person) = directory.people.get(&id.raw()) {
                    names.people.insert(id, person.name.clone());
                }
            }
            Reference::Group(id) => _ = groups.insert(id.raw()),
            Reference::ProductLine(id) => _ = lines.insert(id.raw()),
            Reference::Place(id) => _ = places.insert(id),
        }
    }
    let list = |ids: BTreeSet<i64>| ids.into_iter().collect::<Vec<_>>();
    names.groups =
        store::group_names(db, &list(groups))?.into_iter().map(|(id, name)| (Id::from_raw(id), name)).collect();
    let named = store::product_line_names(db, &list(lines))?;
    names.product_lines = named.into_iter().map(|(id, name)| (Id::from_raw(id), name)).collect();
    for (id, name) in store::place_names(db, &list(places))? {
        // The name of a district alone may be that of many.
        let name = match directory.opt_district(Some(id)) {
            Some(district) => format!("{name} · {}", district.path),
            None => name,
        };
        names.places.insert(place_key(id), name);
    }
    Ok(names)
}

/// How a place is named in [`Names::places`].
fn place_key(id: i64) -> String {
    Id::<kinds::District>::from_raw(id).to_string()
}

/// Whether what a reference names exists.
pub fn exists(names: &Names, reference: Reference) -> bool {
    match reference {
        Reference::Group(id) => names.groups.contains_key(&id),
        Reference::Person(id) => names.people.contains_key(&id),
        Reference::ProductLine(id) => names.product_lines.contains_key(&id),
        Reference::Place(id) => names.places.contains_key(&place_key(id)),
    }
}
