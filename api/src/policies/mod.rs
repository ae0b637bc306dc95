//! Assignment policies 分配策略: drafts, versions, and which of them is in force.
//!
//! A version that was published never changes. Which one is in force is told by the publications, the latest of which counts;
//! rolling back is a publication too. So what was in force at any past instant can be told.

mod case;
mod choices;
mod draft;
mod explained;
mod in_force;
mod publish;
mod read;
mod references;
mod review;
pub mod routes;
mod shape;
mod store;

pub use draft::{create, edit};
pub use explained::{explained, explained_by, version_of};
pub use in_force::{InForce, in_force};
pub use publish::publish;
