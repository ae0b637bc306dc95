//! Follow-ups and the board of those that are due.

use shared::{
    Page,
    followups::{DueCounts, DueCustomer, DueQuery, FollowUp, FollowUpDraft},
    ids::CustomerId,
};

use super::{Answer, client};

pub async fn create(customer: CustomerId, draft: &FollowUpDraft) -> Answer<FollowUp> {
    client::post(&format!("/customers/{customer}/follow-ups"), draft).await
}

pub async fn due(query: &DueQuery) -> Answer<Page<DueCustomer>> {
    client::find("/follow-ups/due", query).await
}

pub async fn due_counts() -> Answer<DueCounts> {
    client::get("/follow-ups/due/counts").await
}
