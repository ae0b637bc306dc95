//! Who waits, in lines, at spots.

use chrono::DateTime;
use diesel::{
    prelude::*,
    sql_types::{BigInt, Integer, Text},
};
use shared::{
    assignment::{decision::WaitReason, policy::CaseKind, queue::QueueKey},
    codes::TextCode,
    customers::Level,
};

use crate::db::{At, Code, Db, Instant, sql};

/// Where somebody waits.
pub struct Place {
    /// What waits.
    pub kind: CaseKind,
    /// In which line.
    pub line: i64,
    pub key: QueueKey,
    pub reason: WaitReason,
    pub since: At,
}

/// The number by which levels are ordered, the most important first.
pub fn rank(level: Level) -> i32 {
    Level::ALL.iter().position(|l| *l == level).and_then(|at| i32::try_from(at).ok()).unwrap_or(i32::MAX)
}

/// Lets a case wait, or changes where it does.
pub fn enter(db: &mut Db, arrived_at: At, place: &Place) -> QueryResult<usize> {
    sql::<()>(
        "INSERT INTO waiting (case_id, kind, line, level, value, arrived_at, reason, since) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (case_id) DO UPDATE SET line = excluded.line, level = excluded.level, value = excluded.value, \
         reason = excluded.reason",
    )
    .bind(place.key.case)
    .bind(place.kind.as_str())
    .bind(place.line)
    .bind(rank(place.key.level))
    .bind(place.key.value.0)
    .bind(arrived_at)
    .bind(place.reason.as_str())
    .bind(place.since)
    .run(db)
}

/// Says at which spots a line waits.
pub fn enter_spots(db: &mut Db, line: i64, spots: &[String]) -> QueryResult<()> {
    for spot in spots {
        sql::<()>("INSERT INTO waiting_spots (spot, line) VALUES ($1, $2) ON CONFLICT (spot, line) DO NOTHING")
            .bind(spot.as_str())
            .bind(line)
            .run(db)?;
    }
    Ok(())
}

/// Ends a case's waiting; tells whether it waited.
pub fn leave(db: &mut Db, case: i64) -> QueryResult<bool> {
    sql::<()>("DELETE FROM waiting WHERE case_id = $1").bind(case).run(db).map(|gone| gone == 1)
}

/// Whether a case waits.
pub fn waits(db: &mut Db, case: i64) -> QueryResult<bool> {
    let found: Option<(i64,)> =
        sql::<(BigInt,)>("SELECT case_id FROM waiting WHERE case_id = $1").bind(case).get_result(db).optional()?;
    Ok(found.is_some())
}

/// Ends the waiting of all of these.
pub fn leave_all(db: &mut Db, cases: &str) -> QueryResult<usize> {
    let among = db.dialect().one_of("case_id", "$1");
    sql::<()>(format!("DELETE FROM waiting WHERE {among}")).bind(cases).run(db)
}

/// Somebody who waits.
#[derive(Queryable, Clone)]
pub struct WaitingRow {
    pub case: i64,
    pub kind: Code<CaseKind>,
    pub line: i64,
}

type WaitingColumns = (BigInt, Text, BigInt);

const WAITING: &str = "w.case_id, w.kind, w.line";
const ORDER: &str = "level, value DESC, arrived_at, case_id";

/// The lines at these spots, given as a list of quoted names.
pub fn lines_at(db: &mut Db, spots: &[String]) -> QueryResult<Vec<i64>> {
    let mut lines = Vec::new();
    for spot in spots {
        let found: Vec<(i64,)> = sql::<(BigInt,)>(
            "SELECT line FROM waiting_spots s WHERE spot = $1 \
             AND EXISTS (SELECT 1 FROM waiting w WHERE w.line = s.line)",
        )
        .bind(spot.as_str())
        .load(db)?;
        lines.extend(found.into_iter().map(|row| row.0));
    }
    lines.sort_unstable();
    lines.dedup();
    Ok(lines)
}

/// The groups at whose spots these lines wait.
pub fn groups_of_lines(db: &mut Db, lines: &str) -> QueryResult<Vec<String>> {
    let among = db.dialect().one_of("line", "$1");
    sql::<(Text,)>(format!("SELECT DISTINCT spot FROM waiting_spots WHERE {among} AND spot LIKE 'g%'"))
        .bind(lines)
        .load::<(String,)>(db)
        .map(|rows| rows.into_iter().map(|row| row.0).collect())
}

/// The first of each of these lines, in the order of the queue.
pub fn firsts(db: &mut Db, lines: &str) -> QueryResult<Vec<WaitingRow>> {
    let table = db.dialect().id_table("$1");
    sql::<WaitingColumns>(format!(
        "SELECT {WAITING} FROM waiting w WHERE w.case_id IN ( \
         SELECT (SELECT case_id FROM waiting f WHERE f.line = l.id ORDER BY {ORDER} LIMIT 1) FROM {table} l) \
         ORDER BY {ORDER}"
    ))
    .bind(lines)
    .load(db)
}

