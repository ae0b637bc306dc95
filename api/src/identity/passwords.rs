//! Passwords: Argon2id with the parameters that OWASP gives for it (19 MiB, 2 passes, 1 lane).

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use shared::{ids::EmployeeId, problem::FieldCode};

use super::{sessions::end_sessions_of, store};
use crate::{
    audit::{self, Change},
    db::{At, Db},
    error::{Result, invalid},
    permissions::{Access, Actor},
};

/// What is checked when there is no such account, so that the answer takes as long as for a real one.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The hash of a password.
///
/// # Errors
/// When the system's source of randomness fails.
pub fn hash_password(password: &str) -> Result<String> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    Ok(hash.map_err(|e| anyhow::anyhow!("cannot hash: {e}"))?.to_string())
}

/// Whether the password belongs to the hash; without a hash it takes as long and says no.
pub fn matches(password: &str, hash: Option<&str>) -> bool {
    let Ok(parsed) = PasswordHash::new(hash.unwrap_or(NOBODY)) else { return false };
    Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && hash.is_some()
}

/// Sets a password that must be changed at the next sign-in, and ends every session.
///
/// # Errors
/// When there is no such employee or the database fails.
pub fn set_password(db: &mut Db, actor: &Actor, employee: EmployeeId, hash: &str) -> Result<()> {
    let number = store::employee_number(db, employee.raw())?;
    store::put_credentials(db, employee.raw(), hash, true, At::now())?;
    end_sessions_of(db, employee)?;
    audit::record(db, actor, Change::new("employee.reset_password", Some(employee), number))
}

/// Changes one's own password, given the one until now, and ends every other session.
///
/// # Errors
/// When the current password is wrong.
pub fn change_own(db: &mut Db, access: &Access, was_right: bool, hash: &str) -> Result<()> {
    if !was_right {
        return Err(invalid("/current", FieldCode::WrongPassword));
    }
    let employee = access.employee();
    store::put_credentials(db, employee.raw(), hash, false, At::now())?;
    end_sessions_of(db, employee)?;
    audit::record(db, access.actor(), Change::new("employee.change_password", Some(employee), access.person().name))
}

#[cfg(test)]
mod tests {
    use super::{hash_password, matches};

    #[test]
    fn only_the_right_password_matches() {
        let hash = hash_password("correct horse").expect("hash");
        assert!(matches("correct horse", Some(&hash)));
        assert!(!matches("Correct horse", Some(&hash)));
        assert!(!matches("correct horse", None));
    }
}
