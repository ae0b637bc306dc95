//! Texts of notices.

use super::texts;

texts! {
    TITLE = "通知" | "Notices";
    UNREAD_COUNT = "通知，{} 条未读" | "Notices, {} unread";
    UNREAD = "未读" | "Unread";
    NEW = "新通知：{}" | "New notice: {}";
    MARK_ALL = "全部标为已读" | "Mark all as read";
    EMPTY = "没有通知" | "No notices";
    EMPTY_BODY = "有客户等您回复或跟进太久，会在这里提醒您。" | "When somebody waits for you too long, you are told here.";
    AGO = "{}前" | "{} ago";
    KEPT_FOR = "通知保留 90 天" | "Notices are kept for 90 days";

    SOME_CUSTOMER = "某位客户" | "a customer";
    SOME_COLLEAGUE = "同事" | "a colleague";
    INQUIRY = "咨询" | "inquiry";
    ORDER = "订单" | "order";
    MATTER = "来件" | "matter";

    REMIND_ANSWER = "{} 的{}等您回复，从 {} 起" | "{}'s {} has been waiting for your answer since {}";
    REMIND_FOLLOW_UP = "{} 等您跟进，从 {} 起" | "{} has been due for a follow-up since {}";
    REMIND_FOLLOW_UPS = "您有 {} 位客户待跟进，最久的从 {} 起" | "{} of your customers are due for a follow-up, the longest since {}";
    LATE_ANSWER = "{} 未回复 {} 的{}，从 {} 起" | "{} has not answered {}'s {} since {}";
    LATE_FOLLOW_UP = "{} 未跟进 {}，从 {} 起" | "{} has not followed up with {} since {}";
    LATE_FOLLOW_UPS = "{} 有 {} 位客户未跟进，最久的从 {} 起" | "{} has {} customers to follow up, the longest since {}";
    KEPT_ANSWER = "{} 的{}超时未回复，无人可改派，仍由 {} 负责" | "{}'s {} is late; nobody else could have it, so it stays with {}";
    KEPT_FOLLOW_UP = "{} 超时未跟进，无人可改派，仍由 {} 负责" | "{} is overdue; nobody else could have them, so they stay with {}";
    KEPT_FOLLOW_UPS = "{} 位客户超时未跟进，无人可改派，仍由 {} 负责" | "{} customers are overdue; nobody else could have them, so they stay with {}";
    TAKEN_ANSWER = "{} 的{}超时未回复，已改派给 {}" | "{}'s {} was not answered in time and went to {}";
    TAKEN_FOLLOW_UP = "{} 超时未跟进，已改派给 {}" | "{} was not followed up in time and went to {}";
    TAKEN_FOLLOW_UPS = "{} 位客户超时未跟进，已改派给 {}" | "{} customers were not followed up in time and went to {}";
    RECEIVED_ANSWER = "{} 的{}已从 {} 改派给您" | "{}'s {} came to you from {}";
    RECEIVED_FOLLOW_UP = "{} 已从 {} 改派给您" | "{} came to you from {}";
    RECEIVED_FOLLOW_UPS = "{} 位客户已从 {} 改派给您" | "{} customers came to you from {}";
}
