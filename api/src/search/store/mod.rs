//! Queries of the search: the index of words, where to look, and which of what was looked at has all that is asked for.

mod candidates;
mod conditions;
mod index;
mod texts;

pub use candidates::*;
pub use conditions::*;
pub use index::{put, take_one, take_some, with_words};
pub use texts::{Texts, texts};
