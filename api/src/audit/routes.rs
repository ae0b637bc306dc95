//! `/api/v1/audit-log`.

use actix_web::get;
use shared::{
    Page,
    audit::{AuditEntry, AuditQuery},
};
use utoipa_actix_web::service_config::ServiceConfig;

use super::list;
use crate::http::{Answer, Query, Signed};

/// The routes of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(audit_log);
}

/// List changes
///
/// Newest first.
#[utoipa::path(tag = "audit", responses((status = OK, body = Page<AuditEntry>)), params(AuditQuery))]
#[get("/audit-log")]
async fn audit_log(signed: Signed, query: Query<AuditQuery>) -> Answer<Page<AuditEntry>> {
    signed.read(move |db, who| list::list(db, who.granted()?, &query)).await
}
