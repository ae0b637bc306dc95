//! `/mp/v1/sessions` and `/mp/v1/me`: customers in a WeChat mini-program, signed in themselves.

use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use shared::{
    Page,
    entrances::Entrance,
    files::FileUpload,
    ids::{AttachmentId, InquiryId},
    inquiries::{Attachment, CustomerMessage, PublicMessage},
    page::PageQuery,
    visitors::{OwnInquiry, OwnInquiryDraft, OwnOrder, VisitorProfile, VisitorToken, WechatPhone, WechatSignIn},
};
use utoipa_actix_web::service_config::ServiceConfig;

use super::files;
use crate::{
    entrances,
    error::Result,
    http::{Answer, Body, Created, Door, Path, Query, Visiting},
    inquiries, orders,
    visitors::{Limit, count, sessions},
};

/// The routes of this room for mini-programs.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(wechat_sign_in)
        .service(wechat_sign_out)
        .service(my_profile)
        .service(tell_my_phone)
        .service(my_entrances)
        .service(my_inquiries)
        .service(send_my_inquiry)
        .service(my_messages)
        .service(say_mine)
        .service(attach_mine)
        .service(read_my_file)
        .service(my_orders);
}

/// Sign in with WeChat
///
/// With the code of `wx.login`. Who they are to us is found by openid and unionid. Without an account with WeChat in the
/// settings the answer is `wrong_state`; when WeChat does not answer, `busy`.
#[utoipa::path(
    tag = "own",
    request_body = WechatSignIn,
    responses((status = CREATED, body = VisitorToken)),
    security(())
)]
#[post("/sessions")]
async fn wechat_sign_in(door: Door, body: Body<WechatSignIn>) -> Result<Created<VisitorToken>> {
    let (state, address, actor) = (door.state(), door.address(), door.actor());
    let wechat = state.wechat()?;
    state.write(move |db| count(db, Limit::WECHAT, &address)).await?;
    let person = wechat.person(body.0.code.trim()).await?;
    state.write(move |db| sessions::sign_in(db, &actor, &person)).await.map(Created)
}

/// Sign out
#[utoipa::path(tag = "own", responses((status = NO_CONTENT)))]
#[delete("/sessions/current")]
async fn wechat_sign_out(visiting: Visiting) -> Result<HttpResponse> {
    let (state, token) = (visiting.state(), visiting.token().to_owned());
    state.write(move |db| sessions::end(db, &token)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Read who I am to you
#[utoipa::path(tag = "own", responses((status = OK, body = VisitorProfile)))]
#[get("/me")]
async fn my_profile(visiting: Visiting) -> Answer<VisitorProfile> {
    visiting.read(sessions::profile).await
}

/// Tell my phone
///
/// With the code of the `getPhoneNumber` button. Whoever is a customer by that phone sees everything of theirs from then on;
/// otherwise the next inquiry makes them one.
#[utoipa::path(tag = "own", request_body = WechatPhone, responses((status = OK, body = VisitorProfile)))]
#[post("/me/phone")]
async fn tell_my_phone(visiting: Visiting, body: Body<WechatPhone>) -> Answer<VisitorProfile> {
    let state = visiting.state();
    let wechat = state.wechat()?;
    visiting.count(Limit::MESSAGE, Limit::MESSAGE_ADDRESS).await?;
    let phone = wechat.phone(body.0.code.trim()).await?;
    visiting.write(move |db, actor, visitor| sessions::prove_phone(db, actor, visitor, &phone)).await
}

/// List open entrances
///
/// With the forms to ask.
#[utoipa::path(tag = "own", responses((status = OK, body = Vec<Entrance>)))]
#[get("/me/entrances")]
async fn my_entrances(visiting: Visiting) -> Answer<Vec<Entrance>> {
    visiting.read(|db, _| entrances::for_customers(db)).await
}

/// List my inquiries
///
/// Newest first: those sent from here, and all of the customer whom one is proven to be.
#[utoipa::path(tag = "own", responses((status = OK, body = Page<OwnInquiry>)), params(PageQuery))]
#[get("/me/inquiries")]
async fn my_inquiries(visiting: Visiting, query: Query<PageQuery>) -> Answer<Page<OwnInquiry>> {
    visiting.read(move |db, me| inquiries::own::list(db, me, &query.0)).await
}

/// Send my inquiry
///
/// As long as it is not known who they are, a phone is needed. Ten an hour at most.
#[utoipa::path(tag = "own", request_body = OwnInquiryDraft, responses((status = CREATED, body = OwnInquiry)))]
#[post("/me/inquiries")]
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
#[get("/me/inquiries/{id}/messages")]
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
#[post("/me/inquiries/{id}/messages")]
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
#[post("/me/inquiries/{id}/attachments")]
async fn attach_mine(
    visiting: Visiting,
    id: Path<InquiryId>,
    query: Query<FileUpload>,
    body: web::Payload,
) -> Result<Created<Attachment>> {
    files::attach(visiting, *id, query.0.file_name, body).await
}

/// Read a file that was sent about my inquiry
#[utoipa::path(
    tag = "own",
    responses((status = OK, body = Vec<u8>, content_type = "application/octet-stream")),
    params(("id" = InquiryId, Path), ("attachment_id" = AttachmentId, Path))
)]
#[get("/me/inquiries/{id}/attachments/{attachment_id}")]
async fn read_my_file(
    visiting: Visiting,
    request: HttpRequest,
    ids: Path<(InquiryId, AttachmentId)>,
) -> Result<HttpResponse> {
    files::read(visiting, request, *ids).await
}

/// List my orders
///
/// Newest first; none as long as it is not proven who they are.
#[utoipa::path(tag = "own", responses((status = OK, body = Page<OwnOrder>)), params(PageQuery))]
#[get("/me/orders")]
async fn my_orders(visiting: Visiting, query: Query<PageQuery>) -> Answer<Page<OwnOrder>> {
    visiting.read(move |db, me| orders::own::list(db, me, &query.0)).await
}
