//! Texts of the search.

use super::texts;

texts! {
    TITLE = "搜索" | "Search";
    FIND = "查找" | "Find";
    CUSTOMERS = "客户" | "Customers";
    INQUIRIES = "咨询" | "Inquiries";
    ORDERS = "订单" | "Orders";
    FOLLOW_UPS = "跟进" | "Follow-ups";
    OF_CUSTOMERS = "客户条件" | "About the customer";
    OF_INQUIRIES = "咨询条件" | "About an inquiry";
    OF_ORDERS = "订单条件" | "About an order";
    OF_FOLLOW_UPS = "跟进条件" | "About a follow-up";
    ADD = "添加条件" | "Add condition";
    CLEAR = "清空条件" | "Clear all";
    REMOVE = "移除条件：{}" | "Remove condition: {}";
    ANY = "请选择" | "Choose";

    CUSTOMER = "客户姓名、公司、电话或拼音" | "Customer’s name, company or phone";
    CUSTOMER_WORDS = "客户资料包含" | "Customer’s details have";
    CUSTOMER_STATUS = "客户状态" | "Customer’s status";
    CUSTOMER_LEVEL = "客户等级" | "Customer’s level";
    CUSTOMER_DISTRICT = "客户商圈" | "Customer’s district";
    CUSTOMER_CITY = "客户城市" | "Customer’s city";
    CUSTOMER_OWNER = "客户归属" | "Customer’s owner";
    CUSTOMER_SOURCE = "客户来源" | "Customer’s source";
    CUSTOMER_FROM = "注册不早于" | "Registered from";
    CUSTOMER_TO = "注册不晚于" | "Registered until";
    CUSTOMER_IDLE = "未跟进天数不少于" | "Days without follow-up";
    INQUIRY_WORDS = "咨询或对话包含" | "Inquiry or talk has";
    INQUIRY_STATUS = "咨询处理" | "Inquiry’s progress";
    INQUIRY_STAGE = "咨询阶段" | "Inquiry’s stage";
    INQUIRY_ENTRANCE = "咨询入口" | "Entrance";
    INQUIRY_CATEGORY = "咨询分类" | "Category";
    INQUIRY_LINE = "咨询产品线" | "Inquiry’s product line";
    INQUIRY_OWNER = "咨询负责人" | "Inquiry’s owner";
    INQUIRY_FROM = "咨询不早于" | "Inquiry from";
    INQUIRY_TO = "咨询不晚于" | "Inquiry until";
    ORDER_NUMBER = "订单号" | "Order number";
    ORDER_WORDS = "订单内容包含" | "Order has";
    ORDER_STATE = "订单状态" | "Order’s state";
    ORDER_LINE = "订单产品线" | "Order’s product line";
    ORDER_OWNER = "订单负责人" | "Order’s owner";
    ORDER_CURRENCY = "币种" | "Currency";
    AMOUNT_FROM = "金额不少于" | "Amount from";
    AMOUNT_TO = "金额不多于" | "Amount until";
    ORDER_FROM = "下单不早于" | "Placed from";
    ORDER_TO = "下单不晚于" | "Placed until";
    FOLLOW_UP_WORDS = "跟进内容包含" | "Follow-up has";
    FOLLOW_UP_WAY = "跟进方式" | "Way";
    FOLLOW_UP_AUTHOR = "跟进人" | "Author";
    FOLLOW_UP_FROM = "跟进不早于" | "Followed up from";
    FOLLOW_UP_TO = "跟进不晚于" | "Followed up until";

    FOUND = "内容" | "What";
    OF_WHOM = "客户" | "Customer";
    WHO = "负责人" | "Who";
    WHEN = "时间" | "When";
    EMPTY = "没有找到" | "Nothing found";
    EMPTY_BODY = "所有条件须同时满足，请放宽或移除其中的条件。" | "All conditions must hold; loosen or remove one.";
    UNFINISHED = "条件有待完善" | "A condition is not complete";
    THROUGH = "已查到 {}，更早的尚未查找。" | "Searched back to {}; what is older has not been looked at yet.";
    GO_ON = "继续查找" | "Go on";
    ALL = "搜索“{}”的全部结果" | "Everything about “{}”";
}
