//! `/api/v1/groups` and `/api/v1/product-lines`.

mod groups;
mod members;
mod product_lines;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.configure(members::routes).configure(groups::routes).configure(product_lines::routes);
}
