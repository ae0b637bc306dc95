//! Files that customers send and read on their own side, the same for a mini-program and a website.

use actix_web::{HttpRequest, HttpResponse, web};
use shared::{
    ids::{AttachmentId, InquiryId},
    inquiries::Attachment,
};

use crate::{
    error::Result,
    files::Wanted,
    http::{Copies, Created, Visiting, receive, serve},
    inquiries,
    visitors::Limit,
};

/// Takes a file in, to be sent with a message.
pub async fn attach(
    visiting: Visiting,
    id: InquiryId,
    file_name: String,
    body: web::Payload,
) -> Result<Created<Attachment>> {
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

/// Gives a file out that was sent with a message.
pub async fn read(
    visiting: Visiting,
    request: HttpRequest,
    (id, attachment): (InquiryId, AttachmentId),
) -> Result<HttpResponse> {
    let state = visiting.state();
    let file = visiting.look(move |db, me| inquiries::own::file(db, me, id, attachment)).await?;
    serve(&state, &request, file, Copies::Private).await
}
