//! Roles and data roles. What a single person or customer sees and is seen by is asked at `customers` and `organisation`.

use actix_web::{HttpResponse, delete, get, post, put};
use serde::Deserialize;
use shared::{
    ids::{DataRoleId, RoleId},
    permissions::{DataRole, DataRoleDraft, Role, RoleDraft},
};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{data_roles, roles};
use crate::{
    error::Result,
    http::{Answer, Body, Created, Path, Query, Signed},
};

/// The routes of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_roles)
        .service(create_role)
        .service(edit_role)
        .service(delete_role)
        .service(list_data_roles)
        .service(create_data_role)
        .service(edit_data_role)
        .service(delete_data_role);
}

/// The version of what is deleted.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Version {
    /// The version that was read.
    pub version: i64,
}

/// List roles
///
/// Built-in ones first, then in the order in which they were made.
#[utoipa::path(tag = "permissions", responses((status = OK, body = Vec<Role>)))]
#[get("/roles")]
async fn list_roles(signed: Signed) -> Answer<Vec<Role>> {
    signed.read(|db, who| roles::list(db, who.granted()?)).await
}

/// Make a role
///
/// It can be given to people at once.
#[utoipa::path(tag = "permissions", request_body = RoleDraft, responses((status = CREATED, body = Role)))]
#[post("/roles")]
async fn create_role(signed: Signed, body: Body<RoleDraft>) -> Result<Created<Role>> {
    signed.create(body.0, |db, who, draft| roles::create(db, who.actor(), who.granted()?, draft)).await
}

/// Edit a role
///
/// It takes effect with the next request of everyone who has it. A built-in role cannot be edited.
#[utoipa::path(
    tag = "permissions",
    request_body = RoleDraft,
    responses((status = OK, body = Role)),
    params(("id" = RoleId, Path))
)]
#[put("/roles/{id}")]
async fn edit_role(signed: Signed, id: Path<RoleId>, body: Body<RoleDraft>) -> Answer<Role> {
    signed.write(move |db, who| roles::edit(db, who.actor(), who.granted()?, *id, &body.0)).await
}

/// Delete a role
///
/// Only one that nobody has.
#[utoipa::path(
    tag = "permissions",
    responses((status = NO_CONTENT)),
    params(("id" = RoleId, Path), Version)
)]
#[delete("/roles/{id}")]
async fn delete_role(signed: Signed, id: Path<RoleId>, query: Query<Version>) -> Result<HttpResponse> {
    signed.write(move |db, who| roles::delete(db, who.actor(), who.granted()?, *id, query.version)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// List data roles
///
/// In the order in which they were made.
#[utoipa::path(tag = "permissions", responses((status = OK, body = Vec<DataRole>)))]
#[get("/data-roles")]
async fn list_data_roles(signed: Signed) -> Answer<Vec<DataRole>> {
    signed.read(|db, who| data_roles::list(db, who.granted()?)).await
}

/// Make a data role
///
/// It covers units, with or without those below, and single people.
#[utoipa::path(tag = "permissions", request_body = DataRoleDraft, responses((status = CREATED, body = DataRole)))]
#[post("/data-roles")]
async fn create_data_role(signed: Signed, body: Body<DataRoleDraft>) -> Result<Created<DataRole>> {
    signed.create(body.0, |db, who, draft| data_roles::create(db, who.actor(), who.granted()?, draft)).await
}

/// Edit a data role
///
/// It takes effect with the next request of everyone who has it.
#[utoipa::path(
    tag = "permissions",
    request_body = DataRoleDraft,
    responses((status = OK, body = DataRole)),
    params(("id" = DataRoleId, Path))
)]
#[put("/data-roles/{id}")]
async fn edit_data_role(signed: Signed, id: Path<DataRoleId>, body: Body<DataRoleDraft>) -> Answer<DataRole> {
    signed.write(move |db, who| data_roles::edit(db, who.actor(), who.granted()?, *id, &body.0)).await
}

/// Delete a data role
///
/// Only one that nobody has.
#[utoipa::path(
    tag = "permissions",
    responses((status = NO_CONTENT)),
    params(("id" = DataRoleId, Path), Version)
)]
#[delete("/data-roles/{id}")]
async fn delete_data_role(signed: Signed, id: Path<DataRoleId>, query: Query<Version>) -> Result<HttpResponse> {
    signed.write(move |db, who| data_roles::delete(db, who.actor(), who.granted()?, *id, query.version)).await?;
    Ok(HttpResponse::NoContent().finish())
}
