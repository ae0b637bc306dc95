//! Assignment policies.

use shared::{
    Page,
    ids::PolicyVersionId,
    policies::{
        ExplainedCase, PolicyChoices, PolicyDetail, PolicyDraft, PolicyEdit, PolicyLint, PolicyPublish, PolicyQuery,
        PolicyReview, PolicyRollBack, PolicyVersion, Publication, PublicationQuery, TryCase,
    },
};

use super::{Answer, client};

pub async fn versions(query: &PolicyQuery) -> Answer<Page<PolicyVersion>> {
    client::find("/policies", query).await
}

pub async fn publications(query: &PublicationQuery) -> Answer<Page<Publication>> {
    client::find("/policies/publications", query).await
}

pub async fn in_force() -> Answer<PolicyDetail> {
    client::get("/policies/in-force").await
}

pub async fn one(id: PolicyVersionId) -> Answer<PolicyDetail> {
    client::get(&format!("/policies/{id}")).await
}

pub async fn choices() -> Answer<PolicyChoices> {
    client::get("/policies/choices").await
}

pub async fn draft(draft: &PolicyDraft) -> Answer<PolicyDetail> {
    client::post("/policies", draft).await
}

pub async fn save(id: PolicyVersionId, edit: &PolicyEdit) -> Answer<PolicyDetail> {
    client::put(&format!("/policies/{id}"), edit).await
}

pub async fn delete(id: PolicyVersionId, version: i64) -> Answer<()> {
    client::delete(&format!("/policies/{id}?version={version}")).await
}

pub async fn publish(id: PolicyVersionId, request: &PolicyPublish) -> Answer<PolicyDetail> {
    client::post(&format!("/policies/{id}/publish"), request).await
}

pub async fn roll_back(id: PolicyVersionId, request: &PolicyRollBack) -> Answer<PolicyDetail> {
    client::post(&format!("/policies/{id}/roll-back"), request).await
}

pub async fn lint(request: &PolicyLint) -> Answer<PolicyReview> {
    client::post("/policies/lint", request).await
}

pub async fn try_case(request: &TryCase) -> Answer<ExplainedCase> {
    client::post("/policies/try", request).await
}
