//! Sending a request and reading its answer.

use serde::{Serialize, de::DeserializeOwned};
use shared::{ErrorCode, Problem, identity::SignedIn};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Blob, Headers, RequestCredentials, RequestInit, Response};

use super::{Answer, Fault, token};
use crate::{prefs, session};

const BASE: &str = "/api/v1";

/// What goes with a request besides its address.
#[derive(Clone)]
enum Body {
    None,
    Json(String),
    Bytes(Blob),
}

pub async fn get<T: DeserializeOwned>(path: &str) -> Answer<T> {
    ask("GET", path, Body::None, None).await
}

/// Reads with the fields of `query` as parameters; absent ones are left out.
pub async fn find<Q: Serialize, T: DeserializeOwned>(path: &str, query: &Q) -> Answer<T> {
    let query = serde_urlencoded::to_string(query).map_err(|_| Fault::Unreadable)?;
    let path = if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
    get(&path).await
}

/// Creates something, or does something that must not happen twice: each call carries a fresh idempotency key, which
/// stays the same when the request is repeated after a renewal of the token.
pub async fn post<B: Serialize, T: DeserializeOwned>(path: &str, body: &B) -> Answer<T> {
    ask("POST", path, json(body)?, Some(random_uuid())).await
}

/// The same for an operation whose address says everything.
pub async fn act<T: DeserializeOwned>(path: &str) -> Answer<T> {
    ask("POST", path, Body::None, Some(random_uuid())).await
}

pub async fn post_file<T: DeserializeOwned>(path: &str, file: Blob) -> Answer<T> {
    ask("POST", path, Body::Bytes(file), Some(random_uuid())).await
}

pub async fn put_file<T: DeserializeOwned>(path: &str, file: Blob) -> Answer<T> {
    ask("PUT", path, Body::Bytes(file), None).await
}

pub async fn put<B: Serialize, T: DeserializeOwned>(path: &str, body: &B) -> Answer<T> {
    ask("PUT", path, json(body)?, None).await
}

pub async fn patch<B: Serialize, T: DeserializeOwned>(path: &str, body: &B) -> Answer<T> {
    ask("PATCH", path, json(body)?, None).await
}

pub async fn delete(path: &str) -> Answer<()> {
    ask("DELETE", path, Body::None, None).await
}

/// A POST that writes nothing, until somebody stops it.
pub async fn post_until<B: Serialize, T: DeserializeOwned>(path: &str, body: &B, stop: &AbortSignal) -> Answer<T> {
    read(authorised("POST", path, json(body)?, None, Some(stop)).await?).await
}

pub async fn post_file_until<T: DeserializeOwned>(path: &str, file: Blob, stop: &AbortSignal) -> Answer<T> {
    read(authorised("POST", path, Body::Bytes(file), None, Some(stop)).await?).await
}

/// A GET whose answer is a file.
pub async fn get_file(path: &str) -> Answer<Blob> {
    file_of(authorised("GET", path, Body::None, None, None).await?).await
}

/// A POST whose answer is a file.
pub async fn post_for_file<B: Serialize>(path: &str, body: &B) -> Answer<Blob> {
    file_of(authorised("POST", path, json(body)?, None, None).await?).await
}

pub async fn post_file_for_file(path: &str, file: Blob) -> Answer<Blob> {
    file_of(authorised("POST", path, Body::Bytes(file), None, None).await?).await
}

/// A POST that needs no one to be signed in.
pub async fn post_openly<B: Serialize, T: DeserializeOwned>(path: &str, body: &B) -> Answer<T> {
    read(taken(send("POST", path, json(body)?, None, None, None).await?).await?).await
}

/// Trades the refresh cookie for a token.
pub async fn renew() -> Answer<SignedIn> {
    read(taken(send("POST", "/session/refresh", Body::None, None, None, None).await?).await?).await
}

async fn ask<T: DeserializeOwned>(method: &str, path: &str, body: Body, key: Option<String>) -> Answer<T> {
    read(authorised(method, path, body, key, None).await?).await
}

