//! Deals added up.

use shared::{
    Id,
    orders::{DealBy, DealQuery, DealRow, DealStatistics},
    problem::FieldCode,
};

use super::store;
use crate::{
    assignment::{day_number, day_of_number},
    db::Db,
    error::{Result, invalid},
    permissions::{Directory, OrderRead, Scoped},
};

/// How many days may be added up at once.
const MAX_DAYS: i64 = 366;

/// The deals of some days in scope: those of whoever owned the customer when it was paid.
///
/// # Errors
/// When the days are too many or the wrong way round.
pub fn statistics(
    db: &mut Db,
    directory: &Directory,
    scope: &Scoped<OrderRead>,
    query: &DealQuery,
) -> Result<DealStatistics> {
    let days = (query.to - query.from).num_days() + 1;
    if days < 1 {
        return Err(invalid("/to", FieldCode::NotAfter));
    }
    if days > MAX_DAYS {
        return Err(invalid("/to", FieldCode::TooManyDays { max: MAX_DAYS }));
    }
    let range = (day_number(query.from), day_number(query.to));
    let (owner, line) = (query.owner_id.map(Id::raw), query.product_line_id.map(Id::raw));
    let rows = store::deals(db, scope, query.by, range, owner, line)?;
    let rows = rows
        .into_iter()
        .map(|row| {
            let some = (row.key != 0).then_some(row.key);
            let is = |by: DealBy| query.by == by;
            DealRow {
                day: is(DealBy::Day).then(|| i32::try_from(row.key).ok().and_then(day_of_number)).flatten(),
                owner: some.filter(|_| is(DealBy::Agent)).map(|id| directory.person(id)),
                product_line_id: some.filter(|_| is(DealBy::ProductLine)).map(Id::from_raw),
                product_line: row.name,
                currency: row.currency,
                deals: row.deals - row.taken_off,
                amount: row.amount - row.amount_taken_off,
                taken_off: row.taken_off,
                amount_taken_off: row.amount_taken_off,
            }
        })
        .collect();
    Ok(DealStatistics { from: query.from, to: query.to, rows })
}
