//! What inquiries and orders have in common as work: giving them to somebody else, who had them, and reading anew what
//! somebody changed meanwhile.

mod hand_over;
mod history;
mod outdated;

pub use hand_over::HandOver;
pub use history::History;
pub use outdated::{mind_changes, read_anew};
