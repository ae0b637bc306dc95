//! Queries about orders.

mod deals;
mod export;
mod follow_ups;
mod list;
mod own;
mod parts;
mod write;

pub use deals::deals;
pub use export::{beside, items_of};
pub use follow_ups::follow_ups;
pub use list::{
    After, OrderRow, Search, count_for_file, is_common, owner, page, page_for_file, possessions, rows_for_file,
    rows_in_scope, whole,
};
pub use own::own_page;
pub use parts::{PartsRow, begin_parts, incomplete, keep_parts, lock_parts};
pub use write::{ItemRow, Written, insert, items, product_lines, replace_items, update, written};
