//! Versions of the policy, and when which of them was in force.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Names, check_document};
use crate::{
    Check, Faults, FieldError,
    assignment::{Policy, lint::Finding},
    ids::{GroupId, PolicyPublicationId, PolicyVersionId, ProductLineId},
    text_enum,
    timeline::PersonRef,
};

/// How many characters the name of a version may have.
const NAME_LENGTH: usize = 60;
/// How many characters a note may have.
const NOTE_LENGTH: usize = 500;

text_enum! {
    /// Whether a version may still be changed.
    pub enum PolicyStatus {
        /// It may, and was never in force 草稿.
        Draft = "draft",
        /// It never changes again 已发布.
        Published = "published",
    }
}

text_enum! {
    /// How a version came into force.
    pub enum PublicationKind {
        /// For the first time 发布.
        Publish = "publish",
        /// Again 回滚.
        RollBack = "roll_back",
    }
}

/// A version, named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PolicyRef {
    /// Its id.
    pub id: PolicyVersionId,
    /// Its number, by which people call it.
    pub number: i64,
    /// What people say it is about; may be empty.
    pub name: String,
}

/// A version of the policy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PolicyVersion {
    /// Its id.
    pub id: PolicyVersionId,
    /// Its number, by which people call it; counted up from 1.
    pub number: i64,
    /// What people say it is about; may be empty.
    pub name: String,
    /// Whether it may still be changed.
    pub status: PolicyStatus,
    /// The published version from which it was begun.
    pub based_on: Option<PolicyRef>,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
    /// By whom; absent for the one that came with the product.
    pub created_by: Option<PersonRef>,
    /// Whether it is in force now.
    pub in_force: bool,
    /// How often it came into force.
    pub times_in_force: i64,
    /// The last time when it did.
    pub last_publication: Option<Publication>,
    /// Give it back when editing.
    pub version: i64,
}

/// A time during which one version was in force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Publication {
    /// Its id.
    pub id: PolicyPublicationId,
    /// Which version.
    pub policy: PolicyRef,
    /// From when on, inclusive.
    pub from: DateTime<Utc>,
    /// Until when, exclusive; absent: still.
    pub to: Option<DateTime<Utc>>,
    /// How it came into force.
    pub kind: PublicationKind,
    /// Who put it in force; absent for the product itself.
    pub by: Option<PersonRef>,
    /// Why.
    pub note: String,
}

/// A version with its document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PolicyDetail {
    /// The version.
    #[serde(flatten)]
    pub policy: PolicyVersion,
    /// What it says.
    pub document: Policy,
    /// What is wrong or unwise in it now.
    pub review: PolicyReview,
    /// When it was in force, the last time first; at most 200.
    pub periods: Vec<Publication>,
    /// What the ids in the document are called.
    pub names: Names,
}

/// What is wrong or unwise in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PolicyReview {
    /// Whether it may be published: it has no faults, and none of its findings is an error.
    pub fit: bool,
    /// What is missing, malformed or names what does not exist, by pointers into the document.
    pub faults: Vec<FieldError>,
    /// What is unwise, in the order of the rules.
    pub findings: Vec<Finding>,
}

/// Which versions to list, newest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PolicyQuery {
    /// Only with this status.
    pub status: Option<PolicyStatus>,
    /// How many rows, 1 to 200.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

/// Which publications to list, newest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PublicationQuery {
    /// How many rows, 1 to 200.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

/// At which instant.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct InForceQuery {
    /// When; absent: now.
    pub at: Option<DateTime<Utc>>,
}

/// A new draft.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyDraft {
    /// What it is about; may be empty.
    #[serde(default)]
    pub name: String,
    /// The version from which it is begun; absent: the one in force.
    #[serde(default)]
    pub from: Option<PolicyVersionId>,
    /// What it says; absent: the same as the version from which it is begun.
    #[serde(default)]
    pub document: Option<Policy>,
    /// Keep the document even if something in it is missing or does not exist. It cannot be published like that.
    #[serde(default)]
    pub incomplete: bool,
}

impl Check for PolicyDraft {
    fn check(&self, faults: &mut Faults) {
        faults.line("/name", &self.name, NAME_LENGTH);
        if let Some(document) = &self.document {
            check_document(document, self.incomplete, faults);
        }
    }
}

/// A draft as it shall be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyEdit {
    /// What it is about; may be empty.
    pub name: String,
    /// What it says.
    pub document: Policy,
    /// Keep the document even if something in it is missing or does not exist. It cannot be published like that.
    #[serde(default)]
    pub incomplete: bool,
    /// The version that was read.
    pub version: i64,
}

impl Check for PolicyEdit {
    fn check(&self, faults: &mut Faults) {
        faults.line("/name", &self.name, NAME_LENGTH);
        check_document(&self.document, self.incomplete, faults);
    }
}

/// A draft shall come into force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyPublish {
    /// Why.
    pub note: String,
    /// The version in force, when the draft was begun from another one and shall replace it nevertheless.
    #[serde(default)]
    pub confirm_based_on: Option<PolicyVersionId>,
    /// The version that was read.
    pub version: i64,
}

impl Check for PolicyPublish {
    fn check(&self, faults: &mut Faults) {
        faults.text("/note", &self.note, NOTE_LENGTH);
    }
}

/// A version that was published before shall come into force again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyRollBack {
    /// Why.
    pub note: String,
}

impl Check for PolicyRollBack {
    fn check(&self, faults: &mut Faults) {
        faults.text("/note", &self.note, NOTE_LENGTH);
    }
}

/// What a policy can name, for whoever writes one: they need not see groups or people otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PolicyChoices {
    /// The groups, by name.
    pub groups: Vec<GroupChoice>,
    /// The product lines that are sold, by name.
    pub product_lines: Vec<ProductLineChoice>,
    /// The codes of the entrances by which something may come in.
    pub entrances: Vec<String>,
    /// The skills that somebody has.
    pub skills: Vec<String>,
}

/// A group that a route can lead to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GroupChoice {
    /// Which.
    pub id: GroupId,
    /// Its name.
    pub name: String,
    /// How many of its members are active agents.
    pub members: i64,
}

/// A product line that a test can ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProductLineChoice {
    /// Which.
    pub id: ProductLineId,
    /// Its name.
    pub name: String,
}

/// A document to be looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyLint {
    /// What it says.
    pub document: Policy,
}

impl Check for PolicyLint {
    fn check(&self, faults: &mut Faults) {
        check_document(&self.document, true, faults);
    }
}
