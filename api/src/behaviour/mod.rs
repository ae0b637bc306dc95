//! What customers do 客户行为: taken in volume from business systems, folded by customer, day and kind.

mod push;
mod read;
pub mod routes;
mod store;

pub use push::push;
pub use read::{days, last_active};
