//! Texts of signing in, sessions and passwords.

use super::texts;

texts! {
    SIGN_IN = "登录" | "Sign in";
    CREED = "每位客户，都有归处" | "Every customer has an owner";
    LOGIN = "用户名或手机号" | "User name or phone";
    PASSWORD = "密码" | "Password";
    ENDED = "登录已过期，请重新登录" | "Your session has ended; please sign in again";
    FORGOTTEN = "忘记密码？请联系管理员重置。" | "Forgot it? Ask an administrator to reset it.";
    MUST_CHANGE = "请先设置新密码" | "Set a new password first";
    MUST_CHANGE_WHY = "当前是初始密码，修改后才能继续使用。" | "You are using an initial password; change it to go on.";
    CURRENT = "当前密码" | "Current password";
    NEW = "新密码" | "New password";
    AGAIN = "再次输入新密码" | "New password again";
    NOT_SAME = "两次输入的密码不一致" | "The two do not match";
    PASSWORD_HINT = "至少 10 个字符，避免常见或连续的组合" | "At least 10 characters, nothing common or in sequence";
    CHANGE = "修改密码" | "Change password";
    CHANGED = "密码已修改" | "Password changed";
    ACCOUNT = "账户与会话" | "Account and sessions";
    SESSIONS = "已登录的设备" | "Signed-in devices";
    CURRENT_SESSION = "当前设备" | "This device";
    SIGNED_IN_AT = "登录时间" | "Signed in";
    LAST_SEEN = "最近活动" | "Last active";
    ADDRESS = "IP 地址" | "Address";
    DEVICE = "设备" | "Device";
    END = "下线" | "End";
    END_TITLE = "让这台设备下线？" | "End this session?";
    END_BODY = "该设备上需要重新登录才能继续使用。" | "That device will have to sign in again.";
    ENDED_ONE = "已下线" | "Session ended";
    EVERYWHERE = "全部下线" | "Sign out everywhere";
    EVERYWHERE_TITLE = "在所有设备上退出登录？" | "Sign out everywhere?";
    EVERYWHERE_BODY = "包括当前设备。正在填写的内容会丢失。" | "This device too. Unsaved input is lost.";
    UNKNOWN_DEVICE = "未知设备" | "Unknown device";
}
