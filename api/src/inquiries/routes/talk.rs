//! What is said, noted and filed: `/api/v1/inquiries/{id}/messages` and what stands beside it.

use actix_web::{HttpResponse, delete, get, post, put};
use serde::Deserialize;
use shared::{
    Page,
    ids::{CannedReplyId, InquiryCategoryId, InquiryId},
    inquiries::{
        CannedReply, CannedReplyDraft, Filing, InquiryCategory, InquiryCategoryDraft, InquiryDetail, InquiryStep,
        Interpretation, Message, NewInterpretation, NewMessage,
    },
    page::PageQuery,
};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    error::Result,
    http::{Answer, Body, Created, Path, Query, Signed},
    inquiries::{messages, notes, replies, steps},
};

pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_messages)
        .service(post_message)
        .service(interpret)
        .service(file_inquiry)
        .service(reopen_inquiry)
        .service(close_inquiry)
        .service(list_categories)
        .service(create_category)
        .service(edit_category)
        .service(list_replies)
        .service(create_reply)
        .service(edit_reply)
        .service(delete_reply);
}

/// List the messages of an inquiry
///
/// What the customer said, what was replied, and notes for colleagues; newest first.
#[utoipa::path(
    tag = "inquiries",
    responses((status = OK, body = Page<Message>)),
    params(("id" = InquiryId, Path), PageQuery)
)]
#[get("/inquiries/{id}/messages")]
async fn list_messages(signed: Signed, id: Path<InquiryId>, query: Query<PageQuery>) -> Answer<Page<Message>> {
    signed.read(move |db, who| messages::list(db, who, &who.scope()?, *id, &query.0)).await
}

/// Write a message
///
/// A reply counts as the answer, and it is the customer's turn. What the customer said elsewhere makes it ours again, and opens
/// an inquiry that was resolved in the last seven days; one that is closed answers `wrong_state`. A note changes nothing.
#[utoipa::path(
    tag = "inquiries",
    request_body = NewMessage,
    responses((status = CREATED, body = Message)),
    params(("id" = InquiryId, Path))
)]
#[post("/inquiries/{id}/messages")]
async fn post_message(signed: Signed, id: Path<InquiryId>, body: Body<NewMessage>) -> Result<Created<Message>> {
    let id = *id;
    let named = (id, body.0);
    signed.create(named, |db, who, (id, new)| messages::post(db, who, &who.scope()?, *id, new)).await
}

/// Write an interpretation
///
/// What the consultant makes of it, beside the customer's words. None is ever changed.
#[utoipa::path(
    tag = "inquiries",
    request_body = NewInterpretation,
    responses((status = CREATED, body = Interpretation)),
    params(("id" = InquiryId, Path))
)]
#[post("/inquiries/{id}/interpretations")]
async fn interpret(
    signed: Signed,
    id: Path<InquiryId>,
    body: Body<NewInterpretation>,
) -> Result<Created<Interpretation>> {
    let named = (*id, body.0);
    signed.create(named, |db, who, (id, new)| notes::interpret(db, who, &who.scope()?, *id, new)).await
}

/// File an inquiry
///
/// Under one of the open categories, or under none.
#[utoipa::path(
    tag = "inquiries",
    request_body = Filing,
    responses((status = OK, body = InquiryDetail)),
    params(("id" = InquiryId, Path))
)]
#[put("/inquiries/{id}/category")]
async fn file_inquiry(signed: Signed, id: Path<InquiryId>, body: Body<Filing>) -> Answer<InquiryDetail> {
    signed.write(move |db, who| notes::file(db, who, &who.scope()?, *id, body.0)).await
}

/// Open a resolved inquiry again
///
/// Whoever had it last has it again, if they may take it; otherwise the policy says who.
#[utoipa::path(
    tag = "inquiries",
    request_body = InquiryStep,
    responses((status = OK, body = InquiryDetail)),
    params(("id" = InquiryId, Path))
)]
#[post("/inquiries/{id}/reopen")]
async fn reopen_inquiry(signed: Signed, id: Path<InquiryId>, body: Body<InquiryStep>) -> Answer<InquiryDetail> {
    signed.write(move |db, who| steps::reopen(db, who, &who.scope()?, *id, body.0)).await
}

