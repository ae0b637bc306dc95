//! Texts of roles and data roles.

use super::texts;

texts! {
    TITLE = "角色与权限" | "Roles";
    ROLES = "操作角色" | "Operation roles";
    DATA_ROLES = "数据角色" | "Data roles";
    ROLES_ABOUT = "决定能做什么，以及对谁的客户生效" | "What one may do, and on whose customers";
    DATA_ROLES_ABOUT = "跨部门看到指定人员的客户" | "See the customers of chosen people across departments";
    BUILT_IN = "内置" | "Built in";
    BUILT_IN_NOTE = "内置角色不能修改，可以参照它新建一个。" | "A built-in role cannot be changed; use it as a model for your own.";
    HOLDERS = "{} 人" | "{} people" / "1 person";
    GRANTS = "{} 项权限" | "{} permissions" / "1 permission";
    ADD_ROLE = "新建角色" | "New role";
    ADD_DATA_ROLE = "新建数据角色" | "New data role";
    EDIT_ROLE = "编辑角色" | "Edit role";
    EDIT_DATA_ROLE = "编辑数据角色" | "Edit data role";
    COPY_OF = "{} 副本" | "Copy of {}";
    DUPLICATE = "复制为新角色" | "Use as a model";
    SAVED = "已保存，立即对所有持有人生效" | "Saved; effective at once for everyone who has it";
    DELETE_TITLE = "删除“{}”？" | "Delete {}?";
    DELETE_BODY = "{} 人持有它，删除后他们会立即失去这些权限。" | "{} people have it and lose what it grants at once." / "1 person has it and loses what it grants at once.";
    DELETE_BODY_NOBODY = "没有人持有它，删除后不影响任何人。" | "Nobody has it, so nobody loses anything.";
    MATRIX = "权限" | "Permissions";
    SCOPED = "与客户有关" | "About customers";
    SCOPED_HINT = "选择对谁的客户生效；“按数据角色”可与其他范围叠加" | "Choose on whose customers; \"by data role\" adds to the other scopes";
    UNSCOPED = "与客户无关" | "Not about customers";
    GRANT_OF = "{}：{}" | "{}: {}";
    UNITS = "覆盖的部门" | "Units it covers";
    INCLUDE_BELOW = "含下级" | "and below";
    ADD_UNIT = "添加部门" | "Add a unit";
    PEOPLE = "覆盖的人员" | "People it covers";
    ADD_PERSON = "添加人员" | "Add a person";
    REMOVE = "移除 {}" | "Remove {}";
    UNKNOWN_PERSON = "员工 {}" | "Employee {}";
    COVERS = "{} 个部门，{} 位人员" | "{} units, {} people";
    ROLES_EMPTY = "还没有角色" | "No roles yet";
    DATA_ROLES_EMPTY = "还没有数据角色" | "No data roles yet";
    DATA_ROLES_EMPTY_BODY = "当某人需要看到其他部门的客户时，新建一个数据角色授予他。" | "When someone must see another department's customers, make a data role and give it to them.";

    ADMINISTRATOR = "管理员" | "Administrator";
    ADMINISTRATOR_ABOUT = "可执行全部操作" | "May do everything";
    AGENT = "客服" | "Agent";
    AGENT_ABOUT = "查看并跟进自己的客户" | "Sees and follows up their own customers";
    LEAD = "主管" | "Team lead";
    LEAD_ABOUT = "查看本部门及下级的客户，可转移客户" | "Sees all subordinates' customers and hands them over";
    REVIEWER = "审核" | "Reviewer";
    REVIEWER_ABOUT = "审核注册并设置商圈" | "Reviews registrations and sets the district";
    OPERATIONS = "运营" | "Operations";
    OPERATIONS_ABOUT = "维护、导入与分配商圈" | "Manages, imports and assigns districts";

    OUTLOOK = "这个人能看到什么" | "What this person would see";
    OUTLOOK_EVERYONE = "能看到所有人的客户" | "Sees everybody's customers";
    OUTLOOK_PEOPLE = "能看到 {} 个人名下的客户" | "Sees the customers of {} people" / "Sees the customers of one person";
    OUTLOOK_CUSTOMERS = "共 {} 位客户" | "{} customers in all" / "1 customer in all";
    OUTLOOK_NONE = "看不到任何客户" | "Sees no customers";
    OUTLOOK_MORE = "另有 {} 人" | "and {} more";
    OUTLOOK_GRANTS = "有效权限" | "Effective permissions";
    OUTLOOK_AT = "计算于 {}" | "Worked out at {}";
    NO_GRANTS = "没有任何权限" | "No permissions";
}
