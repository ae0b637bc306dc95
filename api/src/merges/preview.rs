//! What a merge would come to, and what it is confirmed by.

use serde_json::json;
use sha2::{Digest, Sha256};
use shared::{
    Id,
    customers::{CustomerDetail, CustomerStatus},
    ids::{CustomerId, DistrictId, EmployeeId},
    merges::{MergePreview, MergeSide, MergeWarning},
    page::Count,
    problem::FieldCode,
};

use super::store::{self, Side};
use crate::{
    customers,
    db::Db,
    error::{Result, invalid, not_found, wrong_state},
    permissions::{Access, CustomerMerge, CustomerRead, Granted, Scoped},
};

/// Up to here what goes over is counted exactly.
const COUNT_BOUND: i64 = 1_000;

/// Two customers whom the caller may see, one of whom would become part of the other.
pub(super) struct Pair {
    pub kept: Side,
    pub gone: Side,
}

impl Pair {
    /// Both as they are now; of who is part of another customer, that one.
    ///
    /// # Errors
    /// When one is out of scope, or both are the same.
    pub fn look(db: &mut Db, scope: &Scoped<CustomerRead>, kept: CustomerId, gone: CustomerId) -> Result<Self> {
        let (kept, gone) = (customers::must_be(db, kept)?, customers::must_be(db, gone)?);
        if kept == gone {
            return Err(wrong_state());
        }
        let mut side = |id: CustomerId| store::side(db, scope, id.raw())?.ok_or_else(not_found);
        Ok(Self { kept: side(kept)?, gone: side(gone)? })
    }

    /// Both as they are now, one of whom is part of the other.
    ///
    /// # Errors
    /// When the kept one is out of scope.
    pub fn of_merge(db: &mut Db, scope: &Scoped<CustomerRead>, kept: i64, gone: i64) -> Result<Self> {
        let kept = store::side(db, scope, kept)?.ok_or_else(not_found)?;
        Ok(Self { kept, gone: store::gone(db, scope, gone)? })
    }

    /// The owner whom the kept one gets from the gone one, having none.
    pub fn new_owner(&self) -> Option<EmployeeId> {
        self.gone.owner_id.filter(|_| self.kept.owner_id.is_none()).map(Id::from_raw)
    }

    /// The district that the kept one gets from the gone one, having none.
    pub fn new_district(&self) -> Option<i64> {
        self.gone.district_id.filter(|_| self.kept.district_id.is_none())
    }

    /// The districts of both.
    pub fn districts(&self) -> impl Iterator<Item = DistrictId> {
        self.kept.district_id.into_iter().chain(self.gone.district_id).map(Id::from_raw)
    }

    /// Whether the gone one is further in review: an approval is never lost in one who waits for it.
    pub fn is_wrong_way_round(&self) -> bool {
        further(self.gone.status.0) > further(self.kept.status.0)
    }

    /// Stands for what a merge of the two comes to.
    pub fn token(&self) -> String {
        let of = |side: &Side| {
            json!([side.id, side.version, side.status.0, side.district_id, side.owner_id, side.change_id])
        };
        let digest = Sha256::digest(json!([of(&self.kept), of(&self.gone)]).to_string());
        hex::encode(digest).chars().take(32).collect()
    }

    fn warnings(&self, db: &mut Db, scope: &Scoped<CustomerRead>) -> Result<Vec<MergeWarning>> {
        let (kept, gone) = (&self.kept, &self.gone);
        let differ = |one: Option<i64>, other: Option<i64>| one.is_some() && other.is_some() && one != other;
        let found = [
            (MergeWarning::DifferentOwners, differ(kept.owner_id, gone.owner_id)),
            (MergeWarning::DifferentDistricts, differ(kept.district_id, gone.district_id)),
            (MergeWarning::BothProven, store::proven_channels(db, scope, kept.id, gone.id)? > 0),
            // `a` is the most important.
            (MergeWarning::HigherLevel, gone.level.0 < kept.level.0),
            (MergeWarning::SaidToBeApart, store::is_apart(db, kept.id, gone.id)?),
        ];
        Ok(found.into_iter().filter(|(_, holds)| *holds).map(|(warning, _)| warning).collect())
    }
}

fn further(status: CustomerStatus) -> u8 {
    match status {
        CustomerStatus::Rejected | CustomerStatus::Merged => 0,
        CustomerStatus::Pending => 1,
        CustomerStatus::Queued | CustomerStatus::Owned => 2,
    }
}

/// What it would come to if one customer became part of the other.
///
/// # Errors
/// When one is out of scope, or both are the same customer.
pub fn preview(
    db: &mut Db,
    who: &Access,
    _: Granted<CustomerMerge>,
    scope: &Scoped<CustomerRead>,
    kept: CustomerId,
    gone: CustomerId,
) -> Result<MergePreview> {
    if customers::must_be(db, kept)? == customers::must_be(db, gone)? {
        return Err(invalid("/with", FieldCode::UnknownValue));
    }
    let pair = Pair::look(db, scope, kept, gone)?;
    let directory = who.directory();
    Ok(MergePreview {
        owner: directory.opt_person(pair.kept.owner_id.or(pair.gone.owner_id)),
        takes_district: pair.new_district().is_some(),
        warnings: pair.warnings(db, scope)?,
        keep_the_other: pair.is_wrong_way_round(),
        token: pair.token(),
        kept: side(db, who, scope, &pair.kept)?,
        gone: side(db, who, scope, &pair.gone)?,
    })
}

fn side(db: &mut Db, who: &Access, scope: &Scoped<CustomerRead>, side: &Side) -> Result<MergeSide> {
    let CustomerDetail { customer, address, identities, also_known, .. } =
        customers::detail(db, who, Id::from_raw(side.id))?;
    let [inquiries, orders, follow_ups, entries] = store::bounded(db, scope, side.id, COUNT_BOUND)?
        .map(|count| Count { count: count.min(COUNT_BOUND), capped: count > COUNT_BOUND });
    Ok(MergeSide { customer, address, identities, also_known, inquiries, orders, follow_ups, entries })
}
