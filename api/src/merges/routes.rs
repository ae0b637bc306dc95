//! Merges of customers, and who may be the same person.

use actix_web::{HttpResponse, delete, get, post};
use shared::{
    Page,
    ids::{CustomerId, CustomerMergeId},
    merges::{
        Duplicate, DuplicatePair, DuplicatePairQuery, Merge, MergePreview, MergeQuery, NewApart, NewMerge, SaidApart,
        UndoMerge,
    },
};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{duplicates, merge, preview, read, suggestions, undo};
use crate::{
    error::Result,
    http::{Answer, Body, Created, Path, Query, Signed},
};

/// The routes of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(preview_merge)
        .service(merge_customers)
        .service(list_merges)
        .service(undo_merge)
        .service(list_duplicates)
        .service(list_duplicate_pairs)
        .service(set_customers_apart)
        .service(join_customers);
}

/// Preview a merge
///
/// What it would come to if the customer `with` became part of this one: both sides, what goes over, who owns the customer
/// afterwards, and what to think of. Nothing is changed.
#[utoipa::path(
    tag = "merges",
    responses((status = OK, body = MergePreview)),
    params(("id" = CustomerId, Path), MergeQuery)
)]
#[get("/customers/{id}/merge-preview")]
async fn preview_merge(signed: Signed, id: Path<CustomerId>, query: Query<MergeQuery>) -> Answer<MergePreview> {
    signed.read(move |db, who| preview::preview(db, who, who.granted()?, &who.scope()?, *id, query.with)).await
}

/// Merge customers
///
/// The customer `gone_id` becomes part of this one, in one transaction: inquiries, orders, follow-ups, timeline and channels go
/// over, and whoever asks for the gone one by id, phone or channel gets this one from then on. Nothing is done when what the
/// preview showed has changed.
#[utoipa::path(
    tag = "merges",
    request_body = NewMerge,
    responses((status = CREATED, body = Merge)),
    params(("id" = CustomerId, Path))
)]
#[post("/customers/{id}/merges")]
async fn merge_customers(signed: Signed, id: Path<CustomerId>, body: Body<NewMerge>) -> Result<Created<Merge>> {
    signed
        .create(body.0, move |db, who, request| merge::merge(db, who, who.granted()?, &who.scope()?, *id, request))
        .await
}

/// List merges
///
/// Into this customer, the latest first; at most 100.
#[utoipa::path(tag = "merges", responses((status = OK, body = Vec<Merge>)), params(("id" = CustomerId, Path)))]
#[get("/customers/{id}/merges")]
async fn list_merges(signed: Signed, id: Path<CustomerId>) -> Answer<Vec<Merge>> {
    signed.read(move |db, who| read::list(db, who, &who.scope()?, *id)).await
}

/// Undo a merge
///
/// Once, within the days that the settings say, the latest first. What was carried over goes back; the gone one is what they
/// were, with their owner if that is an active agent still, otherwise the policy says who gets them. What came since stays.
#[utoipa::path(
    tag = "merges",
    request_body = UndoMerge,
    responses((status = OK, body = Merge)),
    params(("id" = CustomerId, Path), ("merge_id" = CustomerMergeId, Path))
)]
#[post("/customers/{id}/merges/{merge_id}/undo")]
async fn undo_merge(signed: Signed, ids: Path<(CustomerId, CustomerMergeId)>, body: Body<UndoMerge>) -> Answer<Merge> {
    let (id, merge) = *ids;
    signed.write(move |db, who| undo::undo(db, who, who.granted()?, &who.scope()?, id, merge, &body.0)).await
}

/// List possible duplicates
///
/// Customers whom the caller may see and who may be the same person as this one, with the reasons; also those of whom somebody
/// said that they are not. At most 20 for each reason.
#[utoipa::path(tag = "merges", responses((status = OK, body = Vec<Duplicate>)), params(("id" = CustomerId, Path)))]
#[get("/customers/{id}/duplicates")]
async fn list_duplicates(signed: Signed, id: Path<CustomerId>) -> Answer<Vec<Duplicate>> {
    signed.read(move |db, who| duplicates::list(db, who, &who.scope()?, *id)).await
}

/// List pairs of possible duplicates
///
/// Pairs of customers both of whom the caller may see and who may be the same person, those found last first. They are found in
/// the background, a moment after somebody registered or was edited. Who was merged, or said to be somebody else, is not there;
/// and what more than 20 customers have in common suggests nothing.
#[utoipa::path(tag = "merges", responses((status = OK, body = Page<DuplicatePair>)), params(DuplicatePairQuery))]
#[get("/duplicates")]
async fn list_duplicate_pairs(signed: Signed, query: Query<DuplicatePairQuery>) -> Answer<Page<DuplicatePair>> {
    signed.read(move |db, who| suggestions::list(db, who, &who.scope()?, &query)).await
}

/// Say that two customers are not the same person
///
/// They are suggested no more.
#[utoipa::path(
    tag = "merges",
    request_body = NewApart,
    responses((status = CREATED, body = SaidApart)),
    params(("id" = CustomerId, Path))
)]
#[post("/customers/{id}/apart")]
async fn set_customers_apart(signed: Signed, id: Path<CustomerId>, body: Body<NewApart>) -> Result<Created<SaidApart>> {
    signed
        .create(body.0, move |db, who, request| {
            duplicates::set_apart(db, who, who.granted()?, &who.scope()?, *id, request)
        })
        .await
}

/// Take back that two customers are not the same person
#[utoipa::path(
    tag = "merges",
    responses((status = NO_CONTENT)),
    params(("id" = CustomerId, Path), ("other_id" = CustomerId, Path))
)]
#[delete("/customers/{id}/apart/{other_id}")]
async fn join_customers(signed: Signed, ids: Path<(CustomerId, CustomerId)>) -> Result<HttpResponse> {
    let (id, other) = *ids;
    signed.write(move |db, who| duplicates::join(db, who, who.granted()?, &who.scope()?, id, other)).await?;
    Ok(HttpResponse::NoContent().finish())
}
