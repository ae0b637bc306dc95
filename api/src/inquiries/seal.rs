//! Seals originals: each is hashed together with the hash of the customer's one before, so that what was changed or taken out
//! behind the product's back shows.

use serde_json::json;
use sha2::{Digest, Sha256};
use shared::inquiries::Seal;

use super::store::{self, OriginalRow};
use crate::{
    db::Db,
    error::{Result, not_found},
};

/// The hash of an original: SHA-256 over one JSON array of everything that came in.
pub fn hash(original: &OriginalRow) -> String {
    let sealed = json!([
        "guike inquiry 1",
        original.previous_hash,
        original.id,
        original.customer_id,
        original.number,
        original.arrived_at.utc().timestamp_micros(),
        original.external_id,
        original.entrance,
        original.form_version,
        original.answers,
        original.channel,
        original.product_line_id,
        original.language,
        original.value,
        original.text,
        original.attributes,
        original.created_by,
    ]);
    hex::encode(Sha256::digest(sealed.to_string()))
}

/// The seal of the customer's original with this number, looked at anew. That the hash of each fits on to the next holds for
/// all of them when it holds at each, and each is looked at with its own page.
///
/// # Errors
/// When there is none.
pub fn seal(db: &mut Db, customer: i64, number: i32) -> Result<Seal> {
    let rows = store::neighbours(db, customer, number)?;
    let at = |number: i32| rows.iter().find(|row| row.number == number);
    let own = at(number).ok_or_else(not_found)?;
    let before = if number == 1 { Some("") } else { at(number - 1).map(|row| row.hash.as_str()) };
    let follows = before == Some(own.previous_hash.as_str());
    let is_followed = at(number + 1).is_none_or(|next| next.previous_hash == own.hash);
    Ok(Seal { number, hash: own.hash.clone(), intact: follows && is_followed && hash(own) == own.hash })
}
