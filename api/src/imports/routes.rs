//! `/api/v1/imports`.

use actix_web::{HttpResponse, get, post, web};
use shared::{
    Page,
    ids::ImportId,
    imports::{Import, ImportDecision, ImportKind, ImportLine, ImportLineQuery, ImportUpload},
};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{apply, read, upload};
use crate::{
    error::Result,
    http::{Answer, Body, Path, Query, Signed, read_all},
};

/// The routes of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(upload_districts)
        .service(upload_employees)
        .service(read_import)
        .service(list_lines)
        .service(apply_import);
}

/// Upload districts
///
/// A CSV or XLSX file with a header: code, province, city, county, name, or 编码, 省, 市, 区县, 名称. The answer comes at
/// once; the lines are checked meanwhile. Nothing changes before it is applied.
#[utoipa::path(
    tag = "imports",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = ACCEPTED, body = Import)),
    params(ImportUpload)
)]
#[post("/imports/districts")]
async fn upload_districts(signed: Signed, query: Query<ImportUpload>, body: web::Payload) -> Result<HttpResponse> {
    accept(signed, ImportKind::Districts, query.0, body).await
}

/// Upload employees
///
/// A CSV or XLSX file with a header: number, name, phone, username, unit, agent, or 工号, 姓名, 手机, 用户名, 部门, 客服. A
/// unit is a path, 总部/华东/杭州. The answer comes at once; the lines are checked meanwhile. Nothing changes before it is
/// applied.
#[utoipa::path(
    tag = "imports",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = ACCEPTED, body = Import)),
    params(ImportUpload)
)]
#[post("/imports/employees")]
async fn upload_employees(signed: Signed, query: Query<ImportUpload>, body: web::Payload) -> Result<HttpResponse> {
    accept(signed, ImportKind::Employees, query.0, body).await
}

async fn accept(signed: Signed, kind: ImportKind, query: ImportUpload, body: web::Payload) -> Result<HttpResponse> {
    let state = signed.client.state.clone();
    signed.clone().read(move |_, who| upload::may_upload(who, kind)).await?;
    let bytes = read_all(body, state.config.max_upload).await?;
    let (import, check) = signed.change(move |db, who| upload::begin(db, who, kind, &query.file_name)).await?;
    check.start(state.database.clone(), bytes)?;
    Ok(HttpResponse::Accepted().json(import))
}

/// Read an import
///
/// How far the check came, and how many lines would do what.
#[utoipa::path(tag = "imports", responses((status = OK, body = Import)), params(("id" = ImportId, Path)))]
#[get("/imports/{id}")]
async fn read_import(signed: Signed, id: Path<ImportId>) -> Answer<Import> {
    let lang = signed.client.lang;
    signed.read(move |db, who| read::one(db, who, *id, lang)).await
}

/// List an import's lines
///
/// In the order of the file. Of an applied import the bad lines are kept, and all of them are forgotten after a week.
#[utoipa::path(
    tag = "imports",
    responses((status = OK, body = Page<ImportLine>)),
    params(("id" = ImportId, Path), ImportLineQuery)
)]
#[get("/imports/{id}/lines")]
async fn list_lines(signed: Signed, id: Path<ImportId>, query: Query<ImportLineQuery>) -> Answer<Page<ImportLine>> {
    let lang = signed.client.lang;
    signed.read(move |db, who| read::lines(db, who, *id, &query, lang)).await
}

/// Apply an import
///
/// All lines or none. Applied again, the same file changes nothing: lines are recognised by code or number.
#[utoipa::path(
    tag = "imports",
    request_body = ImportDecision,
    responses((status = OK, body = Import)),
    params(("id" = ImportId, Path))
)]
#[post("/imports/{id}/apply")]
async fn apply_import(signed: Signed, id: Path<ImportId>, body: Body<ImportDecision>) -> Answer<Import> {
    signed.write(move |db, who| apply::apply(db, who, *id, &body.0)).await
}
