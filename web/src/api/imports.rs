//! Imports of files.

use shared::{
    Page,
    ids::ImportId,
    imports::{Import, ImportDecision, ImportKind, ImportLine, ImportLineQuery, ImportUpload},
};

use super::{Answer, Fault, client};

pub async fn upload(kind: ImportKind, file: web_sys::File) -> Answer<Import> {
    let query = ImportUpload { file_name: file.name() };
    let query = serde_urlencoded::to_string(query).map_err(|_| Fault::Unreadable)?;
    client::post_file(&format!("/imports/{kind}?{query}"), file.into()).await
}

pub async fn one(id: ImportId) -> Answer<Import> {
    client::get(&format!("/imports/{id}")).await
}

pub async fn lines(id: ImportId, query: &ImportLineQuery) -> Answer<Page<ImportLine>> {
    client::find(&format!("/imports/{id}/lines"), query).await
}

pub async fn apply(id: ImportId, decision: &ImportDecision) -> Answer<Import> {
    client::post(&format!("/imports/{id}/apply"), decision).await
}
