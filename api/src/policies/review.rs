//! What is wrong or unwise in a document, as things are now.

use shared::{
    Check, FieldError, Id, Lang,
    assignment::{
        Policy,
        lint::{FindingCode, Known, Severity, lint},
    },
    policies::{Names, PolicyLint, PolicyReview},
    problem::FieldCode,
};

use super::{
    references::{self, Reference},
    store,
};
use crate::{
    assignment,
    db::Db,
    entrances,
    error::Result,
    permissions::{Directory, Granted, PolicyRead},
};

/// Looks at a document that need not be kept anywhere. Faults are told in the language `lang`.
///
/// # Errors
/// When the database fails.
pub fn look(
    db: &mut Db,
    directory: &Directory,
    _: Granted<PolicyRead>,
    lang: Lang,
    request: &PolicyLint,
) -> Result<PolicyReview> {
    Ok(review(db, directory, lang, &request.document)?.0)
}

/// What is wrong or unwise, and what the ids are called.
///
/// # Errors
/// When the database fails.
pub fn review(db: &mut Db, directory: &Directory, lang: Lang, policy: &Policy) -> Result<(PolicyReview, Names)> {
    let (missing, names) = missing(db, directory, policy)?;
    let mut faults = policy.faults();
    faults.extend(missing);
    for fault in &mut faults {
        fault.message = fault.code.message(lang);
    }
    let mut findings = lint(policy, &known(db, directory)?);
    // These are among the faults, where the very field is named.
    findings.retain(|found| !matches!(found.code, FindingCode::UnknownGroup | FindingCode::NotAnAgent));
    let fit = faults.is_empty() && findings.iter().all(|found| found.severity != Severity::Error);
    Ok((PolicyReview { fit, faults, findings }, names))
}

/// Which references lead nowhere, and what the others are called.
///
/// # Errors
/// When the database fails.
pub fn missing(db: &mut Db, directory: &Directory, policy: &Policy) -> Result<(Vec<FieldError>, Names)> {
    let placed = references::of_policy(policy);
    let names = references::names(db, directory, placed.iter().map(|placed| placed.reference))?;
    let faults = placed.into_iter().filter_map(|placed| {
        let code = match placed.reference {
            reference if !references::exists(&names, reference) => FieldCode::NotFound,
            // Who left may stand in a rule that is switched off.
            Reference::Person(id) if placed.asked && !directory.is_active_agent(id) => FieldCode::NotAnAgent,
            _ => return None,
        };
        Some(FieldError::new(placed.pointer, code))
    });
    Ok((faults.collect(), names))
}

fn known(db: &mut Db, directory: &Directory) -> Result<Known> {
    let groups = store::groups(db)?;
    let lines = store::open_product_lines(db)?;
    let mut entrances = entrances::codes(db)?;
    // By it come the customers who registered.
    entrances.insert(assignment::REGISTRATION.to_owned());
    Ok(Known {
        groups: groups
            .into_iter()
            .map(|(id, _, size)| (Id::from_raw(id), u32::try_from(size).unwrap_or(u32::MAX)))
            .collect(),
        agents: directory.agents().into_iter().map(Id::from_raw).collect(),
        product_lines: lines.into_iter().map(|(id, _)| Id::from_raw(id)).collect(),
        entrances,
    })
}
