//! Avatars 阿凡达: whom customers see instead of a consultant.

mod edit;
mod page;
mod shown;

pub use page::AvatarsPage;
pub use shown::Seen;
