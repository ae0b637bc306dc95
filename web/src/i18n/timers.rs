//! Texts of timers and of the steps that they took.

use super::texts;

texts! {
    TITLE = "计时规则" | "Timers";
    HINT = "时间按负责人的工作时间计算，请假不计；同一件事只用第一条匹配的" | "Time is the owner's working time, without leave; the first match counts";
    COUNT = "{} 条计时规则" | "{} timers" / "1 timer";
    NONE = "还没有计时规则" | "No timers yet";
    NONE_BODY = "没有计时规则时，迟迟没有回复或跟进的，不会提醒任何人。" | "Without timers nobody is told when something is left lying.";
    ADD = "添加计时规则" | "Add a timer";
    NEW = "新计时规则" | "New timer";
    NAME = "计时规则名称" | "Name of the timer";
    NAMED = "计时规则 {}：{}" | "Timer {}: {}";
    QUOTED = "计时规则 {}“{}”" | "timer {} \"{}\"";

    WATCH = "等什么" | "What is waited for";
    WATCH_LEAD = "等待" | "For";
    WAIT_ANSWER = "回复" | "An answer";
    WAIT_FOLLOW_UP = "跟进" | "A follow-up";
    ANSWER_ABOUT = "咨询或订单，从分到手里算起" | "To an inquiry or an order, from when somebody got it";
    FOLLOW_UP_ABOUT = "归属的客户，从应跟进那天算起" | "Of a customer whom somebody owns, from the day on which it was due";
    NOT_ANSWERED = "未回复" | "Not answered";
    NOT_FOLLOWED_UP = "未跟进" | "Not followed up";

    STAGES = "步骤" | "Steps";
    STAGE_SAYS = "满 {} {}" | "after {} {}";
    NO_STAGES = "没有步骤：请至少添加一个" | "No step: add at least one";
    ADD_STAGE = "添加步骤" | "Add a step";
    REMOVE_STAGE = "移除此步骤" | "Remove this step";
    AFTER = "时间" | "Time";
    AFTER_LEAD = "满" | "After";
    AFTER_HINT = "如 30 分钟" | "Such as 30 min";
    AFTER_UNREADABLE = "请写成 30 分钟、2 小时 或 1.5 h；每天的工作时间因人而异，所以不用天" | "Write 30 min, 2 h or 1.5 h; no days, which hold more work for some than for others";
    AFTER_RANGE = "须在 {} 到 {} 之间" | "Must be from {} to {}";
    AFTER_LATER = "须在 {} 到 {} 之间，晚于前面的步骤" | "Must be from {} to {}, later than the steps before";
    THEN = "动作" | "What happens";
    REMIND = "提醒本人" | "remind the owner";
    TELL_LEAD = "上报主管" | "tell their lead";
    REASSIGN = "改派他人" | "reassign";
    REASSIGN_ABOUT = "按上面的规则给别人；无人可给则不变，并上报主管" | "By the rules above, to somebody else; with nobody else it stays, and the lead is told";
    FINDING_UNREACHABLE = "它要管的都已归{}" | "Everything it is for is taken by {}";
    FINDING_NOBODY_ELSE = "规则只会给归属人或商圈负责人，无人可改派" | "The rules know nobody but the owner and the district's agent";

    DONE_REMINDED = "已提醒 {}" | "{} was reminded";
    DONE_LEAD_TOLD = "已上报 {}" | "{} was told";
    DONE_NO_LEAD = "没有主管可上报" | "There was no lead to tell";
    DONE_REASSIGNED = "从 {} 改派给 {}" | "Reassigned from {} to {}";
    DONE_TAKEN = "已从 {} 收回" | "Taken from {}";
    DONE_KEPT = "无人可改派，仍由 {} 负责" | "Nobody else could have it; it stays with {}";
    WAITED_ANSWER = "{} 未回复，已过 {} 工作时间" | "{} had not answered for {} of working time";
    WAITED_FOLLOW_UP = "{} 未跟进，已过 {} 工作时间" | "{} had not followed up for {} of working time";
    STEP_OF = "{} · 第 {} 步" | "{} · step {}";
    TIMER_N = "计时规则 {}" | "Timer {}";
    AUDIT_TIMER = "计时规则" | "Timer";
    AUDIT_VERB = "超时改派" | "reassigned by a timer";
    AUDIT_ORDER = "计时规则顺序" | "Order of timers";
    OPEN_ORDER = "查看订单" | "The order";
    OPEN_INQUIRY = "查看咨询" | "The inquiry";
}
