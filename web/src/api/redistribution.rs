//! Customers and work of some people given to others.

use shared::{
    Page,
    ids::RedistributionId,
    page::PageQuery,
    redistribution::{
        NewRedistribution, Redistribution, RedistributionDetail, RedistributionPlan, RedistributionPreview,
    },
};

use super::{Answer, client};

pub async fn list(query: &PageQuery) -> Answer<Page<Redistribution>> {
    client::find("/redistributions", query).await
}

pub async fn one(id: RedistributionId) -> Answer<RedistributionDetail> {
    client::get(&format!("/redistributions/{id}")).await
}

pub async fn preview(plan: &RedistributionPlan) -> Answer<RedistributionPreview> {
    client::post("/redistributions/preview", plan).await
}

pub async fn apply(new: &NewRedistribution) -> Answer<RedistributionDetail> {
    client::post("/redistributions", new).await
}

pub async fn undo(id: RedistributionId) -> Answer<RedistributionDetail> {
    client::act(&format!("/redistributions/{id}/undo")).await
}
