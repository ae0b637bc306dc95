//! Texts of follow-ups and of the board of those that are due.

use super::texts;

texts! {
    TITLE = "待跟进" | "Follow-ups";
    WRITE = "写跟进" | "Write a follow-up";
    WAY = "跟进方式" | "Way";
    CONTENT = "跟进内容" | "What was said and agreed";
    PLACEHOLDER = "聊了什么，约定了什么？" | "What was said, what was agreed?";
    SUBMIT = "记录跟进" | "Log follow-up";
    SUBMIT_KEYS = "Ctrl+Enter 提交，时间由系统记录" | "Ctrl+Enter to log; the time is the server's";
    LOGGED = "已记录跟进" | "Follow-up logged";
    BOTH = "全部" | "All";
    OVERDUE = "已逾期" | "Overdue";
    TODAY = "今天到期" | "Due today";
    BY_AGENT = "按客服" | "By agent";
    CUSTOMERS = "客户数" | "Customers";
    EMPTY = "没有待跟进的客户" | "Nobody is waiting for a follow-up";
    EMPTY_BODY = "客户到了应跟进的日期会出现在这里。" | "Customers appear here on the day they are due.";
    ANY_OWNER = "全部客服" | "Every agent";
}
