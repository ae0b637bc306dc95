//! Bodies in and answers out.

use std::marker::PhantomData;

use actix_web::{
    FromRequest, HttpMessage, HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    dev::Payload,
    http::{StatusCode, header::ContentType},
    web,
};
use futures_util::{FutureExt, StreamExt, future::LocalBoxFuture};
use serde::{Serialize, de::DeserializeOwned};
use shared::{Check, ErrorCode, problem::FieldCode};

use crate::error::{Error, Result, check, invalid, refused};

/// What a handler returns.
pub type Answer<T> = Result<Json<T>>;

/// A `T` that is JSON already. It is made where the `T` was, on a blocking thread, so that the many small pieces of a page
/// of rows are freed by the thread that allocated them, which takes a fraction of the time.
#[derive(Debug)]
pub struct Json<T> {
    bytes: web::Bytes,
    of: PhantomData<fn() -> T>,
}

impl<T: Serialize> Json<T> {
    /// Writes it.
    ///
    /// # Errors
    /// When the value has no JSON form.
    pub fn of(value: &T) -> Result<Self> {
        Ok(Self::again(serde_json::to_vec(value)?.into()))
    }
}

impl<T> Json<T> {
    /// What was written as a `T` before.
    pub const fn again(bytes: web::Bytes) -> Self {
        Self { bytes, of: PhantomData }
    }

    /// The text of it.
    pub fn bytes(&self) -> web::Bytes {
        self.bytes.clone()
    }
}

impl<T> Responder for Json<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok().content_type(ContentType::json()).body(self.bytes)
    }
}

/// Something that was made: 201 with it.
#[derive(Debug)]
pub struct Created<T>(pub T);

impl<T: Serialize> Responder for Created<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::build(StatusCode::CREATED).json(self.0)
    }
}

/// A JSON body that was understood and found without faults.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned + Check + 'static> FromRequest for Body<T> {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let json = request
            .content_type()
            .eq_ignore_ascii_case("application/json")
            .then(|| web::Bytes::from_request(request, payload));
        async move {
            let bytes = json
                .ok_or_else(|| refused(ErrorCode::UnsupportedMediaType))?
                .await
                .map_err(|_| refused(ErrorCode::TooLarge))?;
            let value: T = serde_json::from_slice(&bytes).map_err(|e| malformed(&e))?;
            check(&value)?;
            Ok(Self(value))
        }
        .boxed_local()
    }
}

/// The bytes of a body, however they come, if there are at most `limit`.
///
/// # Errors
/// When there are more, or they stop coming.
pub async fn read_all(mut body: web::Payload, limit: usize) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(part) = body.next().await {
        let part = part.map_err(|_| refused(ErrorCode::BadRequest))?;
        if bytes.len() + part.len() > limit {
            return Err(refused(ErrorCode::TooLarge));
        }
        bytes.extend_from_slice(&part);
    }
    Ok(bytes)
}

/// Says which field was not understood, as far as the parser knows.
fn malformed(error: &serde_json::Error) -> Error {
    let text = error.to_string();
    let field = |prefix: &str| text.strip_prefix(prefix).and_then(|t| t.split('`').next()).map(|f| format!("/{f}"));
    if let Some(pointer) = field("unknown field `") {
        return invalid(pointer, FieldCode::UnknownField);
    }
    if let Some(pointer) = field("missing field `") {
        return invalid(pointer, FieldCode::Required);
    }
    match error.classify() {
        serde_json::error::Category::Data => {
            let mut refusal = invalid("", FieldCode::Malformed);
            if let Error::Refused(r) = &mut refusal {
                r.detail = Some(text);
            }
            refusal
        }
        _ => refused(ErrorCode::BadRequest),
    }
}
