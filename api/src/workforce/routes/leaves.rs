//! `/api/v1/leaves`.

use actix_web::{get, post};
use shared::{
    Page,
    ids::LeaveId,
    workforce::{Leave, LeaveDraft, LeaveQuery},
};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    error::Result,
    http::{Answer, Body, Created, Path, Query, Signed},
    workforce::leaves,
};

pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_leaves).service(create_leave).service(cancel_leave);
}

/// List leaves
///
/// The last to begin first. Agents see their own; those of others need the permission to see groups.
#[utoipa::path(tag = "workforce", responses((status = OK, body = Page<Leave>)), params(LeaveQuery))]
#[get("/leaves")]
async fn list_leaves(signed: Signed, query: Query<LeaveQuery>) -> Answer<Page<Leave>> {
    signed.read(move |db, who| leaves::list(db, who, &query)).await
}

/// Enter a leave
///
/// Agents enter their own; that of others needs the permission to manage groups. One person's leaves do not overlap.
#[utoipa::path(tag = "workforce", request_body = LeaveDraft, responses((status = CREATED, body = Leave)))]
#[post("/leaves")]
async fn create_leave(signed: Signed, body: Body<LeaveDraft>) -> Result<Created<Leave>> {
    signed.create(body.0, leaves::create).await
}

/// Cancel a leave
///
/// Who is on it is back at once.
#[utoipa::path(tag = "workforce", responses((status = OK, body = Leave)), params(("id" = LeaveId, Path)))]
#[post("/leaves/{id}/cancel")]
async fn cancel_leave(signed: Signed, id: Path<LeaveId>) -> Answer<Leave> {
    signed.write(move |db, who| leaves::cancel(db, who, *id)).await
}
