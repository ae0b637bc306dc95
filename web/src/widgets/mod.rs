//! Widgets 网站聊天: the chat windows that websites show.

mod edit;
mod list;

pub use list::Widgets;
