//! What can go wrong with a request.

use shared::{ErrorCode, FieldError, Problem};

use crate::i18n::{common as c, t, tf, tn};

/// Why a request failed.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// The server said no, and why.
    Refused(Box<Problem>),
    /// The server was not reached.
    Offline,
    /// Something answered, but not in our words.
    Unreadable,
}

impl Fault {
    /// The stable code, when the server gave one.
    pub fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Refused(problem) => Some(problem.code),
            Self::Offline | Self::Unreadable => None,
        }
    }

    /// The sentence a person reads first. Known codes are said in the language of the moment, whatever it was when
    /// the request went out.
    pub fn title(&self) -> String {
        match self {
            Self::Refused(problem) => problem.code.title(crate::prefs::lang()).to_owned(),
            Self::Offline => t(c::OFFLINE).to_owned(),
            Self::Unreadable => t(c::UNREADABLE).to_owned(),
        }
    }

    /// What in particular, and how long to wait.
    pub fn detail(&self) -> Option<String> {
        let Self::Refused(problem) = self else { return None };
        let wait = problem.retry_after.map(|seconds| tn(c::RETRY_AFTER, i64::from(seconds)));
        problem.detail.clone().or(wait)
    }

    /// The number by which the operator finds the failure in the log; only where that helps.
    pub fn reference(&self) -> Option<String> {
        match self {
            Self::Refused(problem) if problem.status >= 500 && !problem.request_id.is_empty() => {
                Some(tf(c::REQUEST_ID, &problem.request_id))
            }
            _ => None,
        }
    }

    /// The wrong fields.
    pub fn fields(&self) -> &[FieldError] {
        match self {
            Self::Refused(problem) => &problem.errors,
            Self::Offline | Self::Unreadable => &[],
        }
    }
}
