//! `/api/v1/org-units`, `/api/v1/employees`, `/api/v1/agents`.

mod employees;
mod units;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.configure(units::routes).configure(employees::routes);
}
