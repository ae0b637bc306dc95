//! `/api/v1/me/notices`.

use actix_web::{get, post};
use shared::notices::{NoticePage, NoticeQuery, NoticesRead, Unread};
use utoipa_actix_web::service_config::ServiceConfig;

use super::read;
use crate::http::{Answer, Body, Query, Signed};

/// The routes of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_notices).service(mark_notices_read);
}

/// List one's notices
///
/// Newest first, with how many are unread. A notice of customers who were not followed up is one for a day, a timer and an
/// owner; it counts, and is new again when it grows. Notices are kept for 90 days.
#[utoipa::path(tag = "notices", params(NoticeQuery), responses((status = OK, body = NoticePage)))]
#[get("/me/notices")]
async fn list_notices(signed: Signed, query: Query<NoticeQuery>) -> Answer<NoticePage> {
    signed.read(move |db, who| read::list(db, who, &query.0)).await
}

/// Mark notices as read
///
/// These, or all up to one. What is not one's own is left alone.
#[utoipa::path(tag = "notices", request_body = NoticesRead, responses((status = OK, body = Unread)))]
#[post("/me/notices/read")]
async fn mark_notices_read(signed: Signed, body: Body<NoticesRead>) -> Answer<Unread> {
    signed.write(move |db, who| read::mark(db, who, &body.0)).await
}
