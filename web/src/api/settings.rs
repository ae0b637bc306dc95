//! The settings.

use shared::settings::Settings;

use super::{Answer, client};

pub async fn read() -> Answer<Settings> {
    client::get("/settings").await
}

pub async fn save(settings: &Settings) -> Answer<Settings> {
    client::put("/settings", settings).await
}
