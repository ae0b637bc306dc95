//! Territory 片区: provinces, cities, districts 商圈, and who held them. Giving districts to agents is the room
//! `assignment`.

mod districts;
mod find;
mod holdings;
mod places;
mod regions;
pub mod routes;
mod seed;
mod sheet;
pub(crate) mod store;
mod suggest;

pub use find::{district_refs, district_status, path, place_of, province_of};
pub use places::{Places, places};
pub use seed::seed_regions;
pub use sheet::{DistrictLine, DistrictSheet};
pub use suggest::{suggest, suggest_many};
