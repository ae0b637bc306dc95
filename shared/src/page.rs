//! Keyset pages.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// How many rows a page has when nothing is said.
pub const DEFAULT_LIMIT: u32 = 50;
/// How many rows a page may have.
pub const MAX_LIMIT: u32 = 200;

/// A part of a list, and where the next part begins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    /// The rows, in the order of the list.
    pub items: Vec<T>,
    /// Give this as `cursor` to get the next page; absent on the last one.
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// The same page with its rows turned into something else.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(f).collect(), next_cursor: self.next_cursor }
    }
}

/// Which part of a list that has no other filter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PageQuery {
    /// How many rows, 1 to 200.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

/// How many rows there are, counted only up to a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Count {
    /// The number of rows, at most the bound.
    pub count: i64,
    /// Whether there are more than that.
    pub capped: bool,
}
