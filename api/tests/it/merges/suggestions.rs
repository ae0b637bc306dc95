//! All pairs who may be the same person: what the customers are tells which, whatever happened in which order.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use diesel::{
    RunQueryDsl,
    sql_types::{BigInt, Nullable, Text},
};
use guike::{
    db::{Database, sql},
    merges,
};
use reqwest::Method;
use serde_json::{Value, json};
use shared::{Id, ids::CustomerId};

use super::{merge, sorry, undo_path};
use crate::{
    common::{App, Caller, World, both},
    invariants::number,
};

type Pairs = BTreeMap<(i64, i64), BTreeSet<&'static str>>;

const REASONS: [&str; 4] = ["same_name_and_company", "phone_typo", "same_name_and_phone_tail", "sounds_alike"];

/// Compares until nobody is left to be compared; the server does so, too, at the same time.
fn compare_all(app: &App) {
    while number(app, "SELECT count(*) FROM duplicates_due") > 0 {
        app.database.write(|db| merges::compare(db, 7)).expect("compared");
    }
}

/// The pairs that were found.
fn found(database: &Database) -> Pairs {
    type Row = (i64, i64, Option<i64>, Option<i64>, Option<i64>, Option<i64>);
    let rows: Vec<Row> = database
        .read(|db| {
            sql::<(BigInt, BigInt, Nullable<BigInt>, Nullable<BigInt>, Nullable<BigInt>, Nullable<BigInt>)>(
                "SELECT one_id, other_id, same_name_and_company, phone_typo, same_name_and_phone_tail, sounds_alike \
                 FROM duplicate_suggestions",
            )
            .load(db)
        })
        .expect("pairs");
    let holds = |(one, other, a, b, c, d): Row| {
        let reasons = REASONS.into_iter().zip([a, b, c, d]).filter(|(_, key)| key.is_some()).map(|(reason, _)| reason);
        ((one, other), reasons.collect())
    };
    rows.into_iter().map(holds).collect()
}

/// Whether one number is the other with one other digit, or with two neighbours that changed places.
fn is_typo(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let differ: Vec<usize> = (0..one.len()).filter(|at| one.len() == other.len() && one[*at] != other[*at]).collect();
    match differ[..] {
        [_] => true,
        [a, b] => b == a + 1 && one[a] == other[b] && one[b] == other[a],
        _ => false,
    }
}

/// The pairs that there should be, each customer compared with each other one.
fn expected(database: &Database) -> Pairs {
    type Row = (i64, String, String, String, String);
    let (all, apart): (Vec<Row>, Vec<(i64, i64)>) = database
        .read(|db| {
            let all = sql::<(BigInt, Text, Text, Text, Text)>(
                "SELECT id, name, company, pinyin, phone FROM customers WHERE status <> 'merged'",
            );
            let all = all.load(db)?;
            let apart = sql::<(BigInt, BigInt)>("SELECT one_id, other_id FROM customers_apart").load(db)?;
            Ok::<_, guike::error::Error>((all, apart))
        })
        .expect("customers");
    let tail = |phone: &str| phone.chars().rev().take(4).collect::<String>();
    let common = |count: &dyn Fn(&Row) -> bool| all.iter().filter(|row| count(row)).count() > 20;
    let mut pairs = Pairs::new();
    for one in &all {
        for other in all.iter().filter(|other| other.0 > one.0) {
            let (name, company) = (one.1 == other.1, one.2 == other.2 && !one.2.is_empty());
            let (sound, end) = (one.3 == other.3 && !one.3.is_empty(), tail(&one.4) == tail(&other.4));
            let holds = [
                name && company && !common(&|row| row.1 == one.1 && row.2 == one.2),
                name && is_typo(&one.4, &other.4),
                name && end && !common(&|row| row.1 == one.1 && tail(&row.4) == tail(&one.4)),
                company && sound && !name && !common(&|row| row.2 == one.2 && row.3 == one.3),
            ];
            let reasons: BTreeSet<&str> =
                REASONS.into_iter().zip(holds).filter(|(_, holds)| *holds).map(|(reason, _)| reason).collect();
            if !reasons.is_empty() {
                pairs.insert((one.0, other.0), reasons);
            }
        }
    }
    for pair in apart {
        pairs.remove(&pair);
    }
    pairs
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound).expect("small")).expect("small")
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

const NAMES: [&str; 4] = ["张伟", "章威", "李雷", "张玮"];
const COMPANIES: [&str; 3] = ["建国五金", "明川文具", ""];

