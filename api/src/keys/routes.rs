//! `/api/v1/api-keys`.

use actix_web::{get, post};
use shared::{
    ids::ApiKeyId,
    keys::{ApiKey, ApiKeyCreated, ApiKeyDraft},
};
use utoipa_actix_web::service_config::ServiceConfig;

use super::manage;
use crate::{
    error::Result,
    http::{Answer, Body, Created, Path, Signed},
};

/// The routes of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_keys).service(create_key).service(revoke_key);
}

/// List keys
///
/// Newest first, revoked ones too.
#[utoipa::path(tag = "keys", responses((status = OK, body = Vec<ApiKey>)))]
#[get("/api-keys")]
async fn list_keys(signed: Signed) -> Answer<Vec<ApiKey>> {
    signed.read(|db, who| manage::list(db, who.granted()?)).await
}

/// Make a key
///
/// The secret is in the answer, and nowhere else: it is not stored.
#[utoipa::path(tag = "keys", request_body = ApiKeyDraft, responses((status = CREATED, body = ApiKeyCreated)))]
#[post("/api-keys")]
async fn create_key(signed: Signed, body: Body<ApiKeyDraft>) -> Result<Created<ApiKeyCreated>> {
    // Without an idempotency key: the answer holds a secret that must not be kept.
    let key = signed.change(move |db, who| manage::create(db, who.actor(), who.granted()?, &body.0)).await?;
    Ok(Created(key))
}

/// Revoke a key
///
/// It stops working at once and for ever.
#[utoipa::path(tag = "keys", responses((status = OK, body = ApiKey)), params(("id" = ApiKeyId, Path)))]
#[post("/api-keys/{id}/revoke")]
async fn revoke_key(signed: Signed, id: Path<ApiKeyId>) -> Answer<ApiKey> {
    signed.write(move |db, who| manage::revoke(db, who.actor(), who.granted()?, *id)).await
}
