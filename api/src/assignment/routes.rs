//! Giving districts to agents, and handing customers over.

use actix_web::{get, post};
use shared::{
    Page,
    customers::{CustomerDetail, HandOver},
    ids::CustomerId,
    page::PageQuery,
    territory::{AssignmentEffect, DistrictAssignment},
    work::Waiter,
};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{decisions, districts, hand_over};
use crate::{
    customers,
    http::{Answer, Body, Path, Query, Signed},
};

/// The routes of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(preview_assignment).service(assign_districts).service(hand_over_customer).service(read_queue);
}

/// Preview an assignment of districts
///
/// How many districts change hands and how many customers move with them. Nothing is changed.
#[utoipa::path(
    tag = "territory",
    request_body = DistrictAssignment,
    responses((status = OK, body = AssignmentEffect))
)]
#[post("/districts/assignment/preview")]
async fn preview_assignment(signed: Signed, body: Body<DistrictAssignment>) -> Answer<AssignmentEffect> {
    signed.read(move |db, who| districts::preview(db, who.directory(), who.granted()?, &body.0)).await
}

/// Assign districts
///
/// One or many, or all of an agent, across cities. Their customers and those who wait there go with them, in one
/// transaction. With the `token` of a preview as `confirm`, nothing is done when that preview no longer holds.
#[utoipa::path(
    tag = "territory",
    request_body = DistrictAssignment,
    responses((status = OK, body = AssignmentEffect))
)]
#[post("/districts/assignment")]
async fn assign_districts(signed: Signed, body: Body<DistrictAssignment>) -> Answer<AssignmentEffect> {
    signed.write(move |db, who| districts::assign(db, who.actor(), who.directory(), who.granted()?, &body.0)).await
}

/// Hand a customer over
///
/// To another active agent. The district stays where it is; when it moves, this customer does not move with it.
#[utoipa::path(
    tag = "customers",
    request_body = HandOver,
    responses((status = OK, body = CustomerDetail)),
    params(("id" = CustomerId, Path))
)]
#[post("/customers/{id}/hand-over")]
async fn hand_over_customer(signed: Signed, id: Path<CustomerId>, body: Body<HandOver>) -> Answer<CustomerDetail> {
    signed
        .write(move |db, who| {
            let scope = who.scope()?;
            hand_over::hand_over(db, who.actor(), who.directory(), &scope, *id, &body.0)?;
            customers::detail_after_hand_over(db, who, &scope, *id)
        })
        .await
}

/// Who waits for an owner
///
/// Customers, inquiries and orders that nobody could be given, the first of the queue first, each with the reason and whom it
/// waits for.
#[utoipa::path(tag = "assignment", params(PageQuery), responses((status = OK, body = Page<Waiter>)))]
#[get("/queue")]
async fn read_queue(signed: Signed, query: Query<PageQuery>) -> Answer<Page<Waiter>> {
    signed
        .read(move |db, who| {
            decisions::queue(db, who.directory(), who.granted()?, query.0.limit, query.0.cursor.as_deref())
        })
        .await
}
