//! `/api/v1/districts`, but for giving them to agents.

use actix_web::{get, post, put};
use shared::{
    Page,
    ids::DistrictId,
    territory::{District, DistrictDraft, DistrictEdit, DistrictQuery, Holding},
};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    error::Result,
    http::{Answer, Body, Created, Path, Query, Signed},
    territory::{districts, holdings},
};

pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_districts)
        .service(create_district)
        .service(read_district)
        .service(edit_district)
        .service(district_holdings);
}

/// List districts
///
/// By code.
#[utoipa::path(tag = "territory", responses((status = OK, body = Page<District>)), params(DistrictQuery))]
#[get("/districts")]
async fn list_districts(signed: Signed, query: Query<DistrictQuery>) -> Answer<Page<District>> {
    signed.read(move |db, who| districts::list(db, who.granted()?, who.directory(), &query)).await
}

/// Add a district
///
/// It has no agent yet.
#[utoipa::path(tag = "territory", request_body = DistrictDraft, responses((status = CREATED, body = District)))]
#[post("/districts")]
async fn create_district(signed: Signed, body: Body<DistrictDraft>) -> Result<Created<District>> {
    signed
        .create(body.0, |db, who, draft| districts::create(db, who.actor(), who.granted()?, who.directory(), draft))
        .await
}

/// Read a district
///
/// With its agent as of now.
#[utoipa::path(
    tag = "territory",
    responses((status = OK, body = District)),
    params(("id" = DistrictId, Path))
)]
#[get("/districts/{id}")]
async fn read_district(signed: Signed, id: Path<DistrictId>) -> Answer<District> {
    signed.read(move |db, who| districts::read(db, who.granted()?, who.directory(), *id)).await
}

/// Edit a district
///
/// A closed one takes no new customers; its agent and their customers stay.
#[utoipa::path(
    tag = "territory",
    request_body = DistrictEdit,
    responses((status = OK, body = District)),
    params(("id" = DistrictId, Path))
)]
#[put("/districts/{id}")]
async fn edit_district(signed: Signed, id: Path<DistrictId>, body: Body<DistrictEdit>) -> Answer<District> {
    signed.write(move |db, who| districts::edit(db, who.actor(), who.granted()?, who.directory(), *id, &body.0)).await
}

/// Who held a district
///
/// From when to when, the last one first.
#[utoipa::path(
    tag = "territory",
    responses((status = OK, body = Vec<Holding>)),
    params(("id" = DistrictId, Path))
)]
#[get("/districts/{id}/holdings")]
async fn district_holdings(signed: Signed, id: Path<DistrictId>) -> Answer<Vec<Holding>> {
    signed.read(move |db, who| holdings::holdings(db, who.granted()?, who.directory(), *id)).await
}
