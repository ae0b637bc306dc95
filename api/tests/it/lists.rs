//! Whatever way a list takes through the database, it shows the same rows in the same order.

use serde_json::json;

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