/// Whatever may happen to customers, at random. What is refused, because somebody else was quicker, is refused.
async fn live(world: &World, mut dice: Dice, steps: usize) {
    let admin = &world.admin;
    let mut merged: Vec<Value> = Vec::new();
    for _ in 0..steps {
        let all = admin.get("/api/v1/customers?limit=200").await.expect(200);
        let all = all["items"].as_array().expect("rows");
        let path = |customer: &Value| format!("/api/v1/customers/{}", customer["id"].as_str().expect("an id"));
        match dice.below(10) {
            0..=3 => {
                // Numbers that are close to each other, in few endings.
                let begin = dice.pick(&["1360000", "1580000"]);
                let phone = format!("{begin}{}{}{}0", dice.below(2), dice.below(3), dice.below(4));
                let body = json!({"name": dice.pick(&NAMES), "phone": phone, "company": dice.pick(&COMPANIES)});
                world.mini_program.post("/mp/v1/registrations", body).await;
            }
            4..=6 if !all.is_empty() => {
                let customer = dice.pick(all);
                let edit = json!({"name": dice.pick(&NAMES), "company": dice.pick(&COMPANIES), "address": "",
                                  "level": customer["level"], "version": customer["version"]});
                admin.put(&path(customer), edit).await;
            }
            7 if all.len() > 1 => {
                let (one, other) = (dice.pick(all), dice.pick(all));
                if one["id"] != other["id"] {
                    let seen = admin
                        .get(&format!("{}/merge-preview?with={}", path(one), other["id"].as_str().expect("an id")))
                        .await;
                    if seen.status == 200 {
                        let body = json!({"gone_id": other["id"], "reason": "x", "token": seen.body["token"]});
                        let done = admin.post(&format!("{}/merges", path(one)), body).await;
                        merged.extend((done.status == 201).then_some(done.body));
                    }
                }
            }
            8 => {
                if let Some(last) = merged.pop() {
                    admin.post(&undo_path(&last), sorry()).await;
                }
            }
            _ if all.len() > 1 => {
                let (one, other) = (dice.pick(all), dice.pick(all));
                let said = admin.post(&format!("{}/apart", path(one)), json!({"other_id": other["id"]})).await;
                if said.status == 201 && dice.below(2) == 0 {
                    let back = format!("{}/apart/{}", path(one), other["id"].as_str().expect("an id"));
                    admin.send(Method::DELETE, &back, None, &[]).await;
                }
            }
            _ => {}
        }
    }
}

both! {
    async fn pairs_are_what_the_customers_are_whatever_happened_in_which_order(app: App) {
        let world = World::build(&app).await;
        for round in 1..=3 {
            // Three at once, and two who compare all the time beside the server, a few notes at a time.
            let is_over = Arc::new(AtomicBool::new(false));
            let comparing: Vec<_> = (0..2)
                .map(|_| {
                    let (database, is_over) = (app.database.clone(), is_over.clone());
                    std::thread::spawn(move || {
                        while !is_over.load(Ordering::Relaxed) {
                            if database.read(merges::is_due).expect("known") {
                                database.write(|db| merges::compare(db, 3)).expect("compared");
                            }
                            std::thread::yield_now();
                        }
                    })
                })
                .collect();
            let dice = |lane: u64| Dice(round * 1_000_003 + lane * 7_919);
            tokio::join!(live(&world, dice(1), 25), live(&world, dice(2), 25), live(&world, dice(3), 25));
            is_over.store(true, Ordering::Relaxed);
            for one in comparing {
                one.join().expect("it ends");
            }
            compare_all(&app);
            let (found, expected) = (found(&app.database), expected(&app.database));
            assert_eq!(found, expected, "round {round}");
            assert!(found.len() > 3, "{found:?}");
            assert_eq!(listed(&world.admin, "limit=2").await.len(), found.len());
        }
    }
}

/// The ids of the pairs of all pages, the newest first.
async fn listed(caller: &Caller, query: &str) -> Vec<(i64, i64)> {
    let raw = |value: &Value| value["id"].as_str().expect("an id").parse::<CustomerId>().expect("an id").raw();
    let mut pairs = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = caller.get(&format!("/api/v1/duplicates?{query}{cursor}")).await.expect(200);
        pairs.extend(page["items"].as_array().expect("rows").iter().map(|row| (raw(&row["one"]), raw(&row["other"]))));
        let Some(next) = page["next_cursor"].as_str() else { return pairs };
        cursor = format!("&cursor={next}");
    }
}

/// Makes customers of one name and company, quicker than through the API.
fn crowd(app: &App, ids: std::ops::Range<i64>) {
    let made = app.database.write(|db| {
        sql::<()>(
            "WITH RECURSIVE n (i) AS (SELECT CAST($1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $2) \
             INSERT INTO customers (id, phone, phone_tail, name, pinyin, initials, company, source, address, attributes, \
             level, status, registered_at, version) \
             SELECT n.i, '+86' || (13000000000 + n.i * 10007), substr('' || (13000000000 + n.i * 10007), 8), '微信用户', \
             'weixinyonghu', 'wxyh', '商城', '', '', '{}', 'c', 'queued', e.created_at, 1 \
             FROM n CROSS JOIN (SELECT min(created_at) AS created_at FROM employees) e",
        )
        .bind(ids.start)
        .bind(ids.end)
        .run(db)
    });
    made.expect("many customers");
}

