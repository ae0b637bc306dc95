//! Deals 成交: what was paid, for whoever owned the customer then.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    ids::{EmployeeId, ProductLineId},
    text_enum,
    timeline::PersonRef,
};

text_enum! {
    /// What deals are added up by.
    pub enum DealBy {
        /// The day on which they were paid.
        Day = "day",
        /// Who owned the customer then.
        Agent = "agent",
        /// The product line.
        ProductLine = "product_line",
    }
}

/// Which deals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct DealQuery {
    /// The first day, by the tenant's calendar.
    pub from: NaiveDate,
    /// The last day; at most 366 days in all.
    pub to: NaiveDate,
    /// What they are added up by.
    #[param(inline)]
    pub by: DealBy,
    /// Only those of this person.
    pub owner_id: Option<EmployeeId>,
    /// Only those of this product line.
    pub product_line_id: Option<ProductLineId>,
}

/// Deals added up. Money of different currencies is never added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DealRow {
    /// The day, when added up by day.
    pub day: Option<NaiveDate>,
    /// Whose they are, when added up by agent; absent for deals of customers whom nobody owned.
    pub owner: Option<PersonRef>,
    /// The product line, when added up by that; absent for orders without one.
    pub product_line_id: Option<ProductLineId>,
    /// That line's name.
    pub product_line: Option<String>,
    /// The currency.
    pub currency: String,
    /// How many orders were paid and still are deals.
    pub deals: i64,
    /// What they cost together, in minor units of money.
    pub amount: i64,
    /// How many of those that were paid were cancelled or refunded since.
    pub taken_off: i64,
    /// What those had cost together.
    pub amount_taken_off: i64,
}

/// The deals of some days. An order that is refunded is taken off the day on which it was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DealStatistics {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// The rows: by day, oldest first; otherwise the greatest amount first.
    pub rows: Vec<DealRow>,
}
