//! Queries about follow-ups and who is due.

use diesel::{prelude::*, sql_types::BigInt};
use shared::followups::Way;

use crate::{
    db::{At, Bind, Code, Db, schema::follow_ups, sql},
    permissions::{CustomerRead, Scoped},
};

/// A follow-up to be written.
#[derive(Insertable)]
#[diesel(table_name = follow_ups, treat_none_as_default_value = false)]
pub struct NewFollowUp<'a> {
    pub id: i64,
    pub customer_id: i64,
    pub author_id: i64,
    pub owner_id: Option<i64>,
    pub at: At,
    pub way: Code<Way>,
    pub content: &'a str,
}

pub fn insert(db: &mut Db, row: &NewFollowUp<'_>) -> QueryResult<()> {
    diesel::insert_into(follow_ups::table).values(row).execute(db).map(drop)
}

/// By owner: overdue, due today, all customers; most overdue first.
pub fn due_by_owner(db: &mut Db, scope: &Scoped<CustomerRead>, today: i32) -> QueryResult<Vec<(i64, i64, i64, i64)>> {
    let in_reach = scope.reach().filter(db.dialect(), "owner_id", 2);
    let statement = format!(
        "SELECT owner_id, CAST(sum(CASE WHEN due_on < $1 THEN customers ELSE 0 END) AS BIGINT) AS overdue, \
         CAST(sum(CASE WHEN due_on = $1 THEN customers ELSE 0 END) AS BIGINT) AS today, \
         CAST(sum(customers) AS BIGINT) AS everyone \
         FROM owner_load WHERE {} GROUP BY owner_id HAVING sum(customers) > 0 ORDER BY 2 DESC, 3 DESC, 1",
        in_reach.sql
    );
    sql::<(BigInt, BigInt, BigInt, BigInt)>(statement)
        .binds(std::iter::once(Bind::Int(today)).chain(in_reach.bind))
        .load(db)
}
