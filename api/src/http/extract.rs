//! Path and query parameters.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use serde::de::DeserializeOwned;
use shared::problem::FieldCode;

use crate::error::{Error, Result, invalid, not_found};

/// Parameters after the question mark; unknown ones are refused.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T> std::ops::Deref for Query<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(web::Query::<T>::from_query(request.query_string()).map(|q| Self(q.into_inner())).map_err(|e| {
            let text = e.to_string();
            match text.split_once("unknown field `").and_then(|(_, rest)| rest.split('`').next()) {
                Some(name) => invalid(format!("/{name}"), FieldCode::UnknownField),
                None => invalid("", FieldCode::Malformed),
            }
        }))
    }
}

/// The parts of the address; a part that is no id names nothing, so the answer is "not found".
#[derive(Debug)]
pub struct Path<T>(pub T);

impl<T> std::ops::Deref for Path<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned> FromRequest for Path<T> {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let path = web::Path::<T>::from_request(request, payload).into_inner();
        ready(path.map(|p| Self(p.into_inner())).map_err(|_| not_found()))
    }
}
