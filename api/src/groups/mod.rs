//! Groups of agents 顾问组, and the product lines 产品线 that they serve.
//!
//! Whoever changes members, or gives away work of a group, holds the lock of the group's row; of several groups in ascending
//! order.

mod join;
mod manage;
mod members;
mod of_agents;
mod product_lines;
mod quit;
pub mod routes;
pub(crate) mod store;

pub use of_agents::groups_of;
pub use quit::quit_all;
