//! Integrators' keys.

use shared::{
    ids::ApiKeyId,
    keys::{ApiKey, ApiKeyCreated, ApiKeyDraft},
};

use super::{Answer, client};

pub async fn list() -> Answer<Vec<ApiKey>> {
    client::get("/api-keys").await
}

pub async fn create(draft: &ApiKeyDraft) -> Answer<ApiKeyCreated> {
    client::post("/api-keys", draft).await
}

pub async fn revoke(id: ApiKeyId) -> Answer<ApiKey> {
    client::act(&format!("/api-keys/{id}/revoke")).await
}
