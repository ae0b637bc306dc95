//! Serves the console, the API's documentation and the contract, all out of the binary.

use std::sync::OnceLock;

use actix_web::{HttpRequest, HttpResponse, get, http::header, web};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use utoipa_swagger_ui::SwaggerUi;

use super::openapi;

#[derive(RustEmbed)]
#[folder = "../dist"]
#[allow_missing = true]
struct Files;

/// `/docs`, `/openapi.json` and, for everything else, the console.
pub fn routes(config: &mut web::ServiceConfig) {
    config
        .service(SwaggerUi::new("/docs/{_:.*}").url("/openapi.json", openapi::document()))
        .service(docs)
        .default_service(web::to(console));
}

/// People type it without the slash.
#[get("/docs")]
async fn docs() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header((header::LOCATION, "/docs/")).finish()
}

/// A file of the console, or its first page for every address that the console routes itself.
async fn console(request: HttpRequest) -> HttpResponse {
    let path = request.path().trim_start_matches('/');
    if ["api/", "mp/", "public/"].iter().any(|p| path.starts_with(p)) {
        return HttpResponse::NotFound().finish();
    }
    if request.method() != actix_web::http::Method::GET && request.method() != actix_web::http::Method::HEAD {
        return HttpResponse::MethodNotAllowed().insert_header((header::ALLOW, "GET, HEAD")).finish();
    }
    let (name, file) = match Files::get(path) {
        Some(file) if !path.is_empty() => (path, file),
        // A missing script must not be answered by a page.
        _ if path.rsplit('/').next().is_some_and(|last| last.contains('.')) => {
            return HttpResponse::NotFound().finish();
        }
        _ => match Files::get("index.html") {
            Some(file) => ("index.html", file),
            None => return HttpResponse::NotFound().body("this binary was built without the console"),
        },
    };
    let etag = format!("\"{}\"", hex::encode(&file.metadata.sha256_hash()[..16]));
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok());
    // trunk puts a hash into the name of everything but the first page.
    let cache = if name == "index.html" { "no-cache" } else { "public, max-age=31536000, immutable" };
    let mut response = if known == Some(etag.as_str()) { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header((header::ETAG, etag.clone())).insert_header((header::CACHE_CONTROL, cache));
    if known == Some(etag.as_str()) {
        return response.finish();
    }
    response.content_type(content_type(name)).body(file.data.into_owned())
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}

/// Nothing but our own files, and the one inline script by which trunk starts the console, by its hash.
pub fn content_security_policy() -> &'static str {
    static POLICY: OnceLock<String> = OnceLock::new();
    POLICY.get_or_init(|| {
        let page = Files::get("index.html").map(|f| f.data.into_owned()).unwrap_or_default();
        let hashes: String = inline_scripts(&String::from_utf8_lossy(&page))
            .iter()
            .map(|script| format!(" 'sha256-{}'", base64(&Sha256::digest(script))))
            .collect();
        format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src 'self'; \
             img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; \
             frame-ancestors 'none'"
        )
    })
}

fn inline_scripts(page: &str) -> Vec<String> {
    let mut scripts = Vec::new();
    let mut rest = page;
    while let Some(begin) = rest.find("<script") {
        rest = &rest[begin..];
        let (Some(open), Some(end)) = (rest.find('>'), rest.find("</script>")) else { break };
        if open < end && !rest[..open].contains(" src=") {
            scripts.push(rest[open + 1..end].to_owned());
        }
        rest = &rest[end + "</script>".len()..];
    }
    scripts
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::inline_scripts;

    #[test]
    fn only_inline_scripts_are_found() {
        let page = r#"<script src="/a.js"></script><script type="module">go()</script><p></p>"#;
        assert_eq!(inline_scripts(page), ["go()"]);
    }
}
