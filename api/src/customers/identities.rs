//! Who customers are on channels 渠道身份: a WeChat openid, the browser of a website's visitor, a name in another system.

use std::collections::{BTreeMap, BTreeSet};

use shared::{
    Id,
    codes::TextCode,
    ids::{ChannelIdentityId, CustomerId, kinds},
    visitors::{CustomerIdentity, IdentityChannel, IdentityProof},
};

use super::store::{self, IdentityRow, NameRow};
use crate::{
    audit::{self, Change},
    db::{At, Code, Db, next_id},
    error::{Result, not_found},
    permissions::Actor,
};

/// Somebody on a channel.
#[derive(Debug, Clone)]
pub struct Known {
    /// Which identity.
    pub id: ChannelIdentityId,
    /// Their phone in E.164, where WeChat told it.
    pub phone: Option<String>,
    /// Which customer they are, and how that is known.
    pub customer: Option<(CustomerId, IdentityProof)>,
}

impl Known {
    /// Which customer they are, if that is proven.
    pub fn proven(&self) -> Option<CustomerId> {
        self.customer.filter(|(_, proof)| *proof == IdentityProof::Proven).map(|(customer, _)| customer)
    }
}

impl From<IdentityRow> for Known {
    fn from(row: IdentityRow) -> Self {
        let customer = row.customer_id.zip(row.proof).map(|(customer, proof)| (Id::from_raw(customer), proof.0));
        Self { id: Id::from_raw(row.id), phone: row.phone, customer }
    }
}

/// Whoever is called so on a channel; who never was before is from now on. Others who want the same wait until the end of the
/// transaction.
///
/// # Errors
/// When the database fails.
pub fn identify(db: &mut Db, channel: IdentityChannel, subject: &str, at: At) -> Result<Known> {
    let id = next_id::<kinds::ChannelIdentity>().raw();
    store::insert_identity(db, id, Code(channel), subject.trim(), at)?;
    Ok(store::identity_called(db, Code(channel), subject.trim())?.into())
}

/// The same by id.
///
/// # Errors
/// When there is none.
pub fn identity(db: &mut Db, id: ChannelIdentityId) -> Result<Known> {
    Ok(store::identity(db, id.raw())?.ok_or_else(not_found)?.into())
}

/// Remembers which customer somebody is. Who was proven to be somebody stays that one.
///
/// # Errors
/// When they were proven to be somebody else meanwhile.
pub fn bind(
    db: &mut Db,
    actor: &Actor,
    known: &Known,
    (customer, proof): (CustomerId, IdentityProof),
    at: At,
) -> Result<()> {
    if known.customer == Some((customer, proof)) || known.proven().is_some() {
        return Ok(());
    }
    store::bind_identity(db, known.id.raw(), customer.raw(), Code(proof), at)?;
    let detail = serde_json::json!({"identity": known.id, "proof": proof});
    audit::record(db, actor, Change::new("customer.identify", Some(customer), "").after(&detail)?)
}

/// Keeps the phone that WeChat told of somebody, and binds them to the customer who has it, if there is one already.
///
/// # Errors
/// When the database fails.
pub fn prove_phone(db: &mut Db, actor: &Actor, known: &Known, phone: &str, at: At) -> Result<()> {
    if known.proven().is_some() {
        return Ok(());
    }
    store::put_identity_phone(db, known.id.raw(), phone)?;
    match by_phone(db, phone)? {
        Some(customer) => bind(db, actor, known, (customer, IdentityProof::Proven), at),
        None => Ok(()),
    }
}

/// The customer with this phone, in E.164.
///
/// # Errors
/// When the database fails.
pub fn by_phone(db: &mut Db, phone: &str) -> Result<Option<CustomerId>> {
    Ok(store::id_by_phone(db, phone)?.map(Id::from_raw))
}

/// A name under which somebody may be known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// Their id.
    Id(CustomerId),
    /// Their phone in E.164.
    Phone(String),
    /// What they are called on a channel.
    Identity(IdentityChannel, String),
}

impl Name {
    fn row(&self, n: usize) -> NameRow<'_> {
        let nobody = NameRow { n, id: None, phone: None, channel: None, subject: None };
        match self {
            Self::Id(id) => NameRow { id: Some(id.raw()), ..nobody },
            Self::Phone(phone) => NameRow { phone: Some(phone), ..nobody },
            Self::Identity(channel, subject) => {
                NameRow { channel: Some(channel.as_str()), subject: Some(subject), ..nobody }
            }
        }
    }
}

/// Who these are, and keeps them from becoming part of others until the end of the transaction; nobody for a name that no
/// customer has. In as many statements for one as for a thousand.
///
/// # Errors
/// When the database fails.
pub fn recognise(db: &mut Db, names: &[&Name]) -> Result<Vec<Option<CustomerId>>> {
    let rows: Vec<NameRow<'_>> = names.iter().enumerate().map(|(n, name)| name.row(n)).collect();
    let mut known = store::recognise(db, &rows)?;
    loop {
        let ids: BTreeSet<i64> = known.iter().map(|(_, id)| *id).collect();
        let current: BTreeMap<i64, i64> = store::hold(db, ids)?.into_iter().collect();
        // Who became part of another while we waited is looked for anew, as that one.
        let mut is_settled = true;
        for (_, id) in &mut known {
            let now = current.get(id).copied().unwrap_or(*id);
            is_settled &= now == *id;
            *id = now;
        }
        if is_settled {
            break;
        }
    }
    let mut who = vec![None; names.len()];
    for (n, id) in known {
        if let Some(place) = usize::try_from(n).ok().and_then(|n| who.get_mut(n)) {
            *place = Some(Id::from_raw(id));
        }
    }
    Ok(who)
}

/// The name of a customer and the end of their phone, for the customer.
///
/// # Errors
/// When there is no such customer.
pub fn called(db: &mut Db, customer: CustomerId) -> Result<(String, String)> {
    Ok(store::called(db, customer.raw())?)
}

/// On which channels a customer is known, the oldest first.
pub(super) fn of_customer(db: &mut Db, customer: i64) -> Result<Vec<CustomerIdentity>> {
    let rows = store::identities_of(db, customer)?;
    Ok(rows
        .into_iter()
        .map(|(channel, proof, since)| CustomerIdentity { channel: channel.0, proof: proof.0, since: since.utc() })
        .collect())
}
