//! Inquiries 咨询: the customer's own words, immutable, and who has them in hand. Who gets one is for `assignment` to say.

mod create;
mod read;
pub mod routes;
mod seal;
mod steps;
mod store;

pub use create::create;
pub use steps::{answer, resolve};
