//! The integrator of a request: a key instead of a person.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use serde::{Serialize, de::DeserializeOwned};
use shared::keys::KeyKind;

use super::{
    Answer, Created, Json,
    signed::{Client, bearer},
};
use crate::{
    db::Db,
    error::{Error, Result},
    idempotency, keys,
    permissions::{Actor, Directory},
};

/// The backend of a mini-program, by the key it sends.
pub struct MiniProgram {
    client: Client,
    secret: String,
}

impl FromRequest for MiniProgram {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Client::of(request).and_then(|client| Ok(Self { client, secret: bearer(request)?.to_owned() })))
    }
}

impl MiniProgram {
    /// Makes something as this integrator, in one transaction; the same idempotency key makes it once.
    ///
    /// # Errors
    /// When the key is unknown or revoked, or what `f` returns.
    pub async fn create<B: Serialize + Send + 'static, T: Serialize + DeserializeOwned + Send + 'static>(
        self,
        body: B,
        mut f: impl FnMut(&mut Db, &Actor, &B) -> Result<T> + Send + 'static,
    ) -> Result<Created<T>> {
        let state = self.client.state.clone();
        let work = move |db: &mut Db| {
            let (id, name) = keys::authenticate(db, &self.secret, KeyKind::MiniProgram)?;
            let actor = Actor { name, employee: None, origin: self.client.origin.clone() };
            let key = self.client.idempotency_key.as_deref();
            idempotency::once(db, &id.to_string(), key, std::any::type_name::<B>(), &body, |db| f(db, &actor, &body))
        };
        state.write(work).await.map(Created)
    }

    /// The same for what needs to know people and places.
    ///
    /// # Errors
    /// When the key is unknown or revoked, or what `f` returns.
    pub async fn change<B: Serialize + Send + 'static, T: Serialize + DeserializeOwned + Send + 'static>(
        self,
        body: B,
        mut f: impl FnMut(&mut Db, &Directory, &Actor, &B) -> Result<T> + Send + 'static,
    ) -> Result<Created<T>> {
        let state = self.client.state.clone();
        let made = self.create(body, move |db, actor, body| {
            let directory = state.directories.current(db)?;
            f(db, &directory, actor, body)
        });
        made.await
    }

    /// Answers a question of this integrator. That the key was used is written down, so it is a change all the same.
    ///
    /// # Errors
    /// When the key is unknown or revoked, or what `f` returns.
    pub async fn ask<T: Serialize + Send + 'static>(
        self,
        mut f: impl FnMut(&mut Db) -> Result<T> + Send + 'static,
    ) -> Answer<T> {
        let state = self.client.state.clone();
        let work = move |db: &mut Db| {
            keys::authenticate(db, &self.secret, KeyKind::MiniProgram)?;
            f(db)
        };
        Json::of(&state.write(work).await?)
    }
}
