//! Signing in, sessions and passwords.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    Check, Faults,
    ids::{EmployeeId, SessionId},
    permissions::Grant,
    problem::FieldCode,
};

/// The least number of characters of a password (NIST SP 800-63B-4 asks for 8 with a second factor, 15 alone; we take a
/// middle way and slow guessing down instead).
pub const PASSWORD_MIN: usize = 10;
/// The greatest number of characters of a password.
pub const PASSWORD_MAX: usize = 128;

/// What one signs in with.
#[derive(Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// A user name or a telephone number.
    #[schema(example = "admin")]
    pub login: String,
    /// The password.
    pub password: String,
}

impl Check for SignIn {
    fn check(&self, faults: &mut Faults) {
        faults.text("/login", &self.login, 100);
        if self.password.is_empty() {
            faults.add("/password", FieldCode::Required);
        } else if self.password.chars().count() > PASSWORD_MAX {
            faults.add("/password", FieldCode::TooLong { max: PASSWORD_MAX });
        }
    }
}

/// What a sign-in or a refresh gives. The refresh token travels in a cookie that scripts cannot read.
#[derive(Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SignedIn {
    /// Send it as `Authorization: Bearer ...`.
    pub access_token: String,
    /// When it ends; refresh a little earlier.
    pub expires_at: DateTime<Utc>,
    /// Whether the password must be changed before anything else works.
    pub must_change_password: bool,
}

/// The signed-in employee.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Me {
    /// Who.
    pub employee_id: EmployeeId,
    /// Their name.
    pub name: String,
    /// Their unit's name.
    pub unit: String,
    /// Whether they are an agent.
    pub is_agent: bool,
    /// What they may do, and on whose customers.
    pub grants: Vec<Grant>,
    /// Whether the password must be changed before anything else works.
    pub must_change_password: bool,
    /// The tenant's time zone, an IANA name.
    pub time_zone: String,
}

/// A change of one's own password.
#[derive(Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The password until now.
    pub current: String,
    /// The new one.
    pub new: String,
}

impl Check for PasswordChange {
    fn check(&self, faults: &mut Faults) {
        if self.current.is_empty() {
            faults.add("/current", FieldCode::Required);
        }
        check_password("/new", &self.new, faults);
        if self.new == self.current {
            faults.add("/new", FieldCode::WeakPassword);
        }
    }
}

/// The rules for a new password: long enough, not one letter over and over, not a plain run, not a notorious one.
pub fn check_password(pointer: &str, password: &str, faults: &mut Faults) {
    let chars: Vec<char> = password.chars().collect();
    if chars.len() < PASSWORD_MIN {
        faults.add(pointer, FieldCode::TooShort { min: PASSWORD_MIN });
    } else if chars.len() > PASSWORD_MAX {
        faults.add(pointer, FieldCode::TooLong { max: PASSWORD_MAX });
    } else {
        let distinct: std::collections::BTreeSet<_> = chars.iter().collect();
        let run = chars.windows(2).all(|w| (w[1] as i64 - w[0] as i64).abs() <= 1);
        let lower = password.to_ascii_lowercase();
        let notorious = ["password", "qwerty", "12345678", "guike"]
            .iter()
            .any(|bad| lower.contains(bad) && chars.len() < bad.chars().count() + 6);
        if distinct.len() < 5 || run || notorious {
            faults.add(pointer, FieldCode::WeakPassword);
        }
    }
}

/// A browser that is signed in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// When it signed in.
    pub created_at: DateTime<Utc>,
    /// When it last asked for a token.
    pub last_seen_at: DateTime<Utc>,
    /// Which browser it said it was.
    pub user_agent: String,
    /// From which address it signed in.
    pub ip: String,
    /// Whether this is the session that asks.
    pub current: bool,
}

#[cfg(test)]
mod tests {
    use super::check_password;
    use crate::Faults;

    fn weak(password: &str) -> bool {
        let mut faults = Faults::default();
        check_password("/new", password, &mut faults);
        !faults.0.is_empty()
    }

    #[test]
    fn guessable_passwords_are_refused() {
        for bad in ["", "short", "aaaaaaaaaaaa", "0123456789", "password123", "Guike20261"] {
            assert!(weak(bad), "{bad}");
        }
        for good in ["correct horse", "八仙过海各显神通-2026", "kD9-vv2!xPq"] {
            assert!(!weak(good), "{good}");
        }
    }
}
