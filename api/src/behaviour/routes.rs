//! `/api/v1/behaviour` and `/api/v1/customers/{id}/behaviour`.

use actix_web::{get, post};
use shared::{
    Page,
    behaviour::{BehaviourEvent, BehaviourPush, BehaviourPushed, BehaviourQuery},
    ids::CustomerId,
};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{push, read};
use crate::http::{Answer, Body, Business, Json, Path, Query, Signed};

/// The routes of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(push_events).service(list_events);
}

/// Tell of what customers did
///
/// By an employee with the permission `behaviour.push`, or by a business system with a key of its kind. Up to 1,000 events, each
/// taken or refused by itself: the answer counts those that are new and those that were told before, and lists the others with
/// what is wrong. Sending the same again does no harm, in whatever order and however much at once; of two events by the same
/// `external_id` the first stays, and the second, when it tells something else, is refused as a `conflict`. What is told of
/// somebody who was merged counts for whom they are part of. An unknown customer is not made by it.
#[utoipa::path(
    tag = "behaviour",
    request_body = BehaviourPush,
    responses((status = OK, body = BehaviourPushed)),
    security(("access_token" = []), ("api_key" = []))
)]
#[post("/behaviour/events")]
async fn push_events(teller: Business, body: Body<BehaviourPush>) -> Answer<BehaviourPushed> {
    let lang = teller.lang();
    let mut pushed = teller.tell(move |db, teller| push::push(db, teller, &body.0)).await?;
    for error in pushed.refused.iter_mut().flat_map(|refused| &mut refused.errors) {
        error.message = error.code.message(lang);
    }
    Json::of(&pushed)
}

/// List what a customer did
///
/// The single events, the latest first; on the timeline those of a day are one entry.
#[utoipa::path(
    tag = "behaviour",
    params(("id" = CustomerId, Path), BehaviourQuery),
    responses((status = OK, body = Page<BehaviourEvent>))
)]
#[get("/customers/{id}/behaviour")]
async fn list_events(
    signed: Signed,
    id: Path<CustomerId>,
    query: Query<BehaviourQuery>,
) -> Answer<Page<BehaviourEvent>> {
    signed.read(move |db, who| read::events(db, &who.scope()?, *id, &query.0)).await
}
