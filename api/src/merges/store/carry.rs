//! What is carried from one customer to the other.

use diesel::{prelude::*, sql_types::BigInt};
use shared::merges::Carried;

use crate::db::{Db, sql};

/// The rows that are carried: how the list of a merge calls them, the table, and the column that names the customer.
const ROWS: [(&str, &str, &str); 5] = [
    ("work_item", "work_items", "customer_id"),
    ("follow_up", "follow_ups", "customer_id"),
    ("timeline", "timeline", "customer_id"),
    ("identity", "channel_identities", "customer_id"),
    ("behaviour", "behaviour_days", "customer_id"),
];
/// The same of the customers who are part of one.
const PARTS: (&str, &str, &str) = ("customer", "customers", "merged_into");

/// Everything of a customer, counted.
pub fn counts(db: &mut Db, id: i64) -> QueryResult<Carried> {
    type Columns = (BigInt, BigInt, BigInt, BigInt, BigInt, BigInt, BigInt);
    let (inquiries, orders, follow_ups, entries, identities, behaviour_days, customers) = sql::<Columns>(
        "SELECT (SELECT count(*) FROM work_items WHERE customer_id = $1 AND kind = 'inquiry'), \
         (SELECT count(*) FROM work_items WHERE customer_id = $1 AND kind = 'order'), \
         (SELECT count(*) FROM follow_ups WHERE customer_id = $1), \
         (SELECT count(*) FROM timeline WHERE customer_id = $1), \
         (SELECT count(*) FROM channel_identities WHERE customer_id = $1), \
         (SELECT count(*) FROM behaviour_days WHERE customer_id = $1), \
         (SELECT count(*) FROM customers WHERE merged_into = $1)",
    )
    .bind(id)
    .get_result(db)?;
    Ok(Carried { inquiries, orders, follow_ups, entries, identities, behaviour_days, customers })
}

/// Lists everything of the gone one under the merge, and makes it the kept one's.
pub fn carry_over(db: &mut Db, merge: i64, gone: i64, kept: i64) -> QueryResult<()> {
    for (kind, table, column) in ROWS.into_iter().chain([PARTS]) {
        sql::<()>(format!(
            "INSERT INTO customer_merge_rows (merge_id, kind, row_id) \
             SELECT $1, '{kind}', id FROM {table} WHERE {column} = $2"
        ))
        .bind(merge)
        .bind(gone)
        .run(db)?;
        sql::<()>(format!("UPDATE {table} SET {column} = $2 WHERE {column} = $1")).bind(gone).bind(kept).run(db)?;
    }
    Ok(())
}

/// Makes the rows that are listed under the merge the gone one's again.
pub fn carry_back(db: &mut Db, merge: i64, gone: i64) -> QueryResult<()> {
    ROWS.into_iter().try_for_each(|kind| back(db, merge, gone, kind))
}

/// Makes those who were part of the gone one, which stands alone again, part of it again.
pub fn point_back(db: &mut Db, merge: i64, gone: i64) -> QueryResult<()> {
    back(db, merge, gone, PARTS)
}

fn back(db: &mut Db, merge: i64, gone: i64, (kind, table, column): (&str, &str, &str)) -> QueryResult<()> {
    sql::<()>(format!(
        "UPDATE {table} SET {column} = $2 WHERE id IN (SELECT row_id FROM customer_merge_rows \
         WHERE merge_id = $1 AND kind = '{kind}')"
    ))
    .bind(merge)
    .bind(gone)
    .run(db)
    .map(drop)
}
