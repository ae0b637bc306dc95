//! Exports.

use shared::{
    Page,
    exports::{Export, ExportDraft},
    ids::ExportId,
    page::{Count, PageQuery},
};
use web_sys::Blob;

use super::{Answer, client};

pub async fn list(query: &PageQuery) -> Answer<Page<Export>> {
    client::find("/exports", query).await
}

pub async fn one(id: ExportId) -> Answer<Export> {
    client::get(&format!("/exports/{id}")).await
}

pub async fn ask(draft: &ExportDraft) -> Answer<Export> {
    client::post("/exports", draft).await
}

pub async fn preview(draft: &ExportDraft) -> Answer<Count> {
    client::post("/exports/preview", draft).await
}

pub async fn cancel(id: ExportId) -> Answer<Export> {
    client::act(&format!("/exports/{id}/cancel")).await
}

pub async fn file(id: ExportId) -> Answer<Blob> {
    client::get_file(&format!("/exports/{id}/file")).await
}
