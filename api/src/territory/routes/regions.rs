//! `/api/v1/provinces` and `/api/v1/cities`.

use actix_web::{get, post};
use shared::{
    ids::CityId,
    territory::{City, CityCoverage, CityDraft, CityQuery, Province, ProvinceDraft},
};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    error::Result,
    http::{Answer, Body, Created, Path, Query, Signed},
    territory::regions,
};

pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_provinces)
        .service(create_province)
        .service(list_cities)
        .service(create_city)
        .service(city_coverage);
}

/// List provinces
///
/// By code.
#[utoipa::path(tag = "territory", responses((status = OK, body = Vec<Province>)))]
#[get("/provinces")]
async fn list_provinces(signed: Signed) -> Answer<Vec<Province>> {
    signed.read(|db, who| regions::provinces(db, who.granted()?)).await
}

/// Add a province
///
/// The provinces of China are there from the start.
#[utoipa::path(tag = "territory", request_body = ProvinceDraft, responses((status = CREATED, body = Province)))]
#[post("/provinces")]
async fn create_province(signed: Signed, body: Body<ProvinceDraft>) -> Result<Created<Province>> {
    signed.create(body.0, |db, who, draft| regions::create_province(db, who.actor(), who.granted()?, draft)).await
}

/// List cities
///
/// By code, with how many open districts they have and how many of those have an agent.
#[utoipa::path(tag = "territory", responses((status = OK, body = Vec<City>)), params(CityQuery))]
#[get("/cities")]
async fn list_cities(signed: Signed, query: Query<CityQuery>) -> Answer<Vec<City>> {
    signed.read(move |db, who| regions::cities(db, who.granted()?, &query)).await
}

/// Add a city
///
/// The cities of China are there from the start.
#[utoipa::path(tag = "territory", request_body = CityDraft, responses((status = CREATED, body = City)))]
#[post("/cities")]
async fn create_city(signed: Signed, body: Body<CityDraft>) -> Result<Created<City>> {
    signed.create(body.0, |db, who, draft| regions::create_city(db, who.actor(), who.granted()?, draft)).await
}

/// Who holds what in a city
///
/// Of its open districts; most districts first.
#[utoipa::path(
    tag = "territory",
    responses((status = OK, body = CityCoverage)),
    params(("id" = CityId, Path))
)]
#[get("/cities/{id}/coverage")]
async fn city_coverage(signed: Signed, id: Path<CityId>) -> Answer<CityCoverage> {
    signed.read(move |db, who| regions::coverage(db, who.granted()?, who.directory(), *id)).await
}
