//! Integrators' keys.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Check, Faults, ids::ApiKeyId, text_enum};

text_enum! {
    /// What a key is for.
    pub enum KeyKind {
        /// The backend of a mini-program; it may call `/mp/v1`.
        MiniProgram = "mini_program",
        /// A business system; it may tell of orders and of what customers do.
        Business = "business",
    }
}

/// A key, without its secret.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ApiKey {
    /// Its id.
    pub id: ApiKeyId,
    /// What people call it.
    pub name: String,
    /// What it is for.
    pub kind: KeyKind,
    /// The beginning of the secret, by which one recognises it.
    pub prefix: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// A new key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApiKeyDraft {
    /// What people call it.
    pub name: String,
    /// What it is for.
    pub kind: KeyKind,
}

impl Check for ApiKeyDraft {
    fn check(&self, faults: &mut Faults) {
        faults.text("/name", &self.name, 60);
    }
}

/// A key as it is shown once, with its secret.
#[derive(Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ApiKeyCreated {
    /// The key.
    #[serde(flatten)]
    pub key: ApiKey,
    /// The secret; it is not stored and never shown again.
    pub secret: String,
}
