//! Merging customers 客户合并: two customers found to be the same person become one, and how such pairs are found.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    Check, Faults,
    customers::{AlsoKnown, Customer, CustomerStatus},
    ids::{CustomerId, CustomerMergeId, DuplicatePairId},
    page::Count,
    text_enum,
    timeline::PersonRef,
    visitors::CustomerIdentity,
};

/// One of two customers who may become one, with what makes them who they are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MergeSide {
    /// The customer.
    #[serde(flatten)]
    pub customer: Customer,
    /// The address they sent.
    pub address: String,
    /// On which channels they are known.
    pub identities: Vec<CustomerIdentity>,
    /// Who was merged into them before.
    pub also_known: Vec<AlsoKnown>,
    /// How many inquiries they sent.
    pub inquiries: Count,
    /// How many orders they have.
    pub orders: Count,
    /// How often they were followed up.
    pub follow_ups: Count,
    /// How many entries their timeline has, without changes of the owner.
    pub entries: Count,
}

text_enum! {
    /// What to think of before two customers become one.
    pub enum MergeWarning {
        /// They have different owners: only the kept one's stays.
        DifferentOwners = "different_owners",
        /// They are of different districts: only the kept one's stays.
        DifferentDistricts = "different_districts",
        /// Both are proven to be somebody on the same channel, so two accounts will see everything of both.
        BothProven = "both_proven",
        /// The gone one matters more by its level, which does not go over.
        HigherLevel = "higher_level",
        /// Somebody said that the two are not the same person.
        SaidToBeApart = "said_to_be_apart",
    }
}

/// What a merge would come to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MergePreview {
    /// Who would stay.
    pub kept: MergeSide,
    /// Who would become part of them.
    pub gone: MergeSide,
    /// Who would own the customer afterwards.
    pub owner: Option<PersonRef>,
    /// Whether the kept one would get the gone one's district, having none.
    pub takes_district: bool,
    /// What to think of.
    pub warnings: Vec<MergeWarning>,
    /// Whether it cannot be done this way round, because the gone one is further in review.
    pub keep_the_other: bool,
    /// Give it back to confirm; nothing is done when what it stands for has changed.
    pub token: String,
}

/// With whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MergeQuery {
    /// The customer who would become part of this one.
    pub with: CustomerId,
}

/// A merge to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMerge {
    /// Who becomes part of this customer.
    pub gone_id: CustomerId,
    /// Why they are the same person, for the colleagues.
    #[schema(example = "同一家店，换了手机号")]
    pub reason: String,
    /// What the preview gave.
    pub token: String,
}

impl Check for NewMerge {
    fn check(&self, faults: &mut Faults) {
        faults.prose("/reason", &self.reason, 500);
        faults.text("/token", &self.token, 200);
    }
}

/// Why a merge is undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UndoMerge {
    /// Why, for the colleagues.
    pub reason: String,
}

impl Check for UndoMerge {
    fn check(&self, faults: &mut Faults) {
        faults.prose("/reason", &self.reason, 500);
    }
}

/// How much was carried over from the gone to the kept one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Carried {
    /// Inquiries.
    pub inquiries: i64,
    /// Orders.
    pub orders: i64,
    /// Follow-ups.
    pub follow_ups: i64,
    /// Entries of the timeline.
    pub entries: i64,
    /// Accounts on channels.
    pub identities: i64,
    /// Days on which they did something, each counted once for each kind of behaviour.
    pub behaviour_days: i64,
    /// Customers who had been merged into the gone one before.
    pub customers: i64,
}

/// A merge that was done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Merge {
    /// Its id.
    pub id: CustomerMergeId,
    /// Who stayed.
    pub kept_id: CustomerId,
    /// Who became part of them, as they were registered.
    pub gone: AlsoKnown,
    /// When.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub by: Option<PersonRef>,
    /// Why.
    pub reason: String,
    /// Where the gone one stood.
    pub status_before: CustomerStatus,
    /// Who owned the gone one.
    pub owner_before: Option<PersonRef>,
    /// How much was carried over.
    pub carried: Carried,
    /// Until when it can be undone.
    pub undoable_until: DateTime<Utc>,
    /// Whether the reader can undo it now.
    pub can_undo: bool,
    /// That it was undone.
    pub undone: Option<MergeUndone>,
}

/// That a merge was undone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MergeUndone {
    /// When.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub by: Option<PersonRef>,
    /// Why.
    pub reason: String,
}

text_enum! {
    /// Why two customers may be the same person.
    pub enum DuplicateReason {
        /// They have the same name and the same shop or company.
        SameNameAndCompany = "same_name_and_company",
        /// They have the same name, and their phones differ by one digit, or by two neighbours that changed places.
        PhoneTypo = "phone_typo",
        /// They have the same name, and their phones end alike.
        SameNameAndPhoneTail = "same_name_and_phone_tail",
        /// They have the same company, and their names are spoken alike.
        SoundsAlike = "sounds_alike",
    }
}

/// Two customers who may be the same person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DuplicatePair {
    /// Its id.
    pub id: DuplicatePairId,
    /// Who registered first.
    pub one: Customer,
    /// Who registered later.
    pub other: Customer,
    /// Why, the strongest reason first.
    pub reasons: Vec<DuplicateReason>,
    /// When it was found.
    pub found_at: DateTime<Utc>,
}

/// Which pairs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DuplicatePairQuery {
    /// Only those for this reason.
    pub reason: Option<DuplicateReason>,
    /// How many to give, up to 200.
    pub limit: Option<u32>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// Somebody who may be the same person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Duplicate {
    /// Who.
    pub customer: Customer,
    /// Why, the strongest reason first.
    pub reasons: Vec<DuplicateReason>,
    /// That somebody said that they are not.
    pub apart: Option<SaidApart>,
}

/// That two customers are not the same person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SaidApart {
    /// When it was said.
    pub at: DateTime<Utc>,
    /// Who said it.
    pub by: Option<PersonRef>,
}

/// Another customer who is not the same person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewApart {
    /// Who.
    pub other_id: CustomerId,
}

impl Check for NewApart {
    fn check(&self, _: &mut Faults) {}
}