/// Everybody who waits whose id is greater, by id: for lining them up anew.
pub fn all_waiting(db: &mut Db, after: i64, limit: i64) -> QueryResult<Vec<WaitingRow>> {
    sql::<WaitingColumns>(format!("SELECT {WAITING} FROM waiting w WHERE w.case_id > $1 ORDER BY w.case_id LIMIT $2"))
        .bind(after)
        .bind(limit)
        .load(db)
}

/// What waits of one customer's.
pub fn waiting_of(db: &mut Db, customer: i64) -> QueryResult<Vec<WaitingRow>> {
    sql::<WaitingColumns>(format!(
        "SELECT {WAITING} FROM waiting w JOIN work_items i ON i.id = w.case_id \
         WHERE i.customer_id = $1 AND i.status = 'waiting' ORDER BY w.case_id"
    ))
    .bind(customer)
    .load(db)
}

/// What waits of these customers'.
pub fn waiting_of_all(db: &mut Db, customers: &str) -> QueryResult<Vec<WaitingRow>> {
    let among = db.dialect().one_of("i.customer_id", "$1");
    sql::<WaitingColumns>(format!(
        "SELECT {WAITING} FROM waiting w JOIN work_items i ON i.id = w.case_id \
         WHERE {among} AND i.status = 'waiting' ORDER BY w.case_id"
    ))
    .bind(customers)
    .load(db)
}

/// Forgets the spots of lines in which nobody waits.
pub fn drop_empty_lines(db: &mut Db) -> QueryResult<usize> {
    sql::<()>("DELETE FROM waiting_spots WHERE NOT EXISTS (SELECT 1 FROM waiting w WHERE w.line = waiting_spots.line)")
        .run(db)
}

/// Somebody who waits, with what people read of it.
#[derive(Queryable)]
pub struct QueueRow {
    pub case: i64,
    pub kind: Code<CaseKind>,
    pub line: i64,
    pub level: i32,
    pub value: i64,
    pub arrived_at: At,
    pub since: At,
    pub reason: Code<WaitReason>,
    pub customer: String,
    pub about: String,
}

impl QueueRow {
    /// Where it stands.
    pub fn key(&self) -> [i64; 4] {
        [self.level.into(), self.value, self.arrived_at.utc().timestamp_micros(), self.case]
    }
}

/// A page of the queue, after somebody with this key.
pub fn queue_page(db: &mut Db, after: Option<[i64; 4]>, limit: i64) -> QueryResult<Vec<QueueRow>> {
    let [level, value, arrived, case] = after.unwrap_or([-1, 0, 0, 0]);
    let arrived = At::from(DateTime::from_timestamp_micros(arrived).unwrap_or_default());
    sql::<(BigInt, Text, BigInt, Integer, BigInt, Instant, Instant, Text, Text, Text)>(format!(
        "SELECT {WAITING}, w.level, w.value, w.arrived_at, w.since, w.reason, c.name, coalesce(substr(i.text, 1, 120), r.title, d.name, '') \
         FROM waiting w LEFT JOIN inquiries i ON i.id = w.case_id LEFT JOIN orders r ON r.id = w.case_id LEFT JOIN work_items t ON t.id = w.case_id \
         JOIN customers c ON c.id = coalesce(t.customer_id, w.case_id) LEFT JOIN districts d ON d.id = c.district_id \
         WHERE w.level > $1 OR (w.level = $1 AND (w.value < $2 OR (w.value = $2 AND (w.arrived_at > $3 \
         OR (w.arrived_at = $3 AND w.case_id > $4))))) \
         ORDER BY w.level, w.value DESC, w.arrived_at, w.case_id LIMIT $5"
    ))
    .bind(i32::try_from(level).unwrap_or(i32::MAX))
    .bind(value)
    .bind(arrived)
    .bind(case)
    .bind(limit)
    .load(db)
}

/// At which spots these lines wait: line, spot.
pub fn spots_of_lines(db: &mut Db, lines: &str) -> QueryResult<Vec<(i64, String)>> {
    let among = db.dialect().one_of("line", "$1");
    sql::<(BigInt, Text)>(format!("SELECT line, spot FROM waiting_spots WHERE {among} AND spot <> 'any'"))
        .bind(lines)
        .load(db)
}

/// The names of these groups.
pub fn group_names(db: &mut Db, groups: &str) -> QueryResult<Vec<(i64, String)>> {
    let among = db.dialect().one_of("id", "$1");
    sql::<(BigInt, Text)>(format!("SELECT id, name FROM groups WHERE {among} ORDER BY name")).bind(groups).load(db)
}
