//! Decisions with everything that one needs to read them.

use std::collections::BTreeMap;

use shared::{
    Id,
    assignment::{
        Condition, Decision, FactTest, Policy,
        explain::{Actual, Explanation, TestSeen},
        policy::Fact,
    },
    ids::{PolicyVersionId, ProductLineId, kinds},
    policies::{ExplainedCase, PolicyRef},
};

use super::{
    references::{self, Reference},
    store,
};
use crate::{
    db::{Db, Json},
    error::Result,
    permissions::Directory,
};

/// A stored decision of this version, with the names and tests that one needs to read it.
///
/// # Errors
/// When there is no such version.
pub fn explained_by(
    db: &mut Db,
    directory: &Directory,
    version: PolicyVersionId,
    explanation: Explanation,
) -> Result<ExplainedCase> {
    let (policy, document) = version_of(db, version)?;
    explained(db, directory, &document, Some(policy), explanation)
}

/// A version and its document.
///
/// # Errors
/// When there is no such version.
pub fn version_of(db: &mut Db, version: PolicyVersionId) -> Result<(PolicyRef, Policy)> {
    let row = store::row(db, version.raw())?;
    let (_, Json(document)) = store::document(db, version.raw())?;
    Ok((PolicyRef { id: version, number: row.number, name: row.name }, document))
}

/// A decision of this document, which is that of the version `policy`, if it is one's.
///
/// # Errors
/// When the database fails.
pub fn explained(
    db: &mut Db,
    directory: &Directory,
    document: &Policy,
    policy: Option<PolicyRef>,
    explanation: Explanation,
) -> Result<ExplainedCase> {
    let mut tests = BTreeMap::new();
    let mut references = Vec::new();
    for seen in explanation.rules.iter().flat_map(|rule| &rule.tests) {
        references.extend(reference_of(seen));
        if let Some(test) = test_at(document, &seen.pointer) {
            references.extend(references::of_test(test));
            tests.insert(seen.pointer.clone(), test.clone());
        }
    }
    for route in explanation.rules.iter().flat_map(|rule| &rule.routes) {
        references.extend(route.group.map(Reference::Group));
        references.extend(route.candidates.iter().map(|candidate| Reference::Person(candidate.employee)));
    }
    if let Decision::Assigned(assigned) = explanation.decision {
        references.push(Reference::Person(assigned.owner));
    }
    let names = references::names(db, directory, references)?;
    let asked = explanation.rules.iter().filter_map(|seen| document.rules.get(usize::from(seen.rule?)));
    let rules = asked.map(|rule| (rule.key.clone(), rule.name.clone())).collect();
    Ok(ExplainedCase { explanation, policy, rules, tests, names })
}

/// What a test saw, if that is an id.
fn reference_of(seen: &TestSeen) -> Option<Reference> {
    let Some(Actual::Text(text)) = &seen.actual else { return None };
    match seen.fact {
        Fact::ProductLine => text.parse::<ProductLineId>().ok().map(Reference::ProductLine),
        Fact::Province | Fact::City | Fact::District => {
            text.parse::<Id<kinds::District>>().ok().map(|id| Reference::Place(id.raw()))
        }
        _ => None,
    }
}

/// The test at a pointer such as `/rules/0/when/all/1/test`.
fn test_at<'a>(policy: &'a Policy, pointer: &str) -> Option<&'a FactTest> {
    let mut steps = pointer.strip_prefix("/rules/")?.split('/');
    let rule = policy.rules.get(steps.next()?.parse::<usize>().ok()?)?;
    let mut here = (steps.next()? == "when").then_some(&rule.when)?;
    loop {
        here = match (here, steps.next()?) {
            (Condition::All(parts), "all") | (Condition::Any(parts), "any") => {
                parts.get(steps.next()?.parse::<usize>().ok()?)?
            }
            (Condition::Not(part), "not") => part,
            (Condition::Test(test), "test") => return Some(test),
            _ => return None,
        };
    }
}

#[cfg(test)]
mod tests {
    use shared::assignment::{Condition, FactTest, Policy, Rule};

    use super::test_at;

    #[test]
    fn a_test_is_found_where_the_explanation_says() {
        let test = FactTest::Known { is: true };
        let inner = Condition::Not(Box::new(Condition::Any(vec![Condition::always(), Condition::Test(test.clone())])));
        let when = Condition::All(vec![inner]);
        let rule = Rule { key: "x".into(), name: "x".into(), enabled: true, when, routes: Vec::new() };
        let policy = Policy { rules: vec![rule], otherwise: Vec::new(), timers: Vec::new() };
        assert_eq!(test_at(&policy, "/rules/0/when/all/0/not/any/1/test"), Some(&test));
        for elsewhere in ["/rules/1/when/test", "/rules/0/when/all/0/test", "/rules/0/when/any/0", "", "/otherwise"] {
            assert_eq!(test_at(&policy, elsewhere), None, "{elsewhere}");
        }
    }
}
