//! Saved views.

use shared::{
    ids::SavedViewId,
    views::{SavedView, SavedViewDraft, SavedViewEdit, SavedViewQuery, SavedViews, ViewPage},
};

use super::{Answer, client};

pub async fn list(page: ViewPage) -> Answer<SavedViews> {
    client::find("/views", &SavedViewQuery { page }).await
}

pub async fn save(draft: &SavedViewDraft) -> Answer<SavedView> {
    client::post("/views", draft).await
}

pub async fn edit(id: SavedViewId, edit: &SavedViewEdit) -> Answer<SavedView> {
    client::put(&format!("/views/{id}"), edit).await
}

pub async fn delete(id: SavedViewId, version: i64) -> Answer<()> {
    client::delete(&format!("/views/{id}?version={version}")).await
}
