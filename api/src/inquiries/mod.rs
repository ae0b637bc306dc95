//! Inquiries 咨询: the customer's own words, immutable, and who has them in hand. Who gets one is for `assignment` to say.

mod attachments;
mod create;
mod messages;
mod notes;
pub mod own;
mod read;
mod replies;
pub mod routes;
mod seal;
mod steps;
mod store;

pub use attachments::{attach, forget_unsent};
pub use create::create;
pub use messages::post;
pub use notes::{add_category, file, interpret};
pub use read::{these, version};
pub use replies::add as add_reply;
pub use steps::resolve;
