//! Inquiries: what customers ask, and who has it in hand.

use shared::{
    Page,
    ids::InquiryId,
    inquiries::{Inquiry, InquiryDetail, InquiryQuery, InquiryStep, NewInquiry},
    page::PageQuery,
    work::{DecisionMade, HandWork},
};

use super::{Answer, client};

pub async fn list(query: &InquiryQuery) -> Answer<Page<Inquiry>> {
    client::find("/inquiries", query).await
}

pub async fn one(id: InquiryId) -> Answer<InquiryDetail> {
    client::get(&format!("/inquiries/{id}")).await
}

pub async fn enter(new: &NewInquiry) -> Answer<InquiryDetail> {
    client::post("/inquiries", new).await
}

pub async fn answer(id: InquiryId, step: InquiryStep) -> Answer<InquiryDetail> {
    client::post(&format!("/inquiries/{id}/answer"), &step).await
}

pub async fn resolve(id: InquiryId, step: InquiryStep) -> Answer<InquiryDetail> {
    client::post(&format!("/inquiries/{id}/resolve"), &step).await
}

pub async fn decline(id: InquiryId, step: InquiryStep) -> Answer<InquiryDetail> {
    client::post(&format!("/inquiries/{id}/decline"), &step).await
}

pub async fn hand_over(id: InquiryId, request: &HandWork) -> Answer<InquiryDetail> {
    client::post(&format!("/inquiries/{id}/hand-over"), request).await
}

pub async fn decisions(id: InquiryId, query: &PageQuery) -> Answer<Page<DecisionMade>> {
    client::find(&format!("/inquiries/{id}/decisions"), query).await
}
