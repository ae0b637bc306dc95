//! Orders: what was bought, who takes care of it, and deals.

use shared::{
    Page,
    followups::{FollowUp, FollowUpDraft},
    ids::OrderId,
    orders::{
        DealQuery, DealStatistics, IncompleteOrder, Order, OrderDetail, OrderFollowUp, OrderFollowUpQuery, OrderQuery,
        OrderStep,
    },
    page::PageQuery,
    work::{DecisionMade, HandWork},
};

use super::{Answer, client};

pub async fn list(query: &OrderQuery) -> Answer<Page<Order>> {
    client::find("/orders", query).await
}

pub async fn one(id: OrderId) -> Answer<OrderDetail> {
    client::get(&format!("/orders/{id}")).await
}

pub async fn incomplete(query: &PageQuery) -> Answer<Page<IncompleteOrder>> {
    client::find("/orders/incomplete", query).await
}

pub async fn deals(query: &DealQuery) -> Answer<DealStatistics> {
    client::find("/orders/statistics", query).await
}

pub async fn follow_ups(id: OrderId, query: &OrderFollowUpQuery) -> Answer<Page<OrderFollowUp>> {
    client::find(&format!("/orders/{id}/follow-ups"), query).await
}

pub async fn follow_up(id: OrderId, draft: &FollowUpDraft) -> Answer<FollowUp> {
    client::post(&format!("/orders/{id}/follow-ups"), draft).await
}

pub async fn resolve(id: OrderId, step: OrderStep) -> Answer<OrderDetail> {
    client::post(&format!("/orders/{id}/resolve"), &step).await
}

pub async fn decline(id: OrderId, step: OrderStep) -> Answer<OrderDetail> {
    client::post(&format!("/orders/{id}/decline"), &step).await
}

pub async fn hand_over(id: OrderId, request: &HandWork) -> Answer<OrderDetail> {
    client::post(&format!("/orders/{id}/hand-over"), request).await
}

pub async fn decisions(id: OrderId, query: &PageQuery) -> Answer<Page<DecisionMade>> {
    client::find(&format!("/orders/{id}/decisions"), query).await
}
