//! Queries about customers.

mod filter;
mod identities;
mod list;
mod write;

pub use filter::{Filter, Order, is_common, meant};
pub use identities::{
    IdentityRow, NameRow, bind_identity, called, hold, id_by_phone, identities_of, identity, identity_called,
    insert_identity, put_identity_phone, recognise,
};
pub use list::{
    RowOf, count, count_for_file, list, list_for_file, owner_totals, pending, row, row_handed_over, rows_by_ids,
    rows_for_file, rows_in_scope,
};
pub use write::{
    Facts, Locked, NewCustomer, Reviewed, also_known, attributes_of, by_phone, current, extra, insert_new, lock,
    lock_pending, periods, reject, reschedule, set_days, set_district, set_follow_up, unowned, update_facts,
};
