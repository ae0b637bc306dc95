//! Notices 通知: what somebody should know without looking for it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    Check, Faults,
    assignment::policy::{CaseKind, TimerWatch},
    ids::{CaseId, CustomerId, NoticeId},
    problem::FieldCode,
    text_enum,
    timeline::PersonRef,
};

/// How many notices can be marked as read by their ids at once.
pub const MAX_IDS: usize = 200;
/// Up to how many unread notices are counted.
pub const MAX_UNREAD: u32 = 100;

text_enum! {
    /// What a notice is about.
    pub enum NoticeKind {
        /// One has not answered, or not followed up.
        Reminder = "reminder",
        /// Somebody whom one leads has not.
        LateOwner = "late_owner",
        /// Somebody whom one leads has not, and nobody else could have it: it stayed with them.
        KeptByOwner = "kept_by_owner",
        /// It was taken from one and given to `person`.
        TakenAway = "taken_away",
        /// It was taken from `person` and given to one.
        Received = "received",
    }
}

/// A customer as a notice names them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NoticeCustomer {
    /// Who.
    pub id: CustomerId,
    /// Their name.
    pub name: String,
}

/// A notice. Those about customers who were not followed up are one for a day, a timer and an owner, and count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Notice {
    /// Its id.
    pub id: NoticeId,
    /// When it was given; of one that counts, when it last grew.
    pub at: DateTime<Utc>,
    /// What it is about.
    pub kind: NoticeKind,
    /// What was waited for.
    pub watch: TimerWatch,
    /// The key of the timer.
    pub key: String,
    /// What people called the timer then.
    pub name: String,
    /// The customer, of several the last one; absent when the reader may not see them any more.
    pub customer: Option<NoticeCustomer>,
    /// How many customers it is about.
    pub customers: u32,
    /// The inquiry or order; absent for customers who were not followed up, and when the reader may not see the customer.
    pub case: Option<CaseId>,
    /// What that is.
    pub case_kind: Option<CaseKind>,
    /// Whom else it is about: the late owner, the new one, the former one; absent of a reminder.
    pub person: Option<PersonRef>,
    /// Since when was waited; of several customers, for the longest.
    pub since: DateTime<Utc>,
    /// Whether it was read.
    pub read: bool,
}

/// A page of one's own notices, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NoticePage {
    /// The notices.
    pub items: Vec<Notice>,
    /// Give this as `cursor` to get the next page; absent on the last one.
    pub next_cursor: Option<String>,
    /// How many of all one's notices are unread, counted up to 100.
    pub unread: u32,
}

/// Which notices to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct NoticeQuery {
    /// Only those that are unread.
    #[serde(default)]
    pub unread: bool,
    /// How many rows, 1 to 200.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

/// Which of one's notices were read: these, or all up to one. Exactly one of both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticesRead {
    /// These, at most 200. What is not one's own is left alone.
    #[serde(default)]
    pub ids: Vec<NoticeId>,
    /// This one and all older ones.
    #[serde(default)]
    pub up_to: Option<NoticeId>,
}

impl Check for NoticesRead {
    fn check(&self, faults: &mut Faults) {
        match self.up_to {
            None => faults.many("/ids", &self.ids, MAX_IDS),
            Some(_) if !self.ids.is_empty() => faults.add("/ids", FieldCode::UnknownValue),
            Some(_) => {}
        }
    }
}

/// How many notices are unread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Unread {
    /// How many, counted up to 100.
    pub unread: u32,
}
