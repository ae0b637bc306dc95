//! Queries and statements of this room.

mod decisions;
mod held;
mod owners;
mod pool;
mod queue;
mod roster;
mod rounds;
mod timers;
mod work;

pub use decisions::*;
pub use held::*;
pub use owners::*;
pub use pool::*;
pub use queue::*;
pub use roster::*;
pub use rounds::*;
pub use timers::*;
pub use work::*;
