//! Merges beside everything else that happens to the same customers.

use serde_json::{Value, json};

use super::{confirmed, look, merge, order, sorry, undo_path};
use crate::{
    common::{App, Office, World, both, in_force, question},
    invariants::{assert_sound, at_once, number},
};

both! {
    async fn of_64_who_merge_two_customers_both_ways_exactly_one_does(app: App) {
        let world = World::build(&app).await;
        let two = [world.register("13600004000").await, world.register("13600004001").await];
        let seen = [look(&world.admin, &two[0], &two[1]).await, look(&world.admin, &two[1], &two[0]).await];
        let statuses = at_once(64, |n| {
            let admin = world.admin.clone();
            let (kept, gone) = (&two[n % 2], &two[1 - n % 2]);
            let (path, body) = (format!("/api/v1/customers/{kept}/merges"), confirmed(&seen[n % 2], gone));
            async move { admin.post(&path, body).await.status }
        }).await;
        assert_eq!(statuses, [(201, 1), (409, 63)].into());
        assert_eq!(number(&app, "SELECT count(*) FROM customers WHERE status = 'merged'"), 1);
        assert_sound(&app);
        let done = world.admin.get(&format!("/api/v1/customers/{}/merges", two[0])).await.expect(200)[0].clone();
        let statuses = at_once(16, |_| {
            let (admin, path) = (world.admin.clone(), undo_path(&done));
            async move { admin.post(&path, sorry()).await.status }
        }).await;
        assert_eq!(statuses, [(200, 1), (409, 15)].into());
        assert_sound(&app);
    }
}

both! {
    async fn merges_beside_all_that_comes_in_and_changes_hands_leave_nothing_behind(app: App) {
        let world = World::build(&app).await;
        let office = Office::open(&app.database, 2, None);
        in_force(&app.database, vec![json!({"key": "district", "name": "district", "enabled": true,
            "when": {"all": [{"test": {"fact": "kind", "is": ["customer"]}}]},
            "routes": [{"to": "district_owner", "even_if_absent": true}]}), office.rule("round_robin", true)]);
        world.assign(&[&world.districts[0]], "anna").await;
        world.assign(&[&world.districts[1]], "bo").await;
        let mut pairs = Vec::new();
        for n in 0..8 {
            let kept = world.register(&format!("136000050{n:02}")).await;
            world.approve(&kept, &world.districts[0]).await;
            let gone = world.register(&format!("136000051{n:02}")).await;
            // Half of the gone are approved while they are merged.
            if n % 2 == 0 {
                world.approve(&gone, &world.districts[1]).await;
            }
            pairs.push((kept, gone));
        }
        let mut seen: Vec<Value> = Vec::new();
        for (kept, gone) in &pairs {
            seen.push(look(&world.admin, kept, gone).await);
        }
        let statuses = at_once(112, |n| {
            let (admin, reviewer, mini) = (world.admin.clone(), world.reviewer.clone(), world.mini_program.clone());
            let (pair, what) = (n % 8, n / 8);
            let ((kept, gone), phone) = (pairs[pair].clone(), format!("136000051{pair:02}"));
            let (districts, body) = (world.districts.clone(), confirmed(&seen[pair], &pairs[pair].1));
            let agent = world.id(if n % 2 == 0 { "anna" } else { "bo" }).to_owned();
            let other = world.id(if n % 2 == 0 { "bo" } else { "anna" }).to_owned();
            async move {
                let answer = match what % 7 {
                    0 => admin.post(&format!("/api/v1/customers/{kept}/merges"), body).await,
                    1 => admin.post("/api/v1/inquiries", question(&phone)).await,
                    2 => admin.put(&format!("/api/v1/orders/external/SO-{n}"), order(&phone)).await,
                    3 if pair % 2 == 1 => {
                        reviewer.post(&format!("/api/v1/reviews/{gone}/approve"), json!({"district_id": districts[1]})).await
                    }
                    3 => mini.post("/mp/v1/registrations", json!({"name": "客户", "phone": phone})).await,
                    4 => {
                        let body = json!({"district_ids": [districts[pair % 2]], "agent_id": agent});
                        admin.post("/api/v1/districts/assignment", body).await
                    }
                    5 => {
                        let plan = json!({"source": {"kind": "agent", "agent_id": agent}, "moving": "customers",
                                          "targets": {"kind": "agents", "agents": [{"agent_id": other}]}});
                        let seen = admin.post("/api/v1/redistributions/preview", plan.clone()).await.expect(200);
                        let mut request = plan;
                        request["reason"] = json!("transfer");
                        request["note"] = json!("同时");
                        request["confirm"] = seen["token"].clone();
                        admin.post("/api/v1/redistributions", request).await
                    }
                    _ => {
                        let path = format!("/api/v1/customers/{gone}/follow-ups");
                        admin.post(&path, json!({"way": "phone", "content": "a"})).await
                    }
                };
                assert!(answer.status < 500, "{}: {}", what % 7, answer.text);
                answer.status
            }
        }).await;
        assert!(statuses.contains_key(&201), "{statuses:?}");
        assert_sound(&app);
        for (kept, gone) in &pairs {
            // Who was kept off by a change meanwhile looks again.
            let now = world.admin.get(&format!("/api/v1/customers/{gone}")).await.expect(200);
            if now["id"] == json!(gone) {
                merge(&world.admin, kept, gone).await;
            }
        }
        assert_sound(&app);
        assert_eq!(number(&app, "SELECT count(*) FROM customers WHERE status = 'merged'"), 8);
    }
}
