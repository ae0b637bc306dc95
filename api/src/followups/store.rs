//! Queries about follow-ups and who is due.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable, Text},
};
use shared::followups::Way;

use crate::{
    db::{At, Code, Db, Instant, id_list, schema::follow_ups, sql},
    permissions::{CustomerRead, ExportKind, Reach, Scoped},
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
    pub order_id: Option<i64>,
}

pub fn insert(db: &mut Db, row: &NewFollowUp<'_>) -> QueryResult<()> {
    diesel::insert_into(follow_ups::table).values(row).execute(db).map(drop)
}

/// Of whom `scope` reaches, where `agents` are all there are.
fn owners<'a>(scope: &'a Scoped<CustomerRead>, agents: &'a [i64]) -> &'a [i64] {
    match scope.reach() {
        Reach::Everyone => agents,
        Reach::People(people) => people,
    }
}

/// Who has customers that are overdue or due today, and how many; most overdue first.
pub fn due_by_owner(
    db: &mut Db,
    scope: &Scoped<CustomerRead>,
    agents: &[i64],
    today: i32,
) -> QueryResult<Vec<(i64, i64, i64)>> {
    // Only the days up to today of each owner are read, which the primary key has next to each other.
    let among = db.dialect().one_of("owner_id", "$2");
    sql::<(BigInt, BigInt, BigInt)>(format!(
        "SELECT owner_id, COALESCE(sum(customers) FILTER (WHERE due_on < $1), 0) AS overdue, \
         COALESCE(sum(customers) FILTER (WHERE due_on = $1), 0) AS today \
         FROM owner_load WHERE {among} AND due_on <= $1 GROUP BY owner_id HAVING sum(customers) > 0 \
         ORDER BY 2 DESC, 3 DESC, 1"
    ))
    .bind(today)
    .bind(id_list(owners(scope, agents).iter().copied()))
    .load(db)
}

/// How many customers these owners have, of those whom the caller reaches; all of them when none are named.
pub fn customers_by_owner(
    db: &mut Db,
    scope: &Scoped<CustomerRead>,
    agents: &[i64],
    named: Option<&[i64]>,
) -> QueryResult<Vec<(i64, i64)>> {
    let among = db.dialect().one_of("owner_id", "$1");
    let named = named.unwrap_or_else(|| owners(scope, agents)).iter().copied();
    sql::<(BigInt, BigInt)>(format!(
        "SELECT owner_id, CAST(sum(customers) AS BIGINT) FROM owner_load WHERE {among} \
         GROUP BY owner_id HAVING sum(customers) > 0 ORDER BY owner_id"
    ))
    .bind(id_list(named.filter(|owner| scope.reach().covers(Some(*owner)))))
    .load(db)
}

/// A follow-up as it was written.
#[derive(Queryable)]
pub struct FollowUpRow {
    pub id: i64,
    pub customer: i64,
    pub at: At,
    pub way: Code<Way>,
    pub content: String,
    pub author: i64,
}

/// Those of these follow-ups whose customers the caller may see.
pub fn rows_in_scope(db: &mut Db, scope: &Scoped<CustomerRead>, ids: &[i64]) -> QueryResult<Vec<FollowUpRow>> {
    let in_reach = scope.reach().filter(db.dialect(), "o.owner_id", 2);
    let among = db.dialect().one_of("f.id", "$1");
    sql::<(BigInt, BigInt, Instant, Text, Text, BigInt)>(format!(
        "SELECT f.id, f.customer_id, f.at, f.way, f.content, f.author_id FROM follow_ups f \
         LEFT JOIN ownerships o ON o.customer_id = f.customer_id WHERE {among} AND {}",
        in_reach.sql
    ))
    .bind(id_list(ids.iter().copied()))
    .binds(in_reach.bind)
    .load(db)
}

/// A follow-up as a file shows it.
#[derive(Queryable)]
pub struct FiledRow {
    pub id: i64,
    pub customer: i64,
    pub name: String,
    pub phone: String,
    pub at: At,
    pub way: Code<Way>,
    pub content: String,
    pub author: i64,
    pub order: Option<String>,
}

/// Follow-ups of these customers, who were found in scope, by customer and id, after these.
pub fn of_customers<P: ExportKind>(
    db: &mut Db,
    _: &Scoped<P>,
    customers: &[i64],
    after: (i64, i64),
    limit: i64,
) -> QueryResult<Vec<FiledRow>> {
    type Columns = (BigInt, BigInt, Text, Text, Instant, Text, Text, BigInt, Nullable<Text>);
    let among = db.dialect().one_of("f.customer_id", "$1");
    sql::<Columns>(format!(
        "SELECT f.id, f.customer_id, c.name, c.phone, f.at, f.way, f.content, f.author_id, o.external_id FROM follow_ups f \
         JOIN customers c ON c.id = f.customer_id LEFT JOIN orders o ON o.id = f.order_id \
         WHERE {among} AND (f.customer_id, f.id) > ($2, $3) ORDER BY f.customer_id, f.id LIMIT $4"
    ))
    .bind(id_list(customers.iter().copied()))
    .bind(after.0)
    .bind(after.1)
    .bind(limit)
    .load(db)
}
