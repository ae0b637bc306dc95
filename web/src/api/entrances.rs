//! Entrances and their forms.

use shared::{
    entrances::{Entrance, EntranceDraft, EntranceEdit},
    ids::EntranceId,
};

use super::{Answer, client};

pub async fn list() -> Answer<Vec<Entrance>> {
    client::get("/entrances").await
}

pub async fn add(draft: &EntranceDraft) -> Answer<Entrance> {
    client::post("/entrances", draft).await
}

pub async fn edit(id: EntranceId, edit: &EntranceEdit) -> Answer<Entrance> {
    client::put(&format!("/entrances/{id}"), edit).await
}
