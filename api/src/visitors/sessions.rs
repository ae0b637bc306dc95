//! Recognises visitors by their tokens.

use chrono::TimeDelta;
use sha2::{Digest, Sha256};
use shared::{
    Id,
    ids::{ChannelIdentityId, CustomerId, WidgetId, kinds},
    visitors::{IdentityChannel, IdentityProof, VisitorProfile, VisitorToken},
};

use super::{
    store,
    wechat::{WechatPerson, WechatPhoneNumber},
};
use crate::{
    customers,
    db::{At, Db, next_id},
    error::{Result, invalid, unauthenticated},
    identity,
    permissions::Actor,
    phones,
};

const PREFIX: &str = "gv_";
/// A mini-program signs in anew without asking, so its tokens need not last.
const LIFE_IN_WECHAT: TimeDelta = TimeDelta::days(30);
/// A website's visitor has nothing but the token.
const LIFE_ON_THE_WEB: TimeDelta = TimeDelta::days(180);

/// Somebody who sent a token that is good. The fields are private: nobody can ask for what is somebody else's.
#[derive(Debug, Clone)]
pub struct Visitor {
    identity: ChannelIdentityId,
    proven: Option<CustomerId>,
    is_of_widget: bool,
    entrance: Option<String>,
}

impl Visitor {
    /// Who they are on their channel.
    pub const fn identity(&self) -> ChannelIdentityId {
        self.identity
    }

    /// Which customer they are, if that is proven.
    pub const fn proven(&self) -> Option<CustomerId> {
        self.proven
    }

    /// By which entrance their inquiries come in when a widget says it, rather than they: none while that is closed.
    pub fn widget_entrance(&self) -> Option<Option<&str>> {
        self.is_of_widget.then_some(self.entrance.as_deref())
    }

    /// Them, for the audit log.
    pub fn actor(&self, origin: crate::permissions::Origin) -> Actor {
        Actor { name: format!("visitor {}", self.identity), employee: None, origin }
    }
}

/// Whoever has this token.
///
/// # Errors
/// When nobody has it, or it has ended.
pub fn authenticate(db: &mut Db, token: &str) -> Result<Visitor> {
    let row = store::visitor(db, &digest(token), At::now())?.ok_or_else(unauthenticated)?;
    let is_proven = row.proof.is_some_and(|proof| proof.0 == IdentityProof::Proven);
    Ok(Visitor {
        identity: Id::from_raw(row.identity_id),
        proven: row.customer_id.filter(|_| is_proven).map(Id::from_raw),
        is_of_widget: row.widget_id.is_some(),
        entrance: row.entrance,
    })
}

/// Whether a bearer token is a visitor's.
pub fn looks_like_one(token: &str) -> bool {
    token.starts_with(PREFIX)
}

fn digest(token: &str) -> String {
    hex::encode(Sha256::digest(token))
}

fn begin(db: &mut Db, identity: ChannelIdentityId, widget: Option<WidgetId>, life: TimeDelta) -> Result<VisitorToken> {
    let token = format!("{PREFIX}{}", identity::random_hex()?);
    let id = next_id::<kinds::VisitorSession>().raw();
    let now = At::now();
    let expires_at = now.plus(life);
    store::insert_session(db, (id, &digest(&token)), (identity.raw(), widget.map(Id::raw)), now, expires_at)?;
    Ok(VisitorToken { token, expires_at: expires_at.utc() })
}

/// Signs somebody in whom WeChat named. Who is proven to be a customer by one of the two names is so by the other, too.
///
/// # Errors
/// When the database fails.
pub fn sign_in(db: &mut Db, actor: &Actor, person: &WechatPerson) -> Result<VisitorToken> {
    let at = At::now();
    let known = customers::identify(db, IdentityChannel::WechatOpenid, &person.openid, at)?;
    if let Some(unionid) = &person.unionid {
        let united = customers::identify(db, IdentityChannel::WechatUnionid, unionid, at)?;
        if let Some(customer) = united.proven() {
            customers::bind_identity(db, actor, &known, (customer, IdentityProof::Proven), at)?;
        } else if let Some(customer) = known.proven() {
            customers::bind_identity(db, actor, &united, (customer, IdentityProof::Proven), at)?;
        }
    }
    begin(db, known.id, None, LIFE_IN_WECHAT)
}

/// Lets somebody write on a website of whom nothing is known.
///
/// # Errors
/// When the database fails.
pub fn welcome(db: &mut Db, widget: WidgetId) -> Result<VisitorToken> {
    let known = customers::identify(db, IdentityChannel::Web, &identity::random_hex()?, At::now())?;
    begin(db, known.id, Some(widget), LIFE_ON_THE_WEB)
}

/// Ends a session.
///
/// # Errors
/// When the database fails.
pub fn end(db: &mut Db, token: &str) -> Result<()> {
    store::end_session(db, &digest(token))?;
    Ok(())
}

/// Believes the phone that WeChat told of somebody.
///
/// # Errors
/// When it is none that we understand.
pub fn prove_phone(db: &mut Db, actor: &Actor, visitor: &Visitor, told: &WechatPhoneNumber) -> Result<VisitorProfile> {
    let phone = phones::to_e164(&format!("+{}{}", told.country_code, told.number));
    let phone = phone.ok_or_else(|| invalid("/code", shared::problem::FieldCode::NotAPhone))?;
    let known = customers::identity(db, visitor.identity())?;
    customers::prove_phone(db, actor, &known, &phone, At::now())?;
    let known = customers::identity(db, visitor.identity())?;
    profile_of(db, known.proven())
}

/// Who somebody is to us, as they see it.
///
/// # Errors
/// When the database fails.
pub fn profile(db: &mut Db, visitor: &Visitor) -> Result<VisitorProfile> {
    profile_of(db, visitor.proven())
}

fn profile_of(db: &mut Db, customer: Option<CustomerId>) -> Result<VisitorProfile> {
    let called = customer.map(|customer| customers::called(db, customer)).transpose()?;
    let (name, phone_tail) = called.unzip();
    Ok(VisitorProfile { proven: name.is_some(), name, phone_tail })
}
