//! Signing in: passwords, sessions, tokens.

mod access;
mod passwords;
pub mod routes;
mod sessions;
mod store;
mod throttle;
mod tokens;

pub use access::access;
pub use passwords::{hash_password, set_password};
pub use sessions::end_sessions_of;
pub use tokens::{Claims, Tokens, random_hex};
