//! The demo's customers and what happened to them.
//!
//! Ids are made of a time and a sequence number. A customer's events lie whole registration intervals apart and are shifted
//! within the interval by the customer's number, the rest of which is in the sequence number: so no two ids meet.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use shared::{
    codes::TextCode,
    customers::{CustomerStatus, Level},
    followups::Way,
    settings::FollowUpThresholds,
    timeline::{OwnershipReason, TimelineKind},
};

use super::{
    Scale,
    cast::{Cast, person_name},
    mix, pick, share,
    store::{self, CustomerRow, FollowUpRow, OwnershipRow, PeriodRow, TimelineRow},
};
use crate::{
    assignment::day_number,
    db::{At, Database, backdated_id},
    error::Result,
    names,
};

const SHOPS: [&str; 10] = ["便利店", "五金店", "服装店", "餐馆", "药房", "超市", "美发店", "书店", "水果店", "电器行"];
const SOURCES: [&str; 4] = ["referral", "search", "campaign", "store"];
const NOTES: [&str; 8] = [
    "已加微信，发了产品目录，约下周再联系。",
    "电话沟通价格，客户希望看到样品。",
    "到店拜访，老板不在，留了名片。",
    "客户反馈上次配送及时，考虑追加订单。",
    "介绍了新活动，客户有兴趣，等合伙人决定。",
    "客户暂时不需要，月底再问。",
    "确认了收货地址和付款方式。",
    "Customer asked for the English price list; sent by WeChat.",
];
const CHUNK: usize = 5_000;

/// Which event of a customer an id is for.
mod sequence {
    pub const CUSTOMER: i64 = 0;
    pub const APPROVED: i64 = 1;
    pub const FIRST_PERIOD: i64 = 2;
    pub const SECOND_PERIOD: i64 = 3;
    /// The first of up to four.
    pub const FOLLOW_UP: i64 = 4;
    /// How many events there are.
    pub const EVENTS: i64 = 8;
}

/// Everything about some customers, ready to be written.
#[derive(Default)]
struct Chunk {
    customers: Vec<CustomerRow>,
    periods: Vec<PeriodRow>,
    ownerships: Vec<OwnershipRow>,
    follow_ups: Vec<FollowUpRow>,
    timeline: Vec<TimelineRow>,
}

/// One customer in so many is the one before once more. Numbers are 97 apart, so a twin's is nobody else's.
const TWIN_ONE_IN: i64 = 150;

/// Lets the customers come, one interval after the other until now.
pub fn live(
    database: &Database,
    scale: &Scale,
    cast: &Cast,
    now: DateTime<Utc>,
    say: &mut impl FnMut(&str),
) -> Result<()> {
    let interval = TimeDelta::milliseconds(scale.days * 86_400_000 / scale.customers);
    let began = now - TimeDelta::days(scale.days);
    let zone = chrono_tz::Asia::Shanghai;
    let maker = Maker { scale, cast, now, interval, zone };
    let mut numbers = 0..scale.customers;
    loop {
        let mut chunk = Chunk::default();
        for number in numbers.by_ref().take(CHUNK) {
            let offset = TimeDelta::milliseconds(interval.num_milliseconds() * number);
            maker.add(number, began + offset + TimeDelta::milliseconds(number % maker.step()), &mut chunk);
        }
        if chunk.customers.is_empty() {
            return Ok(());
        }
        write(database, &chunk)?;
        if numbers.start % 100_000 == 0 {
            say(&format!("{} customers", numbers.start));
        }
    }
}

fn write(database: &Database, chunk: &Chunk) -> Result<()> {
    database.write(|db| {
        store::insert_customers(db, &chunk.customers)?;
        store::insert_periods(db, &chunk.periods)?;
        store::insert_ownerships(db, &chunk.ownerships)?;
        store::insert_follow_ups(db, &chunk.follow_ups)?;
        store::insert_timeline(db, &chunk.timeline)?;
        Ok(())
    })
}

struct Maker<'a> {
    scale: &'a Scale,
    cast: &'a Cast,
    now: DateTime<Utc>,
    interval: TimeDelta,
    zone: chrono_tz::Tz,
}

