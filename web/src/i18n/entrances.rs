//! Texts of entrances and their forms.

use super::texts;

texts! {
    TITLE = "入口" | "Entrances";
    ABOUT = "客户从哪里提问、要填写什么；分配策略按入口把咨询引到对应的顾问组" | "Where customers ask, and what they fill in; policies lead each entrance to its group";
    ENTITY = "入口" | "Entrance";
    ADD = "新建入口" | "New entrance";
    EDIT = "编辑入口 {}" | "Edit {}";
    EMPTY = "还没有入口" | "No entrances yet";
    EMPTY_BODY = "新建一个入口，客户就能从那里提问。" | "Add one, and customers can ask there.";
    CODE = "代码" | "Code";
    CODE_HINT = "小写字母、数字与连字符，建好后不可修改；接口与策略用它指代这个入口" | "Lower-case letters, digits and hyphens. It never changes: integrators and policies name the entrance by it";
    FIELDS = "表单字段" | "Fields";
    FIELDS_COUNT = "{} 项" | "{} fields" / "1 field";
    OPEN = "开放" | "Open";
    CLOSED = "已关闭" | "Closed";
    STATUS_HINT = "关闭后不再接收新咨询，已有的不受影响" | "Nothing new comes in by a closed one; what came in stays";

    CATEGORIES = "咨询分类" | "Categories";
    CATEGORIES_ABOUT = "咨询归到哪一类；关闭的分类不能再选，已归类的不变" | "What inquiries are filed under. Nothing more is filed under a closed one; what was stays";
    CATEGORIES_EMPTY = "还没有分类" | "No categories yet";
    ADD_CATEGORY = "新建分类" | "New category";
    EDIT_CATEGORY = "编辑分类" | "Edit category";
    REPLIES_ABOUT = "在咨询对话中输入 / 即可选用" | "Picked in a conversation by typing /";
    REPLIES_EMPTY = "还没有常用回复" | "No canned replies yet";
    ADD_REPLY = "新建常用回复" | "New canned reply";
    EDIT_REPLY = "编辑常用回复" | "Edit canned reply";
    REPLY_TITLE = "标题" | "Title";
    REPLY_TEXT = "内容" | "Words";
    DELETE_REPLY = "删除“{}”？" | "Delete {}?";
    DELETE_REPLY_BODY = "已经发出的回复不受影响。" | "What was replied with it stays.";
    FORM = "表单" | "Form";
    FORM_ABOUT = "修改会生成新版本；已有咨询保留当时的表单" | "Changes make a new version; inquiries keep the form that they answered";
    FORM_EMPTY = "除客户原话外不再询问其他内容" | "Nothing is asked beside the customer's words";
    PREVIEW = "预览" | "Preview";
    ADD_FIELD = "添加字段" | "Add a field";
    REMOVE_FIELD = "删除字段 {}" | "Remove field {}";
    FIELD_N = "字段 {}" | "Field {}";
    MOVE_UP = "上移" | "Move up";
    MOVE_DOWN = "下移" | "Move down";
    DRAG = "拖动排序，或按 Alt + ↑ ↓" | "Drag to reorder, or Alt + ↑ ↓";
    LABEL = "题目" | "Question";
    KEY = "字段名" | "Key";
    KIND = "类型" | "Kind";
    REQUIRED = "必填" | "Required";
    CHOICES = "选项（每行一个）" | "Choices (one a line)";
    MIN = "最小值" | "Least";
    MAX = "最大值" | "Greatest";
    MAX_LENGTH = "最多字数" | "Characters at most";
    MAX_CHOICES = "最多可选" | "Choices at most";
    HINT = "填写提示" | "Hint";

    KIND_TEXT = "单行文字" | "Line of text";
    KIND_LONG_TEXT = "多行文字" | "Long text";
    KIND_CHOICE = "单选" | "One choice";
    KIND_CHOICES = "多选" | "Several choices";
    KIND_NUMBER = "数字" | "Number";
    KIND_DATE = "日期" | "Date";
    KIND_PHONE = "电话" | "Phone";
    KIND_YES_NO = "是 / 否" | "Yes or no";
    YES = "是" | "Yes";
    NO = "否" | "No";
    NOT_CHOSEN = "未选择" | "Not chosen";
    NOT_ANSWERED = "未填写" | "Not answered";
}
