//! Follow-ups: writing one, and the board of customers who wait for one.

mod board;
mod counts;
mod draft;

pub use board::DuePage;
pub use draft::FollowUpBox;

use shared::followups::Way;

use crate::components::Glyph;

pub const fn way_glyph(way: Way) -> Glyph {
    match way {
        Way::Wechat => Glyph::Wechat,
        Way::Phone => Glyph::Phone,
        Way::StoreVisit => Glyph::Shop,
    }
}