/// Close a resolved inquiry for good
///
/// No message opens it again. What was resolved closes by itself after seven days.
#[utoipa::path(
    tag = "inquiries",
    request_body = InquiryStep,
    responses((status = OK, body = InquiryDetail)),
    params(("id" = InquiryId, Path))
)]
#[post("/inquiries/{id}/close")]
async fn close_inquiry(signed: Signed, id: Path<InquiryId>, body: Body<InquiryStep>) -> Answer<InquiryDetail> {
    signed.write(move |db, who| steps::close(db, who, &who.scope()?, *id, body.0)).await
}

/// List categories
///
/// By name.
#[utoipa::path(tag = "inquiries", responses((status = OK, body = Vec<InquiryCategory>)))]
#[get("/inquiry-categories")]
async fn list_categories(signed: Signed) -> Answer<Vec<InquiryCategory>> {
    signed.read(|db, who| notes::categories(db, &who.scope()?)).await
}

/// Add a category
///
/// Inquiries may be filed under it from now on.
#[utoipa::path(
    tag = "inquiries",
    request_body = InquiryCategoryDraft,
    responses((status = CREATED, body = InquiryCategory))
)]
#[post("/inquiry-categories")]
async fn create_category(signed: Signed, body: Body<InquiryCategoryDraft>) -> Result<Created<InquiryCategory>> {
    signed.create(body.0, |db, who, draft| notes::add_category(db, who.actor(), who.granted()?, draft)).await
}

/// Edit a category
///
/// Nothing more is filed under a closed one; what was stays.
#[utoipa::path(
    tag = "inquiries",
    request_body = InquiryCategoryDraft,
    responses((status = OK, body = InquiryCategory)),
    params(("id" = InquiryCategoryId, Path))
)]
#[put("/inquiry-categories/{id}")]
async fn edit_category(
    signed: Signed,
    id: Path<InquiryCategoryId>,
    body: Body<InquiryCategoryDraft>,
) -> Answer<InquiryCategory> {
    signed.write(move |db, who| notes::edit_category(db, who.actor(), who.granted()?, *id, &body.0)).await
}

/// List canned replies
///
/// By title.
#[utoipa::path(tag = "inquiries", responses((status = OK, body = Vec<CannedReply>)))]
#[get("/canned-replies")]
async fn list_replies(signed: Signed) -> Answer<Vec<CannedReply>> {
    signed.read(|db, who| replies::list(db, &who.scope()?)).await
}

/// Add a canned reply
///
/// For inquiries about one product line, or for all.
#[utoipa::path(
    tag = "inquiries",
    request_body = CannedReplyDraft,
    responses((status = CREATED, body = CannedReply))
)]
#[post("/canned-replies")]
async fn create_reply(signed: Signed, body: Body<CannedReplyDraft>) -> Result<Created<CannedReply>> {
    signed.create(body.0, |db, who, draft| replies::add(db, who.actor(), who.granted()?, draft)).await
}

/// Edit a canned reply
///
/// What was replied with it stays as it was.
#[utoipa::path(
    tag = "inquiries",
    request_body = CannedReplyDraft,
    responses((status = OK, body = CannedReply)),
    params(("id" = CannedReplyId, Path))
)]
#[put("/canned-replies/{id}")]
async fn edit_reply(signed: Signed, id: Path<CannedReplyId>, body: Body<CannedReplyDraft>) -> Answer<CannedReply> {
    signed.write(move |db, who| replies::edit(db, who.actor(), who.granted()?, *id, &body.0)).await
}

/// Which version is thrown away.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Version {
    /// The version that was read.
    version: i64,
}

/// Delete a canned reply
///
/// What was replied with it stays.
#[utoipa::path(
    tag = "inquiries",
    responses((status = NO_CONTENT)),
    params(("id" = CannedReplyId, Path), Version)
)]
#[delete("/canned-replies/{id}")]
async fn delete_reply(signed: Signed, id: Path<CannedReplyId>, query: Query<Version>) -> Result<HttpResponse> {
    signed.write(move |db, who| replies::delete(db, who.actor(), who.granted()?, *id, query.version)).await?;
    Ok(HttpResponse::NoContent().finish())
}
