//! Signing in, sessions, one's own password.

use shared::{
    identity::{Me, PasswordChange, Session, SignIn, SignedIn},
    ids::SessionId,
};

use super::{Answer, client};

pub async fn sign_in(request: &SignIn) -> Answer<SignedIn> {
    client::post_openly("/sign-in", request).await
}

pub async fn me() -> Answer<Me> {
    client::get("/me").await
}

pub async fn sign_out() -> Answer<()> {
    client::act("/session/sign-out").await
}

pub async fn sign_out_everywhere() -> Answer<()> {
    client::act("/session/sign-out-everywhere").await
}

pub async fn sessions() -> Answer<Vec<Session>> {
    client::get("/sessions").await
}

pub async fn end_session(id: SessionId) -> Answer<()> {
    client::delete(&format!("/sessions/{id}")).await
}

pub async fn change_password(request: &PasswordChange) -> Answer<SignedIn> {
    client::post("/me/password", request).await
}
