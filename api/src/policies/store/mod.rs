//! Queries about policies.

mod names;
mod publications;
mod versions;

pub use names::{group_names, groups, open_product_lines, place_names, product_line_names, skills};
pub use publications::{PublicationRow, at_instant, insert, last_instant, latest_publication, of_version, page};
pub use versions::{
    NewDraft, VersionRow, delete, document, insert_draft, lock, mark_published, next_number, row, rows, update_draft,
};
