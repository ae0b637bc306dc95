//! The access token: kept in memory only, renewed through the cookie that scripts cannot read.

use std::cell::RefCell;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::{
    FutureExt,
    future::{LocalBoxFuture, Shared},
};
use shared::identity::SignedIn;

use super::{Answer, client};

struct Token {
    text: String,
    expires_at: DateTime<Utc>,
}

type Renewal = Shared<LocalBoxFuture<'static, Answer<()>>>;

thread_local! {
    static TOKEN: RefCell<Option<Token>> = const { RefCell::new(None) };
    static RENEWAL: RefCell<Option<Renewal>> = const { RefCell::new(None) };
}

/// Remembers a token until it is replaced or forgotten.
pub fn keep(signed_in: SignedIn) {
    TOKEN.set(Some(Token { text: signed_in.access_token, expires_at: signed_in.expires_at }));
}

pub fn forget() {
    TOKEN.set(None);
}

/// The token to send; `None` when there is none or it is about to end.
pub fn current() -> Option<String> {
    TOKEN.with_borrow(|token| {
        token.as_ref().filter(|t| t.expires_at > Utc::now() + TimeDelta::seconds(5)).map(|t| t.text.clone())
    })
}

/// Whether somebody is signed in, as far as this page knows.
pub fn known() -> bool {
    TOKEN.with_borrow(Option::is_some)
}

/// Gets a new token. Requests that need one at the same time wait for the same renewal: the refresh token works once.
pub async fn refresh() -> Answer<()> {
    let renewal = RENEWAL.with_borrow_mut(|running| {
        running
            .get_or_insert_with(|| {
                async {
                    let answer = client::renew().await.map(keep);
                    RENEWAL.set(None);
                    answer
                }
                .boxed_local()
                .shared()
            })
            .clone()
    });
    renewal.await
}
