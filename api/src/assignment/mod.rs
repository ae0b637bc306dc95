//! Assignment 分配: who owns whom. Every change of an owner, on every path, is made here.
//!
//! Whoever changes the owner of a customer holds the lock of that customer's district: shared for a single customer,
//! exclusive for a whole district. So a district never moves between the moment when its holder is read and the moment
//! when a customer is given to that holder.

mod departure;
mod districts;
mod hand_over;
mod ownership;
mod policy_changed;
mod roster;
pub mod routes;
mod store;

pub use departure::give_up_everything;
pub use districts::{assign, preview};
pub use hand_over::hand_over;
pub use ownership::{FirstOwner, day_number, give_first_owner, holder_of, holders_of};
pub use policy_changed::policy_changed;
pub use roster::roster_now;
