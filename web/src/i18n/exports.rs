//! Texts of exports.

use super::texts;

texts! {
    TITLE = "导出" | "Exports";
    ABOUT = "导出在后台生成，文件保留 7 天，只有您自己能下载。" | "Written in the background, kept for 7 days, for you alone.";
    EXPORT = "导出" | "Export";
    ASK_ORDERS = "导出订单" | "Export orders";
    ASK_CUSTOMERS = "导出客户" | "Export customers";
    BEGIN = "开始导出" | "Export";
    COUNT_ORDERS = "将按当前条件导出 {} 个订单" | "{} orders by the conditions that are set" / "{} order by the conditions that are set";
    COUNT_CUSTOMERS = "将按当前条件导出 {} 位客户" | "{} customers by the conditions that are set" / "{} customer by the conditions that are set";
    MORE_ORDERS = "将按当前条件导出超过 {} 个订单" | "More than {} orders by the conditions that are set";
    MORE_CUSTOMERS = "将按当前条件导出超过 {} 位客户" | "More than {} customers by the conditions that are set";
    COUNTED_LATER = "符合条件的数量在导出时逐条查找得出" | "How many there are is found while it is written";
    COUNTING = "正在统计…" | "Counting…";
    NOTHING = "当前条件下没有可导出的内容" | "Nothing that you may export by these conditions";
    WITH_ORDERS = "含订单、订单明细、客户资料与跟进记录。" | "With the orders, their items, their customers and follow-ups.";
    WITH_CUSTOMERS = "含客户资料与跟进记录。" | "With the customers and their follow-ups.";
    FORMAT = "格式" | "Format";
    XLSX = "Excel（XLSX）" | "Excel (XLSX)";
    CSV = "CSV（ZIP 压缩包）" | "CSV (in a ZIP)";
    HEADERS = "表头语言" | "Language of the headers";
    CHINESE = "中文" | "中文";
    ENGLISH = "English" | "English";
    ASKED = "已开始导出，完成后会提醒您" | "The export has begun; you will be told when it is done";
    READY = "“{}”已可下载" | "“{}” is ready";
    BROKE = "“{}”导出失败" | "“{}” could not be exported";
    GO = "查看导出" | "See exports";
    EMPTY = "还没有导出" | "No exports yet";
    EMPTY_BODY = "在订单、客户列表或搜索页点“导出”，文件会出现在这里。" | "Press “Export” above the list of orders or customers, or above a search; the file appears here.";
    FILE = "文件" | "File";
    CONTENT = "内容" | "Content";
    EVERYTHING = "全部" | "Everything";
    FILTERED = "按筛选" | "By filters";
    SIZE = "大小" | "Size";
    ASKED_AT = "发起时间" | "Asked for";
    KEPT_UNTIL = "保留至" | "Kept until";
    ROWS_ORDERS = "{} 个订单" | "{} orders" / "{} order";
    ROWS_CUSTOMERS = "{} 位客户" | "{} customers" / "{} customer";
    PROGRESS = "{} / {}" | "{} of {}";
    PROGRESS_OVER = "{} / 超过 {}" | "{} of more than {}";
    DOWNLOAD = "下载" | "Download";
    DOWNLOAD_ONE = "下载“{}”" | "Download “{}”";
    CANCEL_ONE = "取消“{}”" | "Cancel “{}”";
    CANCELLED_ONE = "已取消“{}”" | "“{}” was cancelled";

    WAITING = "排队中" | "Waiting";
    RUNNING = "生成中" | "Being written";
    DONE = "可下载" | "Ready";
    FAILED = "失败" | "Failed";
    CANCELLED = "已取消" | "Cancelled";
    EXPIRED = "已过期" | "Expired";
    WHY_FORBIDDEN = "您已没有导出这些内容的权限" | "You may not export this any more";
    WHY_GAVE_UP = "服务器多次中断，未能完成" | "The server stopped again and again";
    WHY_INTERNAL = "服务器出错，请稍后再试" | "Something went wrong on our side";

    DOWNLOADED_VERB = "下载" | "downloaded";
    FINISHED_VERB = "完成" | "finished";
    FAILED_VERB = "失败" | "failed";
    SHA = "校验值" | "Checksum";
}
