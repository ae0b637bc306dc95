//! `/api/v1/redistributions`.

use actix_web::{get, post};
use shared::{
    Page,
    ids::RedistributionId,
    page::PageQuery,
    redistribution::{
        NewRedistribution, Redistribution, RedistributionDetail, RedistributionPlan, RedistributionPreview,
    },
};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{apply, preview, read, undo};
use crate::{
    error::Result,
    http::{Answer, Body, Created, Path, Query, Signed},
};

/// The routes of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(preview_redistribution)
        .service(redistribute)
        .service(list_redistributions)
        .service(read_redistribution)
        .service(undo_redistribution);
}

/// Preview a redistribution
///
/// How many customers and how many open work items would go from whom to whom, and how much each would have afterwards.
/// Counted is what the caller may give to others. Nothing is changed.
#[utoipa::path(
    tag = "redistribution",
    request_body = RedistributionPlan,
    responses((status = OK, body = RedistributionPreview))
)]
#[post("/redistributions/preview")]
async fn preview_redistribution(signed: Signed, body: Body<RedistributionPlan>) -> Answer<RedistributionPreview> {
    signed.read(move |db, who| preview::preview(db, who, who.granted()?, &who.scope()?, &body.0)).await
}

/// Redistribute
///
/// In one transaction. Nothing is done when the preview that is confirmed no longer holds, or somebody would have more open
/// than their capacity without that being said.
#[utoipa::path(
    tag = "redistribution",
    request_body = NewRedistribution,
    responses((status = CREATED, body = RedistributionDetail))
)]
#[post("/redistributions")]
async fn redistribute(signed: Signed, body: Body<NewRedistribution>) -> Result<Created<RedistributionDetail>> {
    signed.create(body.0, |db, who, new| apply::apply(db, who, who.granted()?, &who.scope()?, new)).await
}

/// List redistributions
///
/// Those that took from nobody whom the caller does not reach; newest first.
#[utoipa::path(tag = "redistribution", params(PageQuery), responses((status = OK, body = Page<Redistribution>)))]
#[get("/redistributions")]
async fn list_redistributions(signed: Signed, query: Query<PageQuery>) -> Answer<Page<Redistribution>> {
    signed.read(move |db, who| read::list(db, who.directory(), who.granted()?, &who.scope()?, &query.0)).await
}

/// Read a redistribution
///
/// With how many went from whom to whom, and how many could still be given back.
#[utoipa::path(
    tag = "redistribution",
    responses((status = OK, body = RedistributionDetail)),
    params(("id" = RedistributionId, Path))
)]
#[get("/redistributions/{id}")]
async fn read_redistribution(signed: Signed, id: Path<RedistributionId>) -> Answer<RedistributionDetail> {
    signed.read(move |db, who| read::detail(db, who.directory(), who.granted()?, &who.scope()?, *id)).await
}

/// Undo a redistribution
///
/// Once. What nobody else has been given since goes back to whom it was with before, if that is an active agent still; the
/// answer tells how much that was and how much stayed.
#[utoipa::path(
    tag = "redistribution",
    responses((status = OK, body = RedistributionDetail)),
    params(("id" = RedistributionId, Path))
)]
#[post("/redistributions/{id}/undo")]
async fn undo_redistribution(signed: Signed, id: Path<RedistributionId>) -> Answer<RedistributionDetail> {
    signed.write(move |db, who| undo::undo(db, who, who.granted()?, &who.scope()?, *id)).await
}
