//! The audit log.

use shared::{
    Page,
    audit::{AuditEntry, AuditQuery},
};

use super::{Answer, client};

pub async fn list(query: &AuditQuery) -> Answer<Page<AuditEntry>> {
    client::find("/audit-log", query).await
}
