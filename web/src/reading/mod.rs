//! Reading from and writing to the server, as signals.
//!
//! What was read stays on the screen while it is read again, so nothing jumps; an answer that a newer question has
//! overtaken is dropped.

mod listing;
mod live;
mod read;
mod url_query;
mod write;

pub use listing::Listing;
pub use live::keep_current;
pub use read::Read;
pub use url_query::UrlQuery;
pub use write::Write;

use shared::{FieldError, Id, problem::FieldCode};

/// What must be chosen before a form can be sent. Without it the fault is noted, and nothing stands in for it.
pub fn chosen<K>(choice: Option<Id<K>>, pointer: &'static str, faults: &mut Vec<FieldError>) -> Id<K> {
    choice.unwrap_or_else(|| {
        faults.push(FieldError::new(pointer, FieldCode::Required));
        Id::from_raw(0)
    })
}

/// An empty text is no text: how a form's field becomes an optional one.
pub fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
