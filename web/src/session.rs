//! Who is signed in. One page is one session, so it is kept once and asked from anywhere.

use std::sync::{Arc, LazyLock};

use leptos::prelude::*;
use shared::{
    ErrorCode,
    identity::{Me, SignIn, SignedIn},
    permissions::{Permission, ScopeLevel},
};

use crate::api::{self, Fault};

/// How far a visit has come.
#[derive(Clone, PartialEq)]
pub enum Stage {
    /// The refresh cookie is being tried.
    Starting,
    /// Nobody is signed in. `ended` says that somebody was, a moment ago.
    SignedOut { ended: bool },
    /// Signed in with an initial password that must be changed first.
    MustChangePassword,
    /// At work.
    Ready(Arc<Me>),
    /// The server does not answer.
    Unreachable(Fault),
}

static STAGE: LazyLock<ArcRwSignal<Stage>> = LazyLock::new(|| ArcRwSignal::new(Stage::Starting));

pub fn stage() -> Stage {
    STAGE.get()
}

/// The signed-in employee.
pub fn me() -> Option<Arc<Me>> {
    match STAGE.get() {
        Stage::Ready(me) => Some(me),
        _ => None,
    }
}

/// Whether the signed-in employee holds a permission, with any scope.
pub fn can(permission: Permission) -> bool {
    me().is_some_and(|me| me.grants.iter().any(|grant| grant.permission == permission))
}

/// The same, for code that runs once instead of following a change of permissions.
pub fn can_now(permission: Permission) -> bool {
    STAGE.with_untracked(
        |stage| matches!(stage, Stage::Ready(me) if me.grants.iter().any(|grant| grant.permission == permission)),
    )
}

/// Whether they hold it for more than their own customers.
pub fn beyond_own(permission: Permission) -> bool {
    me().is_some_and(|me| {
        me.grants.iter().any(|grant| grant.permission == permission && grant.scope != ScopeLevel::Own)
    })
}

/// Whether they hold it for everything, also for what nobody owns.
pub fn all(permission: Permission) -> bool {
    me().is_some_and(|me| {
        me.grants.iter().any(|grant| grant.permission == permission && grant.scope == ScopeLevel::All)
    })
}

/// The tenant's time zone; its default until somebody is signed in.
pub fn time_zone() -> String {
    STAGE.with_untracked(|stage| match stage {
        Stage::Ready(me) => me.time_zone.clone(),
        _ => "Asia/Shanghai".to_owned(),
    })
}

/// Tries the refresh cookie, as at the opening of the page.
pub async fn start() {
    match api::token::refresh().await {
        Ok(()) => arrive().await,
        Err(fault) => leave_or_wait(fault),
    }
}

/// Signs in; the stage follows from what the account may do.
pub async fn sign_in(request: SignIn) -> Result<(), Fault> {
    let signed_in = api::identity::sign_in(&request).await?;
    accept(signed_in).await;
    Ok(())
}

/// Goes on with what a sign-in or a change of password gave.
pub async fn accept(signed_in: SignedIn) {
    let must_change = signed_in.must_change_password;
    api::token::keep(signed_in);
    if must_change {
        STAGE.set(Stage::MustChangePassword);
    } else {
        arrive().await;
    }
}

/// Asks again what the employee may do, after something changed it.
pub async fn refresh_me() {
    if let Ok(me) = api::identity::me().await {
        STAGE.set(Stage::Ready(Arc::new(me)));
    }
}

/// Signs this browser out. Even when the server cannot be told, the token is forgotten.
pub async fn sign_out() {
    drop(api::identity::sign_out().await);
    api::token::forget();
    STAGE.set(Stage::SignedOut { ended: false });
}

/// The server no longer knows the session.
pub fn ended() {
    api::token::forget();
    STAGE.update(|stage| {
        if matches!(stage, Stage::Ready(_) | Stage::MustChangePassword) {
            *stage = Stage::SignedOut { ended: true };
        }
    });
}

/// The server demands a new password before anything else.
pub fn password_change_required() {
    STAGE.set(Stage::MustChangePassword);
}

async fn arrive() {
    match api::identity::me().await {
        Ok(me) if me.must_change_password => STAGE.set(Stage::MustChangePassword),
        Ok(me) => STAGE.set(Stage::Ready(Arc::new(me))),
        Err(fault) => leave_or_wait(fault),
    }
}

fn leave_or_wait(fault: Fault) {
    match fault.code() {
        Some(ErrorCode::PasswordChangeRequired) => STAGE.set(Stage::MustChangePassword),
        Some(code) if code.status() < 500 => STAGE.set(Stage::SignedOut { ended: false }),
        _ => STAGE.set(Stage::Unreachable(fault)),
    }
}
