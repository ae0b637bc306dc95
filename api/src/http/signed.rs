//! The signed-in employee of a request.

use std::{
    future::{Ready, ready},
    net::IpAddr,
    sync::Arc,
};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, http::header, web};
use serde::{Serialize, de::DeserializeOwned};
use shared::{ErrorCode, Lang};
use tracing_actix_web::RequestId;

use super::{Answer, Created, Json, State, repeats::Question};
use crate::{
    db::Db,
    error::{Error, Result, refused, unauthenticated},
    idempotency,
    identity::{self, Claims},
    permissions::{Access, Origin},
};

/// From where a request comes and what it can reach, before anyone is known to be signed in.
#[derive(Clone)]
pub struct Client {
    /// The server's state.
    pub state: Arc<State>,
    /// For the audit log.
    pub origin: Origin,
    /// The browser or program, as it calls itself.
    pub user_agent: String,
    /// The language the caller reads.
    pub lang: Lang,
    /// The key under which a repetition of this request has no second effect.
    pub idempotency_key: Option<String>,
}

impl Client {
    /// Reads what every request carries.
    ///
    /// # Errors
    /// When the server is not set up.
    pub fn of(request: &HttpRequest) -> Result<Self> {
        let text = |name: &str| request.headers().get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
        let state = request.app_data::<web::Data<State>>().map(|d| d.clone().into_inner());
        let state = state.ok_or_else(|| anyhow::anyhow!("no state"))?;
        let peer = || request.peer_addr().map(|address| address.ip().to_string());
        let ip = if state.config.trust_proxy {
            // What the proxy itself wrote is the last; whoever asks may have written the others.
            let last = text("x-forwarded-for").and_then(|all| all.rsplit(',').next().map(|one| one.trim().to_owned()));
            last.filter(|ip| ip.parse::<IpAddr>().is_ok()).or_else(peer)
        } else {
            peer()
        };
        let request_id = request.extensions().get::<RequestId>().map(|id| id.to_string());
        Ok(Self {
            state,
            origin: Origin { ip, request_id },
            user_agent: text("user-agent").unwrap_or_default().chars().take(200).collect(),
            lang: language(request),
            idempotency_key: text("idempotency-key").filter(|k| !k.is_empty() && k.len() <= 200),
        })
    }
}

impl FromRequest for Client {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}

/// The language that the caller reads.
pub fn language(request: &HttpRequest) -> Lang {
    let header = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok());
    header.map(Lang::from_accept_language).unwrap_or_default()
}

/// The bearer token of a request.
pub fn bearer(request: &HttpRequest) -> Result<&str> {
    let header = request.headers().get(header::AUTHORIZATION).and_then(|v| v.to_str().ok());
    header.and_then(|h| h.strip_prefix("Bearer ")).ok_or_else(unauthenticated)
}

/// A request with a valid access token. Whether the session still stands and what the employee may do is looked up with
/// the work itself, in the same hop to the database.
#[derive(Clone)]
pub struct Signed {
    /// From where.
    pub client: Client,
    /// What the token says.
    pub claims: Claims,
    /// The request, if it is nothing but a question.
    question: Option<Question>,
}

impl FromRequest for Signed {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Client::of(request).and_then(|client| {
            let claims = client.state.tokens.read(bearer(request)?)?;
            let target = request.uri().path_and_query().map_or("", |target| target.as_str());
            let question = Question::new(request.method(), target, claims.sid, client.lang);
            Ok(Self { client, claims, question })
        }))
    }
}

impl Signed {
    fn access(&self, db: &mut Db) -> Result<Access> {
        let access = identity::access(db, &self.client.state.directories, &self.claims, &self.client.origin)?;
        if self.claims.must_change_password {
            return Err(refused(ErrorCode::PasswordChangeRequired));
        }
        Ok(access)
    }

