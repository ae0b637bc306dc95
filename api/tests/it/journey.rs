//! The main job: register, review, own, see, follow up, be reminded.

use serde_json::json;

use crate::common::{App, World, both};

both! {
    async fn a_registered_customer_is_owned_by_the_districts_agent_at_once_and_seen_by_the_right_people(app: App) {
        let world = World::build(&app).await;
        world.assign(&[&world.districts[0]], "anna").await;
        let customer = world.register("138 0013 8000").await;

        let queue = world.reviewer.get("/api/v1/reviews").await.expect(200);
        assert_eq!(queue["items"][0]["customer"]["phone"], "+8613800138000");
        let suggested = &queue["items"][0]["suggestions"][0];
        assert_eq!(suggested["district"]["name"], "北山街道");
        assert_eq!(suggested["agent"]["name"], "安娜");

        let approved = world.approve(&customer, &world.districts[0]).await;
        assert_eq!(approved["status"], "owned");
        assert_eq!(approved["owner"]["name"], "安娜");

        let path = format!("/api/v1/customers/{customer}");
        assert_eq!(world.anna.get("/api/v1/customers").await.expect(200)["items"][0]["id"], customer.as_str());
        assert_eq!(world.lead.get(&path).await.expect(200)["owner"]["name"], "安娜");
        assert_eq!(world.bo.get(&path).await.problem(404), "not_found");
        assert_eq!(world.bo.get("/api/v1/customers").await.expect(200)["items"], json!([]));

        let said = json!({"way": "phone", "content": "约下周看样品"});
        let written = world.anna.post(&format!("{path}/follow-ups"), said.clone()).await.expect(201);
        assert_eq!(written["author"]["name"], "安娜");
        assert_eq!(world.bo.post(&format!("{path}/follow-ups"), said).await.problem(404), "not_found");
        let after = world.anna.get(&path).await.expect(200);
        assert_eq!(after["idle_days"], 0);

        let timeline = world.anna.get(&format!("{path}/timeline")).await.expect(200);
        let kinds: Vec<_> = timeline["items"].as_array().expect("entries").iter().map(|e| e["kind"].clone()).collect();
        assert_eq!(kinds, ["follow_up", "ownership", "approved", "registered"]);
        assert_eq!(timeline["items"][0]["content"], "约下周看样品");
        let periods = world.anna.get(&format!("{path}/ownership")).await.expect(200);
        assert_eq!(periods[0]["reason"], "approval");

        let viewers = world.admin.get(&format!("{path}/viewers")).await.expect(200);
        let reasons: Vec<_> =
            viewers.as_array().expect("viewers").iter().map(|v| (v["name"].clone(), v["reasons"][0]["reason"].clone())).collect();
        assert_eq!(reasons, [(json!("安娜"), json!("owner")), (json!("王强"), json!("unit_below")), (json!("管理员"), json!("all"))]);
    }
}

both! {
    async fn a_customer_of_a_district_without_an_agent_waits_and_is_owned_as_soon_as_there_is_one(app: App) {
        let world = World::build(&app).await;
        let customer = world.register("13800138001").await;
        let approved = world.approve(&customer, &world.districts[1]).await;
        assert_eq!((&approved["status"], &approved["owner"]), (&json!("queued"), &json!(null)));
        let effect = world.assign(&[&world.districts[1]], "bo").await;
        assert_eq!(effect["customers_drained"], 1);
        let path = format!("/api/v1/customers/{customer}");
        assert_eq!(world.bo.get(&path).await.expect(200)["status"], "owned");
        let periods = world.bo.get(&format!("{path}/ownership")).await.expect(200);
        assert_eq!(periods[0]["reason"], "queue_drained");
    }
}

