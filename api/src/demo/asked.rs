//! The demo's policy, and what its customers have asked: through the rooms themselves, as if it had all come in just now.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use shared::{
    Id, Lang,
    entrances::EntranceEdit,
    ids::{GroupId, ProductLineId},
    inquiries::NewInquiry,
    policies::{PolicyDraft, PolicyEdit, PolicyPublish},
};

use super::{
    Scale,
    cast::{Cast, person_name},
    faces, mix, pick, store, talk,
};
use crate::{
    assignment::{self, Engine, Occasion},
    db::{Database, Db},
    entrances,
    error::Result,
    files::Shelf,
    inquiries,
    permissions::{Access, DirectoryCache, Origin},
    policies,
};

/// What the policy is called.
const NAME: &str = "熟客归属，新客售前";
/// One in so many comes from a customer who is known.
const KNOWN_ONE_IN: i64 = 3;
/// By which entrances what goes to the group of which product line.
const ROUTES: [(&str, &str, &[&str]); 3] = [
    ("summer-school", "暑校与学校留言", &["summer-school-message", "school-message"]),
    ("study-travel", "国际研学与定制研学", &["study-travel-message", "custom-travel-form"]),
    ("course", "课程留言", &["course-message"]),
];
/// By which entrance, in which words, with which answers to its form.
const WORDS: [(&str, &str, &str); 12] = [
    (
        "course-message",
        "请问英语写作课还有周末班吗？孩子初二，想先试听一节。",
        r#"{"item": "英语写作（周末班）", "grade": "初中", "call_back": true}"#,
    ),
    (
        "course-message",
        "Is the debating course taught in English? My son is in grade nine.",
        r#"{"item": "思辨与辩论", "grade": "初中"}"#,
    ),
    ("course-message", "课程可以分两次付款吗？", r#"{"item": "数学思维", "grade": "小学"}"#),
    (
        "summer-school-message",
        "七月的剑桥暑校还有名额吗？住宿是几人间？",
        r#"{"item": "剑桥学术暑校", "grade": "高中", "call_back": true}"#,
    ),
    ("summer-school-message", "两个孩子一起报名有优惠吗？", r#"{"item": "哥伦比亚大学暑期课程", "grade": "高中"}"#),
    ("school-message", "想了解这所学校的暑期课程对英语成绩的要求。", r#"{"school": "伦敦大学学院", "grade": "高中"}"#),
    (
        "study-travel-message",
        "新加坡研学几号出发？护照快到期了来得及吗？",
        r#"{"item": "新加坡科技研学 7 天", "grade": "小学", "departure": "2027-01-24"}"#,
    ),
    (
        "study-travel-message",
        "请问行程里有随队医生吗？孩子对花生过敏。",
        r#"{"item": "日本防灾研学", "grade": "初中", "call_back": true}"#,
    ),
    (
        "custom-travel-form",
        "想为员工家庭组织两天一夜的亲子研学，请先给一个方案。",
        r#"{"organisation": "青杉科技有限公司", "organisation_kind": "企业", "people": 90, "destination": "莫干山", "departure": "2027-04-17", "needs": ["住宿", "用餐", "保险"], "budget": 800}"#,
    ),
    (
        "custom-travel-form",
        "五年级春季研学，希望与课本里的良渚文化结合，需要随队医生。",
        r#"{"organisation": "城西实验小学", "organisation_kind": "学校", "people": 120, "destination": "良渚", "needs": ["保险", "随队医生", "讲师"], "remarks": "当天往返。\n家长委员会要先看安全预案。"}"#,
    ),
    ("manual-entry", "社群里有家长问有没有冬令营，电话已留，麻烦联系。", r#"{"community": "杭州家长三群"}"#),
    ("mini-program", "已经报名了，什么时候能收到行前手册？", "{}"),
];

/// Puts the demo's policy in force: who is nobody's goes to the group for first contacts. Then lets customers ask.
pub fn ask(database: &Database, shelf: &Shelf, scale: &Scale, cast: &Cast) -> Result<()> {
    let directories = DirectoryCache::default();
    let access = |db: &mut Db| -> Result<Access> {
        Ok(Access::new(Id::from_raw(cast.administrator), directories.current(db)?, Origin::default()))
    };
    database.write(|db| {
        let access = access(db)?;
        // Their history was written as it would have been, and only now is there a queue for them to stand in.
        let waiting = store::queued(db)?;
        let engine = Engine::now(db, access.directory())?;
        assignment::place_customers(db, &engine, &waiting, Occasion::approval(None))?;
        name_lines(db, &access)?;
        faces::make(db, &access, shelf, cast.agents[0])?;
        put_policy_in_force(db, &access, timers(scale))
    })?;
    let phones = database.read(|db| store::owned_phones(db, scale.callers()))?;
    let categories = database.write(|db| {
        let access = access(db)?;
        talk::prepare(db, &access)
    })?;
    let sent = talk::Sent { shelf, picture: faces::timetable(shelf)? };
    let phones: Vec<&str> = phones.iter().map(String::as_str).collect();
    for n in 0..scale.inquiries {
        let (entrance, text, form) = pick(&WORDS, n, 21);
        let known = (n % KNOWN_ONE_IN == 0).then(|| pick(&phones, n, 22));
        let new = NewInquiry {
            external_id: None,
            customer_id: None,
            phone: Some(known.map_or_else(|| format!("+86139{:08}", 20_000_000 + n * 7_919), str::to_owned)),
            identity: None,
            phone_verified: false,
            name: person_name(n + 9_000_000),
            owner_id: None,
            entrance: entrance.to_owned(),
            form: serde_json::from_str(form)?,
            channel: None,
            product_line_id: None,
            language: Some(if text.is_ascii() { "en" } else { "zh" }.to_owned()),
            value: mix(n, 23).is_multiple_of(4).then(|| 50_000 * (1 + i64::try_from(mix(n, 24) % 60).unwrap_or(0))),
            text: text.to_owned(),
            attributes: BTreeMap::new(),
        };
        database.write(|db| {
            let access = access(db)?;
            let asked = inquiries::create(db, &access, access.granted()?, &new)?;
            talk::go_on(db, &access, &sent, n, &asked, &categories)
        })?;
    }
    Ok(())
}

/// Says of the entrances what they are about.
fn name_lines(db: &mut Db, access: &Access) -> Result<()> {
    let lines = store::lines(db)?;
    for entrance in entrances::all(db, access.granted()?)? {
        let asked = ROUTES.iter().find(|(_, _, codes)| codes.contains(&entrance.code.as_str()));
        let line = asked.and_then(|(code, _, _)| lines.iter().find(|(_, known)| known == code));
        let edit = EntranceEdit {
            name: entrance.name,
            channel: entrance.channel,
            product_line_id: line.map(|(id, _)| Id::from_raw(*id)),
            status: entrance.status,
            fields: entrance.fields,
            version: entrance.version,
        };
        entrances::edit(db, access.actor(), access.granted()?, entrance.id, &edit)?;
    }
    Ok(())
}

/// Whose customers they are, they stay; where nobody holds the district, who registered waits for whoever will. What is asked
/// goes to the group of its entrance's product line, or to the first group, to whoever has least in hand.
fn put_policy_in_force(db: &mut Db, access: &Access, timers: Value) -> Result<()> {
    let (actor, directory) = (access.actor(), access.directory());
    let groups = store::groups(db)?;
    let group_of = |line: Option<&str>| -> Option<GroupId> {
        groups.iter().find(|(_, code)| code.as_deref() == line).map(|(id, _)| Id::from_raw(*id))
    };
    let route_to =
        |group: GroupId| json!({"to": "group", "group_id": group, "strategy": "least_loaded", "even_if_absent": true});
    let wait = json!({
        "key": "unheld", "name": "等待商圈客服", "enabled": true,
        "when": {"test": {"fact": "kind", "is": ["customer"]}}, "routes": [{"to": "queue"}],
    });
    let draft = PolicyDraft { name: NAME.into(), ..PolicyDraft::default() };
    let mut draft = policies::create(db, actor, directory, access.granted()?, Lang::Zh, &draft)?;
    draft.document.rules.push(serde_json::from_value(wait)?);
    for (line, group, name) in store::groups_of_lines(db)? {
        draft.document.rules.push(serde_json::from_value(orders_of(line, group, &name))?);
    }
    for (line, name, entrances) in ROUTES {
        let Some(group) = group_of(Some(line)) else { continue };
        let when = json!({"test": {"fact": "entrance", "is": entrances}});
        let routes = [json!({"to": "sticky_owner", "even_if_absent": true}), route_to(group)];
        let rule = json!({"key": line, "name": name, "enabled": true, "when": when, "routes": routes});
        draft.document.rules.push(serde_json::from_value(rule)?);
    }
    if let Some(first) = group_of(None) {
        draft.document.otherwise.insert(0, serde_json::from_value(route_to(first))?);
    }
    draft.document.timers = serde_json::from_value(timers)?;
    let (id, version) = (draft.policy.id, draft.policy.version);
    let edit = PolicyEdit { name: NAME.into(), document: draft.document, incomplete: false, version };
    let version = policies::edit(db, actor, directory, access.granted()?, Lang::Zh, id, &edit)?.policy.version;
    let publish =
        PolicyPublish {
            note: "新客户先由售前咨询组接待；超时提醒并上报".into(), confirm_based_on: None, version
        };
    policies::publish(db, actor, directory, access.granted()?, Lang::Zh, id, &publish)?;
    Ok(())
}

/// An order goes to the group of its product line: to the customer's owner if they are one of it.
fn orders_of(line: i64, group: i64, name: &str) -> Value {
    let (line, group): (ProductLineId, GroupId) = (Id::from_raw(line), Id::from_raw(group));
    json!({
        "key": format!("orders-{line}"), "name": format!("{name}的订单"), "enabled": true,
        "when": {"all": [{"test": {"fact": "kind", "is": ["order"]}}, {"test": {"fact": "product_line", "is": [line]}}]},
        "routes": [{"to": "group", "group_id": group, "strategy": "sticky", "even_if_absent": true}],
    })
}

/// What becomes of questions that nobody answers, and of customers whom nobody follows up. None of it in the company to
/// measure: half of its million customers would be overdue on the first day, and what is measured would be that.
fn timers(scale: &Scale) -> Value {
    if scale.is_to_measure() {
        return json!([]);
    }
    json!([
        {
            "key": "slow-answer", "name": "咨询未及时回复", "enabled": true, "watch": "not_answered", "when": {"all": []},
            "stages": [
                {"after_minutes": 30, "then": "remind"},
                {"after_minutes": 60, "then": "tell_lead"},
                {"after_minutes": 120, "then": "reassign"},
            ],
        },
        {
            "key": "slow-follow-up", "name": "客户到期未跟进", "enabled": true, "watch": "not_followed_up", "when": {"all": []},
            "stages": [{"after_minutes": 1, "then": "remind"}, {"after_minutes": 480, "then": "tell_lead"}],
        },
    ])
}
