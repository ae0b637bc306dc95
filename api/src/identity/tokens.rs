//! Access tokens: short-lived JWTs signed with a secret that all processes of one database share.

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use shared::ids::{EmployeeId, SessionId};

use super::store;
use crate::{
    db::Db,
    error::{Result, unauthenticated},
};

/// For how long an access token is good.
const LIFE: TimeDelta = TimeDelta::minutes(10);

/// What an access token says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Claims {
    /// The employee.
    pub sub: EmployeeId,
    /// The session.
    pub sid: SessionId,
    /// When it ends, in seconds since 1970.
    pub exp: i64,
    /// Whether the password must be changed first.
    #[serde(rename = "pwd", default, skip_serializing_if = "std::ops::Not::not")]
    pub must_change_password: bool,
}

/// Makes and reads access tokens.
pub struct Tokens {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
}

impl Tokens {
    /// With the secret that the database keeps, which is made when there is none yet.
    ///
    /// # Errors
    /// When the database or the system's source of randomness fails.
    pub fn of(db: &mut Db) -> Result<Self> {
        let secret = store::token_secret(db, &random_hex()?)?;
        let mut validation = Validation::new(Algorithm::HS256);
        validation.leeway = 0;
        Ok(Self {
            encoding: EncodingKey::from_secret(secret.as_bytes()),
            decoding: DecodingKey::from_secret(secret.as_bytes()),
            validation,
        })
    }

    /// A token for a session, and when it ends.
    ///
    /// # Errors
    /// When signing fails.
    pub fn issue(
        &self,
        sub: EmployeeId,
        sid: SessionId,
        must_change_password: bool,
    ) -> Result<(String, DateTime<Utc>)> {
        let expires_at = Utc::now() + LIFE;
        let claims = Claims { sub, sid, exp: expires_at.timestamp(), must_change_password };
        let token = jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding)
            .map_err(|e| anyhow::anyhow!("cannot sign a token: {e}"))?;
        Ok((token, expires_at))
    }

    /// What a token says.
    ///
    /// # Errors
    /// When it is not ours or has ended.
    pub fn read(&self, token: &str) -> Result<Claims> {
        jsonwebtoken::decode::<Claims>(token, &self.decoding, &self.validation)
            .map(|data| data.claims)
            .map_err(|_| unauthenticated())
    }
}

/// 32 random bytes as text.
///
/// # Errors
/// When the system's source of randomness fails.
pub fn random_hex() -> Result<String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|e| anyhow::anyhow!("no randomness: {e}"))?;
    Ok(hex::encode(bytes))
}
