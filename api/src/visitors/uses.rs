//! What the public may do only so often. Counted in the database, so all processes count together.

use chrono::{DateTime, TimeDelta};

use super::store;
use crate::{
    db::{At, Db},
    error::{Result, too_many_attempts},
};

/// How often something may be done in a window of time by one and the same.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    name: &'static str,
    most: i32,
    seconds: i64,
}

impl Limit {
    /// Signing in with WeChat, from one address: a whole town may be behind one of a telephone company.
    pub const WECHAT: Self = Self { name: "wechat", most: 600, seconds: 600 };
    /// Beginning to write on a website, from one address.
    pub const VISITOR: Self = Self { name: "visitor", most: 60, seconds: 600 };
    /// Sending inquiries, from one address.
    pub const INQUIRY_ADDRESS: Self = Self { name: "inquiry-address", most: 120, seconds: 3600 };
    /// Sending files, from one address.
    pub const FILE_ADDRESS: Self = Self { name: "file-address", most: 240, seconds: 3600 };
    /// Sending messages, from one address.
    pub const MESSAGE_ADDRESS: Self = Self { name: "message-address", most: 600, seconds: 60 };
    /// Sending inquiries, as one visitor.
    pub const INQUIRY: Self = Self { name: "inquiry", most: 10, seconds: 3600 };
    /// Sending files, as one visitor.
    pub const FILE: Self = Self { name: "file", most: 60, seconds: 3600 };
    /// Sending messages, as one visitor.
    pub const MESSAGE: Self = Self { name: "message", most: 30, seconds: 60 };
}

/// Counts a use of `who`.
///
/// # Errors
/// When it was one too many; the caller is told when to come back.
pub fn count(db: &mut Db, limit: Limit, who: &str) -> Result<()> {
    let now = At::now();
    let seconds = now.utc().timestamp();
    let begin = seconds - seconds.rem_euclid(limit.seconds);
    let window = At::from(DateTime::from_timestamp(begin, 0).unwrap_or_default());
    if store::count_use(db, &format!("{}:{who}", limit.name), window)? <= limit.most {
        return Ok(());
    }
    let left = (window.plus(TimeDelta::seconds(limit.seconds)).utc() - now.utc()).num_seconds() + 1;
    Err(too_many_attempts(u32::try_from(left).unwrap_or(1)))
}
