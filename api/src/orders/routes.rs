//! `/api/v1/orders`.

use actix_web::{get, post, put};
use shared::{
    Page,
    followups::{FollowUp, FollowUpDraft},
    ids::OrderId,
    orders::{
        DealQuery, DealStatistics, IncompleteOrder, Order, OrderDetail, OrderFollowUp, OrderFollowUpQuery, OrderPush,
        OrderPushed, OrderPushes, OrderQuery, OrderStep, PushResult,
    },
    page::PageQuery,
    work::{DecisionMade, HandWork},
};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{deals, follow, incomplete, push, read, steps};
use crate::{
    error::Result,
    http::{Answer, Body, Business, Created, Json, Path, Query, Signed},
};

/// The routes of this room. Those with a word come before those with an id.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_orders)
        .service(push_orders)
        .service(push_order)
        .service(list_incomplete)
        .service(read_statistics)
        .service(read_order)
        .service(read_decisions)
        .service(list_follow_ups)
        .service(write_follow_up)
        .service(resolve_order)
        .service(decline_order)
        .service(hand_order);
}

/// List orders
///
/// Those in scope by whoever takes care of them, or did last; newest first.
#[utoipa::path(tag = "orders", params(OrderQuery), responses((status = OK, body = Page<Order>)))]
#[get("/orders")]
async fn list_orders(signed: Signed, query: Query<OrderQuery>) -> Answer<Page<Order>> {
    signed.read(move |db, who| read::list(db, who, &who.scope()?, &query.0)).await
}

/// Tell of an order
///
/// By an employee with the permission `order.push`, or by a business system with a key of its kind. Any part of the order, in
/// any order, as often as you like: of each part the greatest `revision` holds. As soon as customer, contents and time of
/// placing are known, the order is there and is given to somebody by the policy in force. Whose it is never changes after that.
#[utoipa::path(
    tag = "orders",
    request_body = OrderPush,
    responses((status = OK, body = OrderPushed)),
    params(("external_id" = String, Path, description = "What the business system calls the order.")),
    security(("access_token" = []), ("api_key" = []))
)]
#[put("/orders/external/{external_id}")]
async fn push_order(teller: Business, external_id: Path<String>, body: Body<OrderPush>) -> Answer<OrderPushed> {
    let pushed = teller.tell(move |db, teller| push::push(db, teller, &external_id, &body.0)).await?;
    Json::of(&pushed)
}

/// Tell of several orders
///
/// Up to 200 pushes, taken one after the other, each as if it came alone: one that is refused keeps no other one back. The
/// answer says of each what became of it. Sending the same again does no harm.
#[utoipa::path(
    tag = "orders",
    request_body = OrderPushes,
    responses((status = OK, body = Vec<PushResult>)),
    security(("access_token" = []), ("api_key" = []))
)]
#[post("/orders/external")]
async fn push_orders(teller: Business, body: Body<OrderPushes>) -> Answer<Vec<PushResult>> {
    let mut results = Vec::with_capacity(body.0.orders.len());
    for order in body.0.orders {
        let external_id = order.external_id.clone();
        let done = teller.clone().tell(move |db, teller| push::push(db, teller, &order.external_id, &order.push)).await;
        let (pushed, problem) = teller.told_or_refused(done)?;
        results.push(PushResult { external_id, pushed, problem });
    }
    Json::of(&results)
}

/// List incomplete orders
///
/// Of which something was told, and something is missing until they are orders; the newest first.
#[utoipa::path(tag = "orders", params(PageQuery), responses((status = OK, body = Page<IncompleteOrder>)))]
#[get("/orders/incomplete")]
async fn list_incomplete(signed: Signed, query: Query<PageQuery>) -> Answer<Page<IncompleteOrder>> {
    signed.read(move |db, who| incomplete::list(db, who.granted()?, query.0.limit, query.0.cursor.as_deref())).await
}

/// Add deals up
///
/// What was paid on these days, for whoever owned the customer then, in scope. What was cancelled or refunded since is taken off
/// the day on which it was paid.
#[utoipa::path(tag = "orders", params(DealQuery), responses((status = OK, body = DealStatistics)))]
#[get("/orders/statistics")]
async fn read_statistics(signed: Signed, query: Query<DealQuery>) -> Answer<DealStatistics> {
    signed.read(move |db, who| deals::statistics(db, who.directory(), &who.scope()?, &query.0)).await
}

