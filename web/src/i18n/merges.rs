//! Texts of merging customers, and of who may be the same person.

use super::texts;

texts! {
    TITLE = "重复与合并" | "Duplicates and merges";
    MERGE = "合并" | "Merge";
    MERGE_WITH = "与其他客户合并" | "Merge with…";
    PICK = "另一位客户" | "The other customer";
    PICK_HINT = "姓名、公司或手机号" | "Name, company or phone";
    SUGGESTED = "可能是同一人" | "Possibly the same person";
    LOOK = "可能重复" | "Possible duplicate";
    NONE = "没有发现疑似重复的客户。" | "No customer looks like a duplicate.";
    COMPARE = "比较与合并" | "Compare";
    COMPARE_WITH = "与 {} 比较与合并" | "Compare with {}";
    NOT_SAME = "不是同一人" | "Not the same";
    NOT_SAME_AS = "{} 不是同一人" | "{} is not the same person";
    SAID_APART = "已标记与 {} 不是同一人" | "Marked as another person than {}";
    APART_COUNT = "已标记不是同一人：{} 位" | "{} marked as other people" / "1 marked as another person";
    APART_BY = "{} 标记于 {}" | "marked by {}, {}";
    TAKE_BACK = "取消标记" | "Take back";
    TAKE_BACK_OF = "取消对 {} 的标记" | "Take back the mark of {}";
    REASON_COMPANY = "姓名与店铺相同" | "Same name and shop";
    REASON_TYPO = "手机号只差一位或相邻两位颠倒" | "Phone a typo away";
    REASON_TAIL = "姓名与手机尾号相同" | "Same name and phone ending";
    REASON_SOUND = "同一店铺，姓名读音相同" | "Same shop, sounds alike";

    DIALOG_TITLE = "合并客户" | "Merge customers";
    ABOUT = "两位客户的咨询、订单、跟进、时间线与渠道账号会合在一起；之后按并入客户的手机号、编号或账号查找，都会找到保留的这位。合并后一段时间内可以撤销。" | "Inquiries, orders, follow-ups, timelines and accounts become one customer's. Whoever looks for the other by phone, id or account finds the one who is kept. For some time this can be undone.";
    KEPT = "保留" | "Kept";
    GONE = "并入" | "Merged in";
    SWAP = "对调" | "Swap";
    NAME = "姓名" | "Name";
    CHANNELS = "渠道账号" | "Accounts";
    ALSO = "曾并入" | "Merged in before";
    INQUIRIES = "咨询" | "Inquiries";
    ORDERS = "订单" | "Orders";
    FOLLOW_UPS = "跟进" | "Follow-ups";
    ENTRIES = "时间线" | "Timeline entries";
    STATUS = "状态" | "Status";
    MORE_THAN = "超过 {}" | "more than {}";
    AFTER = "合并后归属人：{}" | "Owner afterwards: {}";
    AFTER_NOBODY = "合并后没有归属人" | "Nobody owns the customer afterwards";
    TAKES_DISTRICT = "保留的客户没有商圈，将使用并入客户的商圈。" | "The kept customer has no district and gets the other's.";
    WARN_OWNERS = "两位客户的归属人不同，并入客户的归属人将看不到这位客户。" | "They have different owners; the merged one's owner will no longer see the customer.";
    WARN_DISTRICTS = "两位客户的商圈不同，将保留左侧客户的商圈。" | "They are of different districts; the kept one's stays.";
    WARN_PROVEN = "两位客户各有已验证的账号，合并后两个账号都能看到全部咨询与订单。请确认是同一人。" | "Each has a proven account; afterwards both accounts see all inquiries and orders. Make sure that it is one person.";
    WARN_LEVEL = "并入客户的级别更高，级别不会带过来。" | "The merged one has a higher level, which does not come along.";
    WARN_APART = "有人标记过这两位不是同一人。" | "Somebody marked these two as different people.";
    KEEP_OTHER = "并入客户的审核进度更靠后。请对调，保留那一位。" | "The merged customer is further in review. Swap, and keep that one.";
    WHY = "为什么是同一人" | "Why they are the same person";
    WHY_HINT = "如：同一家店，换了手机号" | "Such as: same shop, new phone";
    MERGED = "{} 已并入 {}" | "{} was merged into {}";
    UNDO = "撤销" | "Undo";
    REDIRECTED = "您查找的客户已并入 {}" | "The customer you looked for was merged into {}";

    MERGES = "合并记录" | "Merges";
    MERGED_BY = "{} · {}" | "{} · {}";
    CARRIED = "带入 {} 条咨询、{} 个订单、{} 次跟进" | "Came along: inquiries {}, orders {}, follow-ups {}";
    WAS_OWNED = "原归属人 {}" | "owner was {}";
    UNTIL = "{} 前可撤销" | "Can be undone until {}";
    UNDONE = "已撤销" | "Undone";
    UNDO_TITLE = "撤销 {} 的并入" | "Undo the merge of {}";
    UNDO_ABOUT = "当时带入的咨询、订单、跟进、时间线与账号会还给 {}，归属人也会恢复（已离职则按策略分配）。合并之后新来的内容留在这里。" | "What came along goes back to {}, with the former owner, or by the policy if they left. What came since stays here.";
    UNDO_WHY = "为什么撤销" | "Why it is undone";
    UNDO_DONE = "已撤销，{} 恢复为独立客户" | "Undone; {} stands alone again";
    OPEN = "打开" | "Open";
    KIND_MERGED = "并入客户" | "Customer merged in";
    KIND_UNMERGED = "撤销合并" | "Merge undone";
    REASON_MERGED = "客户合并" | "Customers merged";
    REASON_UNMERGED = "撤销客户合并" | "Merge undone";
    ALSO_KNOWN = "曾登记为" | "Also registered as";
    UNDO_DAYS = "合并可撤销天数" | "Days to undo a merge";
    UNDO_DAYS_HINT = "合并客户后多少天内可以撤销，1 到 365" | "For how many days a merge of customers can be undone, 1 to 365";
    AUDIT_UNMERGE = "撤销合并" | "Undo a merge";
    AUDIT_APART = "标记不是同一人" | "Mark as different people";
    AUDIT_JOIN = "取消“不是同一人”" | "Take back that they differ";
}
