//! `/api/v1/provinces`, `/api/v1/cities`, `/api/v1/districts`.

mod districts;
mod regions;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.configure(regions::routes).configure(districts::routes);
}
