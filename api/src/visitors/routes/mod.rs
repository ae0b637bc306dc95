//! What customers ask on their own side: `/mp/v1/me` in a mini-program, `/public/v1` on a website.

mod files;
mod mini_program;
mod public;

pub use mini_program::routes as mini_program_routes;
pub use public::routes as public_routes;
