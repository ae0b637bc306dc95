//! Texts that every room may say.

use super::texts;

texts! {
    BRAND = "归客" | "Guike";
    BRAND_LATIN = "Guike" | "归客";
    SAVE = "保存" | "Save";
    CANCEL = "取消" | "Cancel";
    DISCARD_ASK = "放弃已填写的内容？" | "Discard what you filled in?";
    DISCARD = "放弃" | "Discard";
    STAY = "继续填写" | "Keep editing";
    CLOSE = "关闭" | "Close";
    EDIT = "编辑" | "Edit";
    DELETE = "删除" | "Delete";
    ADD = "添加" | "Add";
    CREATE = "新建" | "Create";
    RETRY = "重试" | "Try again";
    RELOAD = "重新加载" | "Reload";
    SEARCH = "搜索" | "Search";
    CLEAR = "清除" | "Clear";
    FILTERS = "筛选" | "Filters";
    CLEAR_FILTERS = "清除筛选" | "Clear filters";
    COPY = "复制" | "Copy";
    COPIED = "已复制" | "Copied";
    COPY_FAILED = "浏览器不允许复制，请手动选择文字" | "The browser refused; please select the text and copy it";
    LOADING = "正在加载" | "Loading";
    LOAD_MORE = "加载更多" | "Load more";
    ALL_SHOWN = "已显示全部 {} 条" | "All {} shown";
    MORE = "更多" | "More";
    ACTIONS = "操作" | "Actions";
    SAVED = "已保存" | "Saved";
    DELETED = "已删除" | "Deleted";
    NAME = "名称" | "Name";
    DESCRIPTION = "说明" | "Description";
    STATUS = "状态" | "Status";
    NOT_SET = "未设置" | "Not set";
    UNTIL_NOW = "至今" | "now";
    NOBODY_FOUND = "没有匹配的结果" | "Nothing matches";
    TYPE_TO_SEARCH = "输入名称、拼音或首字母" | "Name, pinyin or initials";
    SELECTED = "已选 {} 项" | "{} selected";
    SELECT_ROW = "选择 {}" | "Select {}";

    NAV = "主导航" | "Main navigation";
    NAV_CUSTOMERS = "客户" | "Customers";
    NAV_ASSIGNMENT = "分配" | "Assignment";
    NAV_PEOPLE = "组织" | "Organisation";
    NAV_SYSTEM = "系统" | "System";
    SKIP = "跳到正文" | "Skip to content";
    MENU = "菜单" | "Menu";
    ACCOUNT_MENU = "账户菜单" | "Account menu";
    LANGUAGE = "语言" | "Language";
    THEME = "外观" | "Appearance";
    THEME_SYSTEM = "跟随系统" | "System";
    THEME_LIGHT = "浅色" | "Light";
    THEME_DARK = "深色" | "Dark";
    SIGN_OUT = "退出登录" | "Sign out";

    PALETTE = "搜索与跳转" | "Search and go";
    PALETTE_HINT = "搜索客户、咨询、订单、跟进或跳转页面" | "Find customers, inquiries, orders or a page";
    PALETTE_PAGES = "页面" | "Pages";
    PALETTE_COMMANDS = "操作" | "Commands";
    PALETTE_CHOOSE = "选择" | "choose";
    PALETTE_OPEN = "打开" | "open";

    DENIED_TITLE = "没有查看此页面的权限" | "You may not see this page";
    DENIED_BODY = "如果工作需要，请联系管理员为您的角色开通。" | "If your work needs it, ask an administrator to add it to your role.";
    LOST_TITLE = "没有这个页面" | "There is no such page";
    LOST_BODY = "链接可能已过期，或地址输入有误。" | "The link may be outdated, or the address mistyped.";
    NOTHING_TITLE = "还没有可用的页面" | "There is nothing here for you yet";
    NOTHING_BODY = "您的账号尚未获得任何角色，请联系管理员。" | "Your account has no role yet; please ask an administrator.";
    HOME = "回到首页" | "Go home";
    OFFLINE = "无法连接服务器，请检查网络" | "The server cannot be reached; check your connection";
    UNREADABLE = "服务器的回答无法识别，请稍后再试" | "The server's answer was not understood; please try again later";
    REQUEST_ID = "请求编号 {}" | "Request {}";
    RETRY_AFTER = "请在 {} 秒后重试" | "Please wait {} seconds" / "Please wait a second";
}
