//! `/api/v1/groups`, but for members.

use actix_web::{HttpResponse, delete, get, post, put};
use shared::{
    Page,
    groups::{Group, GroupDraft, GroupQuery},
    ids::GroupId,
};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    error::Result,
    groups::manage,
    http::{Answer, Body, Created, Path, Query, Signed},
    permissions::routes::Version,
};

pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_groups).service(create_group).service(read_group).service(edit_group).service(delete_group);
}

/// List groups
///
/// By name, with how many members could be given something now and how many wait for one.
#[utoipa::path(tag = "groups", responses((status = OK, body = Page<Group>)), params(GroupQuery))]
#[get("/groups")]
async fn list_groups(signed: Signed, query: Query<GroupQuery>) -> Answer<Page<Group>> {
    signed.read(move |db, who| manage::list(db, who.granted()?, who.directory(), &query)).await
}

/// Make a group
///
/// It has no members yet.
#[utoipa::path(tag = "groups", request_body = GroupDraft, responses((status = CREATED, body = Group)))]
#[post("/groups")]
async fn create_group(signed: Signed, body: Body<GroupDraft>) -> Result<Created<Group>> {
    signed
        .create(body.0, |db, who, draft| manage::create(db, who.actor(), who.granted()?, who.directory(), draft))
        .await
}

/// Read a group
///
/// With its counts as of now.
#[utoipa::path(tag = "groups", responses((status = OK, body = Group)), params(("id" = GroupId, Path)))]
#[get("/groups/{id}")]
async fn read_group(signed: Signed, id: Path<GroupId>) -> Answer<Group> {
    signed.read(move |db, who| manage::read(db, who.granted()?, who.directory(), *id)).await
}

/// Edit a group
///
/// Its members stay.
#[utoipa::path(
    tag = "groups",
    request_body = GroupDraft,
    responses((status = OK, body = Group)),
    params(("id" = GroupId, Path))
)]
#[put("/groups/{id}")]
async fn edit_group(signed: Signed, id: Path<GroupId>, body: Body<GroupDraft>) -> Answer<Group> {
    signed.write(move |db, who| manage::edit(db, who.actor(), who.granted()?, who.directory(), *id, &body.0)).await
}

/// Delete a group
///
/// Only one to which the policy in force does not lead, nothing was ever given, and for which nobody waits.
#[utoipa::path(tag = "groups", responses((status = NO_CONTENT)), params(("id" = GroupId, Path), Version))]
#[delete("/groups/{id}")]
async fn delete_group(signed: Signed, id: Path<GroupId>, query: Query<Version>) -> Result<HttpResponse> {
    signed
        .write(move |db, who| manage::delete(db, who.actor(), who.granted()?, who.directory(), *id, query.version))
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
