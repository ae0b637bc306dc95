//! `/api/v1/entrances`.

use actix_web::{get, post, put};
use shared::{
    entrances::{Entrance, EntranceDraft, EntranceEdit},
    ids::EntranceId,
};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{list, manage};
use crate::{
    error::Result,
    http::{Answer, Body, Created, Path, Signed},
};

/// The routes of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_entrances).service(create_entrance).service(edit_entrance);
}

/// List entrances
///
/// With the forms that they ask, in the order in which they were made. Who may change them sees the closed ones, too.
#[utoipa::path(tag = "entrances", responses((status = OK, body = Vec<Entrance>)))]
#[get("/entrances")]
async fn list_entrances(signed: Signed) -> Answer<Vec<Entrance>> {
    signed
        .read(|db, who| match who.granted() {
            Ok(may_change) => list::all(db, may_change),
            Err(_) => list::open(db, who.granted()?),
        })
        .await
}

/// Add an entrance
///
/// Inquiries may name it from now on, and rules of the policy may ask for its code.
#[utoipa::path(tag = "entrances", request_body = EntranceDraft, responses((status = CREATED, body = Entrance)))]
#[post("/entrances")]
async fn create_entrance(signed: Signed, body: Body<EntranceDraft>) -> Result<Created<Entrance>> {
    signed.create(body.0, |db, who, draft| manage::create(db, who.actor(), who.granted()?, draft)).await
}

/// Edit an entrance
///
/// Other fields are a new version of its form; what came in keeps the version that was asked. Nothing comes in by a closed one.
#[utoipa::path(
    tag = "entrances",
    request_body = EntranceEdit,
    responses((status = OK, body = Entrance)),
    params(("id" = EntranceId, Path))
)]
#[put("/entrances/{id}")]
async fn edit_entrance(signed: Signed, id: Path<EntranceId>, body: Body<EntranceEdit>) -> Answer<Entrance> {
    signed.write(move |db, who| manage::edit(db, who.actor(), who.granted()?, *id, &body.0)).await
}
