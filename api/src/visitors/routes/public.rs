//! `/public/v1`: customers on a website, in a chat window or a form.

use actix_web::post;
use shared::visitors::{NewVisitor, VisitorToken};
use utoipa_actix_web::service_config::ServiceConfig;

use super::own;
use crate::{
    db::Db,
    error::Result,
    http::{Body, Created, Door},
    visitors::{Limit, count, sessions},
    widgets,
};

/// The routes of this room for websites.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(welcome_visitor).configure(own::routes);
}

/// Begin to write
///
/// Gives a token by which this browser is recognised from now on. Sixty in ten minutes from one address at most.
#[utoipa::path(
    tag = "public",
    request_body = NewVisitor,
    responses((status = CREATED, body = VisitorToken), (status = NOT_FOUND)),
    security(())
)]
#[post("/visitors")]
async fn welcome_visitor(door: Door, body: Body<NewVisitor>) -> Result<Created<VisitorToken>> {
    let address = door.address();
    door.state().write_with_others(move |db| count(db, Limit::VISITOR, &address)).await?;
    let welcome = move |db: &mut Db| {
        let widget = widgets::open(db, body.0.widget.trim())?;
        sessions::welcome(db, widget)
    };
    door.state().write_with_others(welcome).await.map(Created)
}
