//! Signing in and out, one's own sessions and password.

use actix_web::{
    HttpRequest, HttpResponse,
    cookie::{Cookie, SameSite, time::Duration},
    delete, get, post,
};
use shared::{
    ErrorCode,
    identity::{Me, PasswordChange, Session, SignIn, SignedIn},
    ids::SessionId,
};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    passwords,
    sessions::{self, Begun},
    store, throttle,
};
use crate::{
    error::{Result, refused, unauthenticated},
    http::{Answer, Body, Client, Path, Signed, State, blocking},
    phones,
};

const COOKIE: &str = "guike_refresh";
const COOKIE_PATH: &str = "/api/v1/session";

/// The routes of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(sign_in)
        .service(refresh)
        .service(sign_out)
        .service(sign_out_everywhere)
        .service(list_sessions)
        .service(end_session)
        .service(me)
        .service(change_password);
}

/// Sign in
///
/// With a user name or a telephone number. The refresh token comes in an HttpOnly cookie.
#[utoipa::path(tag = "identity", request_body = SignIn, responses((status = OK, body = SignedIn)), security(()))]
#[post("/sign-in")]
async fn sign_in(request: HttpRequest, client: Client, body: Body<SignIn>) -> Result<HttpResponse> {
    let SignIn { login, password } = body.0;
    let state = client.state.clone();
    let (name, ip) = (login.trim().to_owned(), client.origin.ip.clone());
    let phone = phones::to_e164(&name);
    let account = state
        .write(move |db| {
            throttle::count_attempt(db, &name, ip.as_deref())?;
            Ok(store::account(db, &name, phone.as_deref())?)
        })
        .await?;
    let (account, right) = blocking(move || {
        let right = passwords::matches(&password, account.as_ref().map(|a| a.password_hash.as_str()));
        Ok((account, right))
    })
    .await?;
    let account =
        account.filter(|a| right && sessions::may_sign_in(a)).ok_or_else(|| refused(ErrorCode::SignInRefused))?;
    let begun = state
        .write(move |db| {
            throttle::forgive(db, login.trim(), client.origin.ip.as_deref())?;
            let directory = client.state.directories.current(db)?;
            let person = directory.person(account.employee_id);
            sessions::begin(db, person.id, &person.name, account.must_change, &client.origin, &client.user_agent)
        })
        .await?;
    answer(&request, &state, begun)
}

fn answer(request: &HttpRequest, state: &State, begun: Begun) -> Result<HttpResponse> {
    let (access_token, expires_at) = state.tokens.issue(begun.employee, begun.session, begun.must_change_password)?;
    let mut response = HttpResponse::Ok();
    response.insert_header(("cache-control", "no-store"));
    if let Some(token) = begun.refresh_token {
        response.cookie(refresh_cookie(request, token, Duration::days(14)));
    }
    Ok(response.json(SignedIn { access_token, expires_at, must_change_password: begun.must_change_password }))
}

fn refresh_cookie(request: &HttpRequest, value: String, age: Duration) -> Cookie<'static> {
    Cookie::build(COOKIE, value)
        .path(COOKIE_PATH)
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(request.connection_info().scheme() == "https")
        .max_age(age)
        .finish()
}

/// Get the next access token
///
/// By the refresh cookie, which is replaced. A refresh token that was used before ends the session.
#[utoipa::path(tag = "identity", responses((status = OK, body = SignedIn)), security(("refresh_cookie" = [])))]
#[post("/session/refresh")]
async fn refresh(request: HttpRequest, client: Client) -> Result<HttpResponse> {
    let token = request.cookie(COOKIE).ok_or_else(unauthenticated)?.value().to_owned();
    let state = client.state.clone();
    let begun = state.write(move |db| sessions::refresh(db, &token)).await?.ok_or_else(unauthenticated)?;
    answer(&request, &state, begun)
}

/// Sign out
///
/// Ends the session of the refresh cookie.
#[utoipa::path(tag = "identity", responses((status = NO_CONTENT)), security(("refresh_cookie" = [])))]
#[post("/session/sign-out")]
async fn sign_out(request: HttpRequest, client: Client) -> Result<HttpResponse> {
    if let Some(cookie) = request.cookie(COOKIE) {
        let token = cookie.value().to_owned();
        client.state.clone().write(move |db| sessions::end_by_token(db, &token)).await?;
    }
    let gone = refresh_cookie(&request, String::new(), Duration::ZERO);
    Ok(HttpResponse::NoContent().cookie(gone).finish())
}

/// Sign out everywhere
///
/// Ends every session of the caller.
#[utoipa::path(tag = "identity", responses((status = NO_CONTENT)))]
#[post("/session/sign-out-everywhere")]
async fn sign_out_everywhere(request: HttpRequest, signed: Signed) -> Result<HttpResponse> {
    signed.write(sessions::end_everywhere).await?;
    let gone = refresh_cookie(&request, String::new(), Duration::ZERO);
    Ok(HttpResponse::NoContent().cookie(gone).finish())
}

/// List one's sessions
///
/// Those that stand, newest first.
#[utoipa::path(tag = "identity", responses((status = OK, body = Vec<Session>)))]
#[get("/sessions")]
async fn list_sessions(signed: Signed) -> Answer<Vec<Session>> {
    let current = signed.claims.sid;
    signed.read(move |db, who| sessions::list(db, who, current)).await
}

/// End one of one's sessions
///
/// The browser that has it is signed out with its next request.
#[utoipa::path(tag = "identity", responses((status = NO_CONTENT)), params(("id" = SessionId, Path)))]
#[delete("/sessions/{id}")]
async fn end_session(signed: Signed, id: Path<SessionId>) -> Result<HttpResponse> {
    signed.write(move |db, who| sessions::end(db, who, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Who am I
///
/// The signed-in employee, and what they may do on whose customers.
#[utoipa::path(tag = "identity", responses((status = OK, body = Me)))]
#[get("/me")]
async fn me(signed: Signed) -> Answer<Me> {
    let must_change = signed.claims.must_change_password;
    signed.read_as_newcomer(move |_, who| sessions::me(who, must_change)).await
}

/// Change one's password
///
/// Every session ends; the answer begins a new one.
#[utoipa::path(tag = "identity", request_body = PasswordChange, responses((status = OK, body = SignedIn)))]
#[post("/me/password")]
async fn change_password(request: HttpRequest, signed: Signed, body: Body<PasswordChange>) -> Result<HttpResponse> {
    let PasswordChange { current, new } = body.0;
    let Client { state, origin, user_agent, .. } = signed.client.clone();
    let claims = signed.claims.clone();
    let subject = format!("password:{}", claims.sub);
    let (cache, from, counted) = (state.clone(), origin.clone(), subject.clone());
    // Counted in a transaction of its own, which stays when the password turns out to be wrong.
    let known = state
        .write(move |db| {
            let who = super::access(db, &cache.directories, &signed.claims, &from)?;
            throttle::count_attempt(db, &counted, None)?;
            Ok(store::credentials_of(db, who.employee().raw())?.0)
        })
        .await?;
    let (right, hash) =
        blocking(move || Ok((passwords::matches(&current, Some(&known)), passwords::hash_password(&new)?))).await?;
    let cache = state.clone();
    let begun = state
        .write(move |db| {
            let who = super::access(db, &cache.directories, &claims, &origin)?;
            passwords::change_own(db, &who, right, &hash)?;
            throttle::forgive(db, &subject, None)?;
            sessions::begin(db, who.employee(), &who.person().name, false, &origin, &user_agent)
        })
        .await?;
    answer(&request, &state, begun)
}
