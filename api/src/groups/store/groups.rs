//! Queries about groups.

use std::collections::HashMap;

use diesel::{
    prelude::*,
    sql_types::{BigInt, Bool},
};

use crate::db::{
    At, Db, id_list,
    schema::{group_members, groups},
    sql,
};

/// A group as its table has it, without its clock.
#[derive(Queryable)]
pub struct GroupRow {
    pub id: i64,
    pub name: String,
    pub description: String,
    pub product_line_id: Option<i64>,
    pub version: i64,
}

type Columns = (groups::id, groups::name, groups::description, groups::product_line_id, groups::version);
const COLUMNS: Columns = (groups::id, groups::name, groups::description, groups::product_line_id, groups::version);

/// Every group, by name.
pub fn groups(db: &mut Db) -> QueryResult<Vec<GroupRow>> {
    groups::table.order(groups::name).select(COLUMNS).load(db)
}

pub fn group(db: &mut Db, id: i64) -> QueryResult<GroupRow> {
    groups::table.find(id).select(COLUMNS).first(db)
}

/// Keeps others from changing the members of these groups, and from giving away their work, until the end of the
/// transaction.
pub fn lock_groups(db: &mut Db, ids: &[i64]) -> QueryResult<()> {
    let (one_of, lock) = (db.dialect().one_of("id", "$1"), db.dialect().for_update());
    sql::<(BigInt,)>(format!("SELECT id FROM groups WHERE {one_of} ORDER BY id{lock}"))
        .bind(id_list(ids.iter().copied()))
        .load::<(i64,)>(db)
        .map(drop)
}

pub fn insert_group(db: &mut Db, row: &GroupRow, now: At) -> QueryResult<()> {
    diesel::insert_into(groups::table)
        .values((
            groups::id.eq(row.id),
            groups::name.eq(&row.name),
            groups::description.eq(&row.description),
            groups::product_line_id.eq(row.product_line_id),
            groups::clock_now.eq(0_i64),
            groups::clock_turns.eq(0_i64),
            groups::version.eq(row.version),
            groups::created_at.eq(now),
        ))
        .execute(db)
        .map(drop)
}

pub fn update_group(db: &mut Db, row: &GroupRow) -> QueryResult<usize> {
    diesel::update(groups::table.find(row.id).filter(groups::version.eq(row.version)))
        .set((
            groups::name.eq(&row.name),
            groups::description.eq(&row.description),
            groups::product_line_id.eq(row.product_line_id),
            groups::version.eq(row.version.saturating_add(1)),
        ))
        .execute(db)
}

/// Deletes a group and the rows of those who were members of it.
pub fn delete_group(db: &mut Db, id: i64) -> QueryResult<()> {
    diesel::delete(group_members::table.filter(group_members::group_id.eq(id))).execute(db)?;
    diesel::delete(groups::table.find(id)).execute(db).map(drop)
}

/// Whether anything was ever given to a group.
pub fn group_is_used(db: &mut Db, id: i64) -> QueryResult<bool> {
    let used: (bool,) = sql::<(Bool,)>(
        "SELECT EXISTS (SELECT 1 FROM work_items WHERE group_id = $1) \
         OR EXISTS (SELECT 1 FROM work_periods WHERE group_id = $1) \
         OR EXISTS (SELECT 1 FROM decisions WHERE group_id = $1)",
    )
    .bind(id)
    .get_result(db)?;
    Ok(used.0)
}

/// How many inquiries and orders are open by each of these groups.
pub fn open_work(db: &mut Db, groups: &[i64]) -> QueryResult<HashMap<i64, i64>> {
    let one_of = db.dialect().one_of("group_id", "$1");
    let rows: Vec<(i64, i64)> = sql::<(BigInt, BigInt)>(format!(
        "SELECT group_id, CAST(sum(open_work) AS BIGINT) FROM group_members WHERE {one_of} GROUP BY group_id"
    ))
    .bind(id_list(groups.iter().copied()))
    .load(db)?;
    Ok(rows.into_iter().collect())
}

/// How many wait at the spots of each group, each counted once.
pub fn waiting(db: &mut Db, spots: &[(i64, String)]) -> QueryResult<HashMap<i64, i64>> {
    let rows_of = db.dialect().rows_of("$1", &[("group_id", "bigint"), ("spot", "text")]);
    let spots: Vec<_> =
        spots.iter().map(|(group, spot)| serde_json::json!({"group_id": group, "spot": spot})).collect();
    let rows: Vec<(i64, i64)> = sql::<(BigInt, BigInt)>(format!(
        "SELECT v.group_id, count(DISTINCT w.case_id) FROM {rows_of} \
         JOIN waiting_spots s ON s.spot = v.spot JOIN waiting w ON w.line = s.line GROUP BY v.group_id"
    ))
    .bind(serde_json::Value::from(spots).to_string())
    .load(db)?;
    Ok(rows.into_iter().collect())
}
