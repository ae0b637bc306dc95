//! Who may do what, on whose customers.
//!
//! A request's permissions come from one snapshot of people, roles and the org tree ([`Directory`]); a permission that
//! concerns customers resolves to a [`Reach`]. Other rooms cannot build a [`Scoped`] or a [`Granted`]: their stores ask
//! for one, so a forgotten check does not compile.

mod access;
mod built_in;
mod cache;
mod data_roles;
mod directory;
mod newest;
mod outlook;
mod proof;
mod reach;
mod roles;
pub mod routes;
pub(crate) mod store;
mod superiors;

pub use access::{Access, Actor, Origin, Teller};
pub use built_in::{ADMINISTRATOR, administrator_role, seed_built_in_roles};
pub use cache::{AsOf, DirectoryCache};
pub use directory::{Directory, Person};
pub use newest::Newest;
pub use outlook::{outlook, viewers};
pub use proof::{
    AuditRead, AvatarManage, BehaviourPush, CustomerEdit, CustomerExport, CustomerMerge, CustomerRead,
    CustomerReassign, CustomerReview, DistrictAssign, DistrictManage, DistrictRead, EntranceManage, ExportKind,
    FairnessRead, FollowUpCreate, Granted, GroupManage, GroupRead, InquiryCreate, InquiryRead, InquiryReassign,
    InquiryWork, KeyManage, OrderExport, OrderPush, OrderRead, OrderReassign, OrderWork, OrganisationManage,
    OrganisationRead, PermissionKind, PlainKind, PolicyManage, PolicyPublish, PolicyRead, QueueRead, RoleManage,
    RoleRead, Scoped, SettingsManage, WorkOverCapacity, WorkRedistribute,
};
pub use reach::{OwnerFilter, Reach};
pub use roles::{assign_roles, has_administrator, keep_an_administrator};
pub use store::{access_version as version, bump_access_version as changed};
