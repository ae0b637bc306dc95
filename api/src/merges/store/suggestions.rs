//! The pairs who may be the same person, as somebody may see them.

use diesel::{prelude::*, sql_types::BigInt};
use shared::{codes::TextCode, merges::DuplicateReason};

use super::compare::{REASONS, ReasonTypes, Reasons};
use crate::{
    db::{At, Bind, Conditions, Db, Dialect, Instant, id_list, sql},
    permissions::{CustomerRead, Reach, Scoped},
};

/// Two who may be the same person.
#[derive(Debug, Queryable)]
pub struct FoundRow {
    pub id: i64,
    pub one_id: i64,
    pub other_id: i64,
    pub found_at: At,
    pub reasons: Reasons,
}

/// A page of the pairs both of whom the caller may see, newest first. `is_broad` says that the caller reaches a good part of all
/// customers: then the pairs are walked, otherwise looked up by the customers whom the caller reaches.
pub fn suggestions(
    db: &mut Db,
    scope: &Scoped<CustomerRead>,
    is_broad: bool,
    reason: Option<DuplicateReason>,
    before: Option<i64>,
    limit: i64,
) -> QueryResult<Vec<FoundRow>> {
    let (statement, binds) = statement(db.dialect(), scope.reach(), is_broad, reason, before, limit);
    sql::<(BigInt, BigInt, BigInt, Instant, ReasonTypes)>(statement).binds(binds).load(db)
}

fn statement(
    dialect: Dialect,
    reach: &Reach,
    is_broad: bool,
    reason: Option<DuplicateReason>,
    before: Option<i64>,
    limit: i64,
) -> (String, Vec<Bind>) {
    const OWNED: &str = "o.customer_id = s.one_id AND p.customer_id = s.other_id";
    let mut conditions = Conditions::default().and("s.id < ?", before);
    if let Some(reason) = reason {
        conditions = conditions.and_also(&format!("s.{} IS NOT NULL", reason.as_str()));
    }
    // The first table of a CROSS JOIN is the one that SQLite reads first.
    let from = match reach {
        // Who is merged is owned by nobody, so only here they could be.
        Reach::Everyone => {
            for side in ["s.one_id", "s.other_id"] {
                conditions = conditions.and_also(&format!(
                    "NOT EXISTS (SELECT 1 FROM customers c WHERE c.id = {side} AND c.status = 'merged')"
                ));
            }
            "duplicate_suggestions s"
        }
        Reach::People(people) => {
            let people = conditions.parameter(id_list(people.iter().copied()));
            // A column is hidden from the planner in an expression where its index would find too many.
            let hidden = |column: &str| match dialect {
                Dialect::Sqlite => format!("+{column}"),
                Dialect::Postgres => format!("({column} + 0)"),
            };
            let owner = if is_broad { hidden("o.owner_id") } else { "o.owner_id".to_owned() };
            conditions = conditions
                .and_also(OWNED)
                .and_also(&dialect.one_of(&owner, &people))
                .and_also(&dialect.one_of(&hidden("p.owner_id"), &people));
            match (is_broad, dialect) {
                (true, _) => "duplicate_suggestions s CROSS JOIN ownerships o CROSS JOIN ownerships p",
                (false, Dialect::Sqlite) => "ownerships o CROSS JOIN duplicate_suggestions s CROSS JOIN ownerships p",
                // The offset keeps the planner, which takes few people for many, from reading all pairs.
                (false, Dialect::Postgres) => {
                    "ownerships o CROSS JOIN LATERAL (SELECT * FROM duplicate_suggestions s WHERE s.one_id = o.customer_id \
                     OFFSET 0) s CROSS JOIN ownerships p"
                }
            }
        }
    };
    let conditions = conditions
        .and_also("NOT EXISTS (SELECT 1 FROM customers_apart a WHERE a.one_id = s.one_id AND a.other_id = s.other_id)");
    let statement = format!(
        "SELECT s.id, s.one_id, s.other_id, s.found_at, {REASONS} FROM {from} WHERE {} ORDER BY s.id DESC LIMIT {limit}",
        conditions.sql()
    );
    (statement, conditions.into_binds())
}
