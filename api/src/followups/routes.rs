//! Follow-ups and the board of who is due.

use actix_web::{get, post};
use shared::{
    Page,
    followups::{DueCounts, DueCustomer, DueQuery, FollowUp, FollowUpDraft},
    ids::CustomerId,
};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{board, write};
use crate::{
    error::Result,
    http::{Answer, Body, Created, Path, Query, Signed},
};

/// The routes of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(write_follow_up).service(due_counts).service(due_list);
}

/// Write a follow-up
///
/// Its time is the server's. It is never changed.
#[utoipa::path(
    tag = "followups",
    request_body = FollowUpDraft,
    responses((status = CREATED, body = FollowUp)),
    params(("id" = CustomerId, Path))
)]
#[post("/customers/{id}/follow-ups")]
async fn write_follow_up(signed: Signed, id: Path<CustomerId>, body: Body<FollowUpDraft>) -> Result<Created<FollowUp>> {
    signed
        .create_with_others((*id, body.0), |db, who, (customer, draft)| {
            write::write(db, who, &who.scope()?, *customer, draft)
        })
        .await
}

/// List who is due
///
/// Overdue and due today, the longest overdue first.
#[utoipa::path(tag = "followups", responses((status = OK, body = Page<DueCustomer>)), params(DueQuery))]
#[get("/follow-ups/due")]
async fn due_list(signed: Signed, query: Query<DueQuery>) -> Answer<Page<DueCustomer>> {
    signed.read(move |db, who| board::list(db, who.directory(), &who.scope()?, &query)).await
}

/// Count who is due
///
/// In all and by owner, most overdue first.
#[utoipa::path(tag = "followups", responses((status = OK, body = DueCounts)))]
#[get("/follow-ups/due/counts")]
async fn due_counts(signed: Signed) -> Answer<DueCounts> {
    signed.read(|db, who| board::counts(db, who.directory(), &who.scope()?)).await
}
