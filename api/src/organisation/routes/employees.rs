//! `/api/v1/employees` and `/api/v1/agents`.

use actix_web::{HttpResponse, get, post, put};
use shared::{
    Page,
    ids::EmployeeId,
    organisation::{
        Activation, Agent, AgentQuery, Deactivation, Employee, EmployeeDraft, EmployeeEdit, EmployeeQuery,
        PasswordReset,
    },
    permissions::{Outlook, RoleAssignment},
};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    error::Result,
    http::{Answer, Body, Created, Path, Query, Signed, blocking},
    identity,
    organisation::{agents, employees, employment, outlook},
};

pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_employees)
        .service(create_employee)
        .service(read_employee)
        .service(edit_employee)
        .service(deactivate_employee)
        .service(activate_employee)
        .service(reset_password)
        .service(give_roles)
        .service(employee_outlook)
        .service(find_agents);
}

/// List employees
///
/// The last made first.
#[utoipa::path(tag = "organisation", responses((status = OK, body = Page<Employee>)), params(EmployeeQuery))]
#[get("/employees")]
async fn list_employees(signed: Signed, query: Query<EmployeeQuery>) -> Answer<Page<Employee>> {
    signed.read(move |db, who| employees::list(db, who.granted()?, who.directory(), &query)).await
}

/// Add an employee
///
/// With a first password they can sign in, and must change it then.
#[utoipa::path(tag = "organisation", request_body = EmployeeDraft, responses((status = CREATED, body = Employee)))]
#[post("/employees")]
async fn create_employee(signed: Signed, body: Body<EmployeeDraft>) -> Result<Created<Employee>> {
    let mut draft = body.0;
    // Taken out, so that nothing that is kept for the idempotency key comes from the password.
    let password = draft.initial_password.take();
    let hash = blocking(move || password.as_deref().map(identity::hash_password).transpose()).await?;
    signed
        .create(draft, move |db, who, draft| {
            employees::create_employee(db, who.actor(), who.granted()?, draft, hash.as_deref())
        })
        .await
}

/// Read an employee
///
/// With roles, districts and customers as of now.
#[utoipa::path(
    tag = "organisation",
    responses((status = OK, body = Employee)),
    params(("id" = EmployeeId, Path))
)]
#[get("/employees/{id}")]
async fn read_employee(signed: Signed, id: Path<EmployeeId>) -> Answer<Employee> {
    signed.read(move |db, who| employees::read(db, who.granted()?, *id)).await
}

/// Edit an employee
///
/// Who holds districts or customers stays an agent.
#[utoipa::path(
    tag = "organisation",
    request_body = EmployeeEdit,
    responses((status = OK, body = Employee)),
    params(("id" = EmployeeId, Path))
)]
#[put("/employees/{id}")]
async fn edit_employee(signed: Signed, id: Path<EmployeeId>, body: Body<EmployeeEdit>) -> Answer<Employee> {
    signed.write(move |db, who| employees::edit(db, who.actor(), who.granted()?, who.directory(), *id, &body.0)).await
}

/// An employee leaves
///
/// Districts and customers go to the successor in the same step; without one, the districts are left without an agent
/// and the customers wait. The account ends at once.
#[utoipa::path(
    tag = "organisation",
    request_body = Deactivation,
    responses((status = OK, body = Employee)),
    params(("id" = EmployeeId, Path))
)]
#[post("/employees/{id}/deactivate")]
async fn deactivate_employee(signed: Signed, id: Path<EmployeeId>, body: Body<Deactivation>) -> Answer<Employee> {
    signed
        .write(move |db, who| employment::deactivate(db, who.actor(), who.granted()?, who.directory(), *id, &body.0))
        .await
}

/// An employee comes back
///
/// With the roles of before and without districts.
#[utoipa::path(
    tag = "organisation",
    request_body = Activation,
    responses((status = OK, body = Employee)),
    params(("id" = EmployeeId, Path))
)]
#[post("/employees/{id}/activate")]
async fn activate_employee(signed: Signed, id: Path<EmployeeId>, body: Body<Activation>) -> Answer<Employee> {
    signed
        .write(move |db, who| employment::activate(db, who.actor(), who.granted()?, who.directory(), *id, &body.0))
        .await
}

/// Set a first password
///
/// It must be changed at the next sign-in; every session ends.
#[utoipa::path(
    tag = "organisation",
    request_body = PasswordReset,
    responses((status = NO_CONTENT)),
    params(("id" = EmployeeId, Path))
)]
#[post("/employees/{id}/reset-password")]
async fn reset_password(signed: Signed, id: Path<EmployeeId>, body: Body<PasswordReset>) -> Result<HttpResponse> {
    let hash = blocking(move || identity::hash_password(&body.0.initial_password)).await?;
    signed.write(move |db, who| employment::reset_password(db, who, who.granted()?, *id, &hash)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Give roles
///
/// The employee has exactly these afterwards, with the next request.
#[utoipa::path(
    tag = "organisation",
    request_body = RoleAssignment,
    responses((status = OK, body = Employee)),
    params(("id" = EmployeeId, Path))
)]
#[put("/employees/{id}/roles")]
async fn give_roles(signed: Signed, id: Path<EmployeeId>, body: Body<RoleAssignment>) -> Answer<Employee> {
    signed.write(move |db, who| employment::give_roles(db, who.actor(), who.granted()?, *id, &body.0)).await
}

/// What an employee would see
///
/// Their grants, and whose customers they reach.
#[utoipa::path(
    tag = "organisation",
    responses((status = OK, body = Outlook)),
    params(("id" = EmployeeId, Path))
)]
#[get("/employees/{id}/outlook")]
async fn employee_outlook(signed: Signed, id: Path<EmployeeId>) -> Answer<Outlook> {
    signed.read(move |db, who| outlook::outlook(db, who.granted()?, who.directory(), *id)).await
}

/// Find agents
///
/// Active ones, by name; for pickers of those who see districts or customers.
#[utoipa::path(tag = "organisation", responses((status = OK, body = Vec<Agent>)), params(AgentQuery))]
#[get("/agents")]
async fn find_agents(signed: Signed, query: Query<AgentQuery>) -> Answer<Vec<Agent>> {
    signed.read(move |_, who| agents::find(who, &query)).await
}
