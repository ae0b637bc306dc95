//! `/mp/v1/inquiries`: what the backend of a mini-program sends and shows on behalf of customers.

use actix_web::{get, post};
use shared::{
    Page,
    entrances::Entrance,
    ids::InquiryId,
    inquiries::{CustomerMessage, InquiryReceived, NewInquiry, PublicMessage},
    page::PageQuery,
};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    entrances,
    error::Result,
    http::{Answer, Body, Created, MiniProgram, Path, Query},
    inquiries::{create, messages},
};

/// The routes of this room for mini-programs.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_entrances).service(receive_inquiry).service(list_messages).service(hear_message);
}

/// List open entrances
///
/// With the forms to ask, in the order in which they were made.
#[utoipa::path(tag = "mini_program", responses((status = OK, body = Vec<Entrance>)))]
#[get("/entrances")]
async fn list_entrances(caller: MiniProgram) -> Answer<Vec<Entrance>> {
    caller.ask(entrances::for_customers).await
}

/// Send an inquiry
///
/// The customer is found by id or phone; who is not known yet becomes a customer. The policy says who gets it; `owner_id` is for
/// employees only. The same `external_id` again gives the first inquiry.
#[utoipa::path(tag = "mini_program", request_body = NewInquiry, responses((status = CREATED, body = InquiryReceived)))]
#[post("/inquiries")]
async fn receive_inquiry(caller: MiniProgram, body: Body<NewInquiry>) -> Result<Created<InquiryReceived>> {
    caller.change(body.0, create::receive).await
}

/// List what was said
///
/// What the customer sees of the conversation, newest first: no notes, and nobody's name.
#[utoipa::path(
    tag = "mini_program",
    responses((status = OK, body = Page<PublicMessage>)),
    params(("id" = InquiryId, Path), PageQuery)
)]
#[get("/inquiries/{id}/messages")]
async fn list_messages(
    caller: MiniProgram,
    id: Path<InquiryId>,
    query: Query<PageQuery>,
) -> Answer<Page<PublicMessage>> {
    caller.ask(move |db| messages::public(db, *id, &query.0)).await
}

/// Send what the customer says
///
/// It opens an inquiry that was resolved in the last seven days; one that is closed answers `wrong_state`: send a new inquiry then.
#[utoipa::path(
    tag = "mini_program",
    request_body = CustomerMessage,
    responses((status = CREATED, body = PublicMessage)),
    params(("id" = InquiryId, Path))
)]
#[post("/inquiries/{id}/messages")]
async fn hear_message(
    caller: MiniProgram,
    id: Path<InquiryId>,
    body: Body<CustomerMessage>,
) -> Result<Created<PublicMessage>> {
    let named = (*id, body.0);
    caller.change(named, |db, directory, actor, (id, said)| messages::hear(db, directory, actor, *id, said)).await
}
