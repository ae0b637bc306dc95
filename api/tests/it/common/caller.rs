//! Someone who calls the API.

use reqwest::{Method, header::HeaderMap};
use serde_json::Value;

/// Someone who calls the API, with or without a token.
#[derive(Clone)]
pub struct Caller {
    client: reqwest::Client,
    base: String,
    token: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Value,
    pub text: String,
    pub bytes: Vec<u8>,
    what: String,
}

impl Answer {
    /// The body, if the status is this one.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}: {}", self.what, self.text);
        self.body
    }

    /// The stable code of the problem, if the status is this one.
    #[track_caller]
    pub fn problem(self, status: u16) -> String {
        let kind = self.headers.get("content-type").and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        let what = self.what.clone();
        let body = self.expect(status);
        assert_eq!(kind, "application/problem+json", "{what}");
        body["code"].as_str().expect("a code").to_owned()
    }
}

impl Caller {
    /// A client that gives its connections up long before the server does, so that on a busy machine it never sends a
    /// request into one that is just being closed.
    pub fn client() -> reqwest::Client {
        let idle = std::time::Duration::from_secs(1);
        reqwest::Client::builder().pool_idle_timeout(idle).build().expect("a client")
    }

    pub fn new(client: reqwest::Client, base: String, token: Option<String>) -> Self {
        Self { client, base, token }
    }

    /// Sends a request.
    pub async fn send(&self, method: Method, path: &str, body: Option<Value>, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.client.request(method.clone(), format!("{}{path}", self.base));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        Self::answer(request, format!("{method} {path}")).await
    }

    /// Sends bytes as they are.
    pub async fn upload(&self, path: &str, bytes: Vec<u8>) -> Answer {
        self.send_bytes(Method::POST, path, bytes).await
    }

    /// The same by another method.
    pub async fn send_bytes(&self, method: Method, path: &str, bytes: Vec<u8>) -> Answer {
        let mut request = self.client.request(method.clone(), format!("{}{path}", self.base)).body(bytes);
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        Self::answer(request, format!("{method} {path}")).await
    }

    /// Fetches a file: the status, the headers and the bytes.
    pub async fn download(&self, path: &str) -> (u16, HeaderMap, Vec<u8>) {
        let request = self.client.get(format!("{}{path}", self.base)).bearer_auth(self.token());
        let response = request.send().await.expect("an answer");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        (status, headers, response.bytes().await.expect("a body").to_vec())
    }

    async fn answer(request: reqwest::RequestBuilder, what: String) -> Answer {
        let response = request.send().await.expect("an answer");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.bytes().await.expect("a body").to_vec();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Answer { status, headers, body, text, bytes, what }
    }

    /// The token it has.
    pub fn token(&self) -> String {
        self.token.clone().expect("someone who signed in")
    }

    /// Sends a request to a server that may be killed; the status and the body if there was a whole answer.
    pub async fn try_post(&self, path: &str, body: Value) -> Option<(u16, Value)> {
        let token = self.token.clone().unwrap_or_default();
        let request = self.client.post(format!("{}{path}", self.base)).bearer_auth(token).json(&body);
        let response = request.send().await.ok()?;
        let status = response.status().as_u16();
        Some((status, response.json().await.ok()?))
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None, &[]).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body), &[]).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PUT, path, Some(body), &[]).await
    }
}
