//! `/api/v1/org-units`.

use actix_web::{HttpResponse, delete, get, patch, post};
use shared::{
    ids::OrgUnitId,
    organisation::{OrgUnit, OrgUnitDraft, OrgUnitMerge, OrgUnitMove, OrgUnitRename},
};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    error::Result,
    http::{Answer, Body, Created, Path, Query, Signed},
    organisation::units,
    permissions::routes::Version,
};

pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_units)
        .service(create_unit)
        .service(rename_unit)
        .service(move_unit)
        .service(merge_unit)
        .service(delete_unit);
}

/// List the org tree
///
/// Every unit, parents before children, siblings by name.
#[utoipa::path(tag = "organisation", responses((status = OK, body = Vec<OrgUnit>)))]
#[get("/org-units")]
async fn list_units(signed: Signed) -> Answer<Vec<OrgUnit>> {
    signed.read(|db, who| units::list(db, who.granted()?)).await
}

/// Add a unit
///
/// Below another one, or as a root.
#[utoipa::path(tag = "organisation", request_body = OrgUnitDraft, responses((status = CREATED, body = OrgUnit)))]
#[post("/org-units")]
async fn create_unit(signed: Signed, body: Body<OrgUnitDraft>) -> Result<Created<OrgUnit>> {
    signed.create(body.0, |db, who, draft| units::create(db, who.actor(), who.granted()?, draft)).await
}

/// Rename a unit
///
/// Siblings have different names.
#[utoipa::path(
    tag = "organisation",
    request_body = OrgUnitRename,
    responses((status = OK, body = OrgUnit)),
    params(("id" = OrgUnitId, Path))
)]
#[patch("/org-units/{id}")]
async fn rename_unit(signed: Signed, id: Path<OrgUnitId>, body: Body<OrgUnitRename>) -> Answer<OrgUnit> {
    signed.write(move |db, who| units::rename(db, who.actor(), who.granted()?, *id, &body.0)).await
}

/// Move a unit
///
/// With everything below it; scopes such as "unit and below" follow with the next request.
#[utoipa::path(
    tag = "organisation",
    request_body = OrgUnitMove,
    responses((status = OK, body = OrgUnit)),
    params(("id" = OrgUnitId, Path))
)]
#[post("/org-units/{id}/move")]
async fn move_unit(signed: Signed, id: Path<OrgUnitId>, body: Body<OrgUnitMove>) -> Answer<OrgUnit> {
    signed.write(move |db, who| units::move_to(db, who.actor(), who.granted()?, *id, &body.0)).await
}

/// Merge a unit into another
///
/// Its people, the units below it and the data roles that cover it go to the other one; then it is deleted.
#[utoipa::path(
    tag = "organisation",
    request_body = OrgUnitMerge,
    responses((status = NO_CONTENT)),
    params(("id" = OrgUnitId, Path))
)]
#[post("/org-units/{id}/merge")]
async fn merge_unit(signed: Signed, id: Path<OrgUnitId>, body: Body<OrgUnitMerge>) -> Result<HttpResponse> {
    signed.write(move |db, who| units::merge(db, who.actor(), who.granted()?, *id, &body.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Delete a unit
///
/// Only one in which nobody is, below which nothing is, and which no data role covers.
#[utoipa::path(
    tag = "organisation",
    responses((status = NO_CONTENT)),
    params(("id" = OrgUnitId, Path), Version)
)]
#[delete("/org-units/{id}")]
async fn delete_unit(signed: Signed, id: Path<OrgUnitId>, query: Query<Version>) -> Result<HttpResponse> {
    signed.write(move |db, who| units::delete(db, who.actor(), who.granted()?, *id, query.version)).await?;
    Ok(HttpResponse::NoContent().finish())
}
