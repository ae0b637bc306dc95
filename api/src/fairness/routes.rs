//! `/api/v1/fairness`.

use actix_web::get;
use shared::fairness::{Fairness, FairnessQuery};
use utoipa_actix_web::service_config::ServiceConfig;

use super::ledger;
use crate::http::{Answer, Query, Signed};

/// The routes of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(read_fairness);
}

/// Who received how much
///
/// What each person in reach received, declined, lost and gave back within a range of days, beside what they have open now;
/// with a group, how evenly its members were served.
#[utoipa::path(tag = "assignment", params(FairnessQuery), responses((status = OK, body = Fairness)))]
#[get("/fairness")]
async fn read_fairness(signed: Signed, query: Query<FairnessQuery>) -> Answer<Fairness> {
    signed.read(move |db, who| ledger::read(db, who.directory(), &who.scope()?, &query.0)).await
}
