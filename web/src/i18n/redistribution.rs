//! Texts of redistributions.

use super::texts;

texts! {
    TITLE = "重新分配" | "Redistribution";
    ABOUT = "转移、离职与休假交接，先看再做，可以撤销" | "Transfers, departures and leave: look first, then do it; it can be undone";
    NEW = "新的分配" | "Redistribute";
    STEPS = "步骤" | "Steps";
    STEP_SOURCE = "从哪里来" | "From";
    STEP_TARGETS = "给谁" | "To";
    STEP_LOOK = "核对并执行" | "Look and do it";
    NEXT = "下一步" | "Next";
    BACK = "上一步" | "Back";

    SOURCE = "来源" | "Source";
    FROM_AGENT = "某位客服" | "An agent";
    FROM_DISTRICTS = "商圈" | "Districts";
    FROM_GROUP = "顾问组" | "A group";
    FROM_FILTER = "按条件" | "A filter";
    AGENT = "客服" | "Agent";
    ADD_DISTRICT = "添加商圈" | "Add a district";
    GROUP = "顾问组" | "Group";
    GROUP_HINT = "经由该组分给组员、尚未完成的工作" | "The open work that came to people by this group";
    ANY = "不限" | "Any";
    REMOVE = "移除 {}" | "Remove {}";
    MOVING = "转移什么" | "What";
    CUSTOMERS = "客户" | "Customers";
    WORK = "在办工作" | "Open work";
    BOTH = "客户与在办工作" | "Customers and open work";
    WHY = "原因" | "Why";
    IN_REACH = "只会动到您可以转移的客户与工作。" | "Only what you may give to others is moved.";

    TO_AGENTS = "指定客服" | "These agents";
    TO_GROUP = "顾问组成员" | "A group's members";
    TO_POLICY = "按分配策略" | "By the policy";
    ADD_AGENT = "添加客服" | "Add an agent";
    WEIGHT = "{} 的份额" | "{}'s weight";
    WEIGHT_HEAD = "份额" | "Weight";
    EVEN_HINT = "按份额摊平：现有少的多接，最后尽量一样多。" | "Shared out so that in the end they have as much as their weights say.";
    GROUP_TO_HINT = "未暂停、未休假的组员，按组内权重。" | "Members who are not paused and not on leave, by their weights in the group.";
    POLICY_HINT = "每位客户、每件工作按现行策略重新决定，原客服不再接回。没有人选的客户留在原处，没有人选的工作进入排队。" | "The policy in force decides each anew, without the agent it is taken from. A customer for whom it has nobody stays; such work waits.";
    LOOK = "查看结果" | "See the result";

    MOVES_CUSTOMERS = "位客户转移" | "customers move";
    MOVES_WORK = "件工作转移" | "work items move";
    STAYS = "留在原处" | "stay";
    WAITS = "进入排队" | "wait in the queue";
    NOTHING = "没有可以转移的内容" | "There is nothing to move";
    NOTHING_BODY = "来源中没有您可以转移的客户或工作，或它们已在应在之处。" | "The source has nothing that you may give to others, or it is already where it shall be.";
    LOADS = "转移前后" | "Before and after";
    GIVES = "交出" | "Gives";
    GETS = "接手" | "Gets";
    OF_CUSTOMERS = "客户 {} → {}" | "Customers {} → {}";
    OF_WORK = "在办 {} → {}" | "Open work {} → {}";
    OF_CAPACITY = "容量 {}" | "capacity {}";
    OVER = "超出容量" | "over capacity";
    FLOWS = "明细" | "Who gives what to whom";
    FLOW = "{} → {}" | "{} → {}";
    QUEUE = "排队" | "the queue";
    OVER_ALL = "有人将超出处理容量。" | "Somebody would have more than their capacity.";
    OVER_ALLOW = "仍然执行，允许超出容量" | "Do it all the same";
    NOTE = "说明" | "Note";
    NOTE_HINT = "告诉同事为什么" | "Tell the colleagues why";
    APPLY = "执行" | "Do it";
    APPLYING = "正在转移，请勿关闭页面" | "Moving; please keep this page open";
    OUTDATED = "预览之后数据已变化，已重新预览，请再次核对。" | "Things changed since the preview; here is a new one, please look again.";

    DONE = "已重新分配" | "Done";
    MOVED = "{} 位客户、{} 件工作" | "{} customers, {} work items";
    UNDO = "撤销" | "Undo";
    UNDO_TITLE = "撤销这次分配？" | "Undo this redistribution?";
    UNDO_BODY = "此后没有再变动的 {} 位客户与 {} 件工作回到原来的人手中，其余不动。只能撤销一次。" | "{} customers and {} work items to which nothing happened since go back to whom they were with; the rest stays. This can be done once.";
    UNDONE = "已撤销" | "Undone";
    UNDONE_LINE = "{} 位客户、{} 件工作已回到原处；{} 位客户、{} 件工作因已有变动而保留" | "{} customers and {} work items went back; {} customers and {} work items stayed, because something newer happened";
    AGAIN = "再做一次分配" | "Redistribute more";
    TO_LIST = "查看全部" | "See all";

    AT = "时间" | "When";
    BY = "操作人" | "By";
    FROM = "来自" | "From";
    FROM_MORE = "{} 等 {} 人" | "{} and others, {} people";
    TO_COUNT = "{} 人" | "{} people" / "1 person";
    TO = "给" | "To";
    MOVED_HEAD = "数量" | "How much";
    IN_FORCE = "有效" | "In force";
    SYSTEM = "系统" | "System";
    EMPTY = "还没有重新分配" | "Nothing was redistributed yet";
    EMPTY_BODY = "有人转岗、离职或休假时，在这里把客户与工作交给别人。" | "When somebody moves on, leaves or is away, give their customers and work to others here.";
    HAND_ON = "转交客户与工作" | "Hand everything on";
    SHARE_OUT = "分给多人" | "Share out among several";
    SHARE_OUT_HINT = "要分给多人？先重新分配，再办理离职。" | "To several people? Redistribute first, then deactivate.";
}
