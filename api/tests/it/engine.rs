//! Who is given work, when many ask at once.

use std::collections::BTreeMap;

use diesel::{RunQueryDsl, sql_types::BigInt};
use guike::db::sql;
use serde_json::{Value, json};

use crate::{
    common::{App, Caller, Office, World, both, in_force, question},
    invariants::{assert_sound, at_once, number},
};

/// How many pieces of work each has had.
fn received(app: &App) -> BTreeMap<i64, i64> {
    let rows: Vec<(i64, i64)> = app
        .database
        .read(|db| {
            sql::<(BigInt, BigInt)>(
                "SELECT employee_id, CAST(sum(received) AS BIGINT) FROM fairness_ledger GROUP BY employee_id",
            )
            .load(db)
        })
        .expect("the ledger");
    rows.into_iter().collect()
}

fn spread(counts: &BTreeMap<i64, i64>) -> i64 {
    counts.values().max().copied().unwrap_or(0) - counts.values().min().copied().unwrap_or(0)
}

/// Enters inquiries one after the other.
async fn ask(caller: &Caller, count: usize, first: usize) -> Vec<Value> {
    let mut made = Vec::new();
    for n in first..first + count {
        made.push(caller.post("/api/v1/inquiries", question(&format!("138{n:08}"))).await.expect(201));
    }
    made
}

async fn step(caller: &Caller, inquiry: &Value, verb: &str) -> Value {
    let path = format!("/api/v1/inquiries/{}/{verb}", inquiry["id"].as_str().expect("an id"));
    caller.post(&path, json!({"version": inquiry["version"]})).await.expect(200)
}

both! {
    async fn of_64_inquiries_at_once_each_has_one_owner_and_the_turns_are_even(app: App) {
        let office = Office::open(&app.database, 7, None);
        in_force(&app.database, vec![office.rule("round_robin", true)]);
        let admin = app.admin().await;
        for wave in 0..3 {
            let statuses = at_once(64, |n| {
                let admin = admin.clone();
                async move {
                    let body = question(&format!("1380{wave}{n:06}"));
                    admin.post("/api/v1/inquiries", body).await.status
                }
            }).await;
            assert_eq!(statuses, [(201, 64)].into());
            assert!(spread(&received(&app)) <= 1, "{:?}", received(&app));
        }
        assert_eq!(number(&app, "SELECT count(*) FROM work_items WHERE status = 'open'"), 192);
        assert_eq!(number(&app, "SELECT count(*) FROM ownerships"), 192, "who answers first owns the customer");
        assert_sound(&app);
    }
}

both! {
    async fn capacity_holds_while_64_ask_and_64_are_done_at_once(app: App) {
        let office = Office::open(&app.database, 4, Some(5));
        in_force(&app.database, vec![office.rule("least_loaded", false)]);
        let admin = app.admin().await;
        let statuses = at_once(64, |n| {
            let admin = admin.clone();
            async move { admin.post("/api/v1/inquiries", question(&format!("138{n:08}"))).await.status }
        }).await;
        assert_eq!(statuses, [(201, 64)].into());
        assert_eq!(number(&app, "SELECT count(*) FROM work_items WHERE status = 'open'"), 20);
        assert_eq!(number(&app, "SELECT count(*) FROM waiting"), 44);
        assert_sound(&app);
        // Each round resolves everything that is open, all at once, and what waits moves up.
        for left in [44, 24, 4, 0] {
            let open = admin.get("/api/v1/inquiries?status=open&limit=200").await.expect(200);
            let open = open["items"].as_array().expect("items").clone();
            let statuses = at_once(open.len(), |n| {
                let (admin, inquiry) = (admin.clone(), open[n].clone());
                async move {
                    let path = format!("/api/v1/inquiries/{}/resolve", inquiry["id"].as_str().expect("an id"));
                    admin.post(&path, json!({"version": inquiry["version"]})).await.status
                }
            }).await;
            assert_eq!(statuses, [(200, open.len())].into());
            let waiting = number(&app, "SELECT count(*) FROM waiting");
            assert_eq!(waiting, (left - 20).max(0));
            assert_sound(&app);
        }
        assert_eq!(number(&app, "SELECT count(*) FROM work_items WHERE status = 'done'"), 64);
        assert_eq!(received(&app).values().sum::<i64>(), 64);
    }
}

