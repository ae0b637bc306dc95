//! Texts of the queue.

use super::texts;

texts! {
    TITLE = "排队" | "Queue";
    ABOUT = "排在前面的先分配，每 5 秒自动更新" | "The first is served first; updates every 5 seconds";
    PLACE = "序号" | "Place";
    WHO = "客户" | "Customer";
    WHY = "等待原因" | "Why it waits";
    WAITS_FOR = "等待谁" | "Waits for";
    SINCE = "已等待" | "Waiting";
    KIND_CUSTOMER = "客户归属" | "Customer";
    KIND_INQUIRY = "咨询" | "Inquiry";
    KIND_ORDER = "订单" | "Order";
    REASON_QUEUE = "策略要求排队" | "The policy lets it wait";
    REASON_NOBODY = "没有人有空" | "Nobody is free";
    REASON_NO_RULE = "没有适用的规则" | "No rule applies";
    ANYBODY = "暂不等待特定的人" | "Nobody in particular";
    EMPTY = "没有人在排队" | "Nobody is waiting";
    EMPTY_BODY = "每位客户、每条咨询、每个订单都已有人负责。" | "Every customer, inquiry and order is in somebody's hands.";
    COUNT = "{} 个在排队" | "{} waiting" / "1 waiting";
    COUNT_MORE = "超过 {} 个在排队" | "More than {} waiting";
    LONGEST = "最久已等 {}" | "the longest for {}";
    FIRST_SHOWN = "只显示最前面的 {} 个" | "Only the first {} are shown";
    NOT_UPDATED = "暂时无法更新，显示的是稍早的内容" | "It cannot be updated at the moment; this is how it was a moment ago";
}
