//! Texts of integrators' keys.

use super::texts;

texts! {
    TITLE = "接口密钥" | "API keys";
    ABOUT = "供小程序后端等系统调用" | "For the backends of mini-programs and other systems";
    ADD = "新建密钥" | "New key";
    KIND = "用途" | "For";
    MINI_PROGRAM = "小程序后端（/mp/v1）" | "Mini-program backend (/mp/v1)";
    BUSINESS = "业务系统推送订单与客户行为" | "Business system, tells of orders and behaviour";
    PREFIX = "开头" | "Begins with";
    CREATED = "创建时间" | "Created";
    LAST_USED = "最近使用" | "Last used";
    NEVER = "从未" | "Never";
    IN_USE = "有效" | "Valid";
    REVOKED = "已吊销" | "Revoked";
    REVOKE = "吊销" | "Revoke";
    REVOKE_TITLE = "吊销密钥“{}”？" | "Revoke {}?";
    REVOKE_BODY = "使用它的系统会立即无法调用，且无法恢复。" | "Whatever uses it stops working at once, for good.";
    REVOKED_ONE = "密钥已吊销" | "Key revoked";
    SECRET_TITLE = "请立即保存密钥" | "Save the secret now";
    SECRET_BODY = "关闭后不再显示，系统也不保存原文。" | "It is not stored and never shown again after you close this.";
    SECRET = "密钥" | "Secret";
    SAVED_IT = "我已保存" | "I have saved it";
    EMPTY = "还没有密钥" | "No keys yet";
    EMPTY_BODY = "为小程序的后端新建一个，即可提交注册。" | "Make one for the mini-program's backend, and it can send registrations.";
}