impl Maker<'_> {
    fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone).date_naive()
    }

    fn step(&self) -> i64 {
        self.interval.num_milliseconds().max(1)
    }

    /// The id of what happened to the customer with this number; `event` is one of [`sequence`].
    fn id(&self, n: i64, at: DateTime<Utc>, event: i64) -> i64 {
        backdated_id(at, event + n / self.step() * sequence::EVENTS)
    }

    /// A whole number of intervals, so that ids stay apart.
    fn after(&self, from: DateTime<Utc>, delta: TimeDelta) -> DateTime<Utc> {
        from + TimeDelta::milliseconds(delta.num_milliseconds() / self.step() * self.step())
    }

    /// The district, and the place of its agent if it has one.
    fn place(&self, n: i64) -> (i64, Option<usize>) {
        if mix(n, 3) % 100 < 2 && !self.cast.vacant.is_empty() {
            return (pick(&self.cast.vacant, n, 4), None);
        }
        let held = &self.cast.held;
        let hot = n.rem_euclid(self.scale.hot_one_in) == 0;
        // A few districts have many customers, most have few.
        let skewed = share(n, 5).powf(1.6) * held.len() as f64;
        let at = if hot { mix(n, 6) as usize % self.scale.districts_per_agent } else { skewed as usize };
        let (district, agent) = held[at.min(held.len() - 1)];
        (district, Some(agent))
    }

    fn add(&self, n: i64, registered: DateTime<Utc>, chunk: &mut Chunk) {
        let id = self.id(n, registered, sequence::CUSTOMER);
        let level = match mix(n, 7) % 100 {
            0..5 => Level::A,
            5..25 => Level::B,
            25..80 => Level::C,
            _ => Level::D,
        };
        let (district, agent) = self.place(n);
        let status = match agent {
            _ if n >= self.scale.customers - self.scale.pending => CustomerStatus::Pending,
            _ if mix(n, 8).is_multiple_of(100) => CustomerStatus::Rejected,
            // Who gets an owner is no longer queued.
            _ => CustomerStatus::Queued,
        };
        let at = At::from(registered);
        let entry = |id, at, kind: TimelineKind, by| TimelineRow {
            id,
            customer_id: self.id(n, registered, sequence::CUSTOMER),
            at,
            kind: kind.as_str(),
            by_id: by,
        };
        chunk.timeline.push(entry(id, at, TimelineKind::Registered, None));
        let mut row = self.facts(n, id, level, status, registered);
        if status != CustomerStatus::Pending {
            let reviewed = self.after(registered, self.interval.max(TimeDelta::minutes(20))).min(self.now);
            let reviewed_at = At::from(reviewed);
            row.reviewed_at = Some(reviewed_at);
            row.reviewed_by = Some(self.cast.reviewer);
            let rejected = status == CustomerStatus::Rejected;
            let kind = if rejected { TimelineKind::Rejected } else { TimelineKind::Approved };
            row.reject_reason = rejected.then(|| "重复或无效信息".to_owned());
            row.district_id = (!rejected).then_some(district);
            let by = Some(self.cast.reviewer);
            chunk.timeline.push(entry(self.id(n, reviewed, sequence::APPROVED), reviewed_at, kind, by));
            if let (CustomerStatus::Queued, Some(agent)) = (status, agent) {
                self.own(n, &mut row, self.cast.agents[agent], reviewed, chunk);
            }
        }
        chunk.customers.push(row);
    }

    fn facts(&self, n: i64, id: i64, level: Level, status: CustomerStatus, registered: DateTime<Utc>) -> CustomerRow {
        // Now and then somebody comes twice, the second time with a slip of the finger in the number.
        let is_twin = n % TWIN_ONE_IN == TWIN_ONE_IN - 1;
        let who = if is_twin { n - 1 } else { n };
        let name = person_name(who + 7_000_000);
        let (pinyin, initials) = names::spellings(&name);
        let tail = who * 97 % 100_000_000;
        let tail = if is_twin { tail / 10 * 10 + (tail + 1) % 10 } else { tail };
        let phone = format!("+861{}{tail:08}", 30 + who / 50_000_000 + who % 9);
        CustomerRow {
            id,
            phone_tail: phone[phone.len() - 4..].to_owned(),
            phone,
            company: format!("{}{}", &name, pick(&SHOPS, who, 9)),
            name,
            pinyin,
            initials,
            source: pick(&SOURCES, n, 10).to_owned(),
            address: if status == CustomerStatus::Pending { pick(&ADDRESSES, n, 11).to_owned() } else { String::new() },
            attributes: "{}".into(),
            level: level.as_str(),
            status: status.as_str(),
            district_id: None,
            registered_at: At::from(registered),
            reviewed_at: None,
            reviewed_by: None,
            reject_reason: None,
            last_follow_up_at: None,
            version: 1,
        }
    }

    fn own(&self, n: i64, row: &mut CustomerRow, owner: i64, approved: DateTime<Utc>, chunk: &mut Chunk) {
        let level = Level::parse(row.level).unwrap_or(Level::C);
        let earlier = mix(n, 12).is_multiple_of(10).then(|| pick(&self.cast.agents, n, 13)).filter(|e| *e != owner);
        let changed = self.after(approved, (self.now - approved) / 3);
        let mut since = approved;
        let mut current = OwnershipRow {
            customer_id: row.id,
            owner_id: owner,
            change_id: self.id(n, approved, sequence::FIRST_PERIOD),
            since: At::from(approved),
            reason: OwnershipReason::Approval.as_str(),
            by_id: Some(self.cast.reviewer),
            idle_since: 0,
            due_on: 0,
        };
        if let Some(earlier) = earlier.filter(|_| changed > approved) {
            chunk.periods.push(PeriodRow {
                customer_id: row.id,
                id: current.change_id,
                owner_id: earlier,
                from_at: current.since,
                to_at: At::from(changed),
                reason: current.reason,
                by_id: current.by_id,
            });
            since = changed;
            current.change_id = self.id(n, changed, sequence::SECOND_PERIOD);
            current.since = At::from(changed);
            current.reason = OwnershipReason::HandedOver.as_str();
        }
        let last = self.follow_up(n, row.id, owner, since, level, chunk);
        let days = i64::from(FollowUpThresholds::default().days(level));
        let idle = self.day(last.unwrap_or(since));
        row.last_follow_up_at = last.map(At::from);
        current.idle_since = day_number(idle);
        current.due_on = day_number(idle + TimeDelta::days(days));
        chunk.ownerships.push(current);
    }

    /// Follow-ups at even distances, the last of them so long ago that about one customer in six is overdue.
    fn follow_up(
        &self,
        n: i64,
        customer: i64,
        owner: i64,
        since: DateTime<Utc>,
        level: Level,
        chunk: &mut Chunk,
    ) -> Option<DateTime<Utc>> {
        let days = f64::from(FollowUpThresholds::default().days(level));
        let ago = TimeDelta::minutes((share(n, 14) * days * 1.2 * 1440.0) as i64);
        let span = self.now - ago - since;
        let count = i32::try_from(1 + mix(n, 15) % 3).unwrap_or(1);
        let mut last = None;
        for k in 1..=count {
            let at = self.after(since, span / count * k);
            if at <= since || at > self.now {
                continue;
            }
            let id = self.id(n, at, sequence::FOLLOW_UP + i64::from(k) - 1);
            let seed = n * 8 + i64::from(k);
            chunk.follow_ups.push(FollowUpRow {
                id,
                customer_id: customer,
                author_id: owner,
                owner_id: Some(owner),
                at: At::from(at),
                way: pick(Way::ALL, seed, 16).as_str(),
                content: pick(&NOTES, seed, 17),
            });
            chunk.timeline.push(TimelineRow {
                id,
                customer_id: customer,
                at: At::from(at),
                kind: TimelineKind::FollowUp.as_str(),
                by_id: Some(owner),
            });
            last = Some(at);
        }
        last
    }
}

const ADDRESSES: [&str; 6] = [
    "浙江省杭州市西湖区北山街道曙光路12号",
    "上海市黄浦区南京东路街道河南中路88号",
    "广东省深圳市南山区粤海街道科技园路5号",
    "北京市东城区东华门街道王府井大街1号",
    "四川省成都市武侯区玉林街道倪家桥路20号",
    "广州市天河区猎德街道花城大道68号",
];
