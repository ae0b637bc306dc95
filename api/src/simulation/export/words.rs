//! What the columns are called.

use shared::{
    Lang,
    assignment::policy::{CaseKind, RouteKind},
    simulation::ExportTable,
};

/// The name of a table, as a sheet of a workbook has it.
pub const fn sheet(table: ExportTable, lang: Lang) -> &'static str {
    match table {
        ExportTable::Agents => lang.pick("客服", "Agents"),
        ExportTable::Groups => lang.pick("小组", "Groups"),
        ExportTable::Changes => lang.pick("变化的决定", "Changed decisions"),
    }
}

/// Whose figures they are: what happened, the policy's, the other one's.
pub const SIDES: [(&str, &str); 3] = [("实际", "Happened"), ("本策略", "This policy"), ("对比策略", "Other policy")];
/// What was given.
pub const GIVEN: (&str, &str) = ("分到", "given");
/// The most open at once.
pub const PEAK: (&str, &str) = ("峰值", "peak");
/// Jain's index.
pub const FAIRNESS: (&str, &str) = ("公平指数", "Jain's index");

/// The names of an agent's own columns.
pub const AGENT: [(&str, &str); 2] = [("工号", "Number"), ("姓名", "Name")];
/// That of a group.
pub const GROUP: [(&str, &str); 1] = [("小组", "Group")];
/// The columns of a changed decision.
pub const CHANGE: [(&str, &str); 15] = [
    ("编号", "Case"),
    ("类型", "Kind"),
    ("到达时间", "Arrived at"),
    ("原工号", "Number before"),
    ("原客服", "Agent before"),
    ("原分配时间", "Given before at"),
    ("原规则", "Rule before"),
    ("原方式", "Route before"),
    ("原小组", "Group before"),
    ("现工号", "Number after"),
    ("现客服", "Agent after"),
    ("现分配时间", "Given after at"),
    ("现规则", "Rule after"),
    ("现方式", "Route after"),
    ("现小组", "Group after"),
];
/// The rule that stands after all others.
pub const OTHERWISE: (&str, &str) = ("其余", "Otherwise");

/// What is assigned.
pub const fn kind(kind: CaseKind, lang: Lang) -> &'static str {
    match kind {
        CaseKind::Customer => lang.pick("客户", "Customer"),
        CaseKind::Inquiry => lang.pick("咨询", "Inquiry"),
        CaseKind::Order => lang.pick("订单", "Order"),
    }
}

/// How it got to somebody.
pub const fn route(kind: RouteKind, lang: Lang) -> &'static str {
    match kind {
        RouteKind::StickyOwner => lang.pick("归属客服", "Customer's owner"),
        RouteKind::DistrictOwner => lang.pick("商圈负责人", "District's agent"),
        RouteKind::Group => lang.pick("小组", "Group"),
        RouteKind::Person => lang.pick("指定客服", "A person"),
        RouteKind::Queue => lang.pick("队列", "Queue"),
    }
}

/// In one language.
pub const fn say(text: (&'static str, &'static str), lang: Lang) -> &'static str {
    lang.pick(text.0, text.1)
}
