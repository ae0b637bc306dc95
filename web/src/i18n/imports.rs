//! Texts of imports.

use super::texts;

texts! {
    DISTRICTS = "导入商圈" | "Import districts";
    EMPLOYEES = "导入员工" | "Import employees";
    ABOUT = "先检查、再预览，确认后才写入" | "Checked and shown first; nothing changes until you confirm";
    STEP_FILE = "选择文件" | "Choose a file";
    STEP_CHECK = "检查" | "Check";
    STEP_PREVIEW = "预览" | "Preview";
    STEP_DONE = "完成" | "Done";
    STEPS = "导入步骤" | "Steps of the import";
    DROP = "把 CSV 或 Excel（.xlsx）文件拖到这里，或点击选择" | "Drop a CSV or Excel (.xlsx) file here, or choose one";
    CHOOSE = "选择 CSV 或 Excel（.xlsx）文件" | "Choose a CSV or Excel (.xlsx) file";
    UNIT_HINT = "部门写全路径，如 销售中心/华东区；客服填 是 或 否" | "Write the whole path of the unit, as in Sales/East; agent is yes or no";
    DROP_HINT = "第一行是表头；编码支持 UTF-8 与 GBK" | "The first line is the header; UTF-8 and GBK are understood";
    COLUMNS = "需要的列" | "Columns";
    TEMPLATE = "下载模板" | "Download a template";
    UPLOADING = "正在上传 {}" | "Uploading {}";
    CHECKING = "正在检查 {}" | "Checking {}";
    CHECKED = "已检查 {} / {} 行" | "{} of {} lines checked";
    ADD = "新增" | "Add";
    CHANGE = "更新" | "Change";
    KEEP = "无变化" | "Unchanged";
    BAD = "有误" | "Bad";
    LINE = "行" | "Line";
    PROBLEM = "问题" | "Problem";
    LINES_EMPTY = "没有这类行" | "No such lines";
    BAD_REPORT = "下载有误行" | "Download the bad lines";
    BAD_WARNING = "有 {} 行有误。可以修正文件后重新上传，或跳过这些行。" | "{} lines are bad. Mend the file and upload it again, or leave them out." / "1 line is bad. Mend the file and upload it again, or leave it out.";
    UNKNOWN_COLUMNS = "以下列不会导入：{}" | "These columns are not imported: {}";
    LEAVE_OUT = "跳过有误的行，导入其余" | "Leave the bad lines out and import the rest";
    APPLY = "确认导入" | "Import";
    APPLIED = "导入完成" | "Imported";
    APPLIED_BODY = "新增 {}，更新 {}，无变化 {}，跳过 {}" | "{} added, {} changed, {} unchanged, {} left out";
    NOTHING_TO_APPLY = "没有需要写入的内容" | "Nothing to write";
    ANOTHER = "导入另一个文件" | "Import another file";
    FAILED = "文件无法读取" | "The file cannot be read";
    TO_LIST = "查看列表" | "See the list";
    NOT_A_TABLE = "请选择 .csv 或 .xlsx 文件" | "Choose a .csv or .xlsx file";
    CODE = "编码" | "Code";
    PROVINCE = "省份" | "Province";
    CITY = "城市" | "City";
    COUNTY = "区县" | "County";
    DISTRICT = "商圈" | "District";
    NUMBER = "工号" | "Number";
    NAME = "姓名" | "Name";
    PHONE = "手机号" | "Phone";
    USERNAME = "用户名" | "User name";
    UNIT = "部门" | "Unit";
    AGENT = "客服" | "Agent";
}
