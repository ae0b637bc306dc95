//! Visitors 访客: customers on their own side, in a WeChat mini-program or on a website. They are recognised by a token, and what
//! they are shown is what they sent themselves, and everything of the customer whom they were proven to be.

pub mod routes;
mod sessions;
mod store;
mod uses;
mod wechat;

pub use sessions::{Visitor, authenticate, looks_like_one};
pub use store::{forget_nobodies, forget_sessions, forget_uses};
pub use uses::{Limit, count};
pub use wechat::Wechat;
