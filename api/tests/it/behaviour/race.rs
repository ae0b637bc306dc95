//! Everything at once, in no order, twice.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    RunQueryDsl,
    sql_types::{BigInt, Text},
};
use guike::db::sql;
use serde_json::{Value, json};

use super::{ago, event, push};
use crate::{
    common::{App, Dice, World, both},
    invariants::{assert_sound, number},
    orders::business,
};

const PEOPLE: usize = 30;
const EVENTS: usize = 4_000;
const CLIENTS: usize = 16;
const BATCH: usize = 100;
/// How many tell something else under the name of another.
const LIARS: usize = 50;

/// Customer, day, kind.
type Key = (String, i64, String);
/// How often, first, last, what the last was about.
type Fold = (i64, i64, i64, String);

both! {
    async fn of_4000_events_told_by_16_at_once_in_no_order_and_twice_each_is_counted_once(app: App) {
        let world = World::build(&app).await;
        let shop = business(&app, &world.admin).await;
        let phones: Vec<String> = (0..PEOPLE).map(|n| format!("+86138001381{n:02}")).collect();
        for phone in &phones {
            world.register(phone).await;
        }
        let mut dice = Dice(7);
        let made: Vec<(Key, DateTime<Utc>, String, Value)> = (0..EVENTS).map(|n| {
            let days = 1 + dice.throw(5) as i64;
            let at = ago(days, 0, 0) + TimeDelta::seconds(dice.throw(86_400 / 60) as i64 * 60);
            let kind = ["login", "browse", "share", "own_kind"][dice.throw(4)];
            let phone = &phones[dice.throw(PEOPLE)];
            let subject = format!("营地 {}", dice.throw(9));
            let mut told = event(&format!("E-{n}"), phone, kind, at);
            told["subject"] = json!(subject);
            let day = (at + TimeDelta::hours(8)).timestamp().div_euclid(86_400);
            ((phone.clone(), day, kind.to_owned()), at, subject, told)
        }).collect();
        let mut expected: BTreeMap<Key, Fold> = BTreeMap::new();
        for (key, at, subject, _) in &made {
            let micros = at.timestamp_micros();
            let fold = expected.entry(key.clone()).or_insert((0, i64::MAX, 0, String::new()));
            fold.0 += 1;
            fold.1 = fold.1.min(micros);
            if (micros, subject) > (fold.2, &fold.3) {
                (fold.2, fold.3) = (micros, subject.clone());
            }
        }
        let mut all: Vec<Value> = made.iter().map(|(.., told)| told.clone()).collect();
        all.extend(all.clone());
        dice.shuffle(&mut all);
        let clients: Vec<_> = all.chunks(all.len().div_ceil(CLIENTS)).map(|share| {
            let shop = shop.clone();
            let batches: Vec<Vec<Value>> = share.chunks(BATCH).map(<[Value]>::to_vec).collect();
            tokio::spawn(async move {
                let mut sum = [0; 3];
                for batch in batches {
                    let (answer, counts) = push(&shop, batch).await;
                    assert_eq!(counts[2], 0, "{answer}");
                    sum = std::array::from_fn(|at| sum[at] + counts[at]);
                }
                sum
            })
        }).collect();
        let mut sum = [0; 3];
        for client in clients {
            let counts = client.await.expect("a client that ends");
            sum = std::array::from_fn(|at| sum[at] + counts[at]);
        }
        assert_eq!(sum, [EVENTS as i64, EVENTS as i64, 0]);
        // Whoever tells something else is told so.
        let lies: Vec<Value> = made.iter().take(LIARS).map(|(.., told)| {
            let mut lie = told.clone();
            lie["subject"] = json!("别的");
            lie
        }).collect();
        assert_eq!(push(&shop, lies).await.1, [0, 0, LIARS as i64]);
        let dialect = app.database.read(|db| Ok::<_, diesel::result::Error>(db.dialect())).expect("a database");
        let micros_of = |column: &str| match dialect {
            guike::db::Dialect::Sqlite => column.to_owned(),
            guike::db::Dialect::Postgres => format!("CAST(extract(epoch FROM {column}) * 1000000 AS BIGINT)"),
        };
        let statement = format!(
            "SELECT c.phone, CAST(d.day AS BIGINT), d.kind, d.times, {}, {}, d.last_subject \
             FROM behaviour_days d JOIN customers c ON c.id = d.customer_id",
            micros_of("d.first_at"), micros_of("d.last_at"),
        );
        type Row = (String, i64, String, i64, i64, i64, String);
        let rows: Vec<Row> = app.database.read(|db| {
            sql::<(Text, BigInt, Text, BigInt, BigInt, BigInt, Text)>(statement).load(db)
        }).expect("days");
        let found: BTreeMap<Key, Fold> = rows.into_iter().map(|(phone, day, kind, times, first, last, subject)| {
            ((phone, day, kind), (times, first, last, subject))
        }).collect();
        assert_eq!(found, expected);
        assert_eq!(number(&app, "SELECT count(*) FROM behaviour_events"), EVENTS as i64);
        assert_sound(&app);
    }
}

both! {
    async fn of_16_who_tell_different_things_by_one_name_at_once_one_is_believed(app: App) {
        let world = World::build(&app).await;
        let shop = business(&app, &world.admin).await;
        world.register("13800138000").await;
        let tasks: Vec<_> = (0..16_u32).map(|n| {
            let shop = shop.clone();
            // Twenty names in an order of its own, each with a kind of its own.
            let events: Vec<Value> = (0..20).map(|name| {
                event(&format!("N-{}", (name * 7 + n) % 20), "13800138000", &format!("kind_{n}"), ago(1, 8, n))
            }).collect();
            tokio::spawn(async move { push(&shop, events).await.1 })
        }).collect();
        let mut sum = [0; 3];
        for task in tasks {
            let counts = task.await.expect("a client that ends");
            sum = std::array::from_fn(|at| sum[at] + counts[at]);
        }
        assert_eq!(sum, [20, 0, 300]);
        assert_sound(&app);
    }
}
