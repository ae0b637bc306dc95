//! What the demo's customers have ordered: told by the room itself, as a business system would, the older orders first.

use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    Id,
    followups::{FollowUpDraft, Way},
    orders::{OrderContents, OrderCustomer, OrderItemDraft, OrderPush, OrderState},
};

use super::{Scale, mix, pick, share, store};
use crate::{
    db::{Database, Db},
    error::Result,
    orders,
    permissions::{Access, DirectoryCache, Origin, Teller},
};

/// Product line, what it is, what one costs in fen, how many are usual at most.
const THINGS: [(&str, &str, i64, u64); 10] = [
    ("course", "英语写作（周末班）", 268_000, 2),
    ("course", "少儿编程 12 次课", 358_000, 2),
    ("course", "机构教师培训", 198_000, 20),
    ("summer-school", "暑期英语夏令营", 980_000, 6),
    ("summer-school", "国际暑校：剑桥两周", 3_680_000, 2),
    ("summer-school", "科学实验暑期班", 460_000, 3),
    ("study-travel", "良渚三日研学营", 128_000, 40),
    ("study-travel", "杭州城市探索一日营", 36_800, 45),
    ("study-travel", "国际研学：伦敦两周", 3_980_000, 3),
    ("study-travel", "企业亲子定制游", 168_000, 30),
];
/// What is ordered beside it.
const EXTRAS: [(&str, i64); 3] = [("意外保险", 3_000), ("接送服务", 12_000), ("双语教材", 18_000)];
const NOTES: [&str; 5] = ["希望和上次是同一位老师。", "发票抬头与上次相同。", "", "", "有两位小朋友对花生过敏。"];
const SAID: [&str; 4] = [
    "已与客户核对人数和日期，确认无误。",
    "客户询问发票，已转财务开具。",
    "电话确认行前准备，客户很满意。",
    "客户希望推迟三天，已协调。",
];
/// How far back the orders go.
const DAYS: i64 = 60;
/// One in so many is of somebody who was not known.
const NEW_ONE_IN: i64 = 9;
/// How many are told of without what was ordered.
const INCOMPLETE: i64 = 4;

/// Lets customers order, and those who take care of it follow some of it up.
pub fn order(database: &Database, scale: &Scale, administrator: i64, now: DateTime<Utc>) -> Result<()> {
    let directories = DirectoryCache::default();
    let access = |db: &mut Db| -> Result<Access> {
        Ok(Access::new(Id::from_raw(administrator), directories.current(db)?, Origin::default()))
    };
    let phones = database.read(|db| store::owned_phones(db, scale.callers()))?;
    let phones: Vec<&str> = phones.iter().map(String::as_str).collect();
    for n in 0..scale.orders {
        let minutes = (scale.orders - n) * DAYS * 1_440 / scale.orders;
        let placed = now - TimeDelta::minutes(minutes + i64::try_from(mix(n, 31) % 60).unwrap_or(0));
        let push = told(n, n % NEW_ONE_IN != 0, &phones, placed, now);
        database.write(|db| {
            let access = access(db)?;
            let teller = Teller { actor: access.actor(), directory: access.directory(), proof: access.granted()? };
            let pushed = orders::push(db, &teller, &format!("SO-{:06}", 100_000 + n), &push)?;
            if let Some(id) = pushed.order_id.filter(|_| mix(n, 32).is_multiple_of(3)) {
                let draft =
                    FollowUpDraft { way: pick(&[Way::Wechat, Way::Phone], n, 33), content: pick(&SAID, n, 34).into() };
                orders::follow_up(db, &access, &access.scope()?, id, &draft)?;
            }
            Ok::<_, crate::error::Error>(())
        })?;
    }
    for n in (0..INCOMPLETE).filter(|_| scale.orders > 0) {
        let push = OrderPush { contents: None, ..told(n + 7_000, true, &phones, now, now) };
        database.write(|db| {
            let access = access(db)?;
            let teller = Teller { actor: access.actor(), directory: access.directory(), proof: access.granted()? };
            orders::push(db, &teller, &format!("SO-{:06}", 200_000 + n), &push)
        })?;
    }
    Ok(())
}

/// All that is told of one order.
fn told(n: i64, is_known: bool, phones: &[&str], placed: DateTime<Utc>, now: DateTime<Utc>) -> OrderPush {
    let (line, name, unit_amount, most) = pick(&THINGS, n, 35);
    let quantity = 1 + i64::try_from(mix(n, 36) % most).unwrap_or(0);
    let mut items = vec![OrderItemDraft { product_line: Some(line.into()), name: name.into(), quantity, unit_amount }];
    if mix(n, 37).is_multiple_of(4) {
        let (name, unit_amount) = pick(&EXTRAS, n, 38);
        items.push(OrderItemDraft { product_line: None, name: name.into(), quantity: 1, unit_amount });
    }
    let age = now - placed;
    let state = state_of(n, age);
    let is_paid = match state {
        OrderState::Placed => false,
        OrderState::Cancelled => mix(n, 39).is_multiple_of(3),
        _ => true,
    };
    let phone = if is_known {
        pick(phones, n, 40).to_owned()
    } else {
        format!("+86137{:08}", (30_000_000 + n * 6_151) % 100_000_000)
    };
    OrderPush {
        revision: 1,
        customer: Some(OrderCustomer { phone, name: super::cast::person_name(n + 8_000_000) }),
        contents: Some(OrderContents { currency: "CNY".into(), items, amount: None }),
        state: Some(state),
        placed_at: Some(placed),
        paid_at: is_paid
            .then(|| placed + TimeDelta::minutes(i64::try_from(mix(n, 41) % 90).unwrap_or(0)))
            .map(|at| at.min(now)),
        channel: Some(pick(&["mini_program", "mini_program", "web", "store"], n, 42).into()),
        note: Some(pick(&NOTES, n, 43).into()),
    }
}

/// The older, the likelier it is over.
fn state_of(n: i64, age: TimeDelta) -> OrderState {
    let fate = share(n, 44);
    match age.num_days() {
        0..=1 if fate < 0.5 => OrderState::Placed,
        0..=6 if fate < 0.5 => OrderState::Paid,
        0..=13 if fate < 0.4 => OrderState::InService,
        _ if fate > 0.94 => OrderState::Refunded,
        _ if fate > 0.86 => OrderState::Cancelled,
        _ => OrderState::Completed,
    }
}