both! {
    async fn moving_a_district_moves_its_customers_after_telling_how_many(app: App) {
        let world = World::build(&app).await;
        let district = world.districts[0].as_str();
        world.assign(&[district], "anna").await;
        for n in 0..5 {
            let customer = world.register(&format!("1380013810{n}")).await;
            world.approve(&customer, district).await;
        }
        let request = json!({"from_agent_id": world.id("anna"), "agent_id": world.id("bo"), "reason": "调岗"});
        let preview = world.admin.post("/api/v1/districts/assignment/preview", request.clone()).await.expect(200);
        assert_eq!((&preview["districts"], &preview["customers_moved"]), (&json!(1), &json!(5)));
        assert_eq!(preview["from"][0]["agent"]["name"], "安娜");

        let mut confirmed = request.clone();
        confirmed["confirm"] = preview["token"].clone();
        let done = world.admin.post("/api/v1/districts/assignment", confirmed.clone()).await.expect(200);
        assert_eq!(done["customers_moved"], 5);
        assert_eq!(world.anna.get("/api/v1/customers/count").await.expect(200)["count"], 0);
        assert_eq!(world.bo.get("/api/v1/customers/count").await.expect(200)["count"], 5);
        let again = world.admin.post("/api/v1/districts/assignment", confirmed).await;
        assert_eq!(again.problem(409), "preview_outdated");

        let holdings = world.admin.get(&format!("/api/v1/districts/{district}/holdings")).await.expect(200);
        assert_eq!((&holdings[0]["agent"]["name"], &holdings[0]["reason"]), (&json!("李波"), &json!("调岗")));
        assert_eq!(holdings[0]["from"], holdings[1]["to"]);
    }
}

both! {
    async fn a_customer_who_was_handed_over_stays_when_the_district_moves(app: App) {
        let world = World::build(&app).await;
        let district = world.districts[0].as_str();
        world.assign(&[district], "anna").await;
        let customer = world.register("13800138200").await;
        let approved = world.approve(&customer, district).await;
        let request = json!({"owner_id": world.id("bo"), "from_id": approved["owner"]["id"]});
        let path = format!("/api/v1/customers/{customer}/hand-over");
        assert_eq!(world.anna.post(&path, request.clone()).await.problem(403), "forbidden");
        assert_eq!(world.lead.post(&path, request.clone()).await.expect(200)["owner"]["name"], "李波");
        assert_eq!(world.lead.post(&path, request).await.problem(409), "stale");
        let effect = world.admin.post(
            "/api/v1/districts/assignment",
            json!({"district_ids": [district], "agent_id": null}),
        ).await.expect(200);
        assert_eq!(effect["customers_queued"], 0);
        assert_eq!(world.bo.get("/api/v1/customers/count").await.expect(200)["count"], 1);
    }
}

both! {
    async fn who_leaves_keeps_nothing(app: App) {
        let world = World::build(&app).await;
        world.assign(&[&world.districts[0], &world.districts[1]], "anna").await;
        let customer = world.register("13800138300").await;
        world.approve(&customer, &world.districts[0]).await;
        let path = format!("/api/v1/employees/{}", world.id("anna"));
        let anna = world.admin.get(&path).await.expect(200);
        assert_eq!((&anna["districts"], &anna["customers"]), (&json!(2), &json!(1)));
        let request = json!({"successor_id": world.id("bo"), "version": anna["version"]});
        let gone = world.admin.post(&format!("{path}/deactivate"), request).await.expect(200);
        assert_eq!((&gone["status"], &gone["districts"], &gone["customers"]), (&json!("inactive"), &json!(0), &json!(0)));
        assert_eq!(world.bo.get("/api/v1/customers/count").await.expect(200)["count"], 1);
        assert_eq!(world.anna.get("/api/v1/customers").await.problem(401), "unauthenticated");
    }
}

both! {
    async fn the_board_tells_who_is_due_and_a_follow_up_takes_them_off(app: App) {
        let world = World::build(&app).await;
        world.assign(&[&world.districts[0]], "anna").await;
        let customer = world.register("13800138400").await;
        world.approve(&customer, &world.districts[0]).await;
        let counts = world.lead.get("/api/v1/follow-ups/due/counts").await.expect(200);
        assert_eq!((&counts["overdue"], &counts["by_owner"][0]["customers"]), (&json!(0), &json!(1)));
        // A day of the past, as if nobody had done anything since.
        app.database.write(|db| guike::db::sql::<()>(
            "UPDATE ownerships SET idle_since = idle_since - 40, due_on = due_on - 40",
        ).run(db)).expect("time passes");
        let counts = world.lead.get("/api/v1/follow-ups/due/counts").await.expect(200);
        assert_eq!((&counts["overdue"], &counts["by_owner"][0]["overdue"]), (&json!(1), &json!(1)));
        let due = world.anna.get("/api/v1/follow-ups/due?when=overdue").await.expect(200);
        assert_eq!(due["items"][0]["days_overdue"], 25);
        assert_eq!(world.bo.get("/api/v1/follow-ups/due").await.expect(200)["items"], json!([]));
        let path = format!("/api/v1/customers/{customer}/follow-ups");
        world.anna.post(&path, json!({"way": "wechat", "content": "ok"})).await.expect(201);
        assert_eq!(world.anna.get("/api/v1/follow-ups/due").await.expect(200)["items"], json!([]));
    }
}

