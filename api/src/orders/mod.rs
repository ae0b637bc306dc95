//! Orders 订单: what a business system tells of them, in whichever order, and who takes care of them. Who gets one is for
//! `assignment` to say.

mod deals;
mod export;
mod follow;
mod incomplete;
pub mod own;
mod push;
mod read;
pub mod routes;
mod settle;
mod shape;
mod steps;
mod store;

pub use export::{FiledItem, FiledOrder, count_for_file, items_for_file, page_for_file, these_for_file};
pub use follow::write as follow_up;
pub use push::push;
pub use read::these;
