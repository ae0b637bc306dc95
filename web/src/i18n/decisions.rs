//! Texts of decisions: who got it and why.

use super::texts;

texts! {
    GOES_TO = "分给 {}" | "Goes to {}";
    WAITS = "进入排队" | "Waits in the queue";
    BY_RULE = "规则“{}”，{}" | "Rule \"{}\", {}";
    BY_OTHERWISE = "兜底去向，{}" | "Otherwise, {}";
    BY_VERSION = "按策略 {}" | "By policy {}";
    BY_DOCUMENT = "按当前编辑的内容" | "By what is being edited";
    WAIT_QUEUE = "规则“{}”要求排队" | "Rule \"{}\" says that it waits";
    WAIT_QUEUE_OTHERWISE = "兜底去向要求排队" | "Otherwise it waits";
    WAIT_NOBODY = "有匹配的规则，但当前没有人可以接" | "Rules matched, but nobody can take it now";
    WAIT_NO_RULE = "没有规则匹配，也没有兜底去向" | "No rule matched, and nothing is said for otherwise";

    TITLE = "分配依据" | "Why it went there";
    WHY_OWNER = "为何归属" | "Why this owner";
    AGO = "{}前" | "{} ago";
    NONE_MADE = "还没有分配记录" | "Nothing was decided yet";

    STEPS = "逐条经过" | "Step by step";
    OTHERWISE = "以上都没有安排时" | "Otherwise";
    MATCHED = "匹配" | "Matched";
    NOT_MATCHED = "未匹配" | "Did not match";
    DISABLED = "已停用" | "Switched off";
    ALWAYS = "对所有来件都匹配" | "Matches everything";
    NEVER = "从不匹配" | "Never matches";
    ACTUAL = "实际：{}" | "is: {}";
    ACTUAL_UNKNOWN = "实际：未知" | "is: not known";
    ACTUAL_FOUND = "原话中有“{}”" | "found \"{}\"";
    ACTUAL_NOT_FOUND = "原话中没有这些词" | "none of these words is there";
    MORE_TESTS = "另有 {} 项条件" | "{} more tests" / "1 more test";
    HELD = "成立" | "holds";
    NOT_HELD = "不成立" | "does not hold";

    TAKEN = "由 {} 接手" | "{} gets it";
    NOBODY = "{} 人都不能接" | "None of the {} can take it" / "They cannot take it";
    NO_OWNER = "客户没有归属人" | "The customer has no owner";
    NO_HOLDER = "商圈没有负责人，或商圈未知" | "The district has no agent, or is not known";
    NO_PERSON = "没有这个人" | "There is no such person";
    UNKNOWN_GROUP = "没有这个顾问组" | "There is no such group";
    EMPTY_GROUP = "组里没有成员" | "The group has no members";
    QUEUED = "进入排队" | "It waits";
    AVAILABLE = "{} 人中 {} 人可接" | "{} people, {} can take it";
    MORE_CANDIDATES = "另有 {} 人未列出" | "{} more are not listed" / "1 more is not listed";
    CHOSEN = "选中" | "chosen";

    FIRST_BY_START = "{} 排在 {} 之前：按轮转先轮到" | "{} comes before {}: their turn is earlier";
    FIRST_BY_OWNER = "{} 排在 {} 之前：是客户的归属人" | "{} comes before {}: they own the customer";
    FIRST_BY_LAST_TURN = "{} 排在 {} 之前：上次轮到更早" | "{} comes before {}: their last turn is longer ago";
    FIRST_BY_LOAD = "{} 排在 {} 之前：负载更低" | "{} comes before {}: they have less in hand for their capacity";
    FIRST_BY_IDLE = "{} 排在 {} 之前：空闲更久" | "{} comes before {}: they have waited longer for work";
    FIRST_BY_LOT = "{} 排在 {} 之前：各项相同，由本单抽签决定" | "{} comes before {}: all else is equal, this case's lot decides";
    ONLY_ONE = "只有 {} 可以接" | "Only {} can take it";

    TURN_NOW = "现在轮到" | "turn is now";
    TURN_AHEAD = "还差 {} 轮" | "{} turns ahead";
    NO_TURN = "尚未轮到过" | "no turn yet";
    LAST_TURN = "上次是第 {} 次分配" | "last turn was no. {}";
    LOAD = "在办 {} / {}" | "{} open of {}";
    LOAD_FREE = "在办 {}，未设上限" | "{} open, no limit";
    LAST_ASSIGNED = "上次分到 {}" | "last got one {}";
    NEVER_ASSIGNED = "还没分到过" | "never got one";

    REMOVED_UNKNOWN = "名册中没有此人" | "Not on the roster";
    REMOVED_INACTIVE = "不是在职客服" | "No active agent";
    REMOVED_DECLINED = "已婉拒或超时未接" | "Declined it, or did not answer in time";
    REMOVED_ON_LEAVE = "休假中" | "On leave";
    REMOVED_OUTSIDE_HOURS = "不在班次时间内" | "Outside working hours";
    REMOVED_BUSY = "忙碌" | "Busy";
    REMOVED_AWAY = "暂离" | "Away";
    REMOVED_OFFLINE = "离线" | "Offline";
    REMOVED_FULL = "已满 {} / {}" | "Full, {} of {}";
    REMOVED_PAUSED = "在组内已暂停" | "Paused in the group";
    REMOVED_FULL_IN_GROUP = "组内已满 {} / {}" | "Full in the group, {} of {}";
    REMOVED_LACKS = "缺少技能 {}" | "Lacks {}";

    UNKNOWN_PERSON = "员工 {}" | "Employee {}";
}
