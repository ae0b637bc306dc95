//! The org tree and the employees.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    Check, Faults,
    identity::check_password,
    ids::{EmployeeId, OrgUnitId},
    permissions::RoleAssignment,
    problem::FieldCode,
    text_enum,
};

/// How deep the org tree may grow.
pub const MAX_DEPTH: usize = 12;

/// A unit of the org tree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OrgUnit {
    /// Its id.
    pub id: OrgUnitId,
    /// The unit above, absent for a root.
    pub parent_id: Option<OrgUnitId>,
    /// Its name, unique among its siblings.
    pub name: String,
    /// How many active employees sit directly in it.
    pub employees: i64,
    /// Give it back when editing.
    pub version: i64,
}

/// A new unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrgUnitDraft {
    /// The unit above; absent for a root.
    #[serde(default)]
    pub parent_id: Option<OrgUnitId>,
    /// Its name.
    pub name: String,
}

impl Check for OrgUnitDraft {
    fn check(&self, faults: &mut Faults) {
        faults.text("/name", &self.name, 100);
    }
}

/// A new name for a unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrgUnitRename {
    /// The new name.
    pub name: String,
    /// The version that was read.
    pub version: i64,
}

impl Check for OrgUnitRename {
    fn check(&self, faults: &mut Faults) {
        faults.text("/name", &self.name, 100);
    }
}

/// Where a unit goes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrgUnitMove {
    /// The new unit above; absent to make it a root.
    pub parent_id: Option<OrgUnitId>,
    /// The version that was read.
    pub version: i64,
}

/// Which unit takes over another one's people and units.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrgUnitMerge {
    /// The unit that remains.
    pub into: OrgUnitId,
    /// The version of the unit that goes.
    pub version: i64,
}

// Whether these fit is known to the database only.
impl Check for OrgUnitMove {
    fn check(&self, _: &mut Faults) {}
}
impl Check for OrgUnitMerge {
    fn check(&self, _: &mut Faults) {}
}

text_enum! {
    /// Whether an employee works here.
    pub enum EmployeeStatus {
        /// Works here.
        Active = "active",
        /// Has left; cannot sign in, holds nothing.
        Inactive = "inactive",
    }
}

/// An employee.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Employee {
    /// Their id.
    pub id: EmployeeId,
    /// The employee number 工号, unique.
    pub number: String,
    /// Their name.
    pub name: String,
    /// Their telephone number in E.164, unique.
    pub phone: Option<String>,
    /// The name they sign in with, unique.
    pub username: Option<String>,
    /// Where they sit.
    pub unit_id: OrgUnitId,
    /// The name of that unit.
    pub unit: String,
    /// Whether they were picked to be an agent.
    pub is_agent: bool,
    /// Whether they work here.
    pub status: EmployeeStatus,
    /// From when the account works; absent: at once.
    pub starts_at: Option<DateTime<Utc>>,
    /// Until when the account works; absent: without end.
    pub ends_at: Option<DateTime<Utc>>,
    /// Whether they have a password.
    pub can_sign_in: bool,
    /// Their roles.
    pub assignment: RoleAssignment,
    /// How many districts they hold now.
    pub districts: i64,
    /// How many customers they own now.
    pub customers: i64,
    /// Give it back when editing.
    pub version: i64,
}

/// A new employee.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EmployeeDraft {
    /// The employee number 工号, unique.
    pub number: String,
    /// Their name.
    pub name: String,
    /// Their telephone number.
    #[serde(default)]
    pub phone: Option<String>,
    /// The name they sign in with.
    #[serde(default)]
    pub username: Option<String>,
    /// Where they sit.
    pub unit_id: OrgUnitId,
    /// Whether they are an agent.
    #[serde(default)]
    pub is_agent: bool,
    /// From when the account works.
    #[serde(default)]
    pub starts_at: Option<DateTime<Utc>>,
    /// Until when the account works.
    #[serde(default)]
    pub ends_at: Option<DateTime<Utc>>,
    /// A first password, which they must change when they first sign in.
    #[serde(default)]
    pub initial_password: Option<String>,
}

