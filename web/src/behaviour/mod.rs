//! What customers do 客户行为: a day of it in one line, and each thing when that is unfolded.

mod day;
mod events;

pub use day::{DayDetail, day_headline, day_span};
