//! Whose customers a permission reaches, and the predicate that it becomes.

use std::collections::HashMap;

use crate::db::{Bind, Dialect, id_list};

/// The share of everything from which on walking a list and leaving out what is not in reach is quicker than looking at what each
/// owner has: with 1/50 in reach a page of 50 is found among 2,500 rows.
const BROAD_FROM: i64 = 50;

/// Whose customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Everybody's, and those that nobody owns.
    Everyone,
    /// Those of these employees, ascending.
    People(Vec<i64>),
}

impl Reach {
    /// Whether it reaches a customer of this owner.
    pub fn covers(&self, owner: Option<i64>) -> bool {
        match (self, owner) {
            (Self::Everyone, _) => true,
            (Self::People(_), None) => false,
            (Self::People(people), Some(owner)) => people.binary_search(&owner).is_ok(),
        }
    }

    /// Whether a good part of everything is in reach; `totals` tells roughly how much each owner has.
    pub fn is_broad(&self, totals: &HashMap<i64, i64>) -> bool {
        let Self::People(people) = self else { return true };
        let reached: i64 = people.iter().filter_map(|person| totals.get(person)).sum();
        reached * BROAD_FROM >= totals.values().sum()
    }

    /// The same, narrowed to one owner.
    pub fn narrowed_to(&self, owner: i64) -> Self {
        if self.covers(Some(owner)) { Self::People(vec![owner]) } else { Self::People(Vec::new()) }
    }

    /// The predicate on the column that holds the owner; `parameter` is the number of the next free parameter.
    pub fn filter(&self, dialect: Dialect, column: &str, parameter: usize) -> OwnerFilter {
        match self {
            Self::Everyone => OwnerFilter { sql: "TRUE".into(), bind: None },
            Self::People(people) if people.len() == 1 => {
                OwnerFilter { sql: format!("{column} = ${parameter}"), bind: people.first().copied().map(Bind::Big) }
            }
            Self::People(people) => OwnerFilter {
                sql: dialect.one_of(column, &format!("${parameter}")),
                bind: Some(Bind::Text(id_list(people.iter().copied()))),
            },
        }
    }
}

/// A predicate and the value of its parameter, if it has one.
#[derive(Debug, Clone)]
pub struct OwnerFilter {
    /// The predicate.
    pub sql: String,
    /// The value.
    pub bind: Option<Bind>,
}
