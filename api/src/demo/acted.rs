//! What the demo's customers do in the mini-program: told by the room itself, as a business system would, in full requests.

use chrono::{DateTime, TimeDelta, Timelike, Utc};
use serde_json::{Value, json};
use shared::{
    Id,
    behaviour::{BehaviourPush, MAX_EVENTS},
    ids::CustomerId,
};

use super::{Scale, mix, pick, share, store};
use crate::{
    behaviour,
    db::{Database, made_at},
    error::Result,
    permissions::{Access, DirectoryCache, Origin, Teller},
};

/// What they look at: what it is called, and the page of it.
const PAGES: [(&str, &str); 9] = [
    ("暑期英语夏令营", "/pages/camp/detail?id=11"),
    ("国际暑校：剑桥两周", "/pages/camp/detail?id=12"),
    ("科学实验暑期班", "/pages/camp/detail?id=13"),
    ("良渚三日研学营", "/pages/study/detail?id=21"),
    ("杭州城市探索一日营", "/pages/study/detail?id=22"),
    ("国际研学：伦敦两周", "/pages/study/detail?id=23"),
    ("英语写作（周末班）", "/pages/course/detail?id=31"),
    ("少儿编程 12 次课", "/pages/course/detail?id=32"),
    ("企业亲子定制游", "/pages/custom/index"),
];
/// What they search for.
const WORDS: [&str; 5] = ["夏令营", "研学 杭州", "编程课", "英国 暑校", "一日营"];
/// How far back it goes, in days.
const DAYS: i64 = 60;

/// Lets customers come by, look around and leave again.
pub fn act(database: &Database, scale: &Scale, administrator: i64, now: DateTime<Utc>) -> Result<()> {
    let customers = database.read(|db| store::owned(db, scale.actors))?;
    let directories = DirectoryCache::default();
    let mut waiting = Vec::with_capacity(MAX_EVENTS);
    let tell = |events: Vec<Value>| {
        let push = BehaviourPush { source: "mini_program".into(), events };
        database.write(|db| {
            let access = Access::new(Id::from_raw(administrator), directories.current(db)?, Origin::default());
            let teller = Teller { actor: access.actor(), directory: access.directory(), proof: access.granted()? };
            behaviour::push(db, &teller, &push)
        })
    };
    for (n, customer) in (0..).zip(customers) {
        for event in visits(n, customer, now) {
            waiting.push(event);
            if waiting.len() == MAX_EVENTS {
                tell(std::mem::take(&mut waiting))?;
            }
        }
    }
    if !waiting.is_empty() {
        tell(waiting)?;
    }
    Ok(())
}

/// Everything that one customer did. One in five never comes by, nor does who is new today; the others do so up to nine times, most
/// of them lately.
fn visits(n: i64, customer: i64, now: DateTime<Utc>) -> Vec<Value> {
    let begin = made_at(customer).max(now - TimeDelta::days(DAYS));
    let (span, days) = ((now - begin).num_minutes(), (now - begin).num_days().clamp(0, 9).cast_unsigned());
    if mix(n, 51).is_multiple_of(5) || days == 0 {
        return Vec::new();
    }
    let mut told = Vec::new();
    for visit in 0..=(mix(n, 52) % days).cast_signed() {
        let seed = n * 16 + visit;
        let ago = TimeDelta::minutes((share(seed, 53).powi(2) * span as f64) as i64);
        let mut at = waking(now - ago, seed);
        if at < begin || at > now {
            at = now - ago;
        }
        let about = pick(&PAGES, seed, 54);
        let mut act = |kind: &str, (subject, url): (&str, &str)| {
            if at <= now {
                told.push(json!({
                    "external_id": format!("V{n}-{visit}-{}", told.len()),
                    "customer": {"id": Id::from_raw(customer) as CustomerId},
                    "kind": kind, "at": at, "subject": subject, "url": url,
                }));
            }
            at += TimeDelta::seconds(20 + i64::try_from(mix(seed, 55 + at.timestamp()) % 160).unwrap_or(0));
        };
        act("login", ("", ""));
        if mix(seed, 56).is_multiple_of(4) {
            act("search", (pick(&WORDS, seed, 57), ""));
        }
        for look in 0..=i64::try_from(mix(seed, 58) % 7).unwrap_or(0) {
            act("browse", if look % 2 == 0 { about } else { pick(&PAGES, seed + look, 59) });
        }
        match mix(seed, 60) % 12 {
            0 | 1 => act("share", about),
            2 => act("favourite", about),
            3 => act("cart", about),
            4 => act("sign_up", about),
            _ => {}
        }
    }
    told
}

/// The same day, at an hour at which people in China are awake.
fn waking(at: DateTime<Utc>, seed: i64) -> DateTime<Utc> {
    let hour = u32::try_from(mix(seed, 61) % 15).unwrap_or(0);
    at.with_hour(hour).unwrap_or(at)
}
