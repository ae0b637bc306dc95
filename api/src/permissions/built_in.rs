//! The roles that come with the product. They cannot be changed, so nobody can lock everybody out by editing them.

use shared::permissions::{
    Grant,
    Permission::{self, *},
    ScopeLevel::{self, *},
};

use super::store::{self, RoleRow};
use crate::{
    db::{Db, next_id},
    error::Result,
};

/// The role that may do everything.
pub const ADMINISTRATOR: &str = "administrator";

struct BuiltIn {
    code: &'static str,
    name: &'static str,
    description: &'static str,
    scoped: &'static [(Permission, &'static [ScopeLevel])],
    plain: &'static [Permission],
}

const TEAM: &[ScopeLevel] = &[UnitAndBelow, DataRole];

const BUILT_IN: [BuiltIn; 5] = [
    BuiltIn {
        code: ADMINISTRATOR,
        name: "管理员 Administrator",
        description: "可执行全部操作 / May do everything",
        scoped: &[
            (CustomerRead, &[All]),
            (CustomerEdit, &[All]),
            (CustomerExport, &[All]),
            (FollowUpCreate, &[All]),
            (CustomerReassign, &[All]),
            (InquiryRead, &[All]),
            (InquiryWork, &[All]),
            (InquiryReassign, &[All]),
            (OrderRead, &[All]),
            (OrderExport, &[All]),
            (OrderWork, &[All]),
            (OrderReassign, &[All]),
            (FairnessRead, &[All]),
        ],
        plain: &[
            CustomerReview,
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
        ],
    },
    BuiltIn {
        code: "agent",
        name: "客服 Agent",
        description: "查看并跟进自己的客户 / Sees and follows up their own customers",
        scoped: &[
            (CustomerRead, &[Own]),
            (CustomerEdit, &[Own]),
            (FollowUpCreate, &[Own]),
            (InquiryRead, &[Own]),
            (InquiryWork, &[Own]),
            (OrderRead, &[Own]),
            (OrderWork, &[Own]),
            (FairnessRead, &[Own]),
        ],
        plain: &[DistrictRead, InquiryCreate],
    },
    BuiltIn {
        code: "lead",
        name: "主管 Team lead",
        description: "查看本部门及下级的客户，可转移客户 / Sees all subordinates' customers and hands them over",
        scoped: &[
            (CustomerRead, TEAM),
            (CustomerEdit, TEAM),
            (CustomerExport, TEAM),
            (FollowUpCreate, TEAM),
            (CustomerReassign, &[UnitAndBelow]),
            (InquiryRead, TEAM),
            (InquiryWork, TEAM),
            (InquiryReassign, &[UnitAndBelow]),
            (OrderRead, TEAM),
            (OrderExport, TEAM),
            (OrderWork, TEAM),
            (OrderReassign, &[UnitAndBelow]),
            (FairnessRead, TEAM),
        ],
        plain: &[
            DistrictRead,
            OrganisationRead,
            GroupRead,
            PolicyRead,
            InquiryCreate,
            QueueRead,
            WorkOverCapacity,
            WorkRedistribute,
        ],
    },
    BuiltIn {
        code: "reviewer",
        name: "审核 Reviewer",
        description: "审核注册并设置商圈 / Reviews registrations and sets the district",
        scoped: &[],
        plain: &[CustomerReview, DistrictRead],
    },
    BuiltIn {
        code: "operations",
        name: "运营 Operations",
        description: "维护、导入与分配商圈 / Manages, imports and assigns districts",
        scoped: &[
            (CustomerRead, &[DataRole]),
            (CustomerExport, &[DataRole]),
            (OrderRead, &[DataRole]),
            (OrderExport, &[DataRole]),
        ],
        plain: &[
            CustomerReview,
            CustomerMerge,
            DistrictRead,
            DistrictManage,
            DistrictAssign,
            OrganisationRead,
            GroupRead,
            PolicyRead,
            InquiryCreate,
            OrderPush,
            BehaviourPush,
            QueueRead,
        ],
    },
];

/// Makes the built-in roles that are missing and gives all of them the grants of this version of the product.
///
/// # Errors
/// When the database fails.
pub fn seed_built_in_roles(db: &mut Db) -> Result<()> {
    let mut changed = false;
    for role in &BUILT_IN {
        let scoped = role.scoped.iter().flat_map(|(permission, scopes)| {
            scopes.iter().map(|scope| Grant { permission: *permission, scope: *scope })
        });
        let plain = role.plain.iter().map(|permission| Grant { permission: *permission, scope: All });
        let mut grants: Vec<Grant> = scoped.chain(plain).collect();
        grants.sort_unstable();
        let id = match store::role_by_code(db, role.code)? {
            Some(id) => id,
            None => {
                let row = RoleRow {
                    id: next_id::<shared::ids::kinds::Role>().raw(),
                    code: Some(role.code.into()),
                    name: role.name.into(),
                    description: role.description.into(),
                    version: 1,
                };
                store::insert_role(db, &row)?;
                row.id
            }
        };
        let mut known: Vec<Grant> =
            store::all_grants(db)?.into_iter().filter(|(r, _)| *r == id).map(|(_, grant)| grant).collect();
        known.sort_unstable();
        if known != grants {
            store::replace_grants(db, id, &grants)?;
            changed = true;
        }
    }
    if changed {
        store::bump_access_version(db)?;
    }
    Ok(())
}

/// The id of the role that may do everything.
///
/// # Errors
/// When the built-in roles were not made.
pub fn administrator_role(db: &mut Db) -> Result<shared::ids::RoleId> {
    store::role_by_code(db, ADMINISTRATOR)?.map(shared::Id::from_raw).ok_or_else(crate::error::not_found)
}
