//! Sessions: begun by a sign-in, kept alive by rotating refresh tokens, ended by a person, an administrator or a theft.

use chrono::{TimeDelta, Utc};
use sha2::{Digest, Sha256};
use shared::{
    Id,
    identity::{Me, Session},
    ids::{EmployeeId, SessionId},
};

use super::{
    store::{self, Account, SessionRow},
    tokens::random_hex,
};
use crate::{
    audit::{self, Change},
    db::{At, Db, next_id},
    error::{Result, not_found, unauthenticated},
    permissions::{Access, Actor, Origin},
};

/// A session that nobody uses ends after so long.
const IDLE_LIFE: TimeDelta = TimeDelta::days(14);
/// A token that comes again within this time is a second tab, not a thief.
const SECOND_TAB: TimeDelta = TimeDelta::seconds(10);

/// What a sign-in or a refresh leads to.
#[derive(Debug)]
pub struct Begun {
    /// Who.
    pub employee: EmployeeId,
    /// The session.
    pub session: SessionId,
    /// Whether the password must be changed first.
    pub must_change_password: bool,
    /// The next refresh token; absent when the one at hand stays.
    pub refresh_token: Option<String>,
}

/// Whether this account may sign in now.
pub fn may_sign_in(account: &Account) -> bool {
    let now = At::now();
    account.active && account.starts_at.is_none_or(|t| t <= now) && account.ends_at.is_none_or(|t| now < t)
}

/// Begins a session for an employee whose password was right.
///
/// # Errors
/// When the database fails.
pub fn begin(
    db: &mut Db,
    employee: EmployeeId,
    name: &str,
    must_change: bool,
    origin: &Origin,
    user_agent: &str,
) -> Result<Begun> {
    let now = At::now();
    let session: SessionId = next_id();
    store::insert_session(
        db,
        &SessionRow {
            id: session.raw(),
            employee_id: employee.raw(),
            created_at: now,
            last_seen_at: now,
            expires_at: now.plus(IDLE_LIFE),
            revoked_at: None,
            user_agent: user_agent.to_owned(),
            ip: origin.ip.clone().unwrap_or_default(),
        },
    )?;
    let token = random_hex()?;
    store::insert_refresh_token(db, &digest(&token), session.raw(), now)?;
    let actor = Actor { name: name.to_owned(), employee: Some(employee), origin: origin.clone() };
    audit::record(db, &actor, Change::new("session.sign_in", Some(session), name))?;
    Ok(Begun { employee, session, must_change_password: must_change, refresh_token: Some(token) })
}

/// Exchanges a refresh token for the next one. A token that was used before means that somebody else has it: the session
/// ends, and nothing is given.
///
/// # Errors
/// When the database fails.
pub fn refresh(db: &mut Db, token: &str) -> Result<Option<Begun>> {
    let now = At::now();
    let hash = digest(token);
    let Some((session, used_at)) = store::refresh_token(db, &hash)? else { return Ok(None) };
    let row = store::session(db, session)?;
    if row.revoked_at.is_some() || row.expires_at <= now {
        return Ok(None);
    }
    let (employee, id): (EmployeeId, SessionId) = (Id::from_raw(row.employee_id), Id::from_raw(session));
    let (_, must_change_password) = store::credentials_of(db, row.employee_id)?;
    match used_at {
        Some(used) if used.plus(SECOND_TAB) > now => {
            Ok(Some(Begun { employee, session: id, must_change_password, refresh_token: None }))
        }
        Some(_) => {
            store::revoke_session(db, session, row.employee_id, now)?;
            let name = store::employee_number(db, row.employee_id)?;
            audit::record(db, &Actor::system("guike"), Change::new("session.reuse_detected", Some(id), name))?;
            Ok(None)
        }
        None => {
            store::use_refresh_token(db, &hash, now)?;
            store::touch_session(db, session, now, now.plus(IDLE_LIFE))?;
            let next = random_hex()?;
            store::insert_refresh_token(db, &digest(&next), session, now)?;
            Ok(Some(Begun { employee, session: id, must_change_password, refresh_token: Some(next) }))
        }
    }
}

/// Ends the session of a refresh token, if it has one.
///
/// # Errors
/// When the database fails.
pub fn end_by_token(db: &mut Db, token: &str) -> Result<()> {
    if let Some((session, _)) = store::refresh_token(db, &digest(token))? {
        let row = store::session(db, session)?;
        store::revoke_session(db, session, row.employee_id, At::now())?;
    }
    Ok(())
}

/// The caller's sessions, newest first.
///
/// # Errors
/// When the database fails.
pub fn list(db: &mut Db, access: &Access, current: SessionId) -> Result<Vec<Session>> {
    let rows = store::live_sessions(db, access.employee().raw(), At::now())?;
    Ok(rows
        .into_iter()
        .map(|row| Session {
            id: Id::from_raw(row.id),
            created_at: row.created_at.utc(),
            last_seen_at: row.last_seen_at.utc(),
            user_agent: row.user_agent,
            ip: row.ip,
            current: row.id == current.raw(),
        })
        .collect())
}

/// Ends one of the caller's sessions.
///
/// # Errors
/// When it is not theirs or has ended.
pub fn end(db: &mut Db, access: &Access, session: SessionId) -> Result<()> {
    if store::revoke_session(db, session.raw(), access.employee().raw(), At::now())? == 0 {
        return Err(not_found());
    }
    audit::record(db, access.actor(), Change::new("session.end", Some(session), access.person().name))
}

/// Ends all of the caller's sessions.
///
/// # Errors
/// When the database fails.
pub fn end_everywhere(db: &mut Db, access: &Access) -> Result<()> {
    end_sessions_of(db, access.employee())?;
    audit::record(
        db,
        access.actor(),
        Change::new("session.end_everywhere", Some(access.employee()), access.person().name),
    )
}

/// Ends all sessions of an employee.
///
/// # Errors
/// When the database fails.
pub fn end_sessions_of(db: &mut Db, employee: EmployeeId) -> Result<usize> {
    Ok(store::revoke_sessions(db, employee.raw(), At::now())?)
}

/// Who the caller is and what they may do.
///
/// # Errors
/// When they have no account any more.
pub fn me(access: &Access, must_change_password: bool) -> Result<Me> {
    let directory = access.directory();
    let employee = access.employee();
    let person = directory.people.get(&employee.raw()).ok_or_else(unauthenticated)?;
    if !person.may_act(Utc::now()) {
        return Err(unauthenticated());
    }
    Ok(Me {
        employee_id: employee,
        name: person.name.clone(),
        unit: directory.unit_name(person.unit),
        is_agent: person.is_agent,
        grants: directory.grants_of(employee.raw()).into_iter().collect(),
        must_change_password,
        time_zone: directory.time_zone.name().to_owned(),
    })
}

/// Tokens are random, so a plain hash keeps them as safe as a slow one would.
fn digest(token: &str) -> String {
    hex::encode(Sha256::digest(token))
}
