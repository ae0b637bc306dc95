//! Turns refusals and failures into problem documents.

use actix_web::{
    Error as ActixError, HttpMessage, HttpRequest, HttpResponse, ResponseError,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{StatusCode, header},
    middleware::Next,
};
use shared::{ErrorCode, Lang, Problem};
use tracing_actix_web::RequestId;

use super::signed::language;
use crate::error::{Error, Refusal};

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(refusal(self).code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Without the request neither language nor id are known; [`explain`] replaces this.
    fn error_response(&self) -> HttpResponse<BoxBody> {
        HttpResponse::new(self.status_code())
    }
}

fn refusal(error: &Error) -> Refusal {
    match error {
        Error::Refused(refusal) => (**refusal).clone(),
        _ => Refusal { code: ErrorCode::Internal, errors: vec![], detail: None, retry_after: None },
    }
}

/// Gives every error the body of a problem document, whoever raised it: a service, an extractor or actix itself.
pub async fn explain(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, ActixError> {
    let response = next.call(request).await?.map_into_boxed_body();
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) || is_problem(response.response()) {
        return Ok(response);
    }
    let (raw, inner) = response.into_parts();
    let explained = document_for(&raw, inner);
    Ok(ServiceResponse::new(raw, explained))
}

fn is_problem(response: &HttpResponse) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok());
    kind.is_some_and(|k| k.starts_with("application/problem+json"))
}

fn document_for(request: &HttpRequest, response: HttpResponse) -> HttpResponse {
    let refusal = match response.error().and_then(|e| e.as_error::<Error>()) {
        Some(error) => {
            if !matches!(error, Error::Refused(_)) {
                tracing::error!(error = ?error, "request failed");
            }
            refusal(error)
        }
        None => Refusal { code: code_of(response.status()), errors: vec![], detail: None, retry_after: None },
    };
    let lang = language(request);
    let problem = problem(refusal, lang, request);
    let mut builder = HttpResponse::build(StatusCode::from_u16(problem.status).unwrap_or(StatusCode::BAD_REQUEST));
    builder.content_type("application/problem+json");
    builder.insert_header((header::CONTENT_LANGUAGE, lang.pick("zh-CN", "en")));
    if let Some(seconds) = problem.retry_after {
        builder.insert_header((header::RETRY_AFTER, seconds));
    }
    if problem.code == ErrorCode::MethodNotAllowed
        && let Some(allow) = response.headers().get(header::ALLOW)
    {
        builder.insert_header((header::ALLOW, allow.clone()));
    }
    builder.json(problem)
}

fn problem(refusal: Refusal, lang: Lang, request: &HttpRequest) -> Problem {
    let request_id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
    worded(refusal, lang, request_id)
}

/// A refusal as its caller reads it.
pub(super) fn worded(refusal: Refusal, lang: Lang, request_id: String) -> Problem {
    let mut errors = refusal.errors;
    for error in &mut errors {
        error.message = error.code.message(lang);
    }
    Problem {
        kind: "about:blank".into(),
        title: refusal.code.title(lang).into(),
        status: refusal.code.status(),
        code: refusal.code,
        detail: refusal.detail,
        errors,
        retry_after: refusal.retry_after,
        request_id,
    }
}

fn code_of(status: StatusCode) -> ErrorCode {
    match status {
        StatusCode::NOT_FOUND => ErrorCode::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => ErrorCode::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => ErrorCode::TooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => ErrorCode::UnsupportedMediaType,
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT => ErrorCode::Busy,
        s if s.is_server_error() => ErrorCode::Internal,
        _ => ErrorCode::BadRequest,
    }
}
