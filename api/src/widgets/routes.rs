//! `/api/v1/widgets`, `/public/v1/widgets/{key}`, and the window itself.

use actix_web::{HttpResponse, get, http::header, post, put, web::ServiceConfig as Pages};
use shared::{
    ids::WidgetId,
    visitors::PublicWidget,
    widgets::{Widget, WidgetDraft},
};
use utoipa_actix_web::service_config::ServiceConfig;

use super::manage;
use crate::{
    error::{Result, not_found},
    http::{Answer, Body, Client, Created, Door, Json, Path, Signed},
};

/// The routes of this room for employees.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_widgets).service(create_widget).service(edit_widget);
}

/// The routes of this room for websites.
pub fn public_routes(config: &mut ServiceConfig<'_>) {
    config.service(read_public_widget);
}

/// The window, and the script by which a website shows it.
pub fn pages(config: &mut Pages) {
    config.service(loader).service(part).service(window);
}

/// List widgets
///
/// In the order in which they were made.
#[utoipa::path(tag = "widgets", responses((status = OK, body = Vec<Widget>)))]
#[get("/widgets")]
async fn list_widgets(signed: Signed) -> Answer<Vec<Widget>> {
    signed.read(|db, who| manage::all(db, who.granted()?)).await
}

/// Add a widget
///
/// Its inquiries come in by one entrance. Only the websites on its list may show it.
#[utoipa::path(tag = "widgets", request_body = WidgetDraft, responses((status = CREATED, body = Widget)))]
#[post("/widgets")]
async fn create_widget(signed: Signed, body: Body<WidgetDraft>) -> Result<Created<Widget>> {
    signed.create(body.0, |db, who, draft| manage::create(db, who.actor(), who.granted()?, draft)).await
}

/// Edit a widget
///
/// Its key stays. Nothing comes in by a closed one, and it shows nothing.
#[utoipa::path(
    tag = "widgets",
    request_body = WidgetDraft,
    responses((status = OK, body = Widget)),
    params(("id" = WidgetId, Path))
)]
#[put("/widgets/{id}")]
async fn edit_widget(signed: Signed, id: Path<WidgetId>, body: Body<WidgetDraft>) -> Answer<Widget> {
    signed.write(move |db, who| manage::edit(db, who.actor(), who.granted()?, *id, &body.0)).await
}

/// Read what a widget shows
///
/// Heading, greeting, colour, and what is asked.
#[utoipa::path(
    tag = "public",
    responses((status = OK, body = PublicWidget)),
    params(("key" = String, Path)),
    security(())
)]
#[get("/widgets/{key}")]
async fn read_public_widget(door: Door, key: Path<String>) -> Answer<PublicWidget> {
    door.state().read(move |db| Json::of(&manage::shown(db, &key)?)).await
}

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

fn file(kind: &'static str, text: &'static str) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, kind))
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .insert_header(("cross-origin-resource-policy", "cross-origin"))
        .body(text)
}

/// The one script tag of a website.
#[get("/widget.js")]
async fn loader() -> HttpResponse {
    file(SCRIPT, include_str!("page/widget.js"))
}

/// What the window is made of.
#[get("/widget/parts/{name}")]
async fn part(name: Path<String>) -> Result<HttpResponse> {
    let (kind, text) = match name.as_str() {
        "chat.css" => (STYLE, include_str!("page/parts/chat.css")),
        "chat.js" => (SCRIPT, include_str!("page/parts/chat.js")),
        "form.js" => (SCRIPT, include_str!("page/parts/form.js")),
        "page.js" => (SCRIPT, include_str!("page/parts/page.js")),
        "server.js" => (SCRIPT, include_str!("page/parts/server.js")),
        "talk.js" => (SCRIPT, include_str!("page/parts/talk.js")),
        _ => return Err(not_found()),
    };
    Ok(file(kind, text))
}

/// The window. Browsers show it inside of the websites on its list and nowhere else, or as a page of its own.
#[get("/widget/{key}")]
async fn window(client: Client, key: Path<String>) -> Result<HttpResponse> {
    let origins = client.state.read(move |db| manage::origins(db, &key)).await?;
    let ancestors = if origins.is_empty() { "'none'".to_owned() } else { origins.join(" ") };
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
    );
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((header::CONTENT_SECURITY_POLICY, policy))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .body(include_str!("page/window.html")))
}
