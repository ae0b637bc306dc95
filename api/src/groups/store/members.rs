//! Queries about members.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Bool, Integer, Nullable, Text},
};
use shared::assignment::roster::Presence;

use crate::db::{At, Bind, Code, Conditions, Db, Instant, id_list, schema::group_members, sql};

/// A member with what the engine knows of them beside.
#[derive(Queryable)]
pub struct MemberRow {
    pub group_id: i64,
    pub employee_id: i64,
    pub number: String,
    pub weight: i32,
    pub capacity: Option<i32>,
    pub open_work: i32,
    pub paused: bool,
    pub joined_at: At,
    pub version: i64,
    pub presence: Code<Presence>,
    pub agent_capacity: Option<i32>,
    pub agent_open_work: i32,
    pub schedule_id: Option<i64>,
}

type MemberTypes = (
    BigInt,
    BigInt,
    Text,
    Integer,
    Nullable<Integer>,
    Integer,
    Bool,
    Instant,
    BigInt,
    Text,
    Nullable<Integer>,
    Integer,
    Nullable<BigInt>,
);

fn select_members(db: &mut Db, tail: &str, binds: Vec<Bind>) -> QueryResult<Vec<MemberRow>> {
    sql::<MemberTypes>(format!(
        "SELECT m.group_id, m.employee_id, e.number, m.weight, m.capacity, m.open_work, m.paused, m.joined_at, m.version, \
         s.presence, s.capacity, s.open_work, s.schedule_id FROM group_members m \
         JOIN employees e ON e.id = m.employee_id JOIN agent_states s ON s.employee_id = m.employee_id \
         WHERE m.left_at IS NULL AND {tail}"
    ))
    .binds(binds)
    .load(db)
}

/// The members of these groups, in no order.
pub fn members(db: &mut Db, groups: &[i64]) -> QueryResult<Vec<MemberRow>> {
    let tail = db.dialect().one_of("m.group_id", "$1");
    select_members(db, &tail, vec![id_list(groups.iter().copied()).into()])
}

/// The members of a group by employee number, after the number `after`; of these people, when they are given.
pub fn members_page(
    db: &mut Db,
    group: i64,
    people: Option<Vec<i64>>,
    after: Option<String>,
    limit: i64,
) -> QueryResult<Vec<MemberRow>> {
    let one_of = db.dialect().one_of("m.employee_id", "?");
    let mut conditions = Conditions::default()
        .and("m.group_id = ?", Some(group))
        .and(&one_of, people.map(id_list))
        .and("e.number > ?", after);
    let limit = conditions.parameter(limit);
    let tail = format!("{} ORDER BY e.number LIMIT {limit}", conditions.sql());
    select_members(db, &tail, conditions.into_binds())
}

/// Who of these people is a member of which group, by the group's name.
pub fn memberships(db: &mut Db, people: &[i64]) -> QueryResult<Vec<(i64, i64, String)>> {
    let one_of = db.dialect().one_of("m.employee_id", "$1");
    sql::<(BigInt, BigInt, Text)>(format!(
        "SELECT m.employee_id, g.id, g.name FROM group_members m JOIN groups g ON g.id = m.group_id \
         WHERE {one_of} AND m.left_at IS NULL ORDER BY g.name"
    ))
    .bind(id_list(people.iter().copied()))
    .load(db)
}

/// On which terms somebody is a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    pub weight: i32,
    pub capacity: Option<i32>,
    pub paused: bool,
}

/// A membership of now or of before.
#[derive(Queryable)]
pub struct Membership {
    pub weight: i32,
    pub capacity: Option<i32>,
    pub paused: bool,
    pub left_at: Option<At>,
}

impl Membership {
    pub const fn terms(&self) -> Terms {
        Terms { weight: self.weight, capacity: self.capacity, paused: self.paused }
    }
}

pub fn membership(db: &mut Db, group: i64, employee: i64) -> QueryResult<Option<Membership>> {
    group_members::table
        .find((group, employee))
        .select((group_members::weight, group_members::capacity, group_members::paused, group_members::left_at))
        .first(db)
        .optional()
}

pub fn update_membership(db: &mut Db, group: i64, employee: i64, version: i64, terms: &Terms) -> QueryResult<usize> {
    diesel::update(group_members::table.find((group, employee)).filter(group_members::version.eq(version)))
        .set((
            group_members::weight.eq(terms.weight),
            group_members::capacity.eq(terms.capacity),
            group_members::paused.eq(terms.paused),
            group_members::version.eq(version.saturating_add(1)),
        ))
        .execute(db)
}

/// Makes a former member one again, in their seat of before; tells whether they were one.
pub fn revive_membership(db: &mut Db, group: i64, employee: i64, terms: &Terms, now: At) -> QueryResult<bool> {
    let touched = diesel::update(group_members::table.find((group, employee)))
        .set((
            group_members::weight.eq(terms.weight),
            group_members::capacity.eq(terms.capacity),
            group_members::paused.eq(terms.paused),
            group_members::joined_at.eq(now),
            group_members::left_at.eq(None::<At>),
            group_members::version.eq(group_members::version + 1),
        ))
        .execute(db)?;
    Ok(touched > 0)
}

pub fn insert_membership(db: &mut Db, group: i64, employee: i64, terms: &Terms, now: At) -> QueryResult<()> {
    diesel::insert_into(group_members::table)
        .values((
            group_members::group_id.eq(group),
            group_members::employee_id.eq(employee),
            group_members::weight.eq(terms.weight),
            group_members::capacity.eq(terms.capacity),
            group_members::open_work.eq(0),
            group_members::paused.eq(terms.paused),
            group_members::seat_next.eq(0_i64),
            group_members::last_turn.eq(0_i64),
            group_members::joined_at.eq(now),
            group_members::version.eq(1_i64),
        ))
        .execute(db)
        .map(drop)
}

pub fn end_membership(db: &mut Db, group: i64, employee: i64, now: At) -> QueryResult<()> {
    diesel::update(group_members::table.find((group, employee)))
        .set((group_members::left_at.eq(now), group_members::version.eq(group_members::version + 1)))
        .execute(db)
        .map(drop)
}
