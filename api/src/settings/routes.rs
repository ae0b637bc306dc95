//! `/api/v1/settings`.

use actix_web::{get, put};
use shared::settings::Settings;
use utoipa_actix_web::service_config::ServiceConfig;

use super::manage;
use crate::http::{Answer, Body, Signed};

/// The routes of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(read_settings).service(change_settings);
}

/// Read the settings
///
/// When customers are due, and the tenant's time zone.
#[utoipa::path(tag = "settings", responses((status = OK, body = Settings)))]
#[get("/settings")]
async fn read_settings(signed: Signed) -> Answer<Settings> {
    signed.read(|db, who| manage::read(db, who.granted()?)).await
}

/// Change the settings
///
/// The due days of all customers whose thresholds changed are worked out anew in the same transaction.
#[utoipa::path(tag = "settings", request_body = Settings, responses((status = OK, body = Settings)))]
#[put("/settings")]
async fn change_settings(signed: Signed, body: Body<Settings>) -> Answer<Settings> {
    signed.write(move |db, who| manage::change(db, who.actor(), who.granted()?, &body.0)).await
}
