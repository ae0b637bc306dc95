//! Customers 客户: registration, review, lists, the customer's page.

mod edit;
mod export;
mod identities;
mod list;
mod meet;
mod read;
mod register;
mod review;
pub mod routes;
mod shape;
mod store;

pub use export::{FiledCustomer, count_for_file, page_for_file, these_for_file};
pub use identities::{
    Known, Name, bind as bind_identity, by_phone, called, identify, identity, prove_phone, recognise,
};
pub use list::{ListSpec, page, these};
pub use meet::{LEVEL_WHEN_MET, current, find_or_meet, must_be};
pub use read::{
    LockedCustomer, current_in_scope, detail, detail_after_hand_over, lock_for_follow_up, lock_for_order,
    note_follow_up, reschedule,
};
pub use register::register;
pub use review::{approve, bulk_approve};
pub use store::{is_common, meant, owner_totals, unowned};
