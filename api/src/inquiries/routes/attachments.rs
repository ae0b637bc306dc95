//! `/api/v1/inquiries/{id}/attachments`.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::{
    files::FileUpload,
    ids::{AttachmentId, InquiryId},
    inquiries::Attachment,
};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    error::Result,
    files::Wanted,
    http::{Copies, Created, Path, Query, Signed, receive, serve},
    inquiries::attachments,
};

pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(attach_file).service(read_file);
}

/// Upload a file to an inquiry
///
/// The file is the body, as it is. What it is, its bytes tell, not its name. Name its id in `attachments` of a message within a day;
/// otherwise it goes away.
#[utoipa::path(
    tag = "inquiries",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = CREATED, body = Attachment)),
    params(("id" = InquiryId, Path), FileUpload)
)]
#[post("/inquiries/{id}/attachments")]
async fn attach_file(
    signed: Signed,
    id: Path<InquiryId>,
    query: Query<FileUpload>,
    body: web::Payload,
) -> Result<Created<Attachment>> {
    let (state, id) = (signed.client.state.clone(), *id);
    signed.clone().look(move |db, who| attachments::may_attach(db, &who.scope()?, id)).await?;
    let limit = state.config.max_attachment;
    let file = receive(&state, body, Wanted::Any, query.0.file_name, limit).await?;
    let named = (id, file.hash.clone(), file.name.clone());
    let attach = move |db: &mut _, who: &crate::permissions::Access, (id, ..): &(InquiryId, _, _)| {
        attachments::may_attach(db, &who.scope()?, *id)?;
        attachments::attach(db, &state.shelf, who.actor(), *id, &file)
    };
    signed.create(named, attach).await
}

/// Read a file of an inquiry
///
/// Of a message, or one's own that is not sent yet. Pictures may be shown where they stand, everything else is saved.
#[utoipa::path(
    tag = "inquiries",
    responses((status = OK, body = Vec<u8>, content_type = "*/*")),
    params(("id" = InquiryId, Path), ("attachment_id" = AttachmentId, Path))
)]
#[get("/inquiries/{id}/attachments/{attachment_id}")]
async fn read_file(signed: Signed, request: HttpRequest, ids: Path<(InquiryId, AttachmentId)>) -> Result<HttpResponse> {
    let (state, (id, attachment)) = (signed.client.state.clone(), *ids);
    let file = signed.look(move |db, who| attachments::file(db, who, &who.scope()?, id, attachment)).await?;
    serve(&state, &request, file, Copies::Private).await
}