impl Check for EmployeeDraft {
    fn check(&self, faults: &mut Faults) {
        check_person(&self.number, &self.name, self.username.as_deref(), faults);
        check_span(self.starts_at, self.ends_at, faults);
        if let Some(password) = &self.initial_password {
            check_password("/initial_password", password, faults);
            let named = |text: &Option<String>| text.as_ref().is_some_and(|t| !t.trim().is_empty());
            if !named(&self.username) && !named(&self.phone) {
                // With nothing to sign in by, the password opens nothing.
                faults.add("/username", FieldCode::Required);
            }
        }
    }
}

/// An edited employee: every field as it shall be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EmployeeEdit {
    /// The employee number.
    pub number: String,
    /// Their name.
    pub name: String,
    /// Their telephone number.
    pub phone: Option<String>,
    /// The name they sign in with.
    pub username: Option<String>,
    /// Where they sit.
    pub unit_id: OrgUnitId,
    /// Whether they are an agent; one who holds districts or customers stays one.
    pub is_agent: bool,
    /// From when the account works.
    pub starts_at: Option<DateTime<Utc>>,
    /// Until when the account works.
    pub ends_at: Option<DateTime<Utc>>,
    /// The version that was read.
    pub version: i64,
}

impl Check for EmployeeEdit {
    fn check(&self, faults: &mut Faults) {
        check_person(&self.number, &self.name, self.username.as_deref(), faults);
        check_span(self.starts_at, self.ends_at, faults);
    }
}

fn check_person(number: &str, name: &str, username: Option<&str>, faults: &mut Faults) {
    faults.text("/number", number, 40);
    faults.text("/name", name, 60);
    if let Some(username) = username {
        faults.text("/username", username, 60);
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '@');
        // A user name without a letter could be taken for a telephone number.
        if !username.chars().all(plain) || !username.chars().any(|c| c.is_ascii_alphabetic()) {
            faults.add("/username", FieldCode::Malformed);
        }
    }
}

fn check_span(starts_at: Option<DateTime<Utc>>, ends_at: Option<DateTime<Utc>>, faults: &mut Faults) {
    if let (Some(from), Some(to)) = (starts_at, ends_at)
        && to <= from
    {
        faults.add("/ends_at", FieldCode::NotAfter);
    }
}

/// A password that an administrator sets; it must be changed at the next sign-in.
#[derive(Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordReset {
    /// The first password.
    pub initial_password: String,
}

impl Check for PasswordReset {
    fn check(&self, faults: &mut Faults) {
        check_password("/initial_password", &self.initial_password, faults);
    }
}

/// An employee who leaves. Districts and customers go to the successor in the same step; without one, the districts are
/// left without an agent and the customers wait in the queue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Deactivation {
    /// Who takes over; absent: nobody.
    #[serde(default)]
    pub successor_id: Option<EmployeeId>,
    /// The version that was read.
    pub version: i64,
}

// Whether these fit is known to the database only.
impl Check for Deactivation {
    fn check(&self, _: &mut Faults) {}
}

/// An employee who comes back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Activation {
    /// The version that was read.
    pub version: i64,
}

impl Check for Activation {
    fn check(&self, _: &mut Faults) {}
}

/// An active agent as a picker offers them: with what tells them from another one of the same name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Agent {
    /// Who.
    pub id: EmployeeId,
    /// Their name.
    pub name: String,
    /// Their employee number.
    pub number: String,
    /// The name of their unit.
    pub unit: String,
}

/// Which active agents to offer in a picker.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AgentQuery {
    /// A part of the name, the beginning of its pinyin or initials, or of the number.
    pub q: Option<String>,
    /// How many rows, 1 to 200.
    pub limit: Option<u32>,
}

/// Which employees to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EmployeeQuery {
    /// A part of the name, its pinyin or initials; the beginning of the number, phone or user name.
    pub q: Option<String>,
    /// Only those of this unit and the units below it.
    pub unit: Option<OrgUnitId>,
    /// Only agents, or only others.
    pub agent: Option<bool>,
    /// Only those who work here, or who left.
    pub status: Option<EmployeeStatus>,
    /// How many rows, 1 to 200.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}
