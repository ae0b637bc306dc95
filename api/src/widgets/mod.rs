//! Widgets 网站聊天: the chat windows and forms that websites show, each before one entrance. The window itself is a page of ours,
//! which only the websites on its list may show.

mod manage;
pub mod routes;
mod store;

pub use manage::open;