/// Sends with a token, once more with a fresh one if it was not taken; a refusal is a fault.
async fn authorised(
    method: &str,
    path: &str,
    body: Body,
    key: Option<String>,
    stop: Option<&AbortSignal>,
) -> Answer<Response> {
    if token::current().is_none() && token::known() {
        // An expired token is renewed before it is refused; if that fails, the request below says why.
        drop(token::refresh().await);
    }
    let sent_with = token::current();
    let first = taken(send(method, path, body.clone(), key.clone(), sent_with, stop).await?).await;
    let answer = match first {
        Err(fault) if fault.code() == Some(ErrorCode::Unauthenticated) => match token::refresh().await {
            Ok(()) => taken(send(method, path, body, key, token::current(), stop).await?).await,
            Err(Fault::Offline) => Err(Fault::Offline),
            Err(_) => Err(fault),
        },
        other => other,
    };
    match answer.as_ref().err().and_then(Fault::code) {
        Some(ErrorCode::Unauthenticated) => session::ended(),
        Some(ErrorCode::PasswordChangeRequired) => session::password_change_required(),
        _ => {}
    }
    answer
}

async fn send(
    method: &str,
    path: &str,
    body: Body,
    key: Option<String>,
    token: Option<String>,
    stop: Option<&AbortSignal>,
) -> Answer<Response> {
    let request = prepare(method, body, key, token).map_err(|_| Fault::Unreadable)?;
    request.set_signal(stop);
    let promise = leptos::prelude::window().fetch_with_str_and_init(&format!("{BASE}{path}"), &request);
    let response = JsFuture::from(promise).await.map_err(|_| Fault::Offline)?;
    response.dyn_into().map_err(|_| Fault::Unreadable)
}

fn prepare(method: &str, body: Body, key: Option<String>, token: Option<String>) -> Result<RequestInit, JsValue> {
    let headers = Headers::new()?;
    headers.set("Accept", "application/json")?;
    headers.set("Accept-Language", prefs::tag(prefs::lang_untracked()))?;
    if let Some(token) = token {
        headers.set("Authorization", &format!("Bearer {token}"))?;
    }
    if let Some(key) = key {
        headers.set("Idempotency-Key", &key)?;
    }
    let request = RequestInit::new();
    match body {
        Body::None => {}
        Body::Json(text) => {
            headers.set("Content-Type", "application/json")?;
            request.set_body(&JsValue::from_str(&text));
        }
        Body::Bytes(file) => {
            headers.set("Content-Type", "application/octet-stream")?;
            request.set_body(&file);
        }
    }
    request.set_method(method);
    request.set_headers(&headers);
    request.set_credentials(RequestCredentials::SameOrigin);
    Ok(request)
}

/// The answer, if it is a good one.
async fn taken(response: Response) -> Answer<Response> {
    if response.ok() {
        return Ok(response);
    }
    let problem: Problem = serde_json::from_str(&text_of(&response).await?).map_err(|_| Fault::Unreadable)?;
    Err(Fault::Refused(Box::new(problem)))
}

async fn text_of(response: &Response) -> Answer<String> {
    let text = response.text().map_err(|_| Fault::Unreadable)?;
    Ok(JsFuture::from(text).await.map_err(|_| Fault::Offline)?.as_string().unwrap_or_default())
}

async fn read<T: DeserializeOwned>(response: Response) -> Answer<T> {
    let text = text_of(&response).await?;
    // An answer without a body is `()`, which JSON writes as null.
    let text = if text.is_empty() { "null" } else { &text };
    serde_json::from_str(text).map_err(|_| Fault::Unreadable)
}

async fn file_of(response: Response) -> Answer<Blob> {
    let blob = response.blob().map_err(|_| Fault::Unreadable)?;
    JsFuture::from(blob).await.map_err(|_| Fault::Offline)?.dyn_into().map_err(|_| Fault::Unreadable)
}

fn json<B: Serialize>(body: &B) -> Answer<Body> {
    serde_json::to_string(body).map(Body::Json).map_err(|_| Fault::Unreadable)
}

/// A version 4 UUID. `crypto.randomUUID` would be shorter, but exists only on HTTPS, and the console must also work on
/// a plain address in an office network.
fn random_uuid() -> String {
    let mut bytes = [0_u8; 16];
    if let Ok(crypto) = leptos::prelude::window().crypto() {
        drop(crypto.get_random_values_with_u8_array(&mut bytes));
    }
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut text = String::with_capacity(36);
    for (index, byte) in bytes.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push_str(&format!("{byte:02x}"));
    }
    text
}
