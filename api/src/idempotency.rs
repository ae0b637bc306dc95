//! The same request twice has the effect of once (RFC draft "The Idempotency-Key HTTP Header Field").

mod store;

use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use shared::ErrorCode;

use crate::{
    db::{At, Db},
    error::{Result, refused},
};

/// Runs `f`, unless `caller` sent the same `key` before: then gives the answer of that time. `operation` and `request`
/// tell whether it is really the same request.
///
/// # Errors
/// When the key came with another request, or what `f` returns.
pub fn once<T: Serialize + DeserializeOwned>(
    db: &mut Db,
    caller: &str,
    key: Option<&str>,
    operation: &str,
    request: &impl Serialize,
    f: impl FnOnce(&mut Db) -> Result<T>,
) -> Result<T> {
    let Some(key) = key else { return f(db) };
    let mut hash = Sha256::new();
    hash.update(operation);
    hash.update(serde_json::to_vec(request)?);
    let fingerprint = hex::encode(hash.finalize());
    // Claimed before the work, so that of two at once the second waits for the first and then finds its answer.
    if store::claim(db, caller, key, &fingerprint, At::now())? {
        let answer = f(db)?;
        store::keep_answer(db, caller, key, &serde_json::to_string(&answer)?)?;
        return Ok(answer);
    }
    let (known, answer) = store::find(db, caller, key)?;
    if known != fingerprint {
        return Err(refused(ErrorCode::IdempotencyMismatch));
    }
    Ok(serde_json::from_str(&answer)?)
}

/// Forgets the keys of before `before`.
///
/// # Errors
/// When the database fails.
pub fn forget_before(db: &mut Db, before: At) -> Result<usize> {
    Ok(store::forget(db, before)?)
}
