//! Who waits for an owner.

use shared::{Page, page::PageQuery, work::Waiter};

use super::{Answer, client};

pub async fn page(query: &PageQuery) -> Answer<Page<Waiter>> {
    client::find("/queue", query).await
}