both! {
    async fn what_more_than_twenty_have_in_common_suggests_nothing(app: App) {
        let world = World::build(&app).await;
        crowd(&app, 1..21);
        compare_all(&app);
        assert_eq!(found(&app.database).len(), 190, "each of twenty with each");
        crowd(&app, 21..400);
        compare_all(&app);
        assert_eq!(found(&app.database).len(), 0, "a name that a system gives to all");
        // As soon as only twenty are left they may be the same person again.
        let rename = "UPDATE customers SET name = '客户' || id, pinyin = 'kehu' || id WHERE name = '微信用户' AND id > 20";
        app.database.write(|db| sql::<()>(rename).run(db)).expect("other names");
        compare_all(&app);
        assert_eq!(found(&app.database), expected(&app.database));
        assert_eq!(found(&app.database).len(), 190);
        let one: CustomerId = Id::from_raw(3);
        merge(&world.admin, &one.to_string(), &Id::<()>::from_raw(4).to_string()).await;
        compare_all(&app);
        assert_eq!(found(&app.database).len(), 171, "nobody is like who is merged");
    }
}

async fn register(world: &World, name: &str, phone: &str, company: &str) -> String {
    let body = json!({"name": name, "phone": phone, "company": company});
    world.mini_program.post("/mp/v1/registrations", body).await.expect(201)["id"].as_str().expect("an id").to_owned()
}

both! {
    async fn everybody_sees_the_pairs_both_of_whom_they_may_see(app: App) {
        let world = World::build(&app).await;
        world.assign(&[&world.districts[0]], "anna").await;
        world.assign(&[&world.districts[1]], "bo").await;
        let raw = |id: &str| id.parse::<CustomerId>().expect("an id").raw();
        let hers = [register(&world, "张伟", "13600006000", "建国五金").await, register(&world, "张伟", "13911112222", "建国五金").await];
        let his = register(&world, "章威", "13700000000", "建国五金").await;
        let unowned = register(&world, "张伟", "13600006001", "").await;
        for customer in &hers {
            world.approve(customer, &world.districts[0]).await;
        }
        world.approve(&his, &world.districts[1]).await;
        compare_all(&app);
        let pair = |one: &str, other: &str| (raw(one).min(raw(other)), raw(one).max(raw(other)));
        let set = |pairs: Vec<(i64, i64)>| pairs.into_iter().collect::<BTreeSet<_>>();
        let both_hers = pair(&hers[0], &hers[1]);
        let lead = BTreeSet::from([both_hers, pair(&hers[0], &his), pair(&hers[1], &his)]);
        let mut all = lead.clone();
        all.insert(pair(&hers[0], &unowned));
        assert_eq!(set(listed(&world.admin, "limit=1").await), all);
        assert_eq!(set(listed(&world.lead, "limit=1").await), lead);
        assert_eq!(listed(&world.anna, "").await, [both_hers]);
        assert_eq!(listed(&world.bo, "").await, []);
        assert_eq!(listed(&world.admin, "reason=phone_typo").await, [pair(&hers[0], &unowned)]);
        assert_eq!(listed(&world.lead, "reason=phone_typo").await, []);
        assert_eq!(set(listed(&world.lead, "reason=sounds_alike").await).len(), 2);
        assert_eq!(world.admin.get("/api/v1/duplicates?limit=0").await.problem(422), "invalid");
        assert_eq!(world.admin.get("/api/v1/duplicates?cursor=x").await.problem(422), "invalid");
        let row = world.anna.get("/api/v1/duplicates").await.expect(200)["items"][0].clone();
        assert_eq!(row["reasons"], json!(["same_name_and_company"]));
        assert_eq!((&row["one"]["id"], &row["other"]["phone"]), (&json!(hers[0]), &json!("+8613911112222")));

        // Whoever is said to be somebody else is gone at once, and back as soon as that is taken back.
        let apart = format!("/api/v1/customers/{}/apart", hers[1]);
        world.admin.post(&apart, json!({"other_id": hers[0]})).await.expect(201);
        assert_eq!(listed(&world.anna, "").await, []);
        compare_all(&app);
        assert_eq!(number(&app, "SELECT count(*) FROM duplicate_suggestions"), 3);
        world.admin.send(Method::DELETE, &format!("{apart}/{}", hers[0]), None, &[]).await;
        compare_all(&app);
        assert_eq!(listed(&world.anna, "").await, [both_hers]);
        // The same with a merge.
        let done = merge(&world.admin, &hers[0], &hers[1]).await;
        assert_eq!(listed(&world.anna, "").await, []);
        assert_eq!(set(listed(&world.admin, "").await).len(), 2, "before anybody compared them");
        compare_all(&app);
        assert_eq!(number(&app, "SELECT count(*) FROM duplicate_suggestions"), 2);
        world.admin.post(&undo_path(&done), sorry()).await.expect(200);
        compare_all(&app);
        assert_eq!(set(listed(&world.admin, "limit=3").await), all);
        assert_eq!(found(&app.database), expected(&app.database));
    }
}
