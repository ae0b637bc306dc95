//! Queries about avatars.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Bool, Nullable, Text},
};

use crate::db::{Db, sql};

/// An avatar.
#[derive(Queryable)]
pub struct AvatarRow {
    pub id: i64,
    pub name: String,
    pub introduction: String,
    pub picture_id: Option<i64>,
    pub is_active: bool,
    pub is_default: bool,
    pub version: i64,
}

type AvatarColumns = (BigInt, Text, Text, Nullable<BigInt>, Bool, Bool, BigInt);

const AVATAR: &str = "SELECT id, name, introduction, picture_id, is_active, is_default, version FROM avatars";

pub fn find(db: &mut Db, id: i64) -> QueryResult<Option<AvatarRow>> {
    sql::<AvatarColumns>(format!("{AVATAR} WHERE id = $1")).bind(id).get_result(db).optional()
}

/// Whom the customer of a work item sees.
pub fn seen_in(db: &mut Db, work_item: i64) -> QueryResult<AvatarRow> {
    sql::<AvatarColumns>(format!(
        "{AVATAR} WHERE id = coalesce((SELECT avatar_id FROM work_avatars WHERE work_item_id = $1), \
         (SELECT id FROM avatars WHERE is_default))"
    ))
    .bind(work_item)
    .get_result(db)
}

/// The same of many, each with its id.
pub fn seen_in_each(db: &mut Db, work_items: &str) -> QueryResult<Vec<(i64, AvatarRow)>> {
    let table = db.dialect().id_table("$1");
    sql::<(BigInt, AvatarColumns)>(format!(
        "SELECT t.id, a.id, a.name, a.introduction, a.picture_id, a.is_active, a.is_default, a.version FROM {table} t \
         LEFT JOIN work_avatars s ON s.work_item_id = t.id \
         JOIN avatars a ON a.id = coalesce(s.avatar_id, (SELECT id FROM avatars WHERE is_default))"
    ))
    .bind(work_items)
    .load(db)
}

/// Every avatar, the default one first, then by name.
pub fn all(db: &mut Db) -> QueryResult<Vec<AvatarRow>> {
    sql::<AvatarColumns>(format!("{AVATAR} ORDER BY is_default DESC, name")).load(db)
}

/// Which avatar stands for which group, by the group's name.
pub fn groups(db: &mut Db) -> QueryResult<Vec<(i64, i64, String)>> {
    sql::<(BigInt, BigInt, Text)>(
        "SELECT a.avatar_id, g.id, g.name FROM avatar_groups a JOIN groups g ON g.id = a.group_id ORDER BY g.name",
    )
    .load(db)
}

/// Which avatar stands for whom, by the person's number.
pub fn people(db: &mut Db) -> QueryResult<Vec<(i64, i64)>> {
    sql::<(BigInt, BigInt)>(
        "SELECT a.avatar_id, e.id FROM avatar_people a JOIN employees e ON e.id = a.employee_id ORDER BY e.number",
    )
    .load(db)
}

const fn truth(value: bool) -> &'static str {
    if value { "TRUE" } else { "FALSE" }
}

pub fn insert(db: &mut Db, id: i64, name: &str, introduction: &str, is_active: bool) -> QueryResult<usize> {
    sql::<()>(format!(
        "INSERT INTO avatars (id, name, introduction, is_active, is_default, version) VALUES ($1, $2, $3, {}, FALSE, 1)",
        truth(is_active)
    ))
    .bind(id)
    .bind(name)
    .bind(introduction)
    .run(db)
}

pub fn update(
    db: &mut Db,
    id: i64,
    version: i64,
    name: &str,
    introduction: &str,
    is_active: bool,
) -> QueryResult<usize> {
    sql::<()>(format!(
        "UPDATE avatars SET name = $3, introduction = $4, is_active = {}, version = version + 1 \
         WHERE id = $1 AND version = $2",
        truth(is_active)
    ))
    .bind(id)
    .bind(version)
    .bind(name)
    .bind(introduction)
    .run(db)
}

pub fn set_picture(db: &mut Db, id: i64, version: i64, picture: i64) -> QueryResult<usize> {
    sql::<()>("UPDATE avatars SET picture_id = $3, version = version + 1 WHERE id = $1 AND version = $2")
        .bind(id)
        .bind(version)
        .bind(picture)
        .run(db)
}

pub fn stand_for_nobody(db: &mut Db, id: i64) -> QueryResult<()> {
    sql::<()>("DELETE FROM avatar_groups WHERE avatar_id = $1").bind(id).run(db)?;
    sql::<()>("DELETE FROM avatar_people WHERE avatar_id = $1").bind(id).run(db).map(drop)
}

/// Touches nothing when there is no such group, or it has an avatar.
pub fn stand_for_group(db: &mut Db, id: i64, group: i64) -> QueryResult<usize> {
    sql::<()>(
        "INSERT INTO avatar_groups (group_id, avatar_id) SELECT id, $1 FROM groups WHERE id = $2 \
         ON CONFLICT (group_id) DO NOTHING",
    )
    .bind(id)
    .bind(group)
    .run(db)
}

/// Touches nothing when there is no such person, or they have an avatar.
pub fn stand_for_person(db: &mut Db, id: i64, person: i64) -> QueryResult<usize> {
    sql::<()>(
        "INSERT INTO avatar_people (employee_id, avatar_id) SELECT id, $1 FROM employees WHERE id = $2 \
         ON CONFLICT (employee_id) DO NOTHING",
    )
    .bind(id)
    .bind(person)
    .run(db)
}

pub fn group_exists(db: &mut Db, id: i64) -> QueryResult<bool> {
    sql::<(Bool,)>("SELECT EXISTS (SELECT 1 FROM groups WHERE id = $1)")
        .bind(id)
        .get_result::<(bool,)>(db)
        .map(|row| row.0)
}

pub fn person_exists(db: &mut Db, id: i64) -> QueryResult<bool> {
    sql::<(Bool,)>("SELECT EXISTS (SELECT 1 FROM employees WHERE id = $1)")
        .bind(id)
        .get_result::<(bool,)>(db)
        .map(|row| row.0)
}
