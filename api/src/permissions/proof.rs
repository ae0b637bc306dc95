//! Proofs of permission: only this room can make them.

use std::{marker::PhantomData, sync::Arc};

use shared::permissions::Permission;

use super::Reach;

/// A permission as a type.
pub trait PermissionKind: Copy {
    /// The permission.
    const PERMISSION: Permission;
}

/// A permission on customers.
pub trait ScopedKind: PermissionKind {}
/// A permission on everything of its kind.
pub trait PlainKind: PermissionKind {}

macro_rules! kinds {
    ($trait:ident: $($name:ident),* $(,)?) => {$(
        #[doc = concat!("The permission `", stringify!($name), "`.")]
        #[derive(Debug, Clone, Copy)]
        pub struct $name;
        impl PermissionKind for $name {
            const PERMISSION: Permission = Permission::$name;
        }
        impl $trait for $name {}
    )*};
}

kinds!(
    ScopedKind: CustomerRead,
    CustomerEdit,
    CustomerExport,
    FollowUpCreate,
    CustomerReassign,
    InquiryRead,
    InquiryWork,
    InquiryReassign,
    OrderRead,
    OrderExport,
    OrderWork,
    OrderReassign,
    FairnessRead,
);
kinds!(
    PlainKind: CustomerReview,
    CustomerMerge,
    DistrictRead,
    DistrictManage,
    DistrictAssign,
    OrganisationRead,
    OrganisationManage,
    RoleRead,
    RoleManage,
    AuditRead,
    KeyManage,
    SettingsManage,
    GroupRead,
    GroupManage,
    PolicyRead,
    PolicyManage,
    PolicyPublish,
    InquiryCreate,
    OrderPush,
    BehaviourPush,
    EntranceManage,
    AvatarManage,
    QueueRead,
    WorkOverCapacity,
    WorkRedistribute,
);

/// A permission to take rows along as a file, with the follow-ups of their customers.
pub trait ExportKind: ScopedKind {}
impl ExportKind for CustomerExport {}
impl ExportKind for OrderExport {}

/// The caller holds `P`, and reaches the customers of these owners by it.
#[derive(Debug, Clone)]
pub struct Scoped<P> {
    reach: Arc<Reach>,
    of: PhantomData<P>,
}

impl<P: ScopedKind> Scoped<P> {
    pub(super) fn new(reach: Arc<Reach>) -> Self {
        Self { reach, of: PhantomData }
    }

    /// Whose customers.
    pub fn reach(&self) -> &Reach {
        &self.reach
    }
}

/// The caller holds `P`.
#[derive(Debug, Clone, Copy)]
pub struct Granted<P>(PhantomData<P>);

impl<P: PlainKind> Granted<P> {
    pub(super) const fn new() -> Self {
        Self(PhantomData)
    }

    /// The proof of an integrator's key of the kind that is for this. Never for a person.
    pub const fn for_a_key() -> Self {
        Self(PhantomData)
    }

    /// The proof for whoever sits at the server's command line: they hold the database itself. Never for a request.
    pub const fn for_the_operator() -> Self {
        Self(PhantomData)
    }
}
