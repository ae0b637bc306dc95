//! Queries about provinces, cities, districts and holdings.

mod districts;
mod regions;

pub use districts::*;
pub use regions::*;
