//! What can go wrong. A service refuses with one of the functions here and says no more than the caller may know;
//! everything else is a failure of ours, is logged, and tells the caller nothing but the request id.

use shared::{ErrorCode, FieldError, problem::FieldCode};

use crate::db::{AsFailure, Failure};

/// The result of everything that may refuse or fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A refusal or a failure.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The caller asked for something that cannot be.
    #[error("refused: {0:?}")]
    Refused(Box<Refusal>),
    /// The database failed.
    #[error(transparent)]
    Database(Failure),
    /// Something else failed.
    #[error(transparent)]
    Internal(#[from] anyhow::Error),
}

impl Error {
    /// Whether it changed since the caller, or this transaction, read it.
    pub fn is_stale(&self) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.code == ErrorCode::Stale)
    }

    /// Whether something was asked for that there is not.
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.code == ErrorCode::NotFound)
    }
}

/// What is told to the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The stable code, which decides the status.
    pub code: ErrorCode,
    /// Wrong fields.
    pub errors: Vec<FieldError>,
    /// What in particular.
    pub detail: Option<String>,
    /// Seconds to wait.
    pub retry_after: Option<u32>,
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::NotFound => not_found(),
            other => Self::Database(other),
        }
    }
}

impl AsFailure for Error {
    fn as_failure(&self) -> Option<&Failure> {
        match self {
            Self::Database(failure) => Some(failure),
            _ => None,
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(error.into())
    }
}

/// A refusal with nothing but its code.
pub fn refused(code: ErrorCode) -> Error {
    Error::Refused(Box::new(Refusal { code, errors: Vec::new(), detail: None, retry_after: None }))
}

/// There is no such thing, or it is not the caller's to see: the two are never told apart.
pub fn not_found() -> Error {
    refused(ErrorCode::NotFound)
}

/// The permission is missing.
pub fn forbidden() -> Error {
    refused(ErrorCode::Forbidden)
}

/// Nobody is signed in.
pub fn unauthenticated() -> Error {
    refused(ErrorCode::Unauthenticated)
}

/// The row changed since the caller read it.
pub fn stale() -> Error {
    refused(ErrorCode::Stale)
}

/// The thing is not in a state that allows this.
pub fn wrong_state() -> Error {
    refused(ErrorCode::WrongState)
}

/// One field is wrong for a reason that only the database knows.
pub fn invalid(pointer: impl Into<String>, code: FieldCode) -> Error {
    invalid_fields(vec![FieldError::new(pointer, code)])
}

/// Several fields are wrong.
pub fn invalid_fields(errors: Vec<FieldError>) -> Error {
    Error::Refused(Box::new(Refusal { code: ErrorCode::Invalid, errors, detail: None, retry_after: None }))
}

/// Too many failures; try again after so many seconds.
pub fn too_many_attempts(retry_after: u32) -> Error {
    Error::Refused(Box::new(Refusal {
        code: ErrorCode::TooManyAttempts,
        errors: Vec::new(),
        detail: None,
        retry_after: Some(retry_after),
    }))
}

/// Too much of this goes on already; try again after so many seconds.
pub fn busy(retry_after: u32) -> Error {
    Error::Refused(Box::new(Refusal {
        code: ErrorCode::Busy,
        errors: Vec::new(),
        detail: None,
        retry_after: Some(retry_after),
    }))
}

/// More bytes than may come at once.
pub fn too_large(limit: usize) -> Error {
    // Said so that everybody reads it, whatever their language.
    let said =
        if limit.is_multiple_of(1 << 20) { format!("≤ {} MiB", limit >> 20) } else { format!("≤ {limit} bytes") };
    let detail = Some(said);
    Error::Refused(Box::new(Refusal { code: ErrorCode::TooLarge, errors: Vec::new(), detail, retry_after: None }))
}

/// Refuses a request that says itself what is wrong with it.
///
/// # Errors
/// When it has faults.
pub fn check(request: &impl shared::Check) -> Result<()> {
    let faults = request.faults();
    if faults.is_empty() { Ok(()) } else { Err(invalid_fields(faults)) }
}

/// A write that must have found the row at the version that the caller read.
///
/// # Errors
/// When it touched nothing.
pub fn must_touch(rows: usize) -> Result<()> {
    if rows == 0 { Err(stale()) } else { Ok(()) }
}
