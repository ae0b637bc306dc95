//! Assignment 分配: who owns whom. Every change of an owner, on every path, is made here.
//!
//! Whoever changes the owner of a customer holds the lock of that customer's district: shared for a single customer,
//! exclusive for a whole district. So a district never moves between the moment when its holder is read and the moment
//! when a customer is given to that holder.

mod customers;
mod decisions;
mod departure;
mod districts;
mod drain;
mod engine;
mod hand_over;
mod lines;
mod merging;
mod ownership;
mod place;
mod policy_changed;
mod redistribute;
mod roster_changed;
pub mod routes;
mod stages;
mod store;
mod tick;
mod timers;
mod work;

pub use customers::{Placed, REGISTRATION, cases as customer_cases, know_customer, place_customers};
pub use decisions::{decisions, first_explanations, group_refs};
pub use departure::give_up_everything;
pub use districts::{assign, preview};
pub use engine::Engine;
pub use hand_over::hand_over;
pub use merging::{
    Merging, end_for_merge, let_wait, line_up_after_merge, lock_districts_of, own_after_merge, release_after_merge,
    waits,
};
pub use ownership::{day_number, day_of_number, holder_of, holders_of, owner_at};
pub use place::{Case, Occasion, enter_work, name_owner, place_work};
pub use policy_changed::policy_changed;
pub use redistribute::{
    Asked, Change as Redistributing, Load, Move, Plan, carry_out, give_back, lock_and_look, look, undoable,
};
pub use roster_changed::roster_changed;
pub use stages::{Heard, answer, close, close_resolved, hear, reopen};
pub use tick::{Watch, is_due, tick};
pub use timers::{due_day_changed, due_timers, fire, followed_up, look_again_at_all};
pub use work::{WorkItem, decline, end, finish, hand, work_item};
