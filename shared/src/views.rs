//! Saved views 视图: the filters of a list under a name, for oneself or for all who have a role.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    Check, Faults,
    ids::{RoleId, SavedViewId},
    problem::FieldCode,
    text_enum,
    timeline::PersonRef,
};

/// How many views of one list somebody may keep.
pub const MAX_VIEWS: usize = 50;
/// How long the filters of a view may be.
pub const MAX_QUERY: usize = 2_000;

text_enum! {
    /// Which list.
    pub enum ViewPage {
        /// Customers 客户.
        Customers = "customers",
        /// Inquiries 咨询.
        Inquiries = "inquiries",
        /// Orders 订单.
        Orders = "orders",
        /// The search over all of them 搜索.
        Search = "search",
    }
}

/// A role with which a view is shared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RoleRef {
    /// Its id.
    pub id: RoleId,
    /// What people call it.
    pub name: String,
}

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SavedView {
    /// Its id.
    pub id: SavedViewId,
    /// Of which list.
    pub page: ViewPage,
    /// What people call it.
    pub name: String,
    /// The filters, as they stand in the address of the list after `?`.
    #[schema(example = "status=owned&level=a")]
    pub query: String,
    /// Who saved it.
    pub owner: PersonRef,
    /// Whether that is the caller, who alone can change it.
    pub is_mine: bool,
    /// Who finds it, too: all who have this role.
    pub role: Option<RoleRef>,
    /// Give it back when changing it.
    pub version: i64,
}

/// The views of a list that somebody finds, and with whom they could share their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SavedViews {
    /// The views, one's own first, by name.
    pub items: Vec<SavedView>,
    /// The roles that one may share a view with.
    pub roles: Vec<RoleRef>,
}

/// A view to be saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SavedViewDraft {
    /// Of which list.
    pub page: ViewPage,
    /// What people call it; one's own have different names.
    pub name: String,
    /// The filters, as they stand in the address of the list after `?`; empty for none.
    #[schema(example = "status=owned&level=a")]
    pub query: String,
    /// With whom it is shared: all who have this role, which one must have oneself unless one manages roles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role_id: Option<RoleId>,
}

/// A changed view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SavedViewEdit {
    /// What people call it.
    pub name: String,
    /// The filters.
    pub query: String,
    /// With whom it is shared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role_id: Option<RoleId>,
    /// The version that was read.
    pub version: i64,
}

/// Which views.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct SavedViewQuery {
    /// Those of this list.
    pub page: ViewPage,
}

impl Check for SavedViewDraft {
    fn check(&self, faults: &mut Faults) {
        check(&self.name, &self.query, faults);
    }
}

impl Check for SavedViewEdit {
    fn check(&self, faults: &mut Faults) {
        check(&self.name, &self.query, faults);
    }
}

fn check(name: &str, query: &str, faults: &mut Faults) {
    faults.text("/name", name, 40);
    faults.line("/query", query, MAX_QUERY);
    // It goes into an address behind `?`, and no further.
    if query.contains(['#', '?', ' ', '"', '<', '>']) {
        faults.add("/query", FieldCode::UnknownValue);
    }
}
