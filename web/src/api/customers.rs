//! Customers, their reviews and their owners.

use serde::Serialize;
use shared::{
    Page,
    customers::{
        Approval, Approved, BulkApproval, Customer, CustomerDetail, CustomerEdit, CustomerQuery, HandOver,
        OwnershipPeriod, Rejection, Review,
    },
    ids::CustomerId,
    page::{Count, PageQuery},
    permissions::Viewer,
    timeline::{TimelineEntry, TimelineQuery},
    work::DecisionMade,
};

use super::{Answer, client};

pub async fn list(query: &CustomerQuery) -> Answer<Page<Customer>> {
    client::find("/customers", query).await
}

pub async fn count(query: &CustomerQuery) -> Answer<Count> {
    client::find("/customers/count", query).await
}

pub async fn one(id: CustomerId) -> Answer<CustomerDetail> {
    client::get(&format!("/customers/{id}")).await
}

pub async fn edit(id: CustomerId, edit: &CustomerEdit) -> Answer<CustomerDetail> {
    client::put(&format!("/customers/{id}"), edit).await
}

pub async fn timeline(id: CustomerId, query: &TimelineQuery) -> Answer<Page<TimelineEntry>> {
    client::find(&format!("/customers/{id}/timeline"), query).await
}

pub async fn ownership(id: CustomerId) -> Answer<Vec<OwnershipPeriod>> {
    client::get(&format!("/customers/{id}/ownership")).await
}

pub async fn hand_over(id: CustomerId, request: &HandOver) -> Answer<CustomerDetail> {
    client::post(&format!("/customers/{id}/hand-over"), request).await
}

pub async fn viewers(id: CustomerId) -> Answer<Vec<Viewer>> {
    client::get(&format!("/customers/{id}/viewers")).await
}

pub async fn decisions(id: CustomerId, query: &PageQuery) -> Answer<Page<DecisionMade>> {
    client::find(&format!("/customers/{id}/decisions"), query).await
}

#[derive(Serialize)]
struct ReviewQuery {
    cursor: Option<String>,
}

pub async fn reviews(cursor: Option<String>) -> Answer<Page<Review>> {
    client::find("/reviews", &ReviewQuery { cursor }).await
}

pub async fn approve(id: CustomerId, approval: &Approval) -> Answer<Customer> {
    client::post(&format!("/reviews/{id}/approve"), approval).await
}

pub async fn reject(id: CustomerId, rejection: &Rejection) -> Answer<Customer> {
    client::post(&format!("/reviews/{id}/reject"), rejection).await
}

pub async fn approve_many(approval: &BulkApproval) -> Answer<Approved> {
    client::post("/reviews/approve", approval).await
}
