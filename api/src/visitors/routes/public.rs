//! `/public/v1`: customers on a website, in a chat window or a form.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::{
    Page,
    files::FileUpload,
    ids::{AttachmentId, InquiryId},
    inquiries::{Attachment, CustomerMessage, PublicMessage},
    page::PageQuery,
    visitors::{NewVisitor, OwnInquiry, OwnInquiryDraft, VisitorToken},
};
use utoipa_actix_web::service_config::ServiceConfig;

use super::files;
use crate::{
    error::Result,
    http::{Answer, Body, Created, Door, Path, Query, Visiting},
    inquiries,
    visitors::{Limit, count, sessions},
    widgets,
};

/// The routes of this room for websites.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(welcome_visitor)
        .service(visitor_inquiries)
        .service(send_visitor_inquiry)
        .service(visitor_messages)
        .service(say_as_visitor)
        .service(attach_as_visitor)
        .service(read_visitor_file);
}

/// Begin to write
///
/// Gives a token by which this browser is recognised from now on. Sixty in ten minutes from one address at most.
#[utoipa::path(
    tag = "public",
    request_body = NewVisitor,
    responses((status = CREATED, body = VisitorToken), (status = NOT_FOUND)),
    security(())
)]
#[post("/visitors")]
async fn welcome_visitor(door: Door, body: Body<NewVisitor>) -> Result<Created<VisitorToken>> {
    let address = door.address();
    door.state().write_with_others(move |db| count(db, Limit::VISITOR, &address)).await?;
    let welcome = move |db: &mut crate::db::Db| {
        let widget = widgets::open(db, body.0.widget.trim())?;
        sessions::welcome(db, widget)
    };
    door.state().write_with_others(welcome).await.map(Created)
}

/// List the inquiries of this browser
///
/// Newest first.
#[utoipa::path(tag = "public", responses((status = OK, body = Page<OwnInquiry>)), params(PageQuery))]
#[get("/inquiries")]
async fn visitor_inquiries(visiting: Visiting, query: Query<PageQuery>) -> Answer<Page<OwnInquiry>> {
    visiting.read(move |db, me| inquiries::own::list(db, me, &query.0)).await
}

/// Send an inquiry from this browser
///
/// The widget says by which entrance. The first needs a phone. Ten an hour at most.
#[utoipa::path(tag = "public", request_body = OwnInquiryDraft, responses((status = CREATED, body = OwnInquiry)))]
#[post("/inquiries")]
async fn send_visitor_inquiry(visiting: Visiting, body: Body<OwnInquiryDraft>) -> Result<Created<OwnInquiry>> {
    visiting.count(Limit::INQUIRY, Limit::INQUIRY_ADDRESS).await?;
    visiting.create(body.0, inquiries::own::send).await
}

/// List what was said about an inquiry of this browser
///
/// Newest first.
#[utoipa::path(
    tag = "public",
    responses((status = OK, body = Page<PublicMessage>)),
    params(("id" = InquiryId, Path), PageQuery)
)]
#[get("/inquiries/{id}/messages")]
async fn visitor_messages(
    visiting: Visiting,
    id: Path<InquiryId>,
    query: Query<PageQuery>,
) -> Answer<Page<PublicMessage>> {
    visiting.read(move |db, me| inquiries::own::messages(db, me, *id, &query.0)).await
}

/// Say something about an inquiry of this browser
///
/// One that is closed answers `wrong_state`: send a new inquiry then. Thirty a minute at most.
#[utoipa::path(
    tag = "public",
    request_body = CustomerMessage,
    responses((status = CREATED, body = PublicMessage)),
    params(("id" = InquiryId, Path))
)]
#[post("/inquiries/{id}/messages")]
async fn say_as_visitor(
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

/// Upload a file to send about an inquiry of this browser
///
/// The file is the body, as it is. Name its id in `attachments` of a message within a day; otherwise it goes away. Sixty an hour at
/// most.
#[utoipa::path(
    tag = "public",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = CREATED, body = Attachment)),
    params(("id" = InquiryId, Path), FileUpload)
)]
#[post("/inquiries/{id}/attachments")]
async fn attach_as_visitor(
    visiting: Visiting,
    id: Path<InquiryId>,
    query: Query<FileUpload>,
    body: web::Payload,
) -> Result<Created<Attachment>> {
    files::attach(visiting, *id, query.0.file_name, body).await
}

/// Read a file that was sent about an inquiry of this browser
#[utoipa::path(
    tag = "public",
    responses((status = OK, body = Vec<u8>, content_type = "application/octet-stream")),
    params(("id" = InquiryId, Path), ("attachment_id" = AttachmentId, Path))
)]
#[get("/inquiries/{id}/attachments/{attachment_id}")]
async fn read_visitor_file(
    visiting: Visiting,
    request: HttpRequest,
    ids: Path<(InquiryId, AttachmentId)>,
) -> Result<HttpResponse> {
    files::read(visiting, request, *ids).await
}
