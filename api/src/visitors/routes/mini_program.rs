//! `/mp/v1/sessions` and `/mp/v1/me`: customers in a WeChat mini-program, signed in themselves.

use actix_web::{HttpResponse, delete, get, post};
use shared::{
    Page,
    entrances::Entrance,
    page::PageQuery,
    visitors::{OwnOrder, VisitorProfile, VisitorToken, WechatPhone, WechatSignIn},
};
use utoipa_actix_web::{scope, service_config::ServiceConfig};

use super::own;
use crate::{
    entrances,
    error::Result,
    http::{Answer, Body, Created, Door, Query, Visiting},
    orders,
    visitors::{Limit, count, sessions},
};

/// The routes of this room for mini-programs.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(wechat_sign_in)
        .service(wechat_sign_out)
        .service(my_profile)
        .service(tell_my_phone)
        .service(my_entrances)
        .service(my_orders)
        // Last: it takes everything below that address.
        .service(scope("/me").configure(own::routes));
}

/// Sign in with WeChat
///
/// With the code of `wx.login`. Who they are to us is found by openid and unionid. Without an account with WeChat in the
/// settings the answer is `wrong_state`; when WeChat does not answer, `busy`.
#[utoipa::path(
    tag = "own",
    request_body = WechatSignIn,
    responses((status = CREATED, body = VisitorToken)),
    security(())
)]
#[post("/sessions")]
async fn wechat_sign_in(door: Door, body: Body<WechatSignIn>) -> Result<Created<VisitorToken>> {
    let (state, address, actor) = (door.state(), door.address(), door.actor());
    let wechat = state.wechat()?;
    state.write(move |db| count(db, Limit::WECHAT, &address)).await?;
    let person = wechat.person(body.0.code.trim()).await?;
    state.write(move |db| sessions::sign_in(db, &actor, &person)).await.map(Created)
}

/// Sign out
#[utoipa::path(tag = "own", responses((status = NO_CONTENT)))]
#[delete("/sessions/current")]
async fn wechat_sign_out(visiting: Visiting) -> Result<HttpResponse> {
    let (state, token) = (visiting.state(), visiting.token().to_owned());
    state.write(move |db| sessions::end(db, &token)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Read who I am to you
#[utoipa::path(tag = "own", responses((status = OK, body = VisitorProfile)))]
#[get("/me")]
async fn my_profile(visiting: Visiting) -> Answer<VisitorProfile> {
    visiting.read(sessions::profile).await
}

/// Tell my phone
///
/// With the code of the `getPhoneNumber` button. Whoever is a customer by that phone sees everything of theirs from then on;
/// otherwise the next inquiry makes them one.
#[utoipa::path(tag = "own", request_body = WechatPhone, responses((status = OK, body = VisitorProfile)))]
#[post("/me/phone")]
async fn tell_my_phone(visiting: Visiting, body: Body<WechatPhone>) -> Answer<VisitorProfile> {
    let state = visiting.state();
    let wechat = state.wechat()?;
    visiting.count(Limit::MESSAGE, Limit::MESSAGE_ADDRESS).await?;
    let phone = wechat.phone(body.0.code.trim()).await?;
    visiting.write(move |db, actor, visitor| sessions::prove_phone(db, actor, visitor, &phone)).await
}

/// List open entrances
///
/// With the forms to ask.
#[utoipa::path(tag = "own", responses((status = OK, body = Vec<Entrance>)))]
#[get("/me/entrances")]
async fn my_entrances(visiting: Visiting) -> Answer<Vec<Entrance>> {
    visiting.read(|db, _| entrances::for_customers(db)).await
}

/// List my orders
///
/// Newest first; none as long as it is not proven who they are.
#[utoipa::path(tag = "own", responses((status = OK, body = Page<OwnOrder>)), params(PageQuery))]
#[get("/me/orders")]
async fn my_orders(visiting: Visiting, query: Query<PageQuery>) -> Answer<Page<OwnOrder>> {
    visiting.read(move |db, me| orders::own::list(db, me, &query.0)).await
}
