//! Widgets of websites.

use shared::{
    ids::WidgetId,
    widgets::{Widget, WidgetDraft},
};

use super::{Answer, client};

pub async fn list() -> Answer<Vec<Widget>> {
    client::get("/widgets").await
}

pub async fn add(draft: &WidgetDraft) -> Answer<Widget> {
    client::post("/widgets", draft).await
}

pub async fn edit(id: WidgetId, draft: &WidgetDraft) -> Answer<Widget> {
    client::put(&format!("/widgets/{id}"), draft).await
}
