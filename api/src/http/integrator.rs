//! The integrator of a request: a key instead of a person.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use serde::{Serialize, de::DeserializeOwned};
use shared::{ErrorCode, Lang, Problem, keys::KeyKind};

use super::{
    Answer, Created, Json, Signed,
    problem::worded,
    signed::{Client, bearer},
};
use crate::{
    db::Db,
    error::{Error, Result},
    idempotency, keys,
    permissions::{Actor, Directory, Granted, PlainKind, Teller},
};

/// The backend of a mini-program, by the key it sends.
#[derive(Clone)]
pub struct MiniProgram {
    /// From where.
    pub client: Client,
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
        state.write_with_others(work).await.map(Created)
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
        f: impl FnMut(&mut Db) -> Result<T> + Send + 'static,
    ) -> Answer<T> {
        Json::of(&self.look(f).await?)
    }

    /// The same, for handlers that go on with what `f` returns.
    ///
    /// # Errors
    /// When the key is unknown or revoked, or what `f` returns.
    pub async fn look<T: Send + 'static>(self, mut f: impl FnMut(&mut Db) -> Result<T> + Send + 'static) -> Result<T> {
        let state = self.client.state.clone();
        let work = move |db: &mut Db| {
            keys::authenticate(db, &self.secret, KeyKind::MiniProgram)?;
            f(db)
        };
        state.write(work).await
    }
}

/// Whoever tells of what happened elsewhere: a business system, by the key it sends, or an employee who may.
#[derive(Clone)]
pub struct Business {
    client: Client,
    by: By,
}

#[derive(Clone)]
enum By {
    Key(String),
    Employee(Box<Signed>),
}

impl FromRequest for Business {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        ready(Client::of(request).and_then(|client| {
            let token = bearer(request)?;
            let by = if keys::looks_like_one(token) {
                By::Key(token.to_owned())
            } else {
                By::Employee(Box::new(Signed::from_request(request, payload).into_inner()?))
            };
            Ok(Self { client, by })
        }))
    }
}

impl Business {
    /// Writes as whoever this is, in one transaction.
    ///
    /// # Errors
    /// When the key is unknown or revoked, the employee may not, or what `f` returns.
    pub async fn tell<P: PlainKind + Send + 'static, T: Send + 'static>(
        self,
        mut f: impl FnMut(&mut Db, &Teller<'_, P>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (state, client) = (self.client.state.clone(), self.client);
        match self.by {
            By::Employee(signed) => {
                let tell = move |db: &mut Db, access: &crate::permissions::Access| {
                    let teller =
                        Teller { actor: access.actor(), directory: access.directory(), proof: access.granted()? };
                    f(db, &teller)
                };
                signed.change(tell).await
            }
            By::Key(secret) => {
                let work = move |db: &mut Db| {
                    let (_, name) = keys::authenticate(db, &secret, KeyKind::Business)?;
                    let directory = client.state.directories.current(db)?;
                    let actor = Actor { name, employee: None, origin: client.origin.clone() };
                    f(db, &Teller { actor: &actor, directory: &directory, proof: Granted::for_a_key() })
                };
                state.write_with_others(work).await
            }
        }
    }

    /// The language the caller reads.
    pub const fn lang(&self) -> Lang {
        self.client.lang
    }

    /// What one of several came to: its answer, or the problem with it. What is wrong with the caller is wrong with all of them.
    ///
    /// # Errors
    /// When the caller may not, or the server failed.
    pub fn told_or_refused<T>(&self, done: Result<T>) -> Result<(Option<T>, Option<Problem>)> {
        match done {
            Ok(done) => Ok((Some(done), None)),
            Err(Error::Refused(refusal))
                if !matches!(
                    refusal.code,
                    ErrorCode::Unauthenticated | ErrorCode::Forbidden | ErrorCode::PasswordChangeRequired
                ) =>
            {
                let request_id = self.client.origin.request_id.clone().unwrap_or_default();
                Ok((None, Some(worded(*refusal, self.client.lang, request_id))))
            }
            Err(other) => Err(other),
        }
    }
}
