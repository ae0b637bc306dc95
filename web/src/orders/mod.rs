//! Orders 订单: finding them, the page of one, deals, and what is not complete.

mod actions;
mod deals;
mod facts;
mod filters;
mod follow_ups;
mod incomplete;
mod items;
mod list;
pub mod marks;
mod of_customer;
mod page;
mod table;

pub use deals::DealsPage;
pub use incomplete::IncompletePage;
pub use list::OrdersPage;
pub use of_customer::OrdersOf;
pub use page::OrderPage;
