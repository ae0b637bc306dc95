//! `/mp/v1/inquiries`: what the backend of a mini-program sends and shows on behalf of customers.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::{
    Page,
    entrances::Entrance,
    files::FileUpload,
    ids::{AttachmentId, InquiryId},
    inquiries::{Attachment, CustomerMessage, InquiryReceived, NewInquiry, PublicMessage},
    page::PageQuery,
};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    entrances,
    error::Result,
    files::Wanted,
    http::{Answer, Body, Copies, Created, MiniProgram, Path, Query, receive, serve},
    inquiries::{attachments, create, messages},
};

/// The routes of this room for mini-programs.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_entrances).service(receive_inquiry).service(list_messages).service(hear_message);
    config.service(attach_file).service(read_file);
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

/// Upload what the customer sends
///
/// The file is the body, as it is. What it is, its bytes tell, not its name. Name its id in `attachments` of a message within a day;
/// otherwise it goes away.
#[utoipa::path(
    tag = "mini_program",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = CREATED, body = Attachment)),
    params(("id" = InquiryId, Path), FileUpload)
)]
#[post("/inquiries/{id}/attachments")]
async fn attach_file(
    caller: MiniProgram,
    id: Path<InquiryId>,
    query: Query<FileUpload>,
    body: web::Payload,
) -> Result<Created<Attachment>> {
    let (state, id) = (caller.client.state.clone(), *id);
    caller.clone().look(move |db| attachments::must_exist(db, id)).await?;
    let limit = state.config.max_attachment;
    let file = receive(&state, body, Wanted::Any, query.0.file_name, limit).await?;
    let named = (id, file.hash.clone(), file.name.clone());
    caller.create(named, move |db, actor, (id, ..)| attachments::attach(db, &state.shelf, actor, *id, &file)).await
}

/// Read a file that was sent
///
/// Of a message that the customer sees; those of notes are not there.
#[utoipa::path(
    tag = "mini_program",
    responses((status = OK, body = Vec<u8>, content_type = "*/*")),
    params(("id" = InquiryId, Path), ("attachment_id" = AttachmentId, Path))
)]
#[get("/inquiries/{id}/attachments/{attachment_id}")]
async fn read_file(
    caller: MiniProgram,
    request: HttpRequest,
    ids: Path<(InquiryId, AttachmentId)>,
) -> Result<HttpResponse> {
    let (state, (id, attachment)) = (caller.client.state.clone(), *ids);
    let file = caller.look(move |db| attachments::public_file(db, id, attachment)).await?;
    serve(&state, &request, file, Copies::Private).await
}
