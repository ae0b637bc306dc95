//! `/api/v1/views`.

use actix_web::{HttpResponse, delete, get, post, put};
use shared::{
    ids::SavedViewId,
    views::{SavedView, SavedViewDraft, SavedViewEdit, SavedViewQuery, SavedViews},
};
use utoipa_actix_web::service_config::ServiceConfig;

use super::manage;
use crate::{
    error::Result,
    http::{Answer, Body, Created, Path, Query, Signed},
    permissions::routes::Version,
};

/// The routes of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_views).service(save_view).service(edit_view).service(delete_view);
}

/// List saved views
///
/// Those of a list that one saved, and then those that others share with a role that one has. What a view finds is decided by
/// who opens it, not by who saved it.
#[utoipa::path(tag = "views", params(SavedViewQuery), responses((status = OK, body = SavedViews)))]
#[get("/views")]
async fn list_views(signed: Signed, query: Query<SavedViewQuery>) -> Answer<SavedViews> {
    signed.read(move |db, who| manage::list(db, who, query.page)).await
}

/// Save a view
///
/// For oneself, or for all who have a role that one has.
#[utoipa::path(tag = "views", request_body = SavedViewDraft, responses((status = CREATED, body = SavedView)))]
#[post("/views")]
async fn save_view(signed: Signed, body: Body<SavedViewDraft>) -> Result<Created<SavedView>> {
    signed.create(body.0, manage::save).await
}

/// Change a saved view
///
/// Only one's own.
#[utoipa::path(
    tag = "views",
    request_body = SavedViewEdit,
    responses((status = OK, body = SavedView)),
    params(("id" = SavedViewId, Path))
)]
#[put("/views/{id}")]
async fn edit_view(signed: Signed, id: Path<SavedViewId>, body: Body<SavedViewEdit>) -> Answer<SavedView> {
    signed.write(move |db, who| manage::edit(db, who, *id, &body.0)).await
}

/// Forget a saved view
///
/// Only one's own.
#[utoipa::path(
    tag = "views",
    responses((status = NO_CONTENT)),
    params(("id" = SavedViewId, Path), Version)
)]
#[delete("/views/{id}")]
async fn delete_view(signed: Signed, id: Path<SavedViewId>, query: Query<Version>) -> Result<HttpResponse> {
    signed.write(move |db, who| manage::delete(db, who, *id, query.version)).await?;
    Ok(HttpResponse::NoContent().finish())
}
