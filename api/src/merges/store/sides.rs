//! The two customers of a merge.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Integer, Nullable, Text},
};
use shared::customers::{CustomerStatus, Level};

use crate::{
    db::{At, Bind, Code, Db, Instant, id_list, sql},
    permissions::{CustomerRead, Scoped},
};

/// A customer as a merge looks at them.
#[derive(Queryable, Debug, Clone, PartialEq, Eq)]
pub struct Side {
    pub id: i64,
    pub name: String,
    pub phone: String,
    pub company: String,
    pub level: Code<Level>,
    pub status: Code<CustomerStatus>,
    pub district_id: Option<i64>,
    pub last_follow_up_at: Option<At>,
    pub version: i64,
    pub owner_id: Option<i64>,
    /// Names the change of owners that began the ownership.
    pub change_id: Option<i64>,
    pub idle_since: Option<i32>,
    pub due_on: Option<i32>,
}

type SideColumns = (
    BigInt,
    Text,
    Text,
    Text,
    Text,
    Text,
    Nullable<BigInt>,
    Nullable<Instant>,
    BigInt,
    Nullable<BigInt>,
    Nullable<BigInt>,
    Nullable<Integer>,
    Nullable<Integer>,
);

const SIDE: &str = "SELECT c.id, c.name, c.phone, c.company, c.level, c.status, c.district_id, c.last_follow_up_at, \
                    c.version, o.owner_id, o.change_id, o.idle_since, o.due_on \
                    FROM customers c LEFT JOIN ownerships o ON o.customer_id = c.id";

/// Somebody who is part of a customer whom the caller may see, or was until a moment ago.
pub fn gone(db: &mut Db, _: &Scoped<CustomerRead>, id: i64) -> QueryResult<Side> {
    sql::<SideColumns>(format!("{SIDE} WHERE c.id = $1")).bind(id).get_result(db)
}

/// A customer whom the caller may see, also one who is part of another.
pub fn side(db: &mut Db, scope: &Scoped<CustomerRead>, id: i64) -> QueryResult<Option<Side>> {
    let in_reach = scope.reach().filter(db.dialect(), "o.owner_id", 2);
    sql::<SideColumns>(format!("{SIDE} WHERE c.id = $1 AND {}", in_reach.sql))
        .bind(id)
        .binds(in_reach.bind)
        .get_result(db)
        .optional()
}

/// Locks both customers and who owns them, in the order of their ids. Nothing of theirs is on its way in another transaction
/// after that: whatever names a customer holds their row for its foreign key.
pub fn lock_both(db: &mut Db, one: i64, other: i64) -> QueryResult<()> {
    let (among, suffix) = (db.dialect().one_of("id", "$1"), db.dialect().for_update());
    let list = id_list([one, other]);
    sql::<(BigInt,)>(format!("SELECT id FROM customers WHERE {among} ORDER BY id{suffix}"))
        .bind(list.as_str())
        .load::<(i64,)>(db)?;
    let among = db.dialect().one_of("customer_id", "$1");
    sql::<(BigInt,)>(format!("SELECT customer_id FROM ownerships WHERE {among} ORDER BY customer_id{suffix}"))
        .bind(list)
        .load::<(i64,)>(db)
        .map(drop)
}

/// How many rows there are of a customer whom the caller may see, counted up to a bound: inquiries, orders, follow-ups, entries of
/// the timeline.
pub fn bounded(db: &mut Db, _: &Scoped<CustomerRead>, id: i64, bound: i64) -> QueryResult<[i64; 4]> {
    let number = |of: &str| format!("(SELECT count(*) FROM (SELECT 1 AS one FROM {of} LIMIT $2) n)");
    let statement = format!(
        "SELECT {}, {}, {}, {}",
        number("work_items WHERE customer_id = $1 AND kind = 'inquiry'"),
        number("work_items WHERE customer_id = $1 AND kind = 'order'"),
        number("follow_ups WHERE customer_id = $1"),
        number("timeline WHERE customer_id = $1"),
    );
    let (inquiries, orders, follow_ups, entries) =
        sql::<(BigInt, BigInt, BigInt, BigInt)>(statement).bind(id).bind(bound + 1).get_result(db)?;
    Ok([inquiries, orders, follow_ups, entries])
}

/// On how many channels both customers are proven to be somebody.
pub fn proven_channels(db: &mut Db, _: &Scoped<CustomerRead>, one: i64, other: i64) -> QueryResult<i64> {
    sql::<(BigInt,)>(
        "SELECT count(*) FROM channel_identities a WHERE a.customer_id = $1 AND a.proof = 'proven' \
         AND EXISTS (SELECT 1 FROM channel_identities b WHERE b.customer_id = $2 AND b.proof = 'proven' \
         AND b.channel = a.channel)",
    )
    .bind(one)
    .bind(other)
    .get_result::<(i64,)>(db)
    .map(|row| row.0)
}

/// Puts a customer who has no district into one.
pub fn give_district(db: &mut Db, id: i64, district: i64) -> QueryResult<usize> {
    sql::<()>("UPDATE customers SET district_id = $2, version = version + 1 WHERE id = $1 AND district_id IS NULL")
        .bind(id)
        .bind(district)
        .run(db)
}

/// Takes a customer out of a district, if they are still there.
pub fn take_district(db: &mut Db, id: i64, district: i64) -> QueryResult<usize> {
    sql::<()>("UPDATE customers SET district_id = NULL, version = version + 1 WHERE id = $1 AND district_id = $2")
        .bind(id)
        .bind(district)
        .run(db)
}

/// Says when a customer was followed up last.
pub fn put_follow_up(db: &mut Db, id: i64, at: Option<At>) -> QueryResult<usize> {
    let value = at.map_or_else(|| ("NULL", None), |at| ("$2", Some(Bind::At(at))));
    sql::<()>(format!("UPDATE customers SET last_follow_up_at = {} WHERE id = $1", value.0))
        .bind(id)
        .binds(value.1)
        .run(db)
}

/// Says since when nobody follows a customer up, and until when somebody must.
pub fn put_days(db: &mut Db, id: i64, idle_since: i32, due_on: i32) -> QueryResult<usize> {
    sql::<()>("UPDATE ownerships SET idle_since = $2, due_on = $3 WHERE customer_id = $1")
        .bind(id)
        .bind(idle_since)
        .bind(due_on)
        .run(db)
}