/// Read an order
///
/// With its items, the customer, whose deal it is and who took care of it before.
#[utoipa::path(tag = "orders", responses((status = OK, body = OrderDetail)), params(("id" = OrderId, Path)))]
#[get("/orders/{id}")]
async fn read_order(signed: Signed, id: Path<OrderId>) -> Answer<OrderDetail> {
    signed.read(move |db, who| read::detail(db, who, &who.scope()?, *id)).await
}

/// Read why it went to whom
///
/// Every decision about the order with its explanation, newest first.
#[utoipa::path(
    tag = "orders",
    responses((status = OK, body = Page<DecisionMade>)),
    params(("id" = OrderId, Path), PageQuery)
)]
#[get("/orders/{id}/decisions")]
async fn read_decisions(signed: Signed, id: Path<OrderId>, query: Query<PageQuery>) -> Answer<Page<DecisionMade>> {
    signed
        .read(move |db, who| read::decisions(db, who, &who.scope()?, *id, query.0.limit, query.0.cursor.as_deref()))
        .await
}

/// List follow-ups
///
/// All of the customer whose order it is, newest first, each with the order that it is about.
#[utoipa::path(
    tag = "orders",
    responses((status = OK, body = Page<OrderFollowUp>)),
    params(("id" = OrderId, Path), OrderFollowUpQuery)
)]
#[get("/orders/{id}/follow-ups")]
async fn list_follow_ups(
    signed: Signed,
    id: Path<OrderId>,
    query: Query<OrderFollowUpQuery>,
) -> Answer<Page<OrderFollowUp>> {
    signed.read(move |db, who| follow::list(db, who, &who.scope()?, *id, &query.0)).await
}

/// Write a follow-up
///
/// It is the customer's as well, and puts off the day on which they are due. The first one counts as the first response to the
/// order.
#[utoipa::path(
    tag = "orders",
    request_body = FollowUpDraft,
    responses((status = CREATED, body = FollowUp)),
    params(("id" = OrderId, Path))
)]
#[post("/orders/{id}/follow-ups")]
async fn write_follow_up(signed: Signed, id: Path<OrderId>, body: Body<FollowUpDraft>) -> Result<Created<FollowUp>> {
    signed.create((*id, body.0), |db, who, (order, draft)| follow::write(db, who, &who.scope()?, *order, draft)).await
}

/// End an order
///
/// Nothing is left to be done about it: whoever had it is free for the next. Its state stays what the business system says. An
/// order that is completed, cancelled or refunded ends by itself.
#[utoipa::path(
    tag = "orders",
    request_body = OrderStep,
    responses((status = OK, body = OrderDetail)),
    params(("id" = OrderId, Path))
)]
#[post("/orders/{id}/resolve")]
async fn resolve_order(signed: Signed, id: Path<OrderId>, body: Body<OrderStep>) -> Answer<OrderDetail> {
    signed.write(move |db, who| steps::resolve(db, who, &who.scope()?, *id, body.0)).await
}

/// Decline an order
///
/// It goes to somebody else by the policy, and not to whoever declined it again.
#[utoipa::path(
    tag = "orders",
    request_body = OrderStep,
    responses((status = OK, body = OrderDetail)),
    params(("id" = OrderId, Path))
)]
#[post("/orders/{id}/decline")]
async fn decline_order(signed: Signed, id: Path<OrderId>, body: Body<OrderStep>) -> Answer<OrderDetail> {
    signed.write(move |db, who| steps::decline(db, who, &who.scope()?, *id, body.0)).await
}

/// Give an order to somebody
///
/// By hand. Over their capacity only with `over_capacity` and the permission for it.
#[utoipa::path(
    tag = "orders",
    request_body = HandWork,
    responses((status = OK, body = OrderDetail)),
    params(("id" = OrderId, Path))
)]
#[post("/orders/{id}/hand-over")]
async fn hand_order(signed: Signed, id: Path<OrderId>, body: Body<HandWork>) -> Answer<OrderDetail> {
    signed.write(move |db, who| steps::hand(db, who, &who.scope()?, *id, &body.0)).await
}
