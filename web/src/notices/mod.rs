//! Notices 通知: the bell that counts them, and the panel that lists them.

mod bell;
mod panel;
mod words;

pub use bell::{Bell, BellButton};
pub use panel::NoticePanel;
