//! The pages of the console that matter, as requests of a signed-in person.

use crate::client::{Connection, Request};
use crate::sql::Kind;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::net::SocketAddr;

/// What the console asks for in one go.
const LIMIT: usize = 50;
/// The page at which offsets have long become slow, and keysets have not.
const FAR: usize = 1000;

/// A signed-in person.
pub struct Api {
    connection: Connection,
    token: String,
}

/// A request to measure, and what it was answered once.
pub struct Page {
    /// What the report calls it.
    pub title: String,
    /// Which hand-written SQL fetches the same.
    pub kind: Kind,
    /// The request.
    pub request: Request,
    /// The body of the answer.
    pub body: Vec<u8>,
}

/// Signs in.
pub async fn sign_in(address: SocketAddr, login: &str, password: &str) -> Result<Api> {
    let mut connection = Connection::open(address).await?;
    let body = json!({ "login": login, "password": password }).to_string();
    let answer = connection.send(&Request::post("/api/v1/sign-in", None, &body)).await?;
    ensure!(answer.status == 200, "{login} cannot sign in: {}", String::from_utf8_lossy(answer.body));
    let answer: Value = serde_json::from_slice(answer.body)?;
    let token = answer["access_token"].as_str().context("no access_token")?.to_owned();
    Ok(Api { connection, token })
}

impl Api {
    /// The pages this person opens every day.
    pub async fn pages(&mut self) -> Result<Vec<Page>> {
        let first = format!("/api/v1/customers?limit={LIMIT}");
        let (far, depth) = self.far(&first).await?;
        let mut pages = vec![
            self.page("customer list, page 1".to_owned(), Kind::List, &first).await?,
            self.page(format!("customer list, page {depth}"), Kind::Other, &far).await?,
            self.page("overdue board".to_owned(), Kind::Due, &format!("/api/v1/follow-ups/due?limit={LIMIT}")).await?,
            self.page("overdue counts".to_owned(), Kind::Counts, "/api/v1/follow-ups/due/counts").await?,
        ];
        let list: Value = serde_json::from_slice(&pages[0].body)?;
        let id = list["items"][0]["id"].as_str().context("this person has no customer")?.to_owned();
        pages.push(self.page("customer page".to_owned(), Kind::Other, &format!("/api/v1/customers/{id}")).await?);
        let timeline = format!("/api/v1/customers/{id}/timeline");
        pages.push(self.page("customer page's timeline".to_owned(), Kind::Other, &timeline).await?);
        Ok(pages)
    }

    /// The path of the thousandth page, or of the last one, and its number.
    async fn far(&mut self, first: &str) -> Result<(String, usize)> {
        let mut path = first.to_owned();
        for number in 1..FAR {
            let page: Value = serde_json::from_slice(&self.get(&path).await?)?;
            match page["next_cursor"].as_str() {
                Some(cursor) => path = format!("{first}&cursor={cursor}"),
                None => return Ok((path, number)),
            }
        }
        Ok((path, FAR))
    }

    /// What a GET is answered.
    pub async fn json(&mut self, path: &str) -> Result<Value> {
        Ok(serde_json::from_slice(&self.get(path).await?)?)
    }

    /// What a POST is answered.
    pub async fn post(&mut self, path: &str, body: &Value) -> Result<Value> {
        let answer = self.connection.send(&Request::post(path, Some(&self.token), &body.to_string())).await?;
        ensure!(
            matches!(answer.status, 200 | 201),
            "{path}: {} {}",
            answer.status,
            String::from_utf8_lossy(answer.body)
        );
        Ok(serde_json::from_slice(answer.body)?)
    }

    /// The same of a PUT.
    pub async fn put(&mut self, path: &str, body: &Value) -> Result<Value> {
        let answer = self.connection.send(&Request::put(path, Some(&self.token), &body.to_string())).await?;
        ensure!(answer.status == 200, "{path}: {} {}", answer.status, String::from_utf8_lossy(answer.body));
        Ok(serde_json::from_slice(answer.body)?)
    }

    /// What they sign their requests with.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// A GET by this person, to be sent on another connection.
    pub fn request(&self, path: &str) -> Request {
        Request::get(path, Some(&self.token))
    }

    async fn page(&mut self, title: String, kind: Kind, path: &str) -> Result<Page> {
        let body = self.get(path).await?;
        Ok(Page { title, kind, request: Request::get(path, Some(&self.token)), body })
    }

    async fn get(&mut self, path: &str) -> Result<Vec<u8>> {
        let answer = self.connection.send(&Request::get(path, Some(&self.token))).await?;
        ensure!(answer.status == 200, "{path}: {} {}", answer.status, String::from_utf8_lossy(answer.body));
        Ok(answer.body.to_vec())
    }
}
