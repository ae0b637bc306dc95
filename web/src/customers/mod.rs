//! Customers: finding them, their page, the review of registrations.

mod detail;
mod edit;
mod facts;
mod filters;
mod hand_over;
mod list;
pub mod marks;
mod ownership;
mod reject;
mod review_row;
mod reviews;
mod steps;
mod table;
mod timeline;
mod viewers;

pub use detail::CustomerPage;
pub use filters::is_narrowed;
pub use list::CustomersPage;
pub use reviews::ReviewsPage;
