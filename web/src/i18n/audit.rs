//! Texts of the audit log.

use super::texts;

texts! {
    TITLE = "审计日志" | "Audit log";
    AT = "时间" | "Time";
    ACTOR = "操作人" | "Who";
    ACTION = "操作" | "Action";
    ENTITY = "对象" | "On what";
    IP = "IP 地址" | "Address";
    ANY_ENTITY = "全部对象" | "Everything";
    ACTION_HINT = "操作代码，如 district.assign" | "Action, such as district.assign";
    FROM = "从" | "From";
    TO = "到" | "To";
    BEFORE = "之前" | "Before";
    AFTER = "之后" | "After";
    FIELD = "字段" | "Field";
    CHANGES = "变更内容" | "What changed";
    YES = "是" | "Yes";
    NO = "否" | "No";
    AND_BELOW = "含下级" | "and below";
    UNIT_ABOVE = "上级部门" | "Unit above";
    HOLDERS = "持有人" | "Holders";
    NO_CHANGES = "没有记录字段变化" | "No fields recorded";
    ENTITY_ID = "对象编号" | "Id";
    REQUEST = "请求编号" | "Request";
    SAME_ENTITY = "只看这个对象" | "Only this one";
    EMPTY = "没有符合条件的记录" | "No entry matches";
    EMPTY_BODY = "每一次修改都会记录在这里，不能删改。" | "Every change is recorded here and cannot be altered.";

    CUSTOMER = "客户" | "Customer";
    DISTRICT = "商圈" | "District";
    PROVINCE = "省份" | "Province";
    CITY = "城市" | "City";
    EMPLOYEE = "员工" | "Employee";
    UNIT = "部门" | "Unit";
    ROLE = "操作角色" | "Role";
    DATA_ROLE = "数据角色" | "Data role";
    KEY = "接口密钥" | "API key";
    SETTINGS = "系统设置" | "Settings";
    SESSION = "会话" | "Session";
    IMPORT = "导入" | "Import";
    FOLLOW_UP = "跟进" | "Follow-up";
    INQUIRY = "咨询" | "Inquiry";

    CREATE = "新建" | "created";
    EDIT = "修改" | "edited";
    DELETE = "删除" | "deleted";
    REVOKE = "吊销" | "revoked";
    ASSIGN = "分配" | "assigned";
    MOVE = "移动" | "moved";
    MERGE = "合并" | "merged";
    RENAME = "重命名" | "renamed";
    APPROVE = "审核通过" | "approved";
    REJECT = "审核拒绝" | "rejected";
    REGISTER = "注册" | "registered";
    HAND_OVER = "转移" | "handed over";
    DEACTIVATE = "办理离职" | "deactivated";
    ACTIVATE = "恢复在职" | "activated";
    RESET_PASSWORD = "重置密码" | "password reset";
    CHANGE_PASSWORD = "修改密码" | "password changed";
    ROLES = "设置角色" | "roles set";
    SIGN_IN = "登录" | "signed in";
    END = "下线" | "ended";
    REUSE = "令牌重复使用，已下线" | "token reused, ended";
    END_EVERYWHERE = "全部下线" | "ended everywhere";
    FOLLOWED_UP = "跟进" | "followed up";
    GIVE_UP = "移交名下客户与商圈" | "handed everything on";
    IMPORTED = "导入" | "imported";
    APPLY = "应用" | "applied";
    ANSWERED = "标记已答复" | "answered";
    RESOLVED = "办结" | "resolved";
    DECLINED = "退回" | "declined";
    OVER_CAPACITY = "超出容量" | "Over capacity";
}
