//! Lists of what people own, the newest first, however many people are in reach.

use std::collections::HashMap;

use super::Reach;
use crate::db::{Bind, Conditions, Dialect, id_list};

/// Up to so many people a list is merged from the first rows of each, unless they have a good part of everything; otherwise it is
/// walked, and who is not in reach left out.
const FEW: usize = 64;

/// A list whose rows say who owns them.
pub struct Newest<'a> {
    /// What is read.
    pub columns: &'a str,
    /// The table that says who owns it.
    pub table: &'a str,
    /// What stands after FROM where only the conditions matter.
    pub from: &'a str,
    /// What is joined to that for the columns.
    pub beside: &'a str,
    /// The column of the row's id.
    pub id: &'a str,
    /// The column of its owner, of which there is an index with the id.
    pub owner: &'a str,
    /// What stands after ORDER BY when the newest are not those of the greatest id; then it is walked.
    pub by: Option<&'a str>,
}

impl Reach {
    /// Whether only what one person owns is in reach.
    pub const fn is_one(&self) -> bool {
        matches!(self, Self::People(people) if people.len() == 1)
    }

    /// Whether so few people are in reach that what they own is found by the owner.
    pub const fn is_few(&self) -> bool {
        matches!(self, Self::People(people) if people.len() <= FEW)
    }

    /// The statement that reads the first rows in reach for which the conditions hold, and its values. The limit stands in it as
    /// a number: of one that is bound PostgreSQL thinks that it may be a tenth of everything, and prepares to read that.
    /// `totals` tells roughly how much each owner has.
    pub fn newest(
        &self,
        dialect: Dialect,
        list: &Newest<'_>,
        mut conditions: Conditions,
        limit: i64,
        totals: &HashMap<i64, i64>,
    ) -> (String, Vec<Bind>) {
        let Newest { columns, from, beside, id, owner, by, .. } = list;
        let order = by.map_or_else(|| format!("{id} DESC"), str::to_owned);
        match self {
            Self::Everyone => {}
            Self::People(people) if people.is_empty() => conditions = conditions.and_also("FALSE"),
            Self::People(people) if people.len() == 1 => {
                conditions = conditions.and(&format!("{owner} = ?"), people.first().copied());
            }
            Self::People(people) => {
                let people = conditions.parameter(id_list(people.iter().copied()));
                if self.is_few() && by.is_none() && !self.is_broad(totals) {
                    let each = each_owner(dialect, list, &people, &conditions, limit);
                    let ids = format!("SELECT first.id FROM {each} ORDER BY first.id DESC LIMIT {limit}");
                    return (
                        format!(
                            "SELECT {columns} FROM {from} {beside} WHERE {id} IN (SELECT id FROM ({ids}) ids) ORDER BY {order}"
                        ),
                        conditions.into_binds(),
                    );
                }
                // The column is hidden from the planner in an expression, or it would collect all rows of all owners and sort.
                let hidden = match dialect {
                    Dialect::Sqlite => format!("+{owner}"),
                    Dialect::Postgres => format!("({owner} + 0)"),
                };
                conditions = conditions.and_also(&dialect.one_of(&hidden, &people));
            }
        }
        let statement =
            format!("SELECT {columns} FROM {from} {beside} WHERE {} ORDER BY {order} LIMIT {limit}", conditions.sql());
        (statement, conditions.into_binds())
    }
}

/// The ids of the first rows of each owner, as a table `first`.
fn each_owner(dialect: Dialect, list: &Newest<'_>, people: &str, conditions: &Conditions, limit: i64) -> String {
    let Newest { table, from, id, owner, .. } = list;
    let people = dialect.id_table(people);
    let rows = format!(
        "SELECT {id} FROM {from} WHERE {owner} = person.id AND {} ORDER BY {id} DESC LIMIT {limit}",
        conditions.sql()
    );
    match dialect {
        Dialect::Postgres => format!("{people} person CROSS JOIN LATERAL ({rows}) first"),
        Dialect::Sqlite => format!("{people} person CROSS JOIN {table} first ON first.id IN ({rows})"),
    }
}
