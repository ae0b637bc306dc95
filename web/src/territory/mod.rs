//! Territory: the regions, the districts in them, and who holds which.

mod add_region;
mod assign;
mod coverage;
mod district_drawer;
mod district_form;
mod effect;
mod filters;
mod page;
mod regions;
mod table;

pub use page::DistrictsPage;
