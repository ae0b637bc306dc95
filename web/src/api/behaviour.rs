//! What customers do.

use shared::{
    Page,
    behaviour::{BehaviourEvent, BehaviourQuery},
    ids::CustomerId,
};

use super::{Answer, client};

pub async fn events(customer: CustomerId, query: &BehaviourQuery) -> Answer<Page<BehaviourEvent>> {
    client::find(&format!("/customers/{customer}/behaviour"), query).await
}
