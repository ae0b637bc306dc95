//! The org tree and the employees.

use serde::Serialize;
use shared::{
    Page,
    ids::{EmployeeId, OrgUnitId},
    organisation::{
        Agent, Deactivation, Employee, EmployeeDraft, EmployeeEdit, EmployeeQuery, OrgUnit, OrgUnitDraft, OrgUnitMerge,
        OrgUnitMove, OrgUnitRename, PasswordReset,
    },
    permissions::RoleAssignment,
};

use super::{Answer, client};

pub async fn units() -> Answer<Vec<OrgUnit>> {
    client::get("/org-units").await
}

pub async fn add_unit(draft: &OrgUnitDraft) -> Answer<OrgUnit> {
    client::post("/org-units", draft).await
}

pub async fn rename_unit(id: OrgUnitId, rename: &OrgUnitRename) -> Answer<OrgUnit> {
    client::patch(&format!("/org-units/{id}"), rename).await
}

pub async fn move_unit(id: OrgUnitId, to: &OrgUnitMove) -> Answer<OrgUnit> {
    client::post(&format!("/org-units/{id}/move"), to).await
}

pub async fn merge_unit(id: OrgUnitId, merge: &OrgUnitMerge) -> Answer<()> {
    client::post(&format!("/org-units/{id}/merge"), merge).await
}

pub async fn delete_unit(id: OrgUnitId, version: i64) -> Answer<()> {
    client::delete(&format!("/org-units/{id}?version={version}")).await
}

pub async fn employees(query: &EmployeeQuery) -> Answer<Page<Employee>> {
    client::find("/employees", query).await
}

pub async fn employee(id: EmployeeId) -> Answer<Employee> {
    client::get(&format!("/employees/{id}")).await
}

pub async fn add_employee(draft: &EmployeeDraft) -> Answer<Employee> {
    client::post("/employees", draft).await
}

pub async fn edit_employee(id: EmployeeId, edit: &EmployeeEdit) -> Answer<Employee> {
    client::put(&format!("/employees/{id}"), edit).await
}

pub async fn deactivate(id: EmployeeId, request: &Deactivation) -> Answer<Employee> {
    client::post(&format!("/employees/{id}/deactivate"), request).await
}

#[derive(Serialize)]
struct Versioned {
    version: i64,
}

pub async fn activate(id: EmployeeId, version: i64) -> Answer<Employee> {
    client::post(&format!("/employees/{id}/activate"), &Versioned { version }).await
}

pub async fn reset_password(id: EmployeeId, request: &PasswordReset) -> Answer<()> {
    client::post(&format!("/employees/{id}/reset-password"), request).await
}

pub async fn give_roles(id: EmployeeId, assignment: &RoleAssignment) -> Answer<Employee> {
    client::put(&format!("/employees/{id}/roles"), assignment).await
}

#[derive(Serialize)]
struct AgentQuery {
    q: Option<String>,
    limit: u32,
}

/// Active agents by name, pinyin or initials.
pub async fn agents(q: Option<String>) -> Answer<Vec<Agent>> {
    client::find("/agents", &AgentQuery { q, limit: 20 }).await
}
