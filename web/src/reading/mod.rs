//! Reading from and writing to the server, as signals.
//!
//! What was read stays on the screen while it is read again, so nothing jumps; an answer that a newer question has
//! overtaken is dropped.

mod listing;
mod read;
mod url_query;
mod write;

pub use listing::Listing;
pub use read::Read;
pub use url_query::UrlQuery;
pub use write::Write;

/// An empty text is no text: how a form's field becomes an optional one.
pub fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
