//! Texts of saved views.

use super::texts;

texts! {
    VIEWS = "视图" | "Views";
    MINE = "我的视图" | "My views";
    SHARED = "共享给我的" | "Shared with me";
    NONE = "还没有保存的视图" | "No saved views yet";
    SAVE_THIS = "保存当前筛选" | "Save these filters";
    SAVE_TITLE = "保存视图" | "Save a view";
    MANAGE = "管理视图" | "Manage views";
    SHARE = "共享给角色" | "Share with a role";
    SHARE_HINT = "有此角色的人都能使用它，看到的仍只是各自有权查看的数据" | "Everyone with the role finds it; each still sees only what they may see";
    ONLY_ME = "仅自己" | "Only me";
    BY = "{} 共享" | "by {}";
    RENAMED_ONE = "视图已更新" | "View changed";
    TAKE_OVER = "更新为当前筛选" | "Use the current filters";
    FORGOTTEN = "视图“{}”已删除" | "View “{}” deleted";
    EDIT = "编辑视图" | "Edit the view";
}