    /// Reads as this employee. The same question again has the same answer until something is written, or the clock may
    /// have changed it.
    ///
    /// # Errors
    /// When the session has ended, or what `f` returns.
    pub async fn read<T: Serialize + Send + 'static>(
        mut self,
        f: impl FnOnce(&mut Db, &Access) -> Result<T> + Send + 'static,
    ) -> Answer<T> {
        let state = self.client.state.clone();
        let asked = self.question.take().and_then(|question| Some((question, state.repeats.now()?)));
        if let Some(bytes) = asked.as_ref().and_then(|(question, now)| state.repeats.get(question, *now)) {
            return Ok(Json::again(bytes));
        }
        let work = move |db: &mut Db| {
            let access = self.access(db)?;
            Json::of(&f(db, &access)?)
        };
        let answer = state.read(work).await?;
        if let Some((question, at)) = asked {
            state.repeats.keep(question, at, answer.bytes());
        }
        Ok(answer)
    }

    /// The same, for handlers that go on with what `f` returns.
    ///
    /// # Errors
    /// When the session has ended, or what `f` returns.
    pub async fn look<T: Send + 'static>(
        self,
        f: impl FnOnce(&mut Db, &Access) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let state = self.client.state.clone();
        let work = move |db: &mut Db| {
            let access = self.access(db)?;
            f(db, &access)
        };
        state.read(work).await
    }

    /// Reads as this employee, even one who must still change the password.
    ///
    /// # Errors
    /// When the session has ended, or what `f` returns.
    pub async fn read_as_newcomer<T: Serialize + Send + 'static>(
        self,
        f: impl FnOnce(&mut Db, &Access) -> Result<T> + Send + 'static,
    ) -> Answer<T> {
        let state = self.client.state.clone();
        let read = move |db: &mut Db| {
            let client = &self.client;
            let access = identity::access(db, &client.state.directories, &self.claims, &client.origin)?;
            Json::of(&f(db, &access)?)
        };
        state.read(read).await
    }

    /// Writes as this employee, in one transaction.
    ///
    /// # Errors
    /// When the session has ended, or what `f` returns.
    pub async fn write<T: Serialize + Send + 'static>(
        self,
        f: impl FnMut(&mut Db, &Access) -> Result<T> + Send + 'static,
    ) -> Answer<T> {
        // Written as JSON after the transaction, which keeps others waiting.
        Json::of(&self.change(f).await?)
    }

    /// The same, for handlers that go on with what `f` returns.
    ///
    /// # Errors
    /// When the session has ended, or what `f` returns.
    pub async fn change<T: Send + 'static>(
        self,
        mut f: impl FnMut(&mut Db, &Access) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let state = self.client.state.clone();
        let work = move |db: &mut Db| {
            let access = self.access(db)?;
            f(db, &access)
        };
        state.write(work).await
    }

    /// Makes something as this employee, in one transaction; the same idempotency key makes it once.
    ///
    /// # Errors
    /// When the session has ended, or what `f` returns.
    pub async fn create<B: Serialize + Send + 'static, T: Serialize + DeserializeOwned + Send + 'static>(
        self,
        body: B,
        f: impl FnMut(&mut Db, &Access, &B) -> Result<T> + Send + 'static,
    ) -> Result<Created<T>> {
        let state = self.client.state.clone();
        state.write(self.creation(body, f)).await.map(Created)
    }

    /// The same for what is over in a moment and may come in bursts.
    ///
    /// # Errors
    /// When the session has ended, or what `f` returns.
    pub async fn create_with_others<B: Serialize + Send + 'static, T: Serialize + DeserializeOwned + Send + 'static>(
        self,
        body: B,
        f: impl FnMut(&mut Db, &Access, &B) -> Result<T> + Send + 'static,
    ) -> Result<Created<T>> {
        let state = self.client.state.clone();
        state.write_with_others(self.creation(body, f)).await.map(Created)
    }

    fn creation<B: Serialize, T: Serialize + DeserializeOwned>(
        self,
        body: B,
        mut f: impl FnMut(&mut Db, &Access, &B) -> Result<T>,
    ) -> impl FnMut(&mut Db) -> Result<T> {
        move |db| {
            let access = self.access(db)?;
            let (caller, key) = (access.employee().to_string(), self.client.idempotency_key.as_deref());
            idempotency::once(db, &caller, key, std::any::type_name::<B>(), &body, |db| f(db, &access, &body))
        }
    }
}
