//! The visitor of a request: a customer on their own side, by the token that they were given.

use std::{
    future::{Ready, ready},
    net::IpAddr,
    sync::Arc,
};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    Answer, Created, Json, State,
    signed::{Client, bearer},
};
use crate::{
    db::Db,
    error::{Error, Result, forbidden, unauthenticated},
    idempotency,
    permissions::{Actor, Directory},
    visitors::{self, Limit, Visitor},
};

/// Somebody of whom nothing is known yet. A page of another website may not ask in their name: the widget that it shows is our
/// own page, and asks from our own address.
#[derive(Clone)]
pub struct Door {
    client: Client,
}

impl FromRequest for Door {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(from_our_pages(request).and_then(|()| Client::of(request)).map(|client| Self { client }))
    }
}

impl Door {
    /// The state of the server.
    pub fn state(&self) -> Arc<State> {
        self.client.state.clone()
    }

    /// Whoever stands there, for the audit log.
    pub fn actor(&self) -> Actor {
        Actor { name: "visitor".to_owned(), employee: None, origin: self.client.origin.clone() }
    }

    /// The address from which they come, as one thing to count: one line has very many of IPv6.
    pub fn address(&self) -> String {
        match self.client.origin.ip.as_deref().map(str::parse) {
            Some(Ok(IpAddr::V6(ip))) => ip.segments()[..4].iter().map(|part| format!("{part:x}:")).collect(),
            Some(Ok(IpAddr::V4(ip))) => ip.to_string(),
            _ => String::new(),
        }
    }
}

/// Browsers say from which page a request comes. Programs say nothing.
fn from_our_pages(request: &HttpRequest) -> Result<()> {
    let Some(origin) = request.headers().get(header::ORIGIN) else { return Ok(()) };
    let authority = origin.to_str().ok().and_then(|origin| origin.split_once("://")).map(|(_, authority)| authority);
    let trusts_proxy = Client::of(request)?.state.config.trust_proxy;
    let connection = request.connection_info();
    let ours = if trusts_proxy {
        Some(connection.host())
    } else {
        request
            .headers()
            .get(header::HOST)
            .and_then(|host| host.to_str().ok())
            .or_else(|| request.uri().authority().map(|a| a.as_str()))
    };
    if authority.is_some() && authority == ours { Ok(()) } else { Err(forbidden()) }
}

/// A customer on their own side.
#[derive(Clone)]
pub struct Visiting {
    door: Door,
    token: String,
}

impl FromRequest for Visiting {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let door = Door::from_request(request, payload).into_inner();
        ready(door.and_then(|door| {
            let token = bearer(request)?;
            if !visitors::looks_like_one(token) {
                return Err(unauthenticated());
            }
            Ok(Self { door, token: token.to_owned() })
        }))
    }
}

impl Visiting {
    /// Counts what they are about to do, for them and for the address from which they come. What is refused for another reason
    /// afterwards was done all the same.
    ///
    /// # Errors
    /// When the token has ended, or it is one too many.
    pub async fn count(&self, own: Limit, of_address: Limit) -> Result<()> {
        let (token, address) = (self.token.clone(), self.door.address());
        let work = move |db: &mut Db| {
            let visitor = visitors::authenticate(db, &token)?;
            visitors::count(db, of_address, &address)?;
            visitors::count(db, own, &visitor.identity().to_string())
        };
        self.state().write_with_others(work).await
    }

    /// The token they sent.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The state of the server.
    pub fn state(&self) -> Arc<State> {
        self.door.state()
    }

    /// Reads as this visitor.
    ///
    /// # Errors
    /// When the token has ended, or what `f` returns.
    pub async fn read<T: Serialize + Send + 'static>(
        self,
        f: impl FnOnce(&mut Db, &Visitor) -> Result<T> + Send + 'static,
    ) -> Answer<T> {
        self.look(|db, visitor| Json::of(&f(db, visitor)?)).await
    }

    /// The same, for handlers that go on with what `f` returns.
    ///
    /// # Errors
    /// When the token has ended, or what `f` returns.
    pub async fn look<T: Send + 'static>(
        self,
        f: impl FnOnce(&mut Db, &Visitor) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let work = move |db: &mut Db| {
            let visitor = visitors::authenticate(db, &self.token)?;
            f(db, &visitor)
        };
        self.door.client.state.clone().read(work).await
    }

    /// Makes something as this visitor, in one transaction; the same idempotency key makes it once.
    ///
    /// # Errors
    /// When the token has ended, or what `f` returns.
    pub async fn create<B: Serialize + Send + 'static, T: Serialize + DeserializeOwned + Send + 'static>(
        self,
        body: B,
        mut f: impl FnMut(&mut Db, &Directory, &Actor, &Visitor, &B) -> Result<T> + Send + 'static,
    ) -> Result<Created<T>> {
        let state = self.state();
        let work = move |db: &mut Db| {
            let visitor = visitors::authenticate(db, &self.token)?;
            let client = &self.door.client;
            let actor = visitor.actor(client.origin.clone());
            let directory = client.state.directories.current(db)?;
            let key = client.idempotency_key.as_deref();
            let caller = visitor.identity().to_string();
            idempotency::once(db, &caller, key, std::any::type_name::<B>(), &body, |db| {
                f(db, &directory, &actor, &visitor, &body)
            })
        };
        state.write_with_others(work).await.map(Created)
    }

    /// Writes as this visitor, in one transaction.
    ///
    /// # Errors
    /// When the token has ended, or what `f` returns.
    pub async fn write<T: Serialize + Send + 'static>(
        self,
        mut f: impl FnMut(&mut Db, &Actor, &Visitor) -> Result<T> + Send + 'static,
    ) -> Answer<T> {
        let state = self.state();
        let work = move |db: &mut Db| {
            let visitor = visitors::authenticate(db, &self.token)?;
            f(db, &visitor.actor(self.door.client.origin.clone()), &visitor)
        };
        Json::of(&state.write(work).await?)
    }
}
