//! Texts about what customers do.

use super::texts;

texts! {
    ENTITY = "客户行为" | "Behaviour";
    KIND = "客户行为" | "Behaviour";
    PUSH = "推送" | "Push";
    ACCEPTED = "新收" | "Accepted";
    REPEATED = "重复" | "Repeated";
    REFUSED = "未收" | "Refused";
    TIMES = "{} 次" | "{} times" / "once";
    LAST = "最近：{}" | "Last: {}";
    EACH = "逐条查看（共 {} 条）" | "Show all {}" / "Show it";
    EACH_OF = "{} 的行为" | "What they did on {}";
    NOTHING = "这一天没有记录" | "Nothing was told of this day";
    LAST_ACTIVE = "最近活跃" | "Last active";
}
