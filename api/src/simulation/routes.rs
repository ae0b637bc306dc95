//! `/api/v1/simulations`.

use actix_web::post;
use shared::simulation::{Simulated, SimulationRequest};
use utoipa_actix_web::service_config::ServiceConfig;

use super::run;
use crate::http::{Answer, Body, Signed};

/// The routes of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(simulate);
}

/// Simulate a policy
///
/// Runs a policy over what came in during a past period with the people, hours, presence, capacities and turns of that time,
/// and puts what comes of it beside what happened and beside another policy. Nothing is written.
#[utoipa::path(tag = "policies", request_body = SimulationRequest, responses((status = OK, body = Simulated)))]
#[post("/simulations")]
async fn simulate(signed: Signed, body: Body<SimulationRequest>) -> Answer<Simulated> {
    signed.read(move |db, who| run::simulate(db, who.directory(), who.granted()?, &body.0)).await
}
