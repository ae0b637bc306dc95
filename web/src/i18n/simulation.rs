//! Texts of simulations.

use super::texts;

texts! {
    TITLE = "模拟" | "Simulation";
    ABOUT = "用真实来件推演策略，不改动任何数据" | "Try a policy on what really came in; nothing is changed";
    OPEN = "模拟" | "Simulate";

    SOURCE = "来件" | "Arrivals";
    SOURCE_PAST = "历史来件" | "The past";
    SOURCE_FILE = "上传文件" | "A file";
    PERIOD = "时间范围" | "Period";
    WEEK = "近 7 天" | "7 days";
    MONTH = "近 30 天" | "30 days";
    QUARTER = "近 90 天" | "90 days";
    RANGE = "自选" | "Range";
    FROM = "从" | "From";
    TO = "到" | "To";
    KINDS = "来件类型" | "Kinds";
    ALL_KINDS = "全部类型" | "All kinds";
    POLICY = "策略版本" | "Policy";
    AGAINST = "另与此版本对比" | "Also compare with";
    AGAINST_NONE = "不对比其他版本" | "No other version";
    IN_FORCE_MARK = "（生效中）" | " (in force)";
    DRAFT_MARK = "（草稿）" | " (draft)";
    RUN = "开始模拟" | "Run";
    CANCEL = "取消模拟" | "Cancel";
    RUNNING = "正在推演" | "Running";
    RUNNING_BODY = "正在逐件推演，大量来件可能需要几十秒。" | "Every arrival is decided again, one after the other; many of them can take a while.";
    SECONDS = "{} 秒" | "{} s";
    CANCELLED = "已取消" | "Cancelled";
    READY = "选好范围，开始模拟" | "Choose what to try, and run it";
    READY_BODY = "系统会用当时的在岗、班次、请假和容量，把这段时间的来件按所选策略重新分配一遍，再与实际结果逐件比较。" | "Everything that came in is assigned anew by this policy, with the people, hours, leave and capacities of that time, and put beside what happened.";
    READY_FILE = "选择一个来件文件" | "Choose a file of arrivals";
    READY_FILE_BODY = "文件中的来件会按所选策略分给现在的人员，班次和请假按文件中的日期计算。" | "The arrivals of the file go to the people of now, with their hours and leave of the days of the file.";
    OUTDATED = "选项已更改，以下仍是上一次的结果" | "You changed the question; below is still the last answer";
    NO_FILE = "请先选择文件" | "Choose a file first";
    NO_RANGE = "请填写完整的起止日期" | "Give both days";
    FILE_NAME = "已选 {}" | "Chosen: {}";
    FILE_AGAIN = "换一个文件" | "Another file";
    DROP_HINT = "CSV 或 XLSX，最多 100 万行、64 MB；只有“到达时间”必填" | "CSV or XLSX, at most a million lines and 64 MB; only the time of arrival must be there";
    EVERYONE_ONLINE = "班次内的人都视为在线" | "Count everybody within their hours as online";
    EVERYONE_ONLINE_HINT = "不勾选则按各人此刻的在线状态" | "Otherwise everybody counts as they are at this moment";

    EMPTY = "这段时间没有来件" | "Nothing came in during this time";
    EMPTY_BODY = "换一个时间范围或来件类型再试。" | "Try another period or other kinds.";
    EMPTY_FILE = "文件中没有可用的来件" | "The file has no arrivals that can be read";
    EMPTY_FILE_BODY = "请按下方的提示修正后重新上传。" | "Correct what is listed below and choose it again.";

    HAPPENED = "实际" | "Happened";
    THIS = "本策略" | "This policy";
    OTHER = "对比" | "Other";
    TOOK = "{} 件来件：读取 {} 秒，推演 {} 秒" | "{} arrivals: {} s to read, {} s to run";
    ARRIVALS = "来件" | "Arrivals";
    ASSIGNED = "已分配" | "Assigned";
    WAITING = "仍在排队" | "Still waiting";
    CHANGED = "决定有变化" | "Decided differently";
    CHANGED_OF = "占 {}" | "{} of all";
    BESIDE_OTHER = "与对比版本相比 {}" | "Beside the other version: {}";
    STICKY = "留给归属客服" | "Stayed with the owner";
    STICKY_HINT = "已分配的来件中，交给客户原归属客服的比例" | "Of what was assigned, the share that went to the customer's own agent";
    JAIN = "公平指数" | "Jain's index";
    JAIN_HINT = "1 表示每个人分得一样多；若 10 人中只有 1 人分到，则是 0.1" | "1 when everybody got the same; 0.1 when one of ten got everything";
    NONE = "无" | "none";

    WAITS = "排队" | "Waiting in the queue";
    WAITED = "需要排队" | "Had to wait";
    GIVEN_UP = "等到结束也没人接" | "Over before anybody had it";
    MEDIAN = "等待中位数" | "Median wait";
    MEAN = "平均等待" | "Mean wait";
    LONGEST = "最长等待" | "Longest wait";

    BY_AGENT = "按客服" | "By agent";
    BY_GROUP = "按顾问组" | "By group";
    AGENT = "客服" | "Agent";
    GROUP = "顾问组" | "Group";
    METRIC = "看什么" | "Which figure";
    GIVEN = "分得件数" | "Given";
    PEAK = "在办峰值" | "Peak load";
    PEAK_HINT = "同一时刻手上最多有多少件" | "The most that was open at once";
    DIFFERENCE = "变化" | "Change";
    SORT_BY = "按 {} 排序" | "Sort by {}";
    FIND = "查找客服" | "Find an agent";
    FIND_GROUP = "查找顾问组" | "Find a group";
    SHOW_ALL = "显示全部 {} 行" | "Show all {}";
    SHOW_FEWER = "只看前 {} 行" | "Show the first {}";
    NOBODY = "没有匹配的结果" | "Nothing matches";
    NO_GROUPS = "没有顾问组" | "There are no groups";

    CHANGES = "变化的决定" | "Changed decisions";
    CHANGES_SHOWN = "共 {} 条，列出最早的 {} 条；全部变化可导出" | "{} in all, the first {} are listed; export them to see all";
    CHANGES_ALL = "共 {} 条" | "{} in all";
    CHANGES_NONE = "没有变化" | "Nothing changed";
    CHANGES_NONE_BODY = "每一件都会分给同一个人。" | "Everything would go to the same people.";
    CHANGES_FILE = "选择一个对比版本，才能看到哪些决定不同。" | "Choose a version to compare with to see which decisions differ.";
    NOBODY_HAD = "无人" | "nobody";
    AT_LINE = "第 {} 行" | "Line {}";
    SEE_ORDER = "查看订单" | "See the order";
    SEE_INQUIRY = "查看咨询" | "See the inquiry";
    SEE_CUSTOMER = "查看客户" | "See the customer";
    NOT_TOLD = "没有留下依据：当时不是按策略分配的。" | "Nothing tells why: it was not assigned by a policy.";
    BECOMES = "改为" | "becomes";

    EXPORT = "导出" | "Export";
    EXPORT_XLSX = "全部表格（XLSX）" | "All tables (XLSX)";
    EXPORT_AGENTS = "按客服（CSV）" | "By agent (CSV)";
    EXPORT_GROUPS = "按顾问组（CSV）" | "By group (CSV)";
    EXPORT_CHANGES = "全部变化的决定（CSV）" | "All changed decisions (CSV)";
    EXPORTED_VERB = "导出" | "exported";
    EXPORTING = "正在导出" | "Exporting";

    BAD_LINES = "有 {} 行无法读取，已略过" | "{} lines cannot be read and were left out" / "1 line cannot be read and was left out";
    BAD_SHOWN = "列出前 {} 行" | "The first {} are listed";
    LINE = "行" | "Line";
    PROBLEM = "问题" | "Problem";
    BAD_REPORT = "下载清单" | "Download the list";
    COLUMNS = "可用的列" | "Columns";
    TEMPLATE = "下载模板" | "Download a template";
}
