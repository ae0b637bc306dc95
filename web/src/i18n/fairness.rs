//! Texts of the fairness ledger.

use super::texts;

texts! {
    TITLE = "公平账" | "Fairness";
    ABOUT = "谁接了多少，退回多少，一目了然" | "Who received how much, and what became of it";
    RANGE = "时间范围" | "Range";
    TODAY = "今天" | "Today";
    WEEK = "近 7 天" | "7 days";
    MONTH = "近 30 天" | "30 days";
    AGENT = "客服" | "Agent";
    RECEIVED = "接到" | "Received";
    SHARE = "占比" | "Share";
    DECLINED = "退回" | "Declined";
    LOST = "超时收回" | "Lost to a timer";
    GIVEN_BACK = "请假交还" | "Given back";
    OPEN = "在办 / 容量" | "Open / capacity";
    OPEN_NOW = "在办" | "Open";
    CAPACITY = "处理容量" | "Capacity";
    NO_LIMIT = "不限" | "any";
    WEIGHT = "权重 {}" | "weight {}";
    EVENNESS = "公平指数" | "Evenness";
    EVENNESS_HINT = "Jain 指数：1 表示按权重完全均匀" | "Jain's index: 1 is wholly even by weight";
    SORT_BY = "按 {} 排序" | "Sort by {}";
    EXPORT = "导出 CSV" | "Export CSV";
    LEFT_OUT = "另有 {} 人未列出，请用顾问组筛选" | "{} more people are not listed; narrow it by group" / "1 more person is not listed; narrow it by group";
    EMPTY = "这段时间没有分配记录" | "Nothing was given to anybody in this time";
    EMPTY_BODY = "按策略或人工分配的咨询会记在这里。" | "Whatever the policy or a person gives to somebody is counted here.";
}