both! {
    async fn the_oldest_and_most_important_is_next(app: App) {
        let office = Office::open(&app.database, 1, Some(1));
        in_force(&app.database, vec![office.rule("round_robin", false)]);
        let admin = app.admin().await;
        let first = ask(&admin, 3, 0).await;
        let mut big = question("13900000000");
        big["value"] = json!(500_000);
        let big = admin.post("/api/v1/inquiries", big).await.expect(201);
        assert_eq!((first[0]["status"].as_str(), big["status"].as_str()), (Some("open"), Some("waiting")));
        let queue = admin.get("/api/v1/queue").await.expect(200);
        let order: Vec<&str> = queue["items"].as_array().expect("items").iter().filter_map(|w| w["case"].as_str()).collect();
        assert_eq!(order, [big["id"].as_str(), first[1]["id"].as_str(), first[2]["id"].as_str()].map(|id| id.expect("an id")));
        assert_eq!(queue["items"][0]["reason"], "nobody_available");
        assert_eq!(queue["items"][0]["groups"][0]["id"], json!(office.group));
        let page = admin.get("/api/v1/queue?limit=2").await.expect(200);
        let rest = admin.get(&format!("/api/v1/queue?limit=2&cursor={}", page["next_cursor"].as_str().expect("more"))).await;
        assert_eq!(rest.expect(200)["items"][0]["case"], first[2]["id"]);
        step(&admin, &first[0], "resolve").await;
        let path = format!("/api/v1/inquiries/{}", big["id"].as_str().expect("an id"));
        assert_eq!(admin.get(&path).await.expect(200)["status"], "open");
        assert_sound(&app);
    }
}

both! {
    async fn a_decision_says_why_and_what_was_declined_goes_to_somebody_else(app: App) {
        let office = Office::open(&app.database, 3, None);
        in_force(&app.database, vec![office.rule("round_robin", true)]);
        let admin = app.admin().await;
        let inquiry = ask(&admin, 1, 0).await.remove(0);
        let path = format!("/api/v1/inquiries/{}", inquiry["id"].as_str().expect("an id"));
        let decisions = admin.get(&format!("{path}/decisions")).await.expect(200);
        let made = &decisions["items"][0];
        assert_eq!(made["explanation"]["decision"]["owner"], inquiry["owner"]["id"]);
        let routes = made["explanation"]["rules"][0]["routes"].as_array().expect("routes");
        assert_eq!(routes[0]["result"], "no_candidate");
        assert_eq!(routes[1]["candidates_total"], 3);
        assert_eq!(made["names"]["people"].as_object().map(|people| people.len()), Some(3));
        assert!(made["names"]["groups"][office.group.to_string()].is_string());
        let answered = step(&admin, &inquiry, "answer").await;
        assert!(answered["answered_at"].is_string());
        let mut had = vec![inquiry["owner"]["id"].clone()];
        let mut now = answered;
        for _ in 0..2 {
            now = step(&admin, &now, "decline").await;
            assert_eq!(now["status"], "open");
            assert!(!had.contains(&now["owner"]["id"]), "{now}");
            had.push(now["owner"]["id"].clone());
        }
        now = step(&admin, &now, "decline").await;
        assert_eq!(now["status"], "waiting", "everybody has declined it");
        assert_eq!(now["history"].as_array().map(Vec::len), Some(3));
        assert_eq!(number(&app, "SELECT CAST(sum(declined) AS BIGINT) FROM fairness_ledger"), 3);
        let decisions = admin.get(&format!("{path}/decisions")).await.expect(200);
        assert_eq!(decisions["items"].as_array().map(Vec::len), Some(4));
        let removed = &decisions["items"][0]["explanation"]["rules"][0]["routes"][1]["candidates"][0]["removed"];
        assert_eq!(removed["code"], "declined");
        assert_sound(&app);
    }
}

both! {
    async fn over_capacity_goes_by_hand_only_and_only_when_said(app: App) {
        let office = Office::open(&app.database, 2, Some(1));
        in_force(&app.database, vec![office.rule("round_robin", false)]);
        let admin = app.admin().await;
        let made = ask(&admin, 3, 0).await;
        assert_eq!(made[2]["status"], "waiting");
        let path = format!("/api/v1/inquiries/{}/hand-over", made[2]["id"].as_str().expect("an id"));
        let mut body = json!({"owner_id": office.people[0], "version": made[2]["version"]});
        assert_eq!(admin.post(&path, body.clone()).await.problem(409), "over_capacity");
        body["over_capacity"] = json!(true);
        let given = admin.post(&path, body).await.expect(200);
        assert_eq!((given["owner"]["id"].clone(), given["reason"].clone()), (json!(office.people[0]), json!("by_hand")));
        assert_eq!(number(&app, "SELECT count(*) FROM waiting"), 0);
        assert_sound(&app);
        let statement = "UPDATE work_items SET by_id = NULL, owner_id = (SELECT min(owner_id) FROM work_items WHERE owner_id <> \
                         work_items.owner_id), change_id = change_id + 1 WHERE by_id IS NULL";
        assert!(app.database.write(|db: &mut guike::db::Db| sql::<()>(statement).run(db)).is_err());
    }
}

