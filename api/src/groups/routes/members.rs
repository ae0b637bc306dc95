//! `/api/v1/groups/{id}/members`.

use actix_web::{HttpResponse, delete, get, post, put};
use shared::{
    Page,
    groups::{GroupMember, MemberEdit, MemberQuery, MembersJoined, NewMembers},
    ids::{EmployeeId, GroupId},
};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    error::Result,
    groups::{join, members, quit},
    http::{Answer, Body, Created, Path, Query, Signed},
};

pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_members).service(add_members).service(put_member).service(remove_member);
}

/// List the members of a group
///
/// By employee number, with what keeps each from work of the group now.
#[utoipa::path(
    tag = "groups",
    responses((status = OK, body = Page<GroupMember>)),
    params(("id" = GroupId, Path), MemberQuery)
)]
#[get("/groups/{id}/members")]
async fn list_members(signed: Signed, id: Path<GroupId>, query: Query<MemberQuery>) -> Answer<Page<GroupMember>> {
    signed.read(move |db, who| members::list(db, who.granted()?, who.directory(), *id, &query)).await
}

/// Add members to a group
///
/// All of them, or none when one is no active agent. Who is a member already stays as they are.
#[utoipa::path(
    tag = "groups",
    request_body = NewMembers,
    responses((status = CREATED, body = MembersJoined)),
    params(("id" = GroupId, Path))
)]
#[post("/groups/{id}/members")]
async fn add_members(signed: Signed, id: Path<GroupId>, body: Body<NewMembers>) -> Result<Created<MembersJoined>> {
    signed.create((*id, body.0), |db, who, (group, new)| join::add(db, who, who.granted()?, *group, new)).await
}

/// Make somebody a member, or change their terms
///
/// A changed weight counts from their next turn. Who was a member before has their turn in the rotation of then.
#[utoipa::path(
    tag = "groups",
    request_body = MemberEdit,
    responses((status = OK, body = GroupMember)),
    params(("id" = GroupId, Path), ("employee_id" = EmployeeId, Path))
)]
#[put("/groups/{id}/members/{employee_id}")]
async fn put_member(signed: Signed, path: Path<(GroupId, EmployeeId)>, body: Body<MemberEdit>) -> Answer<GroupMember> {
    let (group, employee) = *path;
    signed.write(move |db, who| join::put(db, who, who.granted()?, group, employee, &body.0)).await
}

/// Remove a member from a group
///
/// What they have open by the group stays theirs.
#[utoipa::path(
    tag = "groups",
    responses((status = NO_CONTENT)),
    params(("id" = GroupId, Path), ("employee_id" = EmployeeId, Path))
)]
#[delete("/groups/{id}/members/{employee_id}")]
async fn remove_member(signed: Signed, path: Path<(GroupId, EmployeeId)>) -> Result<HttpResponse> {
    let (group, employee) = *path;
    signed.write(move |db, who| quit::remove(db, who, who.granted()?, group, employee)).await?;
    Ok(HttpResponse::NoContent().finish())
}
