//! What customers ask on their own side: `/mp/v1/me` in a mini-program, `/public/v1` on a website.

mod mini_program;
mod own;
mod public;

pub use mini_program::routes as mini_program_routes;
pub use public::routes as public_routes;
