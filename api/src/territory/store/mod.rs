//! Queries about provinces, cities, districts and holdings.

mod districts;
mod regions;
mod sheet;

pub use districts::*;
pub use regions::*;
pub use sheet::*;
