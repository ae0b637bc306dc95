//! The search.

use shared::search::{QuickFound, QuickQuery, SearchPage, SearchQuery};

use super::{Answer, client};

pub async fn search(query: &SearchQuery) -> Answer<SearchPage> {
    client::find("/search", query).await
}

pub async fn quick(query: &QuickQuery) -> Answer<QuickFound> {
    client::find("/search/quick", query).await
}
