//! Permissions, operation roles 操作角色 and data roles 数据角色.

mod outlook;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use outlook::{Outlook, OutlookPerson, Sight, SightReason, Viewer};

use crate::{
    Check, Faults,
    ids::{DataRoleId, EmployeeId, OrgUnitId, RoleId},
    problem::{FieldCode, Lang},
    text_enum,
};

text_enum! {
    /// What one may do. A role grants permissions; a granted one that concerns customers has a scope beside it.
    pub enum Permission {
        /// See customers, their timelines and owners.
        CustomerRead = "customer.read",
        /// Change a customer's facts.
        CustomerEdit = "customer.edit",
        /// Take customers and their follow-ups along as a file.
        CustomerExport = "customer.export",
        /// Write follow-ups.
        FollowUpCreate = "follow_up.create",
        /// Hand a single customer to another agent.
        CustomerReassign = "customer.reassign",
        /// See registrations, approve and reject them.
        CustomerReview = "customer.review",
        /// Merge customers who are the same person, undo that, and say that two are not.
        CustomerMerge = "customer.merge",
        /// See regions, districts and who holds them.
        DistrictRead = "district.read",
        /// Add, edit and import districts.
        DistrictManage = "district.manage",
        /// Give districts to agents and move them.
        DistrictAssign = "district.assign",
        /// See the org tree and the employees.
        OrganisationRead = "organisation.read",
        /// Change the org tree and the employees.
        OrganisationManage = "organisation.manage",
        /// See roles and data roles, and who can see what.
        RoleRead = "role.read",
        /// Change roles and data roles, and give them to people.
        RoleManage = "role.manage",
        /// Read the audit log.
        AuditRead = "audit.read",
        /// Make and revoke integrators' keys.
        KeyManage = "key.manage",
        /// Change the settings.
        SettingsManage = "settings.manage",
        /// See groups, their members, hours and leave.
        GroupRead = "group.read",
        /// Change product lines, groups, members, skills, capacities, shifts, the calendar and the leave of others.
        GroupManage = "group.manage",
        /// See assignment policies and try cases on them.
        PolicyRead = "policy.read",
        /// Write drafts of assignment policies and simulate them.
        PolicyManage = "policy.manage",
        /// Put an assignment policy in force, or go back to a former one.
        PolicyPublish = "policy.publish",
        /// Enter inquiries.
        InquiryCreate = "inquiry.create",
        /// See inquiries and why they went to whom.
        InquiryRead = "inquiry.read",
        /// Answer, resolve and decline inquiries.
        InquiryWork = "inquiry.work",
        /// Give an inquiry to another agent.
        InquiryReassign = "inquiry.reassign",
        /// Tell of orders, and see those of which something is missing.
        OrderPush = "order.push",
        /// Tell of what customers do: sign-ins, visits and the like.
        BehaviourPush = "behaviour.push",
        /// See orders, why they went to whom, and deals.
        OrderRead = "order.read",
        /// Take orders, their customers and follow-ups along as a file.
        OrderExport = "order.export",
        /// Follow orders up, end and decline them.
        OrderWork = "order.work",
        /// Give an order to another agent.
        OrderReassign = "order.reassign",
        /// Change entrances and their forms, categories of inquiries and canned replies.
        EntranceManage = "entrance.manage",
        /// Change whom customers see instead of a consultant.
        AvatarManage = "avatar.manage",
        /// See who waits for an owner, and why.
        QueueRead = "queue.read",
        /// Give somebody more work than their capacity.
        WorkOverCapacity = "work.over_capacity",
        /// Redistribute the customers and the work of others.
        WorkRedistribute = "work.redistribute",
        /// See what each agent received, declined and lost.
        FairnessRead = "fairness.read",
    }
}

