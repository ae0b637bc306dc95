//! `/api/v1/inquiries`.

mod attachments;
mod mini_program;
mod talk;

use actix_web::{get, post};
use shared::{
    Page,
    ids::InquiryId,
    inquiries::{Inquiry, InquiryDetail, InquiryQuery, InquiryStep, NewInquiry},
    page::PageQuery,
    work::{DecisionMade, HandWork},
};
use utoipa_actix_web::service_config::ServiceConfig;

pub use mini_program::routes as mini_program_routes;

use super::{create, read, steps};
use crate::{
    error::Result,
    http::{Answer, Body, Created, Path, Query, Signed},
};

/// The routes of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_inquiries)
        .service(create_inquiry)
        .service(read_inquiry)
        .service(read_decisions)
        .service(answer_inquiry)
        .service(resolve_inquiry)
        .service(decline_inquiry)
        .service(hand_inquiry)
        .configure(talk::routes)
        .configure(attachments::routes);
}

/// List inquiries
///
/// Those in scope by whoever has them, or had them last; newest first.
#[utoipa::path(tag = "inquiries", params(InquiryQuery), responses((status = OK, body = Page<Inquiry>)))]
#[get("/inquiries")]
async fn list_inquiries(signed: Signed, query: Query<InquiryQuery>) -> Answer<Page<Inquiry>> {
    signed.read(move |db, who| read::list(db, who, &who.scope()?, &query.0)).await
}

/// Enter an inquiry
///
/// The customer is found by id or phone; who is not known yet becomes a customer. The policy in force decides at once who
/// gets it, or lets it wait. The same `external_id` again gives the first inquiry.
#[utoipa::path(tag = "inquiries", request_body = NewInquiry, responses((status = CREATED, body = InquiryDetail)))]
#[post("/inquiries")]
async fn create_inquiry(signed: Signed, body: Body<NewInquiry>) -> Result<Created<InquiryDetail>> {
    signed.create_with_others(body.0, |db, who, new| create::create(db, who, who.granted()?, new)).await
}

/// Read an inquiry
///
/// With the customer's whole words and who had it before.
#[utoipa::path(tag = "inquiries", responses((status = OK, body = InquiryDetail)), params(("id" = InquiryId, Path)))]
#[get("/inquiries/{id}")]
async fn read_inquiry(signed: Signed, id: Path<InquiryId>) -> Answer<InquiryDetail> {
    signed.read(move |db, who| read::detail(db, who, &who.scope()?, *id)).await
}

/// Read why it went to whom
///
/// Every decision about the inquiry with its explanation, newest first.
#[utoipa::path(
    tag = "inquiries",
    responses((status = OK, body = Page<DecisionMade>)),
    params(("id" = InquiryId, Path), PageQuery)
)]
#[get("/inquiries/{id}/decisions")]
async fn read_decisions(signed: Signed, id: Path<InquiryId>, query: Query<PageQuery>) -> Answer<Page<DecisionMade>> {
    signed
        .read(move |db, who| read::decisions(db, who, &who.scope()?, *id, query.0.limit, query.0.cursor.as_deref()))
        .await
}

/// Note the answer
///
/// The first one counts as the first response.
#[utoipa::path(
    tag = "inquiries",
    request_body = InquiryStep,
    responses((status = OK, body = InquiryDetail)),
    params(("id" = InquiryId, Path))
)]
#[post("/inquiries/{id}/answer")]
async fn answer_inquiry(signed: Signed, id: Path<InquiryId>, body: Body<InquiryStep>) -> Answer<InquiryDetail> {
    signed.write(move |db, who| steps::answer(db, who, &who.scope()?, *id, body.0)).await
}

/// Resolve an inquiry
///
/// Whoever had it is free for the next: what waits for them comes to them in the same transaction.
#[utoipa::path(
    tag = "inquiries",
    request_body = InquiryStep,
    responses((status = OK, body = InquiryDetail)),
    params(("id" = InquiryId, Path))
)]
#[post("/inquiries/{id}/resolve")]
async fn resolve_inquiry(signed: Signed, id: Path<InquiryId>, body: Body<InquiryStep>) -> Answer<InquiryDetail> {
    signed.write(move |db, who| steps::resolve(db, who, &who.scope()?, *id, body.0)).await
}

/// Decline an inquiry
///
/// It goes to somebody else by the policy, and not to whoever declined it again.
#[utoipa::path(
    tag = "inquiries",
    request_body = InquiryStep,
    responses((status = OK, body = InquiryDetail)),
    params(("id" = InquiryId, Path))
)]
#[post("/inquiries/{id}/decline")]
async fn decline_inquiry(signed: Signed, id: Path<InquiryId>, body: Body<InquiryStep>) -> Answer<InquiryDetail> {
    signed.write(move |db, who| steps::decline(db, who, &who.scope()?, *id, body.0)).await
}

/// Give an inquiry to somebody
///
/// By hand. Over their capacity only with `over_capacity` and the permission for it.
#[utoipa::path(
    tag = "inquiries",
    request_body = HandWork,
    responses((status = OK, body = InquiryDetail)),
    params(("id" = InquiryId, Path))
)]
#[post("/inquiries/{id}/hand-over")]
async fn hand_inquiry(signed: Signed, id: Path<InquiryId>, body: Body<HandWork>) -> Answer<InquiryDetail> {
    signed.write(move |db, who| steps::hand(db, who, &who.scope()?, *id, &body.0)).await
}
