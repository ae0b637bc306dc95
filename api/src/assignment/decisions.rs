//! Decisions 分配决定 and the queue, for people to read.

use std::collections::{BTreeSet, HashMap};

use shared::{
    Id, Page,
    assignment::explain::Explanation,
    ids::{CaseId, PolicyVersionId},
    work::{DecisionMade, GroupRef, Waiter},
};

use super::store;
use crate::{
    cursor,
    db::{Db, Json, id_list},
    error::Result,
    permissions::{Directory, Granted, QueueRead},
    policies,
};

/// A page of the decisions about a case, newest first. Whoever calls this has found that the caller may see the case.
///
/// # Errors
/// When the limit or the cursor is wrong.
pub fn decisions(
    db: &mut Db,
    directory: &Directory,
    case: CaseId,
    limit: Option<u32>,
    before: Option<&str>,
) -> Result<Page<DecisionMade>> {
    let limit = cursor::limit(limit)?;
    let before = cursor::after_id(before)?;
    let rows = store::decisions_of(db, case.raw(), before.unwrap_or(i64::MAX), limit + 1)?;
    let page = cursor::page(rows, limit, |row| cursor::id_cursor(row.id));
    let mut items = Vec::with_capacity(page.items.len());
    for row in page.items {
        items.push(DecisionMade {
            id: Id::from_raw(row.id),
            case,
            kind: row.kind.0,
            at: row.at.utc(),
            explained: policies::explained_by(db, directory, Id::from_raw(row.policy_version_id), row.explanation.0)?,
        });
    }
    Ok(Page { items, next_cursor: page.next_cursor })
}

/// Why these cases first went to somebody, or, where they never did, why they first had to wait; and by which version of the
/// policy.
///
/// # Errors
/// When the database fails.
pub fn first_explanations(
    db: &mut Db,
    cases: &BTreeSet<CaseId>,
) -> Result<HashMap<CaseId, (PolicyVersionId, Explanation)>> {
    let rows = store::first_decisions(db, &id_list(cases.iter().map(|case| case.raw())))?;
    let told = |(case, version, explanation): (i64, i64, Json<Explanation>)| {
        (Id::from_raw(case), (Id::from_raw(version), explanation.0))
    };
    Ok(rows.into_iter().map(told).collect())
}

/// These groups as others see them, by name.
///
/// # Errors
/// When the database fails.
pub fn group_refs(db: &mut Db, ids: impl IntoIterator<Item = i64>) -> Result<Vec<GroupRef>> {
    let rows = store::group_names(db, &id_list(ids))?;
    Ok(rows.into_iter().map(|(id, name)| GroupRef { id: Id::from_raw(id), name }).collect())
}

/// A page of those who wait, the first of the queue first.
///
/// # Errors
/// When the limit or the cursor is wrong.
pub fn queue(
    db: &mut Db,
    directory: &Directory,
    _: Granted<QueueRead>,
    limit: Option<u32>,
    after: Option<&str>,
) -> Result<Page<Waiter>> {
    let limit = cursor::limit(limit)?;
    let after = cursor::after_numbers(after)?;
    let rows = store::queue_page(db, after, limit + 1)?;
    let page = cursor::page(rows, limit, |row| cursor::numbers_cursor(&row.key()));
    let lines = id_list(page.items.iter().map(|row| row.line));
    let spots = store::spots_of_lines(db, &lines)?;
    let of = |line: i64, kind: char| -> BTreeSet<i64> {
        let here = spots.iter().filter(|(of, spot)| *of == line && spot.starts_with(kind));
        here.filter_map(|(_, spot)| spot.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok()).collect()
    };
    let groups = group_refs(db, page.items.iter().flat_map(|row| of(row.line, 'g')).collect::<BTreeSet<_>>())?;
    Ok(page.map(|row| {
        let theirs = of(row.line, 'g');
        Waiter {
            case: Id::from_raw(row.case),
            kind: row.kind.0,
            customer: row.customer.clone(),
            about: row.about.clone(),
            since: row.since.utc(),
            reason: row.reason.0,
            groups: groups.iter().filter(|group| theirs.contains(&group.id.raw())).cloned().collect(),
            people: of(row.line, 'p').into_iter().map(|id| directory.person(id)).collect(),
        }
    }))
}
