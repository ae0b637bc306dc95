//! What a query asks for, and that the caller may ask for it.

use chrono::{Days, NaiveDate};
use shared::{
    Check, FieldError,
    codes::TextCode,
    problem::FieldCode,
    search::{SearchKind, SearchQuery, Words},
};

use super::store::{Asked, Scopes};
use crate::{
    assignment::day_number,
    db::At,
    error::{Result, forbidden, invalid_fields},
    permissions::Access,
    workforce::begin_of,
};

/// What the caller may see of each kind.
pub fn scopes(access: &Access) -> Scopes {
    Scopes { customers: access.scope().ok(), inquiries: access.scope().ok(), orders: access.scope().ok() }
}

/// What a query asks for.
///
/// # Errors
/// When the caller may not see what is looked for, or not what a condition is about, or a condition is malformed.
pub fn asked<'a>(access: &Access, query: &'a SearchQuery) -> Result<Asked<'a>> {
    let scopes = scopes(access);
    if scopes.reach(query.find).is_none() {
        return Err(forbidden());
    }
    let mut faults = query.faults();
    // What one may not see cannot be asked about either, or one could guess it.
    let hidden = SearchKind::ALL.iter().filter(|kind| scopes.reach(**kind).is_none());
    let conditions = hidden.flat_map(|kind| query.conditions(*kind));
    faults.extend(conditions.map(|name| FieldError::new(format!("/{name}"), FieldCode::UnknownField)));
    if !faults.is_empty() {
        return Err(invalid_fields(faults));
    }
    let directory = access.directory();
    let words = SearchKind::ALL.iter().copied();
    let words = words.filter_map(|kind| Some((kind, Words::of(query.words(kind)?).tokens()))).collect();
    let days = |from: Option<NaiveDate>, to: Option<NaiveDate>| {
        let begin = |day| At::from(begin_of(day, directory.time_zone));
        (from.map(begin), to.and_then(|day| day.checked_add_days(Days::new(1))).map(begin))
    };
    let idle_through = query.customer_idle_days.map(|days| {
        let day = directory.today().checked_sub_days(Days::new(days.into()));
        day.map_or(0, day_number)
    });
    Ok(Asked {
        scopes,
        words,
        times: [
            days(query.customer_from, query.customer_to),
            days(query.inquiry_from, query.inquiry_to),
            days(query.order_from, query.order_to),
            days(query.follow_up_from, query.follow_up_to),
        ],
        idle_through,
        query,
    })
}

/// Refuses who may not ask that.
///
/// # Errors
/// When the caller may not see what is looked for, or not what a condition is about, or a condition is malformed.
pub fn must_be_allowed(access: &Access, query: &SearchQuery) -> Result<()> {
    asked(access, query).map(drop)
}