both! {
    async fn bad_input_is_named_field_by_field_in_the_readers_language(app: App) {
        let world = World::build(&app).await;
        let bad = json!({"name": "", "phone": "12"});
        let path = "/mp/v1/registrations";
        let answer = world.mini_program.send(reqwest::Method::POST, path, Some(bad), &[("accept-language", "en")]).await;
        let body = answer.expect(422);
        assert_eq!(body["errors"][0], json!({"pointer": "/name", "code": "required", "message": "Required"}));
        let unknown = json!({"name": "a", "phone": "13800138000", "colour": "red"});
        let body = world.mini_program.post(path, unknown).await.expect(422);
        assert_eq!((&body["errors"][0]["pointer"], &body["errors"][0]["code"]), (&json!("/colour"), &json!("unknown_field")));
        assert_eq!(world.admin.get("/api/v1/customers?color=red").await.problem(422), "invalid");
        assert_eq!(world.admin.get("/api/v1/customers?limit=0").await.problem(422), "invalid");
        assert_eq!(world.admin.get("/api/v1/customers/nonsense").await.problem(404), "not_found");
        assert_eq!(world.admin.get("/api/v1/no-such-thing").await.problem(404), "not_found");
    }
}

both! {
    async fn lists_are_paged_filtered_and_searched(app: App) {
        let world = World::build(&app).await;
        world.assign(&[&world.districts[0]], "anna").await;
        let names = ["张伟", "李娜", "王芳", "Zoe Smith", "张小明"];
        for (n, name) in names.iter().enumerate() {
            let body = json!({"name": name, "phone": format!("1390000000{n}"), "company": format!("{name}五金")});
            let made = world.mini_program.post("/mp/v1/registrations", body).await.expect(201);
            world.approve(made["id"].as_str().expect("an id"), &world.districts[0]).await;
        }
        let mut seen = Vec::new();
        let mut path = "/api/v1/customers?limit=2".to_owned();
        loop {
            let page = world.lead.get(&path).await.expect(200);
            seen.extend(page["items"].as_array().expect("rows").iter().map(|c| c["name"].clone()));
            match page["next_cursor"].as_str() {
                Some(cursor) => path = format!("/api/v1/customers?limit=2&cursor={cursor}"),
                None => break,
            }
        }
        let newest_first: Vec<_> = names.iter().rev().map(|n| json!(n)).collect();
        assert_eq!(seen, newest_first);
        for (q, found) in [("张", 2), ("zhangwei", 1), ("zxm", 1), ("0003", 1), ("13900000001", 1), ("Zoe", 1), ("李娜五", 1), ("%", 0)] {
            for caller in [&world.anna, &world.lead, &world.admin] {
                let path = format!("/api/v1/customers?q={}", q.replace('%', "%25"));
                let rows = caller.get(&path).await.expect(200);
                assert_eq!(rows["items"].as_array().map(Vec::len), Some(found), "{q}");
            }
        }
        let due = world.lead.get("/api/v1/customers?sort=due&limit=3").await.expect(200);
        let cursor = due["next_cursor"].as_str().expect("more");
        let rest = world.lead.get(&format!("/api/v1/customers?sort=due&limit=3&cursor={cursor}")).await.expect(200);
        assert_eq!(rest["items"].as_array().map(Vec::len), Some(2));
        let none = world.lead.get("/api/v1/customers?status=pending").await.expect(200);
        assert_eq!(none["items"], json!([]));
    }
}
