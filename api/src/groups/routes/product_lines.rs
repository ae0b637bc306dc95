//! `/api/v1/product-lines`.

use actix_web::{get, post, put};
use shared::{
    groups::{ProductLine, ProductLineDraft, ProductLineEdit},
    ids::ProductLineId,
};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    error::Result,
    groups::product_lines,
    http::{Answer, Body, Created, Path, Signed},
};

pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_lines).service(create_line).service(edit_line);
}

/// List product lines
///
/// By code.
#[utoipa::path(tag = "groups", responses((status = OK, body = Vec<ProductLine>)))]
#[get("/product-lines")]
async fn list_lines(signed: Signed) -> Answer<Vec<ProductLine>> {
    signed.read(|db, who| product_lines::list(db, who.granted()?)).await
}

/// Add a product line
///
/// It is sold from now on.
#[utoipa::path(tag = "groups", request_body = ProductLineDraft, responses((status = CREATED, body = ProductLine)))]
#[post("/product-lines")]
async fn create_line(signed: Signed, body: Body<ProductLineDraft>) -> Result<Created<ProductLine>> {
    signed.create(body.0, |db, who, draft| product_lines::create(db, who.actor(), who.granted()?, draft)).await
}

/// Edit a product line
///
/// To a closed one nothing new refers; what refers to it stays.
#[utoipa::path(
    tag = "groups",
    request_body = ProductLineEdit,
    responses((status = OK, body = ProductLine)),
    params(("id" = ProductLineId, Path))
)]
#[put("/product-lines/{id}")]
async fn edit_line(signed: Signed, id: Path<ProductLineId>, body: Body<ProductLineEdit>) -> Answer<ProductLine> {
    signed.write(move |db, who| product_lines::edit(db, who.actor(), who.granted()?, *id, &body.0)).await
}
