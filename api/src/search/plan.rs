//! Where to look: what narrows a search most comes first.

use chrono::TimeDelta;
use shared::{ids::EmployeeId, search::SearchKind};

use super::store::{self, Asked};
use crate::{
    db::{Db, first_id_at},
    error::Result,
    permissions::Reach,
};

/// How much is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Up to so many things are looked at one by one, whatever else is asked for.
    pub few: usize,
    /// How much is looked at for one page.
    pub most: usize,
    /// How much is looked at first: what is found often is found among few.
    pub first: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { few: 5_000, most: 20_000, first: 400 }
    }
}

/// A limit that tells whether there are more than so many.
fn limit_and_one(many: usize) -> i64 {
    i64::try_from(many.saturating_add(1)).unwrap_or(i64::MAX)
}

/// Of so many people what they own is found owner by owner.
const FEW_PEOPLE: usize = 20;
/// Up to here orders are found by the days on which they were placed.
const FEW_DAYS: TimeDelta = TimeDelta::days(31);
/// By how much the clock in an id may differ from the one in a column.
const SLACK: TimeDelta = TimeDelta::days(1);

/// Where candidates come from, all of them the newest first.
pub enum Source {
    /// These, and no others.
    These(Vec<i64>),
    /// Those whose own words are in the index.
    Words,
    /// What these people own.
    OwnedBy(Vec<i64>),
    /// Everything of the kind from this id on.
    Walk(i64),
}

/// Chooses where to look for candidates before this id.
pub fn choose(db: &mut Db, asked: &Asked<'_>, bounds: Bounds, before: i64) -> Result<Source> {
    let (few, few_and_one) = (bounds.few, limit_and_one(bounds.few));
    let these = |db: &mut Db, of, found| these(db, asked, bounds, of, found, before);
    let (kind, query) = (asked.query.find, asked.query);
    if let Some(number) = query.order_number.as_deref() {
        // Numbers that begin alike are of one time: among the newest of all there may be none of them.
        let many = bounds.most.max(few);
        let orders = store::orders_numbered(db, number.trim(), limit_and_one(many))?;
        if orders.len() <= many {
            return these(db, SearchKind::Orders, orders);
        }
    }
    if let Some(text) = query.customer.as_deref() {
        let customers = store::customers_meant(db, text.trim(), few_and_one)?;
        if customers.len() <= few {
            return these(db, SearchKind::Customers, customers);
        }
    }
    for (of, words) in &asked.words {
        let found = store::with_words(db, *of, words, i64::MAX, few_and_one)?;
        if found.len() <= few {
            return these(db, *of, found);
        }
    }
    let people = people(asked);
    if let Some(people) = people.as_ref().filter(|people| people.len() <= FEW_PEOPLE) {
        let owned = store::owned_by(db, kind, people, i64::MAX, few_and_one)?;
        if owned.len() <= few {
            // Follow-ups are found by the customers whom these people own.
            let of = if kind == SearchKind::FollowUps { SearchKind::Customers } else { kind };
            return these(db, of, owned);
        }
    }
    if let Some(owner) = query.customer_owner {
        let customers = store::owned_by(db, SearchKind::Customers, &[owner.raw()], i64::MAX, few_and_one)?;
        if customers.len() <= few {
            return these(db, SearchKind::Customers, customers);
        }
    }
    if asked.words(kind).is_some() {
        return Ok(Source::Words);
    }
    if let (SearchKind::Orders, (Some(from), Some(to))) = (kind, asked.times(kind))
        && to.utc() - from.utc() <= FEW_DAYS
    {
        // Old days are a long walk away from the newest orders. So many ids are a page's worth of memory.
        let many = bounds.most * 5;
        let placed = store::orders_placed(db, (from, to), before, limit_and_one(many))?;
        if placed.len() <= many {
            return Ok(Source::These(placed));
        }
    }
    if let Some(people) = people.filter(|people| people.len() <= FEW_PEOPLE && kind != SearchKind::FollowUps) {
        return Ok(Source::OwnedBy(people));
    }
    Ok(Source::Walk(lowest(asked)))
}

/// The candidates that things of one kind lead to: themselves, or what their customers have of the kind that is looked for.
fn these(
    db: &mut Db,
    asked: &Asked<'_>,
    bounds: Bounds,
    of: SearchKind,
    mut found: Vec<i64>,
    before: i64,
) -> Result<Source> {
    let kind = asked.query.find;
    if of != kind {
        let customers = match of {
            SearchKind::Customers => found,
            _ => store::customers_with(db, of, &found)?,
        };
        found = match kind {
            SearchKind::Customers => customers,
            _ => store::had_by(db, kind, &customers, before, i64::try_from(bounds.most).unwrap_or(i64::MAX))?,
        };
    }
    found.retain(|id| *id < before);
    found.sort_unstable_by(|a, b| b.cmp(a));
    found.dedup();
    Ok(Source::These(found))
}

/// Who may own what is looked for, when that is not everybody.
fn people(asked: &Asked<'_>) -> Option<Vec<i64>> {
    let owner = match asked.query.find {
        SearchKind::Customers | SearchKind::FollowUps => asked.query.customer_owner,
        SearchKind::Inquiries => asked.query.inquiry_owner,
        SearchKind::Orders => asked.query.order_owner,
    };
    match (owner.map(EmployeeId::raw), asked.scopes.reach(asked.query.find)?) {
        (Some(owner), reach) => Some(if reach.covers(Some(owner)) { vec![owner] } else { Vec::new() }),
        (None, Reach::People(people)) => Some(people.clone()),
        (None, Reach::Everyone) => None,
    }
}

/// The least id that something can have which is not too old. When an order was placed says nothing of when it was told of.
fn lowest(asked: &Asked<'_>) -> i64 {
    match asked.times(asked.query.find).0 {
        Some(from) if asked.query.find != SearchKind::Orders => first_id_at(from.utc() - SLACK),
        _ => 0,
    }
}

/// The id before which everything is new enough for the search to begin there.
pub fn highest(asked: &Asked<'_>) -> i64 {
    match asked.times(asked.query.find).1 {
        Some(before) if asked.query.find != SearchKind::Orders => first_id_at(before.utc() + SLACK),
        _ => i64::MAX,
    }
}