impl Permission {
    /// Whether a grant of this needs a scope: whose customers it is about.
    pub const fn is_scoped(self) -> bool {
        matches!(
            self,
            Self::CustomerRead
                | Self::CustomerEdit
                | Self::CustomerExport
                | Self::FollowUpCreate
                | Self::CustomerReassign
                | Self::InquiryRead
                | Self::InquiryWork
                | Self::InquiryReassign
                | Self::OrderRead
                | Self::OrderExport
                | Self::OrderWork
                | Self::OrderReassign
                | Self::FairnessRead
        )
    }

    /// What a person reads for it.
    pub const fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::CustomerRead => lang.pick("查看客户", "See customers"),
            Self::CustomerEdit => lang.pick("编辑客户资料", "Edit customers"),
            Self::CustomerExport => lang.pick("导出客户", "Export customers"),
            Self::FollowUpCreate => lang.pick("填写跟进", "Write follow-ups"),
            Self::CustomerReassign => lang.pick("转移单个客户", "Hand over a customer"),
            Self::CustomerReview => lang.pick("审核注册", "Review registrations"),
            Self::CustomerMerge => lang.pick("合并客户", "Merge customers"),
            Self::DistrictRead => lang.pick("查看商圈", "See districts"),
            Self::DistrictManage => lang.pick("维护与导入商圈", "Manage and import districts"),
            Self::DistrictAssign => lang.pick("分配商圈", "Assign districts"),
            Self::OrganisationRead => lang.pick("查看组织与员工", "See organisation and employees"),
            Self::OrganisationManage => lang.pick("维护组织与员工", "Manage organisation and employees"),
            Self::RoleRead => lang.pick("查看角色与可见范围", "See roles and visibility"),
            Self::RoleManage => lang.pick("维护与授予角色", "Manage and grant roles"),
            Self::AuditRead => lang.pick("查看审计日志", "Read the audit log"),
            Self::KeyManage => lang.pick("管理接口密钥", "Manage API keys"),
            Self::SettingsManage => lang.pick("修改系统设置", "Change settings"),
            Self::GroupRead => lang.pick("查看顾问组与排班", "See groups and shifts"),
            Self::GroupManage => lang.pick("维护顾问组与排班", "Manage groups and shifts"),
            Self::PolicyRead => lang.pick("查看分配策略", "See assignment policies"),
            Self::PolicyManage => lang.pick("编辑与模拟分配策略", "Write and simulate policies"),
            Self::PolicyPublish => lang.pick("发布与回滚分配策略", "Publish policies"),
            Self::InquiryCreate => lang.pick("录入咨询", "Enter inquiries"),
            Self::InquiryRead => lang.pick("查看咨询", "See inquiries"),
            Self::InquiryWork => lang.pick("处理咨询", "Work on inquiries"),
            Self::InquiryReassign => lang.pick("转移咨询", "Hand over an inquiry"),
            Self::OrderPush => lang.pick("推送与补全订单", "Push orders"),
            Self::BehaviourPush => lang.pick("推送客户行为", "Push customer behaviour"),
            Self::OrderRead => lang.pick("查看订单与成交", "See orders and deals"),
            Self::OrderExport => lang.pick("导出订单", "Export orders"),
            Self::OrderWork => lang.pick("处理订单", "Work on orders"),
            Self::OrderReassign => lang.pick("转移订单", "Hand over an order"),
            Self::EntranceManage => lang.pick("维护入口与表单", "Manage entrances and forms"),
            Self::AvatarManage => lang.pick("维护阿凡达形象", "Manage avatars"),
            Self::QueueRead => lang.pick("查看排队", "See the queue"),
            Self::WorkOverCapacity => lang.pick("超出容量分配", "Assign over capacity"),
            Self::WorkRedistribute => lang.pick("重新分配客户与工作", "Redistribute customers and work"),
            Self::FairnessRead => lang.pick("查看公平账", "See the fairness ledger"),
        }
    }
}

text_enum! {
    /// Whose customers a permission is about.
    pub enum ScopeLevel {
        /// One's own.
        Own = "own",
        /// Those of the people in one's own unit.
        Unit = "unit",
        /// Those of the people in one's own unit and all units below it.
        UnitAndBelow = "unit_and_below",
        /// Those that one's data roles name.
        DataRole = "data_role",
        /// Everybody's, and those that nobody owns.
        All = "all",
    }
}