both! {
    async fn a_known_customer_keeps_the_owner_and_a_new_one_gets_whoever_answers(app: App) {
        let world = World::build(&app).await;
        let office = Office::open(&app.database, 2, None);
        world.assign(&[&world.districts[0]], "anna").await;
        let customer = world.register("13800000001").await;
        world.approve(&customer, &world.districts[0]).await;
        in_force(&app.database, vec![office.rule("round_robin", true)]);
        let known = world.admin.post("/api/v1/inquiries", question("13800000001")).await.expect(201);
        assert_eq!(known["owner"]["id"], world.ids["anna"]);
        assert_eq!(known["customer_id"], json!(customer));
        let new = world.admin.post("/api/v1/inquiries", question("13800000002")).await.expect(201);
        let path = format!("/api/v1/customers/{}", new["customer_id"].as_str().expect("an id"));
        let met = world.admin.get(&path).await.expect(200);
        assert_eq!(met["owner"]["id"], new["owner"]["id"]);
        let again = world.admin.post("/api/v1/inquiries", question("13800000002")).await.expect(201);
        assert_eq!(again["owner"]["id"], new["owner"]["id"]);
        assert_eq!(world.anna.get("/api/v1/inquiries").await.expect(200)["items"].as_array().map(Vec::len), Some(1));
        assert_eq!(world.bo.get("/api/v1/inquiries").await.expect(200)["items"].as_array().map(Vec::len), Some(0));
        let path = format!("/api/v1/inquiries/{}", known["id"].as_str().expect("an id"));
        assert_eq!(world.bo.get(&path).await.problem(404), "not_found");
        let decisions = world.anna.get(&format!("/api/v1/customers/{customer}/decisions")).await.expect(200);
        assert_eq!(decisions["items"][0]["explanation"]["decision"]["kind"], "district_owner");
        assert_sound(&app);
    }
}

both! {
    async fn who_leaves_gives_their_work_to_the_successor_or_back(app: App) {
        let world = World::build(&app).await;
        let office = Office::open(&app.database, 2, None);
        world.assign(&[&world.districts[0]], "anna").await;
        for phone in ["13800000011", "13800000012"] {
            let customer = world.register(phone).await;
            world.approve(&customer, &world.districts[0]).await;
            let made = world.admin.post("/api/v1/inquiries", question(phone)).await.expect(201);
            assert_eq!(made["owner"]["id"], world.ids["anna"]);
        }
        in_force(&app.database, vec![office.rule("round_robin", true)]);
        let anna = world.id("anna");
        let employee = world.admin.get(&format!("/api/v1/employees/{anna}")).await.expect(200);
        let body = json!({"version": employee["version"], "successor_id": world.id("bo")});
        world.admin.post(&format!("/api/v1/employees/{anna}/deactivate"), body).await.expect(200);
        assert_eq!(number(&app, "SELECT count(DISTINCT owner_id) FROM work_items WHERE status = 'open'"), 1);
        assert_sound(&app);
        let bo = world.id("bo");
        let employee = world.admin.get(&format!("/api/v1/employees/{bo}")).await.expect(200);
        let body = json!({"version": employee["version"]});
        world.admin.post(&format!("/api/v1/employees/{bo}/deactivate"), body).await.expect(200);
        assert_eq!(number(&app, "SELECT count(*) FROM work_items WHERE status = 'open'"), 2, "the group has them now");
        assert_sound(&app);
    }
}

both! {
    async fn the_same_external_id_at_once_is_one_inquiry(app: App) {
        let office = Office::open(&app.database, 2, None);
        in_force(&app.database, vec![office.rule("round_robin", true)]);
        let admin = app.admin().await;
        let statuses = at_once(32, |_| {
            let admin = admin.clone();
            let mut body = question("13800000001");
            body["external_id"] = json!("web-1");
            async move { admin.post("/api/v1/inquiries", body).await.status }
        }).await;
        assert_eq!(statuses, [(201, 32)].into());
        assert_eq!(number(&app, "SELECT count(*) FROM work_items"), 1);
        assert_eq!(number(&app, "SELECT count(*) FROM decisions"), 1);
        assert_sound(&app);
    }
}
