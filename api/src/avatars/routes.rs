//! `/api/v1/avatars`, and what everybody may see of them: `/public/v1/avatars`.

use actix_web::{HttpRequest, HttpResponse, get, http::header, post, put, web};
use serde::Deserialize;
use shared::{
    avatars::{Avatar, AvatarDraft, PublicAvatar},
    files::MAX_PICTURE,
    ids::AvatarId,
};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{manage, public};
use crate::{
    error::Result,
    files::Wanted,
    http::{Answer, Body, Client, Copies, Created, Path, Query, Signed, receive, serve},
    permissions::{Access, AvatarManage, Granted},
};

/// The routes of those who look after avatars.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_avatars).service(create_avatar).service(edit_avatar).service(paint_avatar);
}

/// The routes of everybody.
pub fn public_routes(config: &mut ServiceConfig<'_>) {
    config.service(read_avatar).service(read_picture);
}

/// List avatars
///
/// The default one first, then by name, with the groups and the people that they stand for.
#[utoipa::path(tag = "avatars", responses((status = OK, body = Vec<Avatar>)))]
#[get("/avatars")]
async fn list_avatars(signed: Signed) -> Answer<Vec<Avatar>> {
    signed.read(|db, who| manage::list(db, who.granted()?, who.directory())).await
}

/// Add an avatar
///
/// Inquiries and orders that are given to its people, or come by its groups, show it from now on. Those that show another keep that.
#[utoipa::path(tag = "avatars", request_body = AvatarDraft, responses((status = CREATED, body = Avatar)))]
#[post("/avatars")]
async fn create_avatar(signed: Signed, body: Body<AvatarDraft>) -> Result<Created<Avatar>> {
    let make =
        |db: &mut _, who: &Access, draft: &_| manage::create(db, who.actor(), who.granted()?, who.directory(), draft);
    signed.create(body.0, make).await
}

/// Edit an avatar
///
/// Customers who see it see it as it is then. For whom it stands counts for inquiries and orders that nobody has had yet.
#[utoipa::path(
    tag = "avatars",
    request_body = AvatarDraft,
    responses((status = OK, body = Avatar)),
    params(("id" = AvatarId, Path))
)]
#[put("/avatars/{id}")]
async fn edit_avatar(signed: Signed, id: Path<AvatarId>, body: Body<AvatarDraft>) -> Answer<Avatar> {
    let edit =
        move |db: &mut _, who: &Access| manage::edit(db, who.actor(), who.granted()?, who.directory(), *id, &body.0);
    signed.write(edit).await
}

/// Which version gets another picture.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Version {
    /// The version that was read.
    version: i64,
}

/// Give an avatar a picture
///
/// The picture is the body, as it is: PNG, JPEG, WebP or GIF of at most 2 MiB and 4096 pixels a side. Draw it or have it drawn: a
/// photo of a person would tell who is behind it.
#[utoipa::path(
    tag = "avatars",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = OK, body = Avatar)),
    params(("id" = AvatarId, Path), Version)
)]
#[put("/avatars/{id}/picture")]
async fn paint_avatar(signed: Signed, id: Path<AvatarId>, query: Query<Version>, body: web::Payload) -> Answer<Avatar> {
    let state = signed.client.state.clone();
    let may = |_: &mut _, who: &Access| who.granted().map(|_: Granted<AvatarManage>| ());
    signed.clone().look(may).await?;
    let picture = receive(&state, body, Wanted::Picture, "avatar".into(), MAX_PICTURE).await?;
    let which = (*id, query.version);
    let paint = move |db: &mut _, who: &Access| {
        manage::paint(db, who.actor(), who.granted()?, who.directory(), &state.shelf, which, &picture)
    };
    signed.write(paint).await
}

/// Read an avatar
///
/// Without login. It has an `ETag` and may be kept for a minute.
#[utoipa::path(
    tag = "avatars",
    responses((status = OK, body = PublicAvatar)),
    params(("id" = AvatarId, Path)),
    security(())
)]
#[get("/avatars/{id}")]
async fn read_avatar(client: Client, request: HttpRequest, id: Path<AvatarId>) -> Result<HttpResponse> {
    let (avatar, version) = client.state.read(move |db| public::one(db, *id)).await?;
    let etag = format!("\"{version}\"");
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let is_known = known == Some(etag.as_str());
    let mut response = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header((header::ETAG, etag)).insert_header((header::CACHE_CONTROL, "public, max-age=60"));
    Ok(if is_known { response.finish() } else { response.json(avatar) })
}

/// Which picture; another one has another `v`.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Which {
    /// As the avatar's `picture` says; it keeps caches from giving an old one.
    #[serde(rename = "v")]
    _v: Option<String>,
}

/// Read an avatar's picture
///
/// Without login. It has an `ETag` and may be kept for a day.
#[utoipa::path(
    tag = "avatars",
    responses((status = OK, content(
        (Vec<u8> = "image/png"), (Vec<u8> = "image/jpeg"), (Vec<u8> = "image/webp"), (Vec<u8> = "image/gif")
    ))),
    params(("id" = AvatarId, Path), Which),
    security(())
)]
#[get("/avatars/{id}/picture")]
async fn read_picture(
    client: Client,
    request: HttpRequest,
    id: Path<AvatarId>,
    _: Query<Which>,
) -> Result<HttpResponse> {
    let picture = client.state.read(move |db| public::picture(db, *id)).await?;
    serve(&client.state, &request, picture, Copies::Public).await
}
