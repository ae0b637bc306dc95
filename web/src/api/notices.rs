//! One's own notices.

use shared::notices::{NoticePage, NoticeQuery, NoticesRead, Unread};

use super::{Answer, client};

pub async fn page(query: &NoticeQuery) -> Answer<NoticePage> {
    client::find("/me/notices", query).await
}

pub async fn mark_read(read: &NoticesRead) -> Answer<Unread> {
    client::post("/me/notices/read", read).await
}
