//! Texts of avatars.

use super::texts;

texts! {
    TITLE = "阿凡达" | "Avatars";
    ENTITY = "阿凡达形象" | "Avatar";
    ABOUT = "客户看到的是形象，而不是真实的顾问；换人接手时，客户看到的不变" | "Customers see an avatar, never a consultant; when somebody else takes over, they see the same";
    ADD = "新建形象" | "New avatar";
    EDIT = "编辑形象 {}" | "Edit {}";
    NAME_HINT = "客户看到的称呼，不要用员工真名" | "What customers call it; not the name of an employee";
    INTRODUCTION = "自我介绍" | "Introduction";
    INTRODUCTION_PLACEHOLDER = "您好，研学的事问我就好。" | "Hello, ask me anything about study travel.";
    PICTURE = "头像" | "Picture";
    PICTURE_HINT = "PNG、JPEG、WebP 或 GIF，最大 2 MB；请用绘制的头像，不要用真人照片" | "PNG, JPEG, WebP or GIF of at most 2 MB; a drawing, not a photo of a person";
    CHOOSE_PICTURE = "选择头像" | "Choose a picture";
    PAINTED = "已更换头像" | "Picture changed";
    DEFAULT = "默认" | "Default";
    DEFAULT_HINT = "没有匹配到其他形象时，客户看到它；不能停用" | "Whoever has no other sees this one; it stays active";
    ACTIVE = "启用" | "Active";
    INACTIVE = "已停用" | "Inactive";
    IS_ACTIVE = "用于新的咨询和订单" | "For new inquiries and orders";
    ACTIVE_HINT = "停用后新的咨询和订单不再使用，已在使用的保持不变" | "New inquiries and orders no longer get an inactive one; those that have it keep it";
    STANDS_FOR = "代表" | "Stands for";
    GROUPS = "代表的顾问组" | "Groups";
    ADD_GROUP = "添加顾问组" | "Add a group";
    PEOPLE = "代表的顾问" | "People";
    ADD_PERSON = "添加顾问" | "Add somebody";
    PEOPLE_HINT = "顾问本人的形象优先于所在组的形象" | "A person's own comes before that of the group";
    NOBODY = "尚未匹配" | "Nobody yet";
    REMOVE = "移除 {}" | "Remove {}";
    PREVIEW = "客户看到的样子" | "What the customer sees";
    PREVIEW_REPLY = "您好，我马上为您查一下。" | "Hello, let me look that up for you.";
    UNNAMED = "未命名" | "No name yet";
    SEEN = "客户看到的形象" | "The customer sees";
}
