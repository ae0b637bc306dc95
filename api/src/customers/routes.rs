//! Customers, their review and their page.

use actix_web::{get, post, put};
use serde::Deserialize;
use shared::{
    Page,
    customers::{
        Approval, Approved, BulkApproval, Customer, CustomerDetail, CustomerEdit, CustomerQuery, OwnershipPeriod,
        Registered, Registration, Rejection, Review,
    },
    ids::CustomerId,
    page::{Count, PageQuery},
    permissions::Viewer,
    timeline::{TimelineEntry, TimelineQuery},
    work::DecisionMade,
};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{edit, list, read, register, review};
use crate::{
    error::Result,
    http::{Answer, Body, Created, MiniProgram, Path, Query, Signed},
};

/// The routes of this room for employees.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_customers)
        .service(count_customers)
        .service(read_customer)
        .service(edit_customer)
        .service(read_timeline)
        .service(read_ownership)
        .service(read_decisions)
        .service(read_viewers)
        .service(review_queue)
        .service(bulk_approve)
        .service(approve)
        .service(reject);
}

/// The routes of this room for mini-programs.
pub fn mini_program_routes(config: &mut ServiceConfig<'_>) {
    config.service(register_customer);
}

/// Register a customer
///
/// They then wait for review. One phone is one customer: a registration that comes again gives the first one back, with
/// `created` false.
#[utoipa::path(
    tag = "mini_program",
    request_body = Registration,
    responses((status = CREATED, body = Registered))
)]
#[post("/registrations")]
async fn register_customer(caller: MiniProgram, body: Body<Registration>) -> Result<Created<Registered>> {
    caller.create(body.0, register::register).await
}

/// List customers
///
/// Those whom the caller may see, newest registration first unless `sort` says otherwise.
#[utoipa::path(tag = "customers", responses((status = OK, body = Page<Customer>)), params(CustomerQuery))]
#[get("/customers")]
async fn list_customers(signed: Signed, query: Query<CustomerQuery>) -> Answer<Page<Customer>> {
    signed.read(move |db, who| list::list(db, who.directory(), &who.scope()?, &query)).await
}

/// Count customers
///
/// How many the same query would list, exactly up to 10,000. `sort`, `limit` and `cursor` have no effect.
#[utoipa::path(tag = "customers", responses((status = OK, body = Count)), params(CustomerQuery))]
#[get("/customers/count")]
async fn count_customers(signed: Signed, query: Query<CustomerQuery>) -> Answer<Count> {
    signed.read(move |db, who| list::count(db, who.directory(), &who.scope()?, &query)).await
}

/// Read a customer
///
/// With everything on their page but the timeline.
#[utoipa::path(
    tag = "customers",
    responses((status = OK, body = CustomerDetail)),
    params(("id" = CustomerId, Path))
)]
#[get("/customers/{id}")]
async fn read_customer(signed: Signed, id: Path<CustomerId>) -> Answer<CustomerDetail> {
    signed.read(move |db, who| read::detail(db, who, *id)).await
}

/// Edit a customer
///
/// The phone is their identity and stays.
#[utoipa::path(
    tag = "customers",
    request_body = CustomerEdit,
    responses((status = OK, body = CustomerDetail)),
    params(("id" = CustomerId, Path))
)]
#[put("/customers/{id}")]
async fn edit_customer(signed: Signed, id: Path<CustomerId>, body: Body<CustomerEdit>) -> Answer<CustomerDetail> {
    signed.write(move |db, who| edit::edit(db, who, &who.scope()?, *id, &body.0)).await
}

/// Read a customer's timeline
///
/// Newest first.
#[utoipa::path(
    tag = "customers",
    responses((status = OK, body = Page<TimelineEntry>)),
    params(("id" = CustomerId, Path), TimelineQuery)
)]
#[get("/customers/{id}/timeline")]
async fn read_timeline(
    signed: Signed,
    id: Path<CustomerId>,
    query: Query<TimelineQuery>,
) -> Answer<Page<TimelineEntry>> {
    signed.read(move |db, who| read::timeline_page(db, who.directory(), &who.scope()?, *id, &query)).await
}

