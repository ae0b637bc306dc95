//! Texts of the settings.

use super::texts;

texts! {
    TITLE = "系统设置" | "Settings";
    FOLLOW_UP = "跟进期限" | "Follow-up limits";
    FOLLOW_UP_ABOUT = "客户多少个自然日没有跟进，就算到期" | "After how many calendar days without a follow-up a customer is due";
    TIME_ZONE = "时区" | "Time zone";
    TIME_ZONE_HINT = "IANA 名称，如 Asia/Shanghai；决定“今天”从何时开始" | "An IANA name such as Asia/Shanghai; it says when today begins";
    SAVED = "设置已保存，立即生效" | "Settings saved, effective at once";
}
