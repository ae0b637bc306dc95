//! The demo's policy, and what its customers have asked: through the rooms themselves, as if it had all come in just now.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use shared::{
    Id, Lang,
    ids::{GroupId, ProductLineId},
    inquiries::{InquiryDetail, InquiryStep, NewInquiry},
    policies::{PolicyDraft, PolicyEdit, PolicyPublish},
    work::WorkStatus,
};

use super::{Scale, cast::person_name, mix, pick, store};
use crate::{
    assignment::{self, Engine, Occasion},
    db::{Database, Db},
    error::Result,
    inquiries::{self, answer, resolve},
    permissions::{Access, DirectoryCache, Origin},
    policies,
};

/// What the policy is called.
const NAME: &str = "熟客归属，新客售前";
/// One in so many comes from a customer who is known.
const KNOWN_ONE_IN: i64 = 3;
/// By which entrance, by which channel, about which product line, in which words.
const WORDS: [(&str, &str, Option<&str>, &str); 12] = [
    ("gift-message", "mini_program", Some("gift"), "你好，想订 200 份新年礼盒，可以印我们公司的标志吗？"),
    ("gift-message", "web", Some("gift"), "上次的茶礼客户反馈很好，这次想换个包装，先看看样品。"),
    ("gift-message", "phone", Some("gift"), "礼品什么时候能发货？我们月底开会要用。"),
    ("study-message", "mini_program", Some("study"), "请问杭州三日研学的行程和费用，孩子上四年级。"),
    ("study-message", "web", Some("study"), "学校想组织五年级 120 人去良渚，十二月可以吗？\n需要保险和随队医生。"),
    ("study-message", "web", Some("study"), "Could you send us the brochure of the study tours in English?"),
    ("custom-travel-form", "web", Some("study"), "企业亲子研学，约 30 个家庭，两天一夜，预算人均 800。"),
    ("print-message", "web", Some("print"), "画册 48 页，印 3000 本，骑马钉和胶装分别多少钱？"),
    ("print-message", "mini_program", Some("print"), "包装盒打样要几天？可以先寄一个吗？"),
    ("store-question", "mini_program", None, "门店周末几点关门？"),
    ("store-question", "phone", None, "想了解一下合作的条件。"),
    ("community", "manual", None, "社群里有客户问有没有冬令营，电话已留，麻烦联系。"),
];

/// Puts the demo's policy in force: who is nobody's goes to the group for first contacts. Then lets customers ask.
pub fn ask(database: &Database, scale: &Scale, administrator: i64) -> Result<()> {
    let directories = DirectoryCache::default();
    let access = |db: &mut Db| -> Result<Access> {
        Ok(Access::new(Id::from_raw(administrator), directories.current(db)?, Origin::default()))
    };
    database.write(|db| {
        let access = access(db)?;
        // Their history was written as it would have been, and only now is there a queue for them to stand in.
        let waiting = store::queued(db)?;
        let engine = Engine::now(db, access.directory())?;
        assignment::place_customers(db, &engine, &waiting, Occasion::approval(None))?;
        put_policy_in_force(db, &access, timers(scale))
    })?;
    let (phones, lines) = (database.read(store::owned_phones)?, database.read(store::lines)?);
    let phones: Vec<&str> = phones.iter().map(String::as_str).collect();
    for n in 0..scale.inquiries {
        let (entrance, channel, line, text) = pick(&WORDS, n, 21);
        let known = (n % KNOWN_ONE_IN == 0).then(|| pick(&phones, n, 22));
        let new = NewInquiry {
            external_id: None,
            customer_id: None,
            phone: Some(known.map_or_else(|| format!("+86139{:08}", 20_000_000 + n * 7_919), str::to_owned)),
            name: person_name(n + 9_000_000),
            entrance: entrance.to_owned(),
            channel: channel.to_owned(),
            product_line_id: lines
                .iter()
                .find(|(_, code)| Some(code.as_str()) == line)
                .map(|(id, _)| Id::from_raw(*id)),
            language: Some(if text.is_ascii() { "en" } else { "zh" }.to_owned()),
            value: mix(n, 23).is_multiple_of(4).then(|| 50_000 * (1 + i64::try_from(mix(n, 24) % 60).unwrap_or(0))),
            text: text.to_owned(),
            attributes: BTreeMap::new(),
        };
        database.write(|db| {
            let access = access(db)?;
            let asked = inquiries::create(db, &access, access.granted()?, &new)?;
            go_on(db, &access, n, &asked)
        })?;
    }
    Ok(())
}

/// Whose customers they are, they stay; where nobody holds the district, who registered waits for whoever will, and who asks
/// something goes to the first group, to whoever has least in hand.
fn put_policy_in_force(db: &mut Db, access: &Access, timers: Value) -> Result<()> {
    let (actor, directory) = (access.actor(), access.directory());
    let group: GroupId = Id::from_raw(store::first_group(db)?);
    let route = json!({"to": "group", "group_id": group, "strategy": "least_loaded", "even_if_absent": true});
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
    draft.document.otherwise.insert(0, serde_json::from_value(route)?);
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
    if scale.inquiries == 0 {
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

/// Some have been answered since, and some of those are done.
fn go_on(db: &mut Db, access: &Access, n: i64, asked: &InquiryDetail) -> Result<()> {
    if asked.inquiry.status != WorkStatus::Open || mix(n, 25).is_multiple_of(3) {
        return Ok(());
    }
    let (id, scope) = (asked.inquiry.id, access.scope()?);
    let answered = answer(db, access, &scope, id, InquiryStep { version: asked.inquiry.version })?;
    if mix(n, 26).is_multiple_of(3) {
        resolve(db, access, &scope, id, InquiryStep { version: answered.inquiry.version })?;
    }
    Ok(())
}