/// Read who owned a customer
///
/// From when to when and why, newest first.
#[utoipa::path(
    tag = "customers",
    responses((status = OK, body = Vec<OwnershipPeriod>)),
    params(("id" = CustomerId, Path))
)]
#[get("/customers/{id}/ownership")]
async fn read_ownership(signed: Signed, id: Path<CustomerId>) -> Answer<Vec<OwnershipPeriod>> {
    signed.read(move |db, who| read::ownership(db, who.directory(), &who.scope()?, *id)).await
}

/// Read who can see a customer
///
/// And why: every reason, the nearest first.
#[utoipa::path(
    tag = "permissions",
    responses((status = OK, body = Vec<Viewer>)),
    params(("id" = CustomerId, Path))
)]
#[get("/customers/{id}/viewers")]
async fn read_viewers(signed: Signed, id: Path<CustomerId>) -> Answer<Vec<Viewer>> {
    signed.read(move |db, who| read::who_sees(db, who.directory(), &who.scope()?, who.granted()?, *id)).await
}

/// Which part of the review queue.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ReviewQuery {
    /// How many rows, 1 to 200.
    limit: Option<u32>,
    /// Where the page begins.
    cursor: Option<String>,
}

/// List registrations that wait for review
///
/// The longest waiting first, each with the districts that its address suggests.
#[utoipa::path(tag = "customers", responses((status = OK, body = Page<Review>)), params(ReviewQuery))]
#[get("/reviews")]
async fn review_queue(signed: Signed, query: Query<ReviewQuery>) -> Answer<Page<Review>> {
    signed.read(move |db, who| review::queue(db, who, who.granted()?, query.limit, query.cursor.as_deref())).await
}

/// Approve a registration
///
/// The district's agent becomes the owner at once; without one the customer waits.
#[utoipa::path(
    tag = "customers",
    request_body = Approval,
    responses((status = OK, body = Customer)),
    params(("id" = CustomerId, Path))
)]
#[post("/reviews/{id}/approve")]
async fn approve(signed: Signed, id: Path<CustomerId>, body: Body<Approval>) -> Answer<Customer> {
    signed.write(move |db, who| review::approve(db, who, who.granted()?, *id, &body.0)).await
}

/// Reject a registration
///
/// The reason is for the colleagues.
#[utoipa::path(
    tag = "customers",
    request_body = Rejection,
    responses((status = OK, body = Customer)),
    params(("id" = CustomerId, Path))
)]
#[post("/reviews/{id}/reject")]
async fn reject(signed: Signed, id: Path<CustomerId>, body: Body<Rejection>) -> Answer<Customer> {
    signed.write(move |db, who| review::reject(db, who, who.granted()?, *id, &body.0)).await
}

/// Approve several registrations
///
/// All or none: when one of them was decided meanwhile, nothing is done.
#[utoipa::path(
    tag = "customers",
    request_body = BulkApproval,
    responses((status = OK, body = Approved))
)]
#[post("/reviews/approve")]
async fn bulk_approve(signed: Signed, body: Body<BulkApproval>) -> Answer<Approved> {
    signed.write(move |db, who| review::bulk_approve(db, who, who.granted()?, &body.0)).await
}

/// Read why the customer went to whom
///
/// Every decision of the engine about the customer with its explanation, newest first.
#[utoipa::path(
    tag = "customers",
    responses((status = OK, body = Page<DecisionMade>)),
    params(("id" = CustomerId, Path), PageQuery)
)]
#[get("/customers/{id}/decisions")]
async fn read_decisions(signed: Signed, id: Path<CustomerId>, query: Query<PageQuery>) -> Answer<Page<DecisionMade>> {
    signed.read(move |db, who| read::decisions(db, who.directory(), &who.scope()?, *id, &query.0)).await
}
