//! Roles, data roles, and what they make visible.

use shared::{
    ids::{DataRoleId, EmployeeId, RoleId},
    permissions::{DataRole, DataRoleDraft, Outlook, Role, RoleDraft},
};

use super::{Answer, client};

pub async fn roles() -> Answer<Vec<Role>> {
    client::get("/roles").await
}

pub async fn add_role(draft: &RoleDraft) -> Answer<Role> {
    client::post("/roles", draft).await
}

pub async fn edit_role(id: RoleId, draft: &RoleDraft) -> Answer<Role> {
    client::put(&format!("/roles/{id}"), draft).await
}

pub async fn delete_role(id: RoleId, version: i64) -> Answer<()> {
    client::delete(&format!("/roles/{id}?version={version}")).await
}

pub async fn data_roles() -> Answer<Vec<DataRole>> {
    client::get("/data-roles").await
}

pub async fn add_data_role(draft: &DataRoleDraft) -> Answer<DataRole> {
    client::post("/data-roles", draft).await
}

pub async fn edit_data_role(id: DataRoleId, draft: &DataRoleDraft) -> Answer<DataRole> {
    client::put(&format!("/data-roles/{id}"), draft).await
}

pub async fn delete_data_role(id: DataRoleId, version: i64) -> Answer<()> {
    client::delete(&format!("/data-roles/{id}?version={version}")).await
}

pub async fn outlook(employee: EmployeeId) -> Answer<Outlook> {
    client::get(&format!("/employees/{employee}/outlook")).await
}
