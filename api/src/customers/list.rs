//! Lists and counts of customers.

use chrono::Days;
use shared::{
    Page,
    customers::{Customer, CustomerQuery, CustomerSort},
    ids::EmployeeId,
    page::Count,
};

use super::{
    shape::customer,
    store::{self, Filter, Order},
};
use crate::{
    assignment::day_number,
    cursor,
    db::Db,
    error::Result,
    permissions::{CustomerRead, Directory, Scoped},
};

/// Up to here a total is exact.
const COUNT_BOUND: i64 = 10_000;

/// Which customers to list: what a query says, or a board.
#[derive(Debug, Clone, Default)]
pub struct ListSpec {
    /// Whose.
    pub owner: Option<EmployeeId>,
    /// Which.
    pub filter: Filter,
    /// The earliest due day first instead of the newest registration.
    pub by_due: bool,
}

impl ListSpec {
    /// What a query asks for.
    pub fn of(directory: &Directory, query: &CustomerQuery) -> Self {
        let idle_through = query.idle_days.map(|days| {
            let day = directory.today().checked_sub_days(Days::new(days.into()));
            day.map_or(0, day_number)
        });
        let text = query.q.as_deref().map(str::trim).filter(|q| !q.is_empty());
        Self {
            owner: query.owner,
            filter: Filter {
                status: query.status,
                district: query.district.map(|d| d.raw()),
                level: query.level,
                idle_through,
                text: text.map(|t| t.chars().take(60).collect()),
                ..Filter::default()
            },
            by_due: query.sort == Some(CustomerSort::Due),
        }
    }
}

/// A page of customers.
///
/// # Errors
/// When the limit or the cursor is wrong.
pub fn page(
    db: &mut Db,
    directory: &Directory,
    scope: &Scoped<CustomerRead>,
    spec: &ListSpec,
    limit: Option<u32>,
    after: Option<&str>,
) -> Result<Page<Customer>> {
    let limit = cursor::limit(limit)?;
    let order =
        if spec.by_due { Order::Due(cursor::after_pair(after)?) } else { Order::Newest(cursor::after_id(after)?) };
    let totals = directory.owner_totals(|| Ok(store::owner_totals(db)?))?;
    let owner = spec.owner.map(EmployeeId::raw);
    let filter = commonly(db, &spec.filter)?;
    let rows = store::list(db, scope, owner, &filter, order, limit + 1, &totals)?;
    let by_due = spec.by_due;
    let page = cursor::page(rows, limit, |row| match row.due_on {
        Some(day) if by_due => cursor::pair_cursor(day, row.id),
        _ => cursor::id_cursor(row.id),
    });
    Ok(page.map(|row| customer(directory, row)))
}

/// A page of what a query asks for.
///
/// # Errors
/// When the limit or the cursor is wrong.
pub fn list(
    db: &mut Db,
    directory: &Directory,
    scope: &Scoped<CustomerRead>,
    query: &CustomerQuery,
) -> Result<Page<Customer>> {
    let spec = ListSpec::of(directory, query);
    page(db, directory, scope, &spec, query.limit, query.cursor.as_deref())
}

/// Those of these customers whom the caller may see, the newest registration first.
///
/// # Errors
/// When the database fails.
pub fn these(db: &mut Db, directory: &Directory, scope: &Scoped<CustomerRead>, ids: &[i64]) -> Result<Vec<Customer>> {
    let rows = store::rows_in_scope(db, scope, ids)?;
    Ok(rows.into_iter().map(|row| customer(directory, row)).collect())
}

/// How many customers a query would list, counted up to a bound.
///
/// # Errors
/// When the database fails.
pub fn count(db: &mut Db, directory: &Directory, scope: &Scoped<CustomerRead>, query: &CustomerQuery) -> Result<Count> {
    let spec = ListSpec::of(directory, query);
    let filter = commonly(db, &spec.filter)?;
    let count = store::count(db, scope, spec.owner.map(EmployeeId::raw), &filter, COUNT_BOUND)?;
    Ok(Count { count: count.min(COUNT_BOUND), capped: count > COUNT_BOUND })
}

/// The filter, with whether its text means many.
pub(super) fn commonly(db: &mut Db, filter: &Filter) -> Result<Filter> {
    let is_common = filter.text.as_deref().map_or(Ok(false), |text| store::is_common(db, text))?;
    Ok(Filter { is_common, ..filter.clone() })
}
