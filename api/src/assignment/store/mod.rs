//! Queries and statements of this room.

mod decisions;
mod owners;
mod queue;
mod roster;
mod work;

pub use decisions::*;
pub use owners::*;
pub use queue::*;
pub use roster::*;
pub use work::*;