impl ScopeLevel {
    /// What a person reads for it.
    pub const fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::Own => lang.pick("本人", "Own"),
            Self::Unit => lang.pick("本部门", "Own unit"),
            Self::UnitAndBelow => lang.pick("本部门及下级", "Own unit and below"),
            Self::DataRole => lang.pick("按数据角色", "By data role"),
            Self::All => lang.pick("全部", "All"),
        }
    }
}

/// A permission with its scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// What is allowed.
    pub permission: Permission,
    /// On whose customers; `all` for a permission that is not about customers.
    pub scope: ScopeLevel,
}

/// An operation role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Role {
    /// Its id.
    pub id: RoleId,
    /// A stable word for a built-in role, absent for one's own.
    pub code: Option<String>,
    /// What people call it.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Whether it came with the product; such a role cannot be changed or deleted.
    pub built_in: bool,
    /// What it grants.
    pub grants: Vec<Grant>,
    /// How many employees have it.
    pub holders: i64,
    /// Give it back when editing.
    pub version: i64,
}

/// A new role, or an edited one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleDraft {
    /// What people call it; unique.
    pub name: String,
    /// What it is for.
    #[serde(default)]
    pub description: String,
    /// What it grants.
    pub grants: Vec<Grant>,
    /// The version that was read; needed when editing.
    #[serde(default)]
    pub version: Option<i64>,
}

impl Check for RoleDraft {
    fn check(&self, faults: &mut Faults) {
        faults.text("/name", &self.name, 60);
        faults.line("/description", &self.description, 500);
        for (index, grant) in self.grants.iter().enumerate() {
            if !grant.permission.is_scoped() && grant.scope != ScopeLevel::All {
                faults.add(format!("/grants/{index}/scope"), FieldCode::UnknownValue);
            }
        }
    }
}

/// A data role: a set of people across departments whose customers its holders see.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DataRole {
    /// Its id.
    pub id: DataRoleId,
    /// What people call it.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Units whose people it covers.
    pub units: Vec<DataRoleUnit>,
    /// Single people whom it covers.
    pub people: Vec<EmployeeId>,
    /// How many employees have it.
    pub holders: i64,
    /// Give it back when editing.
    pub version: i64,
}

/// A unit that a data role covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DataRoleUnit {
    /// The unit.
    pub unit_id: OrgUnitId,
    /// Whether the units below it are covered too.
    pub include_below: bool,
}

/// A new data role, or an edited one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DataRoleDraft {
    /// What people call it; unique.
    pub name: String,
    /// What it is for.
    #[serde(default)]
    pub description: String,
    /// Units whose people it covers.
    #[serde(default)]
    pub units: Vec<DataRoleUnit>,
    /// Single people whom it covers.
    #[serde(default)]
    pub people: Vec<EmployeeId>,
    /// The version that was read; needed when editing.
    #[serde(default)]
    pub version: Option<i64>,
}

impl Check for DataRoleDraft {
    fn check(&self, faults: &mut Faults) {
        faults.text("/name", &self.name, 60);
        faults.line("/description", &self.description, 500);
        if self.units.len() > 500 {
            faults.add("/units", FieldCode::TooMany { max: 500 });
        }
        if self.people.len() > 2000 {
            faults.add("/people", FieldCode::TooMany { max: 2000 });
        }
    }
}

/// Which roles an employee has.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleAssignment {
    /// Operation roles.
    pub roles: Vec<RoleId>,
    /// Data roles.
    pub data_roles: Vec<DataRoleId>,
}

impl Check for RoleAssignment {
    fn check(&self, faults: &mut Faults) {
        if self.roles.len() > 100 {
            faults.add("/roles", FieldCode::TooMany { max: 100 });
        }
        if self.data_roles.len() > 100 {
            faults.add("/data_roles", FieldCode::TooMany { max: 100 });
        }
    }
}
