//! Search 搜索: customers, inquiries, orders and follow-ups by any combination of conditions about all four, and by words.
//!
//! A page looks at so many candidates at most, the newest first, and says how far it has looked. Candidates come from what
//! narrows most (`plan`); which of them have everything that is asked for is one query for each few hundred (`store`); and
//! what only a text can tell, because the index keeps no positions, is looked up in the text (`explain`).

mod asked;
mod explain;
mod keep;
mod page;
mod plan;
mod quick;
pub mod routes;
mod store;

pub use asked::must_be_allowed;
pub use keep::{catch_up, keep};
pub use page::{found, search};
pub use plan::Bounds;
