//! `/api/v1/exports`.

use std::{
    fs::File,
    io::{self, Read},
};

use actix_web::{
    HttpResponse, get,
    http::header::{
        self, Charset, ContentDisposition, ContentEncoding, DispositionParam, DispositionType, ExtendedValue,
    },
    post, web,
};
use futures_util::stream;
use shared::{
    Page,
    exports::{Export, ExportDraft},
    ids::ExportId,
    page::{Count, PageQuery},
};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{ask, download, files};
use crate::{
    error::{Error, Result, not_found},
    http::{Answer, Body, Created, Path, Query, Signed, blocking},
};

/// The routes of this room. Those with a word come before those with an id.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_exports)
        .service(ask_for_export)
        .service(preview_export)
        .service(read_export)
        .service(cancel_export)
        .service(download_export);
}

/// List exports
///
/// One's own, newest first.
#[utoipa::path(tag = "exports", params(PageQuery), responses((status = OK, body = Page<Export>)))]
#[get("/exports")]
async fn list_exports(signed: Signed, query: Query<PageQuery>) -> Answer<Page<Export>> {
    signed.read(move |db, who| ask::list(db, who, &query.0)).await
}

/// Ask for an export
///
/// Of orders with the permission `order.export`, of customers with `customer.export`: the rows that the same filters list, as far
/// as they are in scope of that permission while they are written. It is written in the background; read it again to see how far
/// it is. At most three of one's own wait or run at once.
#[utoipa::path(tag = "exports", request_body = ExportDraft, responses((status = CREATED, body = Export)))]
#[post("/exports")]
async fn ask_for_export(signed: Signed, body: Body<ExportDraft>) -> Result<Created<Export>> {
    signed.create(body.0, ask::ask).await
}

/// Count what an export would hold
///
/// How many orders or customers, exactly up to 10,000. Nothing is written.
#[utoipa::path(tag = "exports", request_body = ExportDraft, responses((status = OK, body = Count)))]
#[post("/exports/preview")]
async fn preview_export(signed: Signed, body: Body<ExportDraft>) -> Answer<Count> {
    signed.read(move |db, who| ask::preview(db, who, &body.0)).await
}

/// Read an export
///
/// How far it is. Only one's own.
#[utoipa::path(tag = "exports", responses((status = OK, body = Export)), params(("id" = ExportId, Path)))]
#[get("/exports/{id}")]
async fn read_export(signed: Signed, id: Path<ExportId>) -> Answer<Export> {
    signed.read(move |db, who| ask::one(db, who, *id)).await
}

/// Cancel an export
///
/// One that waits or is being written.
#[utoipa::path(tag = "exports", responses((status = OK, body = Export)), params(("id" = ExportId, Path)))]
#[post("/exports/{id}/cancel")]
async fn cancel_export(signed: Signed, id: Path<ExportId>) -> Answer<Export> {
    signed.write(move |db, who| ask::cancel(db, who, *id)).await
}

/// Download an export
///
/// The file of one that is done, for who asked for it and still reaches everybody whose customers are in it. Texts that look like
/// formulas, telephone numbers with `+` among them, have an apostrophe in front in CSV files; in workbooks they are texts as they
/// are. Every download is in the audit log.
#[utoipa::path(
    tag = "exports",
    responses(
        (status = OK, content(
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (Vec<u8> = "application/zip")
        )),
        (status = CONFLICT)
    ),
    params(("id" = ExportId, Path))
)]
#[get("/exports/{id}/file")]
async fn download_export(signed: Signed, id: Path<ExportId>) -> Result<HttpResponse> {
    let folder = signed.client.state.config.exports_folder();
    let file = signed.change(move |db, who| download::download(db, who, &folder, *id)).await?;
    let path = file.path.clone();
    let opened = blocking(move || {
        let opened = File::open(&path).map_err(|error| {
            // Another process has it in a folder of its own, or somebody deleted it.
            tracing::error!(error = %error, path = %path.display(), "the file of an export is not there");
            not_found()
        })?;
        let size = opened.metadata().map_err(anyhow::Error::from)?.len();
        Ok::<_, Error>((opened, size))
    });
    let (opened, size) = opened.await?;
    let plain = format!("export.{}", files::extension(file.format));
    let spelt =
        ExtendedValue { charset: Charset::Ext("UTF-8".into()), language_tag: None, value: file.name.into_bytes() };
    let disposition = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(plain), DispositionParam::FilenameExt(spelt)],
    };
    Ok(HttpResponse::Ok()
        .content_type(files::media_type(file.format))
        .insert_header((header::CONTENT_DISPOSITION, disposition))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // It is packed already.
        .insert_header(ContentEncoding::Identity)
        .no_chunking(size)
        .streaming(parts(opened)))
}

/// How many bytes are sent at once.
const PART: usize = 256 << 10;

/// The file, as fast as it is taken.
fn parts(file: File) -> impl stream::Stream<Item = io::Result<web::Bytes>> {
    stream::try_unfold(file, |mut file| async move {
        let read = move || {
            let mut part = vec![0; PART];
            let read = file.read(&mut part).map_err(anyhow::Error::from)?;
            part.truncate(read);
            Ok((part, file))
        };
        let (part, file) = blocking(read).await.map_err(io::Error::other)?;
        Ok((!part.is_empty()).then(|| (part.into(), file)))
    })
}
