//! Texts of inquiries.

use super::texts;

texts! {
    TITLE = "咨询" | "Inquiries";
    WORDS = "客户原话" | "The customer's words";
    WORDS_STAY = "原话不可修改" | "These never change";
    ENTRANCE = "入口" | "Entrance";
    CHANNEL = "渠道" | "Channel";
    SOURCE = "来源" | "Came by";
    STATUS_WAITING = "排队中" | "Waiting";
    STATUS_OPEN = "处理中" | "In hand";
    STATUS_DONE = "已办结" | "Resolved";
    ANY_STATUS = "全部状态" | "Any status";
    OWNER = "处理人" | "In hand of";
    LAST_OWNER = "最后处理人" | "Last in hand of";
    NOBODY = "暂无人处理" | "Nobody yet";
    GROUP = "顾问组" | "Group";
    ANY_GROUP = "全部顾问组" | "Any group";
    SINCE = "接手时间" | "Since";
    AGE = "已过" | "Age";
    AGO = "{}前" | "{} ago";
    WHY = "接手原因" | "Given because";
    ARRIVED = "到达时间" | "Arrived";
    ANSWERED = "首次答复" | "First answer";
    NOT_ANSWERED = "尚未答复" | "Not answered yet";
    DONE = "办结时间" | "Resolved";
    PRODUCT_LINE = "产品线" | "Product line";
    NO_PRODUCT_LINE = "不区分" | "None in particular";
    CUSTOMER_LANGUAGE = "客户语言" | "Language";
    LANGUAGE_HINT = "如 zh、en" | "Such as zh or en";
    VALUE = "涉及金额" | "At stake";
    EXTERNAL_ID = "外部编号" | "External id";
    EMPTY = "还没有咨询" | "No inquiries yet";
    EMPTY_BODY = "客户从任何入口提问，都会按策略分给一位同事，并出现在这里。" | "Whatever a customer asks, by any entrance, goes to one colleague by the policy and appears here.";
    EMPTY_FILTERED = "没有符合条件的咨询" | "No inquiry matches";
    EMPTY_OF_CUSTOMER = "这位客户还没有咨询" | "This customer has not asked anything yet";
    ALL_OF_CUSTOMER = "查看全部" | "See all";

    HISTORY = "经手记录" | "Who had it";
    HISTORY_EMPTY = "还没有人接手过" | "Nobody has had it yet";
    REASON_POLICY = "按策略分配" | "By the policy";
    REASON_QUEUE = "排队后分配" | "From the queue";
    REASON_HAND = "人工转移" | "By hand";
    REASON_DEPARTURE = "员工离职" | "Departure";
    REASON_REDISTRIBUTED = "重新分配" | "Redistributed";
    REASON_TIMER = "超时未回复" | "Not answered in time";
    REASON_UNDONE = "撤销重新分配" | "Redistribution undone";

    ANSWER = "标记已答复" | "Mark as answered";
    ANSWER_NOTED = "已记录首次答复" | "First answer noted";
    RESOLVE = "办结" | "Resolve";
    RESOLVED = "已办结" | "Resolved";
    DECLINE = "退回" | "Decline";
    DECLINE_TITLE = "退回这条咨询？" | "Decline this inquiry?";
    DECLINE_BODY = "系统会按策略分给其他人，之后不再自动分给您；退回会记入公平账。" | "The policy gives it to somebody else, and not to you again. It counts as declined in the fairness ledger.";
    DECLINED_TO = "已退回，由 {} 接手" | "Declined; {} has it now";
    DECLINED_WAITS = "已退回，进入排队" | "Declined; it waits in the queue";
    HAND_OVER = "转给他人" | "Hand over";
    HAND_OVER_TITLE = "把 {} 的咨询转给他人" | "Hand over {}'s inquiry";
    HAND_OVER_BODY = "客户的归属人不变，只换这条咨询的处理人。" | "The customer's owner stays; only this inquiry changes hands.";
    NEW_OWNER = "新处理人" | "New owner";
    HANDED_OVER = "已转给 {}" | "Handed over to {}";
    OVER_CAPACITY = "{} 手上的工作已达处理容量。确认后仍会转给对方，并作为人工超额分配记录。" | "{} has as much in hand as their capacity allows. If you go on, they get it all the same, and it is recorded as given by hand.";
    HAND_OVER_ANYWAY = "仍然转移" | "Hand over anyway";
    RELOADED = "内容已被他人修改，已重新加载" | "Someone changed this meanwhile; it was read again";

    ENTER = "录入咨询" | "Enter an inquiry";
    ENTER_FOR = "为 {} 录入咨询" | "Enter an inquiry of {}";
    CUSTOMER = "客户" | "Customer";
    PHONE_HINT = "先输入手机号，系统据此识别客户" | "The phone comes first: it tells who the customer is";
    KNOWN = "已有客户" | "Known customer";
    OWNED_BY = "归属 {}" | "owned by {}";
    STRANGER = "您的客户中没有这个号码；若是新客户，将自动建档。" | "None of the customers you see has this number; a new one is added automatically.";
    NAME = "客户姓名" | "Customer's name";
    TEXT = "咨询内容" | "The customer's words";
    TEXT_PLACEHOLDER = "照录客户原话，提交后不可修改" | "As the customer said it; it cannot be changed later";
    MORE_FIELDS = "更多信息" | "More";
    VALUE_FIELD = "涉及金额（元）" | "At stake (yuan)";
    ATTRIBUTES = "其他信息" | "Other facts";
    ATTRIBUTE_NAME = "名称" | "Name";
    ATTRIBUTE_VALUE = "内容" | "Value";
    ADD_ATTRIBUTE = "添加一项" | "Add one";
    REMOVE_ATTRIBUTE = "删除这一项" | "Remove this one";
    ENTERED_TO = "已录入，由 {} 接手" | "Entered; {} has it";
    ENTERED_WAITS = "已录入，进入排队" | "Entered; it waits in the queue";
}
