//! Merges of customers, and who may be the same person.

use shared::{
    Page,
    ids::CustomerId,
    merges::{
        Duplicate, DuplicatePair, DuplicatePairQuery, Merge, MergePreview, MergeQuery, NewApart, NewMerge, SaidApart,
        UndoMerge,
    },
};

use super::{Answer, client};

pub async fn preview(kept: CustomerId, gone: CustomerId) -> Answer<MergePreview> {
    client::find(&format!("/customers/{kept}/merge-preview"), &MergeQuery { with: gone }).await
}

pub async fn merge(kept: CustomerId, request: &NewMerge) -> Answer<Merge> {
    client::post(&format!("/customers/{kept}/merges"), request).await
}

pub async fn list(customer: CustomerId) -> Answer<Vec<Merge>> {
    client::get(&format!("/customers/{customer}/merges")).await
}

pub async fn undo(merge: &Merge, request: &UndoMerge) -> Answer<Merge> {
    client::post(&format!("/customers/{}/merges/{}/undo", merge.kept_id, merge.id), request).await
}

pub async fn duplicates(customer: CustomerId) -> Answer<Vec<Duplicate>> {
    client::get(&format!("/customers/{customer}/duplicates")).await
}

pub async fn pairs(query: &DuplicatePairQuery) -> Answer<Page<DuplicatePair>> {
    client::find("/duplicates", query).await
}

pub async fn set_apart(customer: CustomerId, other_id: CustomerId) -> Answer<SaidApart> {
    client::post(&format!("/customers/{customer}/apart"), &NewApart { other_id }).await
}

pub async fn join(customer: CustomerId, other: CustomerId) -> Answer<()> {
    client::delete(&format!("/customers/{customer}/apart/{other}")).await
}
