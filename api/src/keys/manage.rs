//! Makes, recognises and revokes keys.

use sha2::{Digest, Sha256};
use shared::{
    Id,
    ids::ApiKeyId,
    keys::{ApiKey, ApiKeyCreated, ApiKeyDraft, KeyKind},
};

use super::store::{self, KeyRow};
use crate::{
    audit::{self, Change},
    db::{At, Code, Db, next_id},
    error::{Result, unauthenticated, wrong_state},
    identity,
    permissions::{Actor, Granted, KeyManage},
};

const PREFIX: &str = "gk_";
/// How much of a secret is kept in clear, so that people recognise it.
const SHOWN: usize = 10;

/// Every key, newest first.
///
/// # Errors
/// When the database fails.
pub fn list(db: &mut Db, _: Granted<KeyManage>) -> Result<Vec<ApiKey>> {
    Ok(store::all(db)?.into_iter().map(key).collect())
}

/// A new key; its secret is in the answer and nowhere else.
///
/// # Errors
/// When the database fails.
pub fn create(db: &mut Db, actor: &Actor, _: Granted<KeyManage>, draft: &ApiKeyDraft) -> Result<ApiKeyCreated> {
    let secret = format!("{PREFIX}{}", identity::random_hex()?);
    let row = KeyRow {
        id: next_id::<shared::ids::kinds::ApiKey>().raw(),
        name: draft.name.trim().to_owned(),
        kind: Code(draft.kind),
        prefix: secret.chars().take(SHOWN).collect(),
        secret_hash: digest(&secret),
        created_at: At::now(),
        last_used_at: None,
        revoked_at: None,
    };
    store::insert(db, &row)?;
    let key = key(row);
    audit::record(db, actor, Change::new("key.create", Some(key.id), &key.name).after(&key)?)?;
    Ok(ApiKeyCreated { key, secret })
}

/// Ends a key at once and for ever.
///
/// # Errors
/// When there is none, or it was revoked before.
pub fn revoke(db: &mut Db, actor: &Actor, _: Granted<KeyManage>, id: ApiKeyId) -> Result<ApiKey> {
    let before = store::by_id(db, id.raw())?;
    if store::revoke(db, id.raw(), At::now())? == 0 {
        return Err(wrong_state());
    }
    audit::record(db, actor, Change::new("key.revoke", Some(id), before.name))?;
    Ok(key(store::by_id(db, id.raw())?))
}

/// The key with this secret.
///
/// # Errors
/// When there is none of this kind, or it was revoked.
pub fn authenticate(db: &mut Db, secret: &str, kind: KeyKind) -> Result<(ApiKeyId, String)> {
    let row = store::live_by_hash(db, &digest(secret), kind)?.ok_or_else(unauthenticated)?;
    store::touch(db, row.id, At::now())?;
    Ok((Id::from_raw(row.id), row.name))
}

/// Whether a bearer token is a key rather than an employee's.
pub fn looks_like_one(token: &str) -> bool {
    token.starts_with(PREFIX)
}

fn digest(secret: &str) -> String {
    hex::encode(Sha256::digest(secret))
}

fn key(row: KeyRow) -> ApiKey {
    ApiKey {
        id: Id::from_raw(row.id),
        name: row.name,
        kind: row.kind.0,
        prefix: row.prefix,
        created_at: row.created_at.utc(),
        last_used_at: row.last_used_at.map(At::utc),
        revoked_at: row.revoked_at.map(At::utc),
    }
}
