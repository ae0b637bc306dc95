//! Texts of orders.

use super::texts;

texts! {
    TITLE = "订单" | "Orders";
    ORDER = "订单" | "Order";
    STATE = "订单状态" | "State";
    ANY_STATE = "全部订单状态" | "Any state";
    HANDLING = "处理进度" | "Handling";
    ANY_HANDLING = "全部处理进度" | "Any handling";
    AMOUNT = "金额" | "Amount";
    PLACED = "下单时间" | "Placed";
    PAID = "付款时间" | "Paid";
    NOT_PAID = "尚未付款" | "Not paid yet";
    ARRIVED = "推送到达" | "Arrived here";
    LINE = "产品线" | "Product line";
    ANY_LINE = "全部产品线" | "Any product line";
    NO_LINE = "不区分" | "None in particular";
    CHANNEL = "渠道" | "Channel";
    EXTERNAL_ID = "业务系统单号" | "Order number";
    NOTE = "客户备注" | "The customer's note";
    OWNER = "服务顾问" | "Taken care of by";
    LAST_OWNER = "最后的服务顾问" | "Last taken care of by";
    NOBODY = "暂无人负责" | "Nobody yet";
    FIRST_FOLLOW_UP = "首次跟进" | "First follow-up";
    NOT_FOLLOWED_UP = "尚未跟进" | "Not followed up yet";
    PLACED_BETWEEN = "下单" | "Placed";
    PLACED_FROM = "下单日期从" | "Placed from";
    PLACED_TO = "下单日期到" | "Placed until";
    SEARCH = "单号、客户姓名或电话" | "Order number, name or phone";
    EMPTY = "还没有订单" | "No orders yet";
    EMPTY_BODY = "业务系统推送的订单会按策略分给一位顾问，并出现在这里。" | "Whatever the business system tells of goes to one consultant by the policy and appears here.";
    EMPTY_FILTERED = "没有符合条件的订单" | "No order matches";
    EMPTY_OF_CUSTOMER = "这位客户还没有订单" | "This customer has not ordered anything yet";
    ALL_OF_CUSTOMER = "查看全部" | "See all";

    ITEMS = "订购内容" | "What was ordered";
    ITEM = "项目" | "Item";
    QUANTITY = "数量" | "Quantity";
    UNIT_AMOUNT = "单价" | "Each";
    SUM = "小计" | "Sum";
    TOTAL = "合计" | "Total";
    FACTS = "订单信息" | "The order";
    CUSTOMER_FACTS = "客户" | "Customer";
    CUSTOMER_OWNER = "客户归属" | "Owned by";
    LAST_CONTACT = "最近跟进" | "Last follow-up";
    DEAL = "成交归属" | "Whose deal";
    DEAL_NOBODY = "付款时客户无人归属" | "Nobody owned the customer then";
    DEAL_ON = "成交日期" | "Day of the deal";

    FOLLOW_UPS = "跟进记录" | "Follow-ups";
    ALL_FOLLOW_UPS = "客户的全部跟进" | "All of the customer";
    OWN_FOLLOW_UPS = "只看本订单" | "Of this order";
    NO_FOLLOW_UPS = "还没有跟进" | "Not followed up yet";
    OF_THIS_ORDER = "本订单" | "This order";
    ABOUT_ORDER = "订单 {}" | "Order {}";

    RESOLVE = "办结" | "Resolve";
    RESOLVE_TITLE = "办结这个订单？" | "Resolve this order?";
    RESOLVE_BODY = "表示服务已处理完，您可以接新的工作；订单状态仍以业务系统为准。" | "Nothing is left to be done, and you are free for the next. Its state stays what the business system says.";
    RESOLVED = "已办结" | "Resolved";
    DECLINE = "退回" | "Decline";
    DECLINE_TITLE = "退回这个订单？" | "Decline this order?";
    DECLINE_BODY = "系统会按策略分给其他人，之后不再自动分给您；退回会记入公平账。" | "The policy gives it to somebody else, and not to you again. It counts as declined in the fairness ledger.";
    DECLINED_TO = "已退回，由 {} 接手" | "Declined; {} has it now";
    DECLINED_WAITS = "已退回，进入排队" | "Declined; it waits in the queue";
    HAND_OVER_TITLE = "把 {} 的订单转给他人" | "Hand over {}'s order";
    HAND_OVER_BODY = "客户的归属人不变，只换这个订单的服务顾问。" | "The customer's owner stays; only this order changes hands.";

    DEALS = "成交" | "Deals";
    DEALS_BY = "统计方式" | "Added up by";
    BY_DAY = "按日" | "By day";
    BY_AGENT = "按归属人" | "By owner";
    BY_LINE = "按产品线" | "By product line";
    DAY = "日期" | "Day";
    DEAL_OWNER = "归属人" | "Owner";
    DEAL_COUNT = "成交笔数" | "Deals";
    DEAL_AMOUNT = "成交金额" | "Amount";
    TAKEN_OFF = "取消与退款" | "Cancelled or refunded";
    UNOWNED = "付款时无人归属" | "Owned by nobody then";
    DEALS_EMPTY = "这段时间没有成交" | "No deals in these days";
    DEALS_EMPTY_BODY = "付款后的订单计入当时拥有客户的人。" | "An order that is paid counts for whoever owns the customer then.";
    DEALS_ABOUT = "按付款日计，归当时的客户归属人；取消与退款已扣除" | "By the day of payment, for whoever owned the customer then; what was cancelled or refunded is taken off";

    INCOMPLETE = "待补全" | "Incomplete";
    INCOMPLETE_ABOUT = "业务系统已推送、但还缺内容的订单；补齐后自动分配" | "Told of by the business system, but something is missing; assigned as soon as it is there";
    INCOMPLETE_EMPTY = "没有缺内容的订单" | "Nothing is missing";
    MISSING = "缺少" | "Missing";
    MISSING_CUSTOMER = "客户" | "customer";
    MISSING_CONTENTS = "订购内容" | "contents";
    MISSING_PLACED_AT = "下单时间" | "time of placing";
    KNOWN = "已知" | "Known";
    FIRST_TOLD = "首次推送" | "First told";
    LAST_TOLD = "最近推送" | "Last told";
}
