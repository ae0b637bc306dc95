//! Avatars.

use shared::{
    avatars::{Avatar, AvatarDraft},
    ids::AvatarId,
};

use super::{Answer, client};

pub async fn list() -> Answer<Vec<Avatar>> {
    client::get("/avatars").await
}

pub async fn add(draft: &AvatarDraft) -> Answer<Avatar> {
    client::post("/avatars", draft).await
}

pub async fn edit(id: AvatarId, draft: &AvatarDraft) -> Answer<Avatar> {
    client::put(&format!("/avatars/{id}"), draft).await
}

pub async fn paint(id: AvatarId, version: i64, picture: web_sys::File) -> Answer<Avatar> {
    client::put_file(&format!("/avatars/{id}/picture?version={version}"), picture.into()).await
}
