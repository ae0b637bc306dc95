//! `/api/v1/policies`.

use actix_web::{HttpResponse, delete, get, post, put};
use serde::Deserialize;
use shared::{
    Page,
    ids::PolicyVersionId,
    policies::{
        ExplainedCase, InForceQuery, PolicyChoices, PolicyDetail, PolicyDraft, PolicyEdit, PolicyLint, PolicyPublish,
        PolicyQuery, PolicyReview, PolicyRollBack, PolicyVersion, Publication, PublicationQuery, TryCase,
    },
};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{case, choices, draft, publish, read, review};
use crate::{
    error::Result,
    http::{Answer, Body, Created, Path, Query, Signed},
};

/// The routes of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_policies)
        .service(create_policy)
        .service(policy_in_force)
        .service(list_publications)
        .service(policy_choices)
        .service(lint_policy)
        .service(try_case)
        .service(read_policy)
        .service(edit_policy)
        .service(delete_policy)
        .service(publish_policy)
        .service(roll_back_policy);
}

/// The version of what is deleted.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Version {
    /// The version that was read.
    pub version: i64,
}

/// List versions of the policy
///
/// Drafts and published ones, newest first.
#[utoipa::path(tag = "policies", params(PolicyQuery), responses((status = OK, body = Page<PolicyVersion>)))]
#[get("/policies")]
async fn list_policies(signed: Signed, query: Query<PolicyQuery>) -> Answer<Page<PolicyVersion>> {
    signed.read(move |db, who| read::list(db, who.directory(), who.granted()?, &query)).await
}

/// Begin a draft
///
/// From the version in force, from another one, or with a document of one's own.
#[utoipa::path(tag = "policies", request_body = PolicyDraft, responses((status = CREATED, body = PolicyDetail)))]
#[post("/policies")]
async fn create_policy(signed: Signed, body: Body<PolicyDraft>) -> Result<Created<PolicyDetail>> {
    let lang = signed.client.lang;
    signed
        .create(body.0, move |db, who, new| draft::create(db, who.actor(), who.directory(), who.granted()?, lang, new))
        .await
}

/// Read the version in force
///
/// Now, or at any past instant.
#[utoipa::path(
    tag = "policies",
    params(InForceQuery),
    responses((status = OK, body = PolicyDetail), (status = NOT_FOUND))
)]
#[get("/policies/in-force")]
async fn policy_in_force(signed: Signed, query: Query<InForceQuery>) -> Answer<PolicyDetail> {
    let lang = signed.client.lang;
    signed.read(move |db, who| read::in_force_at(db, who.directory(), who.granted()?, lang, &query)).await
}

/// List publications
///
/// Which version was in force from when to when, newest first.
#[utoipa::path(tag = "policies", params(PublicationQuery), responses((status = OK, body = Page<Publication>)))]
#[get("/policies/publications")]
async fn list_publications(signed: Signed, query: Query<PublicationQuery>) -> Answer<Page<Publication>> {
    signed.read(move |db, who| read::publications(db, who.directory(), who.granted()?, &query)).await
}

/// List what a policy can name
///
/// Groups, product lines and skills. People, districts, cities and provinces are found where they are at home.
#[utoipa::path(tag = "policies", responses((status = OK, body = PolicyChoices)))]
#[get("/policies/choices")]
async fn policy_choices(signed: Signed) -> Answer<PolicyChoices> {
    signed.read(|db, who| choices::choices(db, who.granted()?)).await
}

/// Look for what is wrong or unwise in a policy
///
/// Rules that nothing reaches, that cut across each other or name what does not exist, and work that nobody takes. Nothing
/// is written.
#[utoipa::path(tag = "policies", request_body = PolicyLint, responses((status = OK, body = PolicyReview)))]
#[post("/policies/lint")]
async fn lint_policy(signed: Signed, body: Body<PolicyLint>) -> Answer<PolicyReview> {
    let lang = signed.client.lang;
    signed.read(move |db, who| review::look(db, who.directory(), who.granted()?, lang, &body.0)).await
}

/// Try a case
///
/// Who would get it if it arrived now, and why. Nothing is written.
#[utoipa::path(tag = "policies", request_body = TryCase, responses((status = OK, body = ExplainedCase)))]
#[post("/policies/try")]
async fn try_case(signed: Signed, body: Body<TryCase>) -> Answer<ExplainedCase> {
    signed.read(move |db, who| case::try_case(db, who, who.granted()?, &body.0)).await
}

/// Read a version of the policy
///
/// With its document, what is found in it now, and when it was in force.
#[utoipa::path(
    tag = "policies",
    params(("id" = PolicyVersionId, Path)),
    responses((status = OK, body = PolicyDetail))
)]
#[get("/policies/{id}")]
async fn read_policy(signed: Signed, id: Path<PolicyVersionId>) -> Answer<PolicyDetail> {
    let lang = signed.client.lang;
    signed.read(move |db, who| read::read(db, who.directory(), who.granted()?, lang, *id)).await
}

/// Edit a draft
///
/// A published version never changes.
#[utoipa::path(
    tag = "policies",
    params(("id" = PolicyVersionId, Path)),
    request_body = PolicyEdit,
    responses((status = OK, body = PolicyDetail))
)]
#[put("/policies/{id}")]
async fn edit_policy(signed: Signed, id: Path<PolicyVersionId>, body: Body<PolicyEdit>) -> Answer<PolicyDetail> {
    let lang = signed.client.lang;
    signed.write(move |db, who| draft::edit(db, who.actor(), who.directory(), who.granted()?, lang, *id, &body.0)).await
}

/// Delete a draft
///
/// A published version stays for ever.
#[utoipa::path(
    tag = "policies",
    params(("id" = PolicyVersionId, Path), Version),
    responses((status = NO_CONTENT))
)]
#[delete("/policies/{id}")]
async fn delete_policy(signed: Signed, id: Path<PolicyVersionId>, query: Query<Version>) -> Result<HttpResponse> {
    signed.write(move |db, who| draft::delete(db, who.actor(), who.granted()?, *id, query.version)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Publish a draft
///
/// It is in force at once and never changes again. Refused when it has faults (422) or findings that are errors
/// (`policy_unfit`), and when another version came into force since it was begun (`policy_outdated`), unless that one is
/// named as `confirm_based_on`.
#[utoipa::path(
    tag = "policies",
    params(("id" = PolicyVersionId, Path)),
    request_body = PolicyPublish,
    responses((status = OK, body = PolicyDetail))
)]
#[post("/policies/{id}/publish")]
async fn publish_policy(signed: Signed, id: Path<PolicyVersionId>, body: Body<PolicyPublish>) -> Answer<PolicyDetail> {
    let lang = signed.client.lang;
    signed
        .write(move |db, who| publish::publish(db, who.actor(), who.directory(), who.granted()?, lang, *id, &body.0))
        .await
}

/// Roll back
///
/// Puts a version in force again that was in force before.
#[utoipa::path(
    tag = "policies",
    params(("id" = PolicyVersionId, Path)),
    request_body = PolicyRollBack,
    responses((status = OK, body = PolicyDetail))
)]
#[post("/policies/{id}/roll-back")]
async fn roll_back_policy(
    signed: Signed,
    id: Path<PolicyVersionId>,
    body: Body<PolicyRollBack>,
) -> Answer<PolicyDetail> {
    let lang = signed.client.lang;
    signed
        .write(move |db, who| publish::roll_back(db, who.actor(), who.directory(), who.granted()?, lang, *id, &body.0))
        .await
}
