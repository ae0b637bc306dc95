//! Texts of widgets.

use super::texts;

texts! {
    TITLE = "网站聊天" | "Widgets";
    ENTITY = "网站聊天" | "Widget";
    ABOUT = "网站上的聊天窗口与表单；咨询从所选入口进入，只有列出的网站可以嵌入" | "Chat windows and forms for websites. Inquiries come in by the chosen entrance, and only the listed websites may show them";
    EMPTY = "还没有聊天窗口" | "No widgets yet";
    ADD = "新建聊天窗口" | "New widget";
    EDIT = "编辑 {}" | "Edit {}";
    HEADING = "标题" | "Heading";
    ORIGINS = "允许的网站" | "Websites";
    ORIGINS_HINT = "每行一个，如 https://www.example.com；不写则只能作为独立页面打开" | "One a line, such as https://www.example.com; without any it opens as a page of its own only";
    GREETING = "欢迎语" | "Greeting";
    COLOUR = "颜色" | "Colour";
    STATUS_HINT = "关闭后窗口不再显示，已有的对话保留" | "A closed one shows nothing; what was said stays";
    EMBED = "嵌入代码" | "Embed";
    EMBED_BODY = "把这一行放进网站页面，右下角就会出现聊天按钮。" | "Put this line into the page of the website: a button appears in its corner.";
    SNIPPET = "嵌入代码" | "The line";
    PAGE_BODY = "也可以直接分享独立页面的地址，作为在线表单使用。" | "Or share the address of the window as a page of its own, as a form.";
    PAGE = "独立页面" | "Page of its own";
    CHANNELS = "渠道身份" | "Known on";
    SAID = "自报手机号" | "by the phone they typed";
}
