//! `/api/v1/agents/states`, `/me/presence`, `/schedules`, `/calendar`, `/leaves`.

mod agents;
mod hours;
mod leaves;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.configure(agents::routes).configure(hours::routes).configure(leaves::routes);
}
