//! Whatever way a list takes through the database, it shows the same rows in the same order.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering::Relaxed},
};

use guike::db::sql;
use serde_json::json;
use shared::ids::CustomerId;

use crate::common::{App, Caller, World, both, fill_district};

/// All rows of a list, page by page.
async fn all(caller: &Caller, query: &str) -> Vec<serde_json::Value> {
    let mut rows = Vec::new();
    let mut path = format!("/api/v1/customers?limit=2{query}");
    loop {
        let page = caller.get(&path).await.expect(200);
        rows.extend(page["items"].as_array().expect("rows").iter().map(|c| c["phone"].clone()));
        match page["next_cursor"].as_str() {
            Some(cursor) => path = format!("/api/v1/customers?limit=2{query}&cursor={cursor}"),
            None => return rows,
        }
    }
}

both! {
    async fn who_reaches_few_of_many_customers_sees_exactly_those(app: App) {
        let world = World::build(&app).await;
        world.assign(&[&world.districts[0]], "anna").await;
        fill_district(&app.database, &world.districts[1], 400);
        world.assign(&[&world.districts[1]], "bo").await;
        let draft = json!({"number": "carl", "name": "卡尔", "unit_id": world.id("team_b"), "is_agent": true});
        let carl = world.admin.post("/api/v1/employees", draft).await.expect(201)["id"].clone();
        let give = json!({"district_ids": [world.districts[2]], "agent_id": carl});
        world.admin.post("/api/v1/districts/assignment", give).await.expect(200);
        let mut expected = Vec::new();
        for n in 0..5 {
            let customer = world.register(&format!("1390000100{n}")).await;
            world.approve(&customer, &world.districts[if n % 2 == 0 { 0 } else { 2 }]).await;
            expected.insert(0, json!(format!("+861390000100{n}")));
        }
        let role = json!({"name": "desk", "grants": [{"permission": "customer.read", "scope": "data_role"}]});
        let role = world.admin.post("/api/v1/roles", role).await.expect(201)["id"].clone();
        let cover = json!({"name": "desk", "people": [world.id("anna"), carl]});
        let data_role = world.admin.post("/api/v1/data-roles", cover).await.expect(201)["id"].clone();
        let path = format!("/api/v1/employees/{}/roles", world.id("reviewer"));
        world.admin.put(&path, json!({"roles": [role], "data_roles": [data_role]})).await.expect(200);
        assert_eq!(all(&world.reviewer, "").await, expected);
        let due: Vec<_> = expected.iter().rev().cloned().collect();
        assert_eq!(all(&world.reviewer, "&sort=due").await, due);
        assert_eq!(all(&world.reviewer, "&level=c").await, expected);
        assert_eq!(all(&world.reviewer, "&level=a").await, Vec::<serde_json::Value>::new());
        assert_eq!(all(&world.reviewer, "&idle_days=1").await, Vec::<serde_json::Value>::new());
        assert_eq!(all(&world.reviewer, "&q=13900001003").await, [json!("+8613900001003")]);
        assert_eq!(all(&world.reviewer, &format!("&district={}", world.districts[0])).await.len(), 3);
        assert_eq!(all(&world.reviewer, &format!("&owner={}", world.id("bo"))).await, Vec::<serde_json::Value>::new());
        // Everyone's rows, walked.
        assert_eq!(all(&world.admin, "&status=owned").await.len(), 405);
        assert_eq!(world.admin.get("/api/v1/customers/count").await.expect(200)["count"], 405);
    }
}

both! {
    async fn what_was_written_is_read_whoever_asks_the_same_meanwhile(app: App) {
        let world = World::build(&app).await;
        let customer = world.register("13900002000").await;
        let path = format!("/api/v1/customers/{customer}");
        let (going, mut askers) = (Arc::new(AtomicBool::new(true)), Vec::new());
        for _ in 0..8 {
            let (asker, path, going) = (world.admin.clone(), path.clone(), going.clone());
            askers.push(tokio::spawn(async move {
                let mut latest = 0;
                while going.load(Relaxed) {
                    let version = asker.get(&path).await.expect(200)["version"].as_i64().expect("a version");
                    assert!(version >= latest, "{version} was read after {latest}");
                    latest = version;
                }
            }));
        }
        for round in 0..40 {
            // By the server, and by somebody else at the same database.
            app.database
                .write(|db| sql::<()>("UPDATE customers SET version = version + 1 WHERE id = $1")
                    .bind(customer.parse::<CustomerId>().expect("an id"))
                    .run(db))
                .expect("a change");
            let read = world.admin.get(&path).await.expect(200);
            let name = format!("第{round}次");
            let body = json!({"name": name, "company": "", "level": "c", "address": "", "version": read["version"]});
            world.admin.put(&path, body).await.expect(200);
            assert_eq!(world.admin.get(&path).await.expect(200)["name"], json!(name));
        }
        going.store(false, Relaxed);
        for asker in askers {
            asker.await.expect("never an older answer after a newer one");
        }
        // A session that has ended has nothing to say, whatever it was told a moment ago.
        let anna = app.sign_in("anna", World::password()).await;
        anna.get("/api/v1/customers").await.expect(200);
        anna.post("/api/v1/session/sign-out-everywhere", json!({})).await;
        anna.get("/api/v1/customers").await.expect(401);
    }
}
