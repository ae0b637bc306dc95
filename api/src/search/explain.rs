//! Whether the texts of what was found have the words, and where; and what was found as callers see it.

use std::collections::{BTreeSet, HashMap};

use shared::{
    Id,
    codes::TextCode,
    search::{Found, Mark, SearchCustomer, SearchKind, SearchMatch, SearchRow, Words, excerpt},
};

use super::store::{self, Asked, CustomerRow};
use crate::{
    customers,
    db::Db,
    error::Result,
    followups, inquiries, orders,
    permissions::{Access, Directory},
};

/// How many characters of a text are shown.
const SHOWN: usize = 80;
/// How many texts of one thing are shown.
const TEXTS: usize = 3;

/// Something for which every condition holds.
pub struct Hit {
    /// Which.
    pub id: i64,
    /// Whose.
    pub customer: i64,
    matches: Vec<SearchMatch>,
}

/// Those of these, which the database found, whose texts have the words, too; with where they stand.
pub fn hits(db: &mut Db, asked: &Asked<'_>, found: &[(i64, i64)]) -> Result<Vec<Hit>> {
    let mut hits: Vec<Hit> =
        found.iter().map(|(id, customer)| Hit { id: *id, customer: *customer, matches: Vec::new() }).collect();
    let kind = asked.query.find;
    if let Some(text) = asked.query.words(kind) {
        let ids: Vec<i64> = hits.iter().map(|hit| hit.id).collect();
        let said = said(db, kind, text, &ids)?;
        keep(&mut hits, said, |hit| hit.id);
    }
    for other in SearchKind::ALL.iter().copied().filter(|other| *other != kind) {
        let Some(text) = asked.query.words(other) else { continue };
        let customers: BTreeSet<i64> = hits.iter().map(|hit| hit.customer).collect();
        let customers: Vec<i64> = customers.into_iter().collect();
        let things = store::of_customers(db, asked, other, &customers)?;
        let ids: Vec<i64> = things.iter().map(|(_, id)| *id).collect();
        let mut said = said(db, other, text, &ids)?;
        let mut of_customers: HashMap<i64, Vec<SearchMatch>> = HashMap::new();
        // The newest of each customer comes first.
        for (customer, id) in things {
            if let Some(matches) = said.remove(&id) {
                of_customers.entry(customer).or_insert(matches);
            }
        }
        keep(&mut hits, of_customers, |hit| hit.customer);
    }
    Ok(hits)
}

fn keep(hits: &mut Vec<Hit>, said: HashMap<i64, Vec<SearchMatch>>, of: impl Fn(&Hit) -> i64) {
    hits.retain_mut(|hit| {
        let matches = said.get(&of(hit));
        hit.matches.extend(matches.into_iter().flatten().cloned());
        matches.is_some()
    });
}

/// Where the words stand in the texts of these things, of those that have all of them.
fn said(db: &mut Db, kind: SearchKind, text: &str, ids: &[i64]) -> Result<HashMap<i64, Vec<SearchMatch>>> {
    let words = Words::of(text);
    let texts = store::texts(db, kind, ids)?;
    let one = |(id, texts): (i64, store::Texts)| {
        let of_one: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
        let found = words.find(&of_one)?;
        let matches = found.into_iter().take(TEXTS).filter_map(|(which, places)| {
            let (field, text) = texts.get(which)?;
            let (excerpt, marks) = excerpt(text, &places, SHOWN);
            let marks = marks.into_iter().map(|(from, to)| Mark { from, to }).collect();
            Some(SearchMatch { kind, id: Id::<()>::from_raw(id).to_string(), field: *field, excerpt, marks })
        });
        Some((id, matches.collect()))
    };
    Ok(texts.into_iter().filter_map(one).collect())
}

/// What was found as callers see it, in its order.
pub fn rows(db: &mut Db, access: &Access, asked: &Asked<'_>, hits: Vec<Hit>) -> Result<Vec<Found>> {
    let ids: Vec<i64> = hits.iter().map(|hit| hit.id).collect();
    let mut rows = shown(db, access, asked.query.find, &ids)?;
    let customers: BTreeSet<i64> = hits.iter().map(|hit| hit.customer).collect();
    let customers: Vec<i64> = customers.into_iter().collect();
    let named: HashMap<i64, CustomerRow> = store::named(db, &customers)?.into_iter().map(|row| (row.id, row)).collect();
    let found = hits.into_iter().filter_map(|hit| {
        // What left the caller's reach since it was found is not shown.
        let row = rows.remove(&hit.id)?;
        let customer = customer(access.directory(), asked, named.get(&hit.customer)?);
        Some(Found { row, customer, matches: hit.matches })
    });
    Ok(found.collect())
}

fn customer(directory: &Directory, asked: &Asked<'_>, row: &CustomerRow) -> SearchCustomer {
    let can_see = asked.scopes.reach(SearchKind::Customers).is_some_and(|reach| reach.covers(row.owner_id));
    SearchCustomer {
        id: Id::from_raw(row.id),
        name: row.name.clone(),
        level: row.level.0,
        phone: can_see.then(|| row.phone.clone()),
        owner: directory.opt_person(row.owner_id).filter(|_| can_see),
        can_see,
    }
}

fn shown(db: &mut Db, access: &Access, kind: SearchKind, ids: &[i64]) -> Result<HashMap<i64, SearchRow>> {
    let directory = access.directory();
    Ok(match kind {
        SearchKind::Customers => {
            let rows = customers::these(db, directory, &access.scope()?, ids)?.into_iter();
            rows.map(|row| (row.id.raw(), SearchRow::Customer(Box::new(row)))).collect()
        }
        SearchKind::Inquiries => {
            let rows = inquiries::these(db, directory, &access.scope()?, ids)?.into_iter();
            rows.map(|row| (row.id.raw(), SearchRow::Inquiry(Box::new(row)))).collect()
        }
        SearchKind::Orders => {
            let rows = orders::these(db, directory, &access.scope()?, ids)?.into_iter();
            rows.map(|row| (row.id.raw(), SearchRow::Order(Box::new(row)))).collect()
        }
        SearchKind::FollowUps => {
            let rows = followups::these(db, directory, &access.scope()?, ids)?.into_iter();
            rows.map(|row| (row.id.raw(), SearchRow::FollowUp(Box::new(row)))).collect()
        }
    })
}
