//! Territory 片区: provinces, cities, districts.

mod lookup;
mod store;

pub use lookup::{district_status, suggest_many};
