//! Texts of groups, members and product lines.

use super::texts;

texts! {
    TITLE = "顾问组" | "Groups";
    LINES = "产品线" | "Product lines";
    LINES_ABOUT = "咨询与订单属于哪条产品线，策略可据此选择顾问组" | "What an inquiry or order is about; policies choose groups by it";
    SEARCH = "组名、拼音或首字母" | "Name, pinyin or initials";
    ANY_LINE = "全部产品线" | "Any product line";
    LINE = "产品线" | "Product line";
    NO_LINE = "不限" | "Any";
    ADD = "新建顾问组" | "New group";
    EDIT = "编辑顾问组" | "Edit group";
    ADDED = "已新建 {}" | "{} made";
    DELETE_TITLE = "删除“{}”？" | "Delete {}?";
    DELETE_BODY = "成员会全部退出。分配过工作、有人等待或策略仍指向的组不能删除。" | "All members leave it. A group that was given work, for which somebody waits or to which the policy leads cannot be deleted.";
    EMPTY = "还没有顾问组" | "No groups yet";
    EMPTY_BODY = "把接待同一类咨询的客服放进一个组，策略就能在组内轮流分配。" | "Put agents who take the same inquiries into a group, and policies can give them work in turn.";
    EMPTY_FILTERED = "没有符合条件的顾问组" | "No group matches";
    EMPTY_FILTERED_BODY = "试试放宽筛选条件，或换一个搜索词。" | "Widen the filters or try another word.";

    MEMBERS = "成员" | "Members";
    AVAILABLE = "此刻可接" | "Available now";
    OPEN_WORK = "在手" | "In hand";
    WAITING = "等待中" | "Waiting";
    MEMBER = "成员" | "Member";
    STATE = "状态" | "State";
    WEIGHT = "权重" | "Weight";
    WEIGHT_HINT = "1 到 20：权重 2 的人轮到的次数是权重 1 的两倍" | "1 to 20: weight 2 gets twice as many turns as weight 1";
    CAPACITY = "组内容量" | "Capacity here";
    CAPACITY_HINT = "留空表示不限" | "Empty for any amount";
    WEIGHT_OF = "{} 的权重" | "Weight of {}";
    CAPACITY_OF = "{} 的组内容量" | "Capacity of {} here";
    PAUSE_OF = "暂停给 {} 分配" | "Pause {}";
    PAUSED = "暂停" | "Paused";
    JOINED = "加入" | "Joined";
    UNLIMITED = "不限" | "Any";
    CAN_TAKE = "可接" | "Available";
    ADD_MEMBERS = "添加成员" | "Add members";
    ADD_MEMBERS_TITLE = "添加成员到“{}”" | "Add members to {}";
    AGENTS = "客服" | "Agents";
    ADD_AGENT = "添加客服" | "Add an agent";
    REMOVE_AGENT = "移除 {}" | "Remove {}";
    JOINED_COUNT = "已加入 {} 人" | "{} joined" / "1 joined";
    ALREADY_COUNT = "，{} 人原本就在组内" | "; {} were members already" / "; 1 was a member already";
    REMOVE = "移出" | "Remove";
    REMOVE_TITLE = "把 {} 移出本组？" | "Remove {} from this group?";
    REMOVE_BODY = "已分配的工作仍归本人；再次加入时，轮转从原来的位置继续。" | "What was given stays theirs; when they join again, their turn goes on where it was.";
    REMOVED = "{} 已移出" | "{} removed";
    MEMBERS_EMPTY = "还没有成员" | "No members yet";
    MEMBERS_EMPTY_BODY = "添加客服后，策略就能把工作分给这个组。" | "Add agents, and policies can give work to this group.";
    MEMBERS_SEARCH = "姓名、拼音、工号" | "Name, pinyin, number";
    MEMBERS_NOT_FOUND = "没有匹配的成员" | "No member matches";

    CODE = "编码" | "Code";
    CODE_HINT = "唯一，接口用它指明产品线" | "Unique; integrators name the line by it";
    GROUPS_SERVING = "顾问组" | "Groups";
    ADD_LINE = "新建产品线" | "New product line";
    EDIT_LINE = "编辑产品线" | "Edit product line";
    LINE_OPEN = "在售" | "Sold";
    LINE_CLOSED = "停售" | "Closed";
    LINES_EMPTY = "还没有产品线" | "No product lines yet";
    LINES_EMPTY_BODY = "按产品区分咨询时才需要；不区分可以留空。" | "Needed only when inquiries are told apart by product.";

    UNKNOWN = "未知人员" | "Unknown";
    DECLINED = "已拒绝过" | "Declined it";
    INACTIVE = "不在职" | "Not active";
    ON_LEAVE = "休假中" | "On leave";
    OUTSIDE_HOURS = "不在班次内" | "Outside hours";
    FULL = "已满 {}/{}" | "Full {}/{}";
    FULL_IN_GROUP = "组内已满 {}/{}" | "Full here {}/{}";
    LACKS_SKILL = "缺少技能 {}" | "Lacks {}";
}
