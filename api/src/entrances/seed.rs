//! The entrances that a new workspace begins with: those of a platform for courses, summer schools and study travel.

use shared::entrances::{EntranceDraft, FieldKind as Kind, FormField};

use super::{manage, store};
use crate::{
    db::Db,
    error::Result,
    permissions::{Actor, Granted},
};

/// A field: key, label, kind, whether it must be answered, choices.
type Asked = (&'static str, &'static str, Kind, bool, &'static [&'static str]);

const GRADES: &[&str] = &["小学", "初中", "高中", "大学", "成人"];
const ITEM: Asked = ("item", "留言的项目", Kind::Text, false, &[]);
const GRADE: Asked = ("grade", "学生阶段", Kind::Choice, false, GRADES);
const CITY: Asked = ("city", "所在城市", Kind::Text, false, &[]);
const WHEN: Asked = ("departure", "期望出发日期", Kind::Date, false, &[]);
const CALL_BACK: Asked = ("call_back", "是否希望电话联系", Kind::YesNo, false, &[]);

/// Code, name, channel, form.
const SEEDED: [(&str, &str, &str, &[Asked]); 9] = [
    ("course-message", "课程留言", "mini_program", &[ITEM, GRADE, CALL_BACK]),
    ("summer-school-message", "暑校项目留言", "mini_program", &[ITEM, GRADE, CALL_BACK]),
    ("school-message", "学校留言", "mini_program", &[("school", "学校名称", Kind::Text, false, &[]), GRADE, CALL_BACK]),
    ("study-travel-message", "国际研学项目留言", "mini_program", &[ITEM, GRADE, WHEN, CALL_BACK]),
    (
        "custom-travel-form",
        "定制研学（企业与学校）",
        "web",
        &[
            ("organisation", "单位名称", Kind::Text, true, &[]),
            ("organisation_kind", "单位类型", Kind::Choice, true, &["企业", "学校", "机构", "其他"]),
            ("people", "出行人数", Kind::Number, true, &[]),
            ("destination", "目的地", Kind::Text, false, &[]),
            WHEN,
            ("needs", "需要的服务", Kind::Choices, false, &["住宿", "用餐", "保险", "随队医生", "讲师", "翻译"]),
            ("budget", "人均预算（元）", Kind::Number, false, &[]),
            ("contact_phone", "其他联系电话", Kind::Phone, false, &[]),
            ("remarks", "其他要求", Kind::LongText, false, &[]),
        ],
    ),
    (
        "manual-entry",
        "运营录入",
        "community",
        &[("community", "社群或来源", Kind::Text, false, &[]), ("wechat", "微信号", Kind::Text, false, &[])],
    ),
    ("mini-program", "小程序咨询", "mini_program", &[]),
    ("web-form", "网站表单", "web", &[CITY, GRADE]),
    ("order", "订单咨询", "mini_program", &[("order", "订单编号", Kind::Text, false, &[])]),
];

fn field((key, label, kind, required, choices): &Asked) -> FormField {
    let least = (*kind == Kind::Number).then_some(1);
    FormField {
        key: (*key).to_owned(),
        label: (*label).to_owned(),
        kind: *kind,
        required: *required,
        choices: choices.iter().map(|choice| (*choice).to_owned()).collect(),
        min: least,
        max: least.map(|_| 1_000_000),
        hint: String::new(),
    }
}

/// Makes them, unless there are entrances already: what an administrator made of them stays.
///
/// # Errors
/// When the database fails.
pub fn seed(db: &mut Db) -> Result<()> {
    store::lock(db)?;
    if !store::all(db)?.is_empty() {
        return Ok(());
    }
    let actor = Actor::system("guike");
    for (code, name, channel, fields) in SEEDED {
        let draft = EntranceDraft {
            code: code.to_owned(),
            name: name.to_owned(),
            channel: channel.to_owned(),
            product_line_id: None,
            fields: fields.iter().map(field).collect(),
        };
        manage::create(db, &actor, Granted::for_the_operator(), &draft)?;
    }
    Ok(())
}
