//! Groups, their members, product lines.

use shared::{
    Page,
    groups::{
        Group, GroupDraft, GroupMember, GroupQuery, MemberEdit, MemberQuery, MembersJoined, NewMembers, ProductLine,
        ProductLineDraft, ProductLineEdit,
    },
    ids::{EmployeeId, GroupId, ProductLineId},
};

use super::{Answer, client};

pub async fn groups(query: &GroupQuery) -> Answer<Page<Group>> {
    client::find("/groups", query).await
}

pub async fn group(id: GroupId) -> Answer<Group> {
    client::get(&format!("/groups/{id}")).await
}

pub async fn add_group(draft: &GroupDraft) -> Answer<Group> {
    client::post("/groups", draft).await
}

pub async fn edit_group(id: GroupId, draft: &GroupDraft) -> Answer<Group> {
    client::put(&format!("/groups/{id}"), draft).await
}

pub async fn delete_group(id: GroupId, version: i64) -> Answer<()> {
    client::delete(&format!("/groups/{id}?version={version}")).await
}

pub async fn members(id: GroupId, query: &MemberQuery) -> Answer<Page<GroupMember>> {
    client::find(&format!("/groups/{id}/members"), query).await
}

pub async fn add_members(id: GroupId, new: &NewMembers) -> Answer<MembersJoined> {
    client::post(&format!("/groups/{id}/members"), new).await
}

pub async fn put_member(id: GroupId, employee: EmployeeId, edit: &MemberEdit) -> Answer<GroupMember> {
    client::put(&format!("/groups/{id}/members/{employee}"), edit).await
}

pub async fn remove_member(id: GroupId, employee: EmployeeId) -> Answer<()> {
    client::delete(&format!("/groups/{id}/members/{employee}")).await
}

pub async fn lines() -> Answer<Vec<ProductLine>> {
    client::get("/product-lines").await
}

pub async fn add_line(draft: &ProductLineDraft) -> Answer<ProductLine> {
    client::post("/product-lines", draft).await
}

pub async fn edit_line(id: ProductLineId, edit: &ProductLineEdit) -> Answer<ProductLine> {
    client::put(&format!("/product-lines/{id}"), edit).await
}
