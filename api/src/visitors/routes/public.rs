//! `/public/v1`: customers on a website, in a chat window or a form.

use actix_web::{get, post};
use shared::{
    Page,
    ids::InquiryId,
    inquiries::{CustomerMessage, PublicMessage},
    page::PageQuery,
    visitors::{NewVisitor, OwnInquiry, OwnInquiryDraft, VisitorToken},
};
use utoipa_actix_web::service_config::ServiceConfig;

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
        .service(say_as_visitor);
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
    let welcome = move |db: &mut crate::db::Db| {
        count(db, Limit::VISITOR, &address)?;
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
    let named = (*id, body.0);
    visiting
        .create(named, |db, directory, actor, me, (id, said)| inquiries::own::say(db, directory, actor, me, *id, said))
        .await
}
