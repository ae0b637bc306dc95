//! The inquiries of customers on their own side, and what is said and sent about them: below `/mp/v1/me` in a mini-program and below
//! `/public/v1` on a website. The contract names the latter by who asks (`http/openapi.rs`).

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::{
    Page,
    files::FileUpload,
    ids::{AttachmentId, InquiryId},
    inquiries::{Attachment, CustomerMessage, PublicMessage},
    page::PageQuery,
    visitors::{OwnInquiry, OwnInquiryDraft},
};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    error::Result,
    files::Wanted,
    http::{Answer, Body, Copies, Created, Path, Query, Visiting, receive, serve},
    inquiries,
    visitors::Limit,
};

/// The routes about one's own inquiries.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(my_inquiries)
        .service(send_my_inquiry)
        .service(my_messages)
        .service(say_mine)
        .service(attach_mine)
        .service(read_my_file);
}

/// List my inquiries
///
/// Newest first: those sent from here, and all of the customer whom one is proven to be.
#[utoipa::path(tag = "own", responses((status = OK, body = Page<OwnInquiry>)), params(PageQuery))]
#[get("/inquiries")]
async fn my_inquiries(visiting: Visiting, query: Query<PageQuery>) -> Answer<Page<OwnInquiry>> {
    visiting.read(move |db, me| inquiries::own::list(db, me, &query.0)).await
}

/// Send my inquiry
///
/// As long as it is not known who they are, a phone is needed. Ten an hour at most.
#[utoipa::path(tag = "own", request_body = OwnInquiryDraft, responses((status = CREATED, body = OwnInquiry)))]
#[post("/inquiries")]
async fn send_my_inquiry(visiting: Visiting, body: Body<OwnInquiryDraft>) -> Result<Created<OwnInquiry>> {
    visiting.count(Limit::INQUIRY, Limit::INQUIRY_ADDRESS).await?;
    visiting.create(body.0, inquiries::own::send).await
}

/// List what was said about my inquiry
///
/// Newest first.
#[utoipa::path(
    tag = "own",
    responses((status = OK, body = Page<PublicMessage>)),
    params(("id" = InquiryId, Path), PageQuery)
)]
#[get("/inquiries/{id}/messages")]
async fn my_messages(visiting: Visiting, id: Path<InquiryId>, query: Query<PageQuery>) -> Answer<Page<PublicMessage>> {
    visiting.read(move |db, me| inquiries::own::messages(db, me, *id, &query.0)).await
}

/// Say something about my inquiry
///
/// One that is closed answers `wrong_state`: send a new inquiry then. Thirty a minute at most.
#[utoipa::path(
    tag = "own",
    request_body = CustomerMessage,
    responses((status = CREATED, body = PublicMessage)),
    params(("id" = InquiryId, Path))
)]
#[post("/inquiries/{id}/messages")]
async fn say_mine(
    visiting: Visiting,
    id: Path<InquiryId>,
    body: Body<CustomerMessage>,
) -> Result<Created<PublicMessage>> {
    visiting.count(Limit::MESSAGE, Limit::MESSAGE_ADDRESS).await?;
    let named = (*id, body.0);
    visiting
        .create(named, |db, directory, actor, me, (id, said)| inquiries::own::say(db, directory, actor, me, *id, said))
        .await
}

/// Upload a file to send about my inquiry
///
/// The file is the body, as it is. Name its id in `attachments` of a message within a day; otherwise it goes away. Sixty an hour at
/// most.
#[utoipa::path(
    tag = "own",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = CREATED, body = Attachment)),
    params(("id" = InquiryId, Path), FileUpload)
)]
#[post("/inquiries/{id}/attachments")]
async fn attach_mine(
    visiting: Visiting,
    id: Path<InquiryId>,
    query: Query<FileUpload>,
    body: web::Payload,
) -> Result<Created<Attachment>> {
    let (id, file_name) = (*id, query.0.file_name);
    let state = visiting.state();
    visiting.count(Limit::FILE, Limit::FILE_ADDRESS).await?;
    visiting.clone().look(move |db, me| inquiries::own::may_attach(db, me, id)).await?;
    let file = receive(&state, body, Wanted::Any, file_name, state.config.max_attachment).await?;
    let named = (id, file.hash.clone(), file.name.clone());
    let keep = move |db: &mut _, _: &_, actor: &_, me: &_, (id, ..): &(InquiryId, String, String)| {
        inquiries::own::attach(db, &state.shelf, actor, me, *id, &file)
    };
    visiting.create(named, keep).await
}

/// Read a file that was sent about my inquiry
#[utoipa::path(
    tag = "own",
    responses((status = OK, body = Vec<u8>, content_type = "*/*")),
    params(("id" = InquiryId, Path), ("attachment_id" = AttachmentId, Path))
)]
#[get("/inquiries/{id}/attachments/{attachment_id}")]
async fn read_my_file(
    visiting: Visiting,
    request: HttpRequest,
    ids: Path<(InquiryId, AttachmentId)>,
) -> Result<HttpResponse> {
    let (id, attachment) = *ids;
    let state = visiting.state();
    let file = visiting.look(move |db, me| inquiries::own::file(db, me, id, attachment)).await?;
    serve(&state, &request, file, Copies::Private).await
}
