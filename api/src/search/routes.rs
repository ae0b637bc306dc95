//! `/api/v1/search`.

use actix_web::get;
use shared::search::{QuickFound, QuickQuery, SearchPage, SearchQuery};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{page, plan::Bounds, quick};
use crate::http::{Answer, Query, Signed};

/// The routes of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(search).service(quick_search);
}

/// Search
///
/// Customers, inquiries, orders or follow-ups by any combination of conditions about all four, the newest first. Conditions
/// about another kind hold for something of the same customer: all those of one kind for one and the same. What the caller may
/// not see is not found, and makes nothing else be found. Conditions about a kind that the caller may not see at all are
/// refused.
///
/// `..._words` are found where they stand: what is written without a blank must stand together; blanks part words that must
/// all be there. Case and full-width forms make no difference. A single Chinese character is too little.
///
/// So much is looked through for one page and no more. A page that is not full for that reason says so by `searched_through`,
/// and goes on with `next_cursor`.
#[utoipa::path(tag = "search", params(SearchQuery), responses((status = OK, body = SearchPage)))]
#[get("/search")]
async fn search(signed: Signed, query: Query<SearchQuery>) -> Answer<SearchPage> {
    signed.read(move |db, who| page::search(db, who, &query, Bounds::default())).await
}

/// Find quickly
///
/// The first few of each kind that one may see: customers whose name, company, phone, pinyin or initials begin so, orders whose
/// number does, and everything that has the words.
#[utoipa::path(tag = "search", params(QuickQuery), responses((status = OK, body = QuickFound)))]
#[get("/search/quick")]
async fn quick_search(signed: Signed, query: Query<QuickQuery>) -> Answer<QuickFound> {
    signed.read(move |db, who| quick::quick(db, who, &query)).await
}
