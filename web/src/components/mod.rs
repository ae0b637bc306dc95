//! What every room is built from.

pub mod age;
pub mod avatar;
pub mod button;
pub mod confirm;
pub mod copy;
pub mod dialog;
pub mod download;
pub mod drop_zone;
pub mod field;
pub mod filter_bar;
pub mod form_dialog;
pub mod icon;
pub mod keyboard;
pub mod list;
pub mod loaded;
pub mod menu;
pub mod page;
pub mod picker;
pub mod pickers;
pub mod search_box;
pub mod segments;
pub mod select;
pub mod states;
pub mod steps;
pub mod toast;

pub use age::Age;
pub use avatar::Person;
pub use button::{Button, Look};
pub use confirm::Confirm;
pub use dialog::{Dialog, Layer, closer};
pub use drop_zone::DropZone;
pub use field::{AreaField, Field, TextField};
pub use filter_bar::FilterBar;
pub use form_dialog::FormDialog;
pub use icon::{Glyph, Icon};
pub use list::Listed;
pub use loaded::Loaded;
pub use page::PageHead;
pub use picker::Choice;
pub use search_box::SearchBox;
pub use segments::Segments;
pub use select::Select;
pub use states::{Alert, Failed, Notice};

use std::cell::Cell;

/// An id for an element that another one refers to.
pub fn fresh_id() -> String {
    thread_local! { static NEXT: Cell<u32> = const { Cell::new(0) } }
    NEXT.set(NEXT.get() + 1);
    format!("x{}", NEXT.get())
}
