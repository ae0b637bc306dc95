//! Whom a district's move takes along: its customers whom the district's holder owns. Who was handed to someone else stays.
//!
//! A hundred thousand of them move at once. So they are put in order first, and then looked up in the order in which their rows
//! lie, which on both databases takes half the time of looking them up district by district.

use diesel::{prelude::*, sql_types::BigInt};
use shared::codes::TextCode;

use super::owners::{OwnerChange, change_owner};
use crate::db::{Db, Dialect, id_list, sql};

/// The customers of the districts in `$1`, each with the holder of the district, in order.
fn of_districts(dialect: Dialect) -> String {
    format!(
        "SELECT c.id, h.agent_id FROM district_holdings h JOIN customers c ON c.district_id = h.district_id \
         WHERE h.to_at IS NULL AND {} ORDER BY c.id",
        dialect.one_of("h.district_id", "$1")
    )
}

/// Keeps an owner who is the holder. The pluses keep both databases from going through everybody whom a holder owns for each
/// customer anew.
const OWNED: &str = "o.customer_id = t.id AND +o.owner_id = +t.agent_id";

/// How many each holder of these districts would lose with them: holder, customers.
pub fn count_held(db: &mut Db, districts: &str) -> QueryResult<Vec<(i64, i64)>> {
    let customers = of_districts(db.dialect());
    sql::<(BigInt, BigInt)>(format!(
        "SELECT t.agent_id, count(*) FROM ({customers}) t JOIN ownerships o ON {OWNED} GROUP BY t.agent_id"
    ))
    .bind(districts)
    .load(db)
}

/// Them, each with the holder, in order, and their rows locked.
pub fn lock_held(db: &mut Db, districts: &str) -> QueryResult<Vec<(i64, i64)>> {
    let customers = of_districts(db.dialect());
    let suffix = match db.dialect() {
        Dialect::Sqlite => "",
        Dialect::Postgres => " FOR UPDATE OF c",
    };
    sql::<(BigInt, BigInt)>(format!(
        "SELECT t.id, t.agent_id FROM ({customers}) t JOIN ownerships o ON {OWNED} JOIN customers c ON c.id = t.id \
         ORDER BY t.id{suffix}"
    ))
    .bind(districts)
    .load(db)
}

/// Gives them another owner, and tells who they are and who lost them: customer, holder.
pub fn move_held(db: &mut Db, districts: &str, to: OwnerChange) -> QueryResult<Vec<(i64, i64)>> {
    let customers = of_districts(db.dialect());
    match db.dialect() {
        // Updating out of a join is slower than reading it first.
        Dialect::Sqlite => {
            let held: Vec<(i64, i64)> = sql::<(BigInt, BigInt)>(format!(
                "SELECT t.id, t.agent_id FROM ({customers}) t JOIN ownerships o ON {OWNED} ORDER BY t.id"
            ))
            .bind(districts)
            .load(db)?;
            change_owner(db, &id_list(held.iter().map(|(customer, _)| *customer)), to)?;
            Ok(held)
        }
        Dialect::Postgres => sql::<(BigInt, BigInt)>(format!(
            "UPDATE ownerships o SET owner_id = $2, change_id = $3, since = $4, reason = $5, by_id = $6 \
             FROM ({customers}) t WHERE {OWNED} RETURNING o.customer_id, t.agent_id"
        ))
        .bind(districts)
        .bind(to.owner)
        .bind(to.id)
        .bind(to.at)
        .bind(to.reason.as_str())
        .bind(to.by)
        .load(db),
    }
}
