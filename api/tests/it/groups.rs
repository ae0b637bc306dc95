//! Groups, their members and product lines.

use chrono::{TimeDelta, Utc};
use guike::db::{Db, sql};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    common::{App, World, both},
    workforce::written,
};

async fn group(world: &World, name: &str) -> String {
    let made = world.admin.post("/api/v1/groups", json!({"name": name})).await.expect(201);
    made["id"].as_str().expect("an id").to_owned()
}

async fn join(world: &World, group: &str, who: &str) -> Value {
    let path = format!("/api/v1/groups/{group}/members/{}", world.id(who));
    world.admin.put(&path, json!({"weight": 1})).await.expect(200)
}

both! {
    async fn product_lines_have_codes_and_close(app: App) {
        let world = World::build(&app).await;
        let line = json!({"code": "gift", "name": "礼品定制"});
        let made = world.admin.post("/api/v1/product-lines", line.clone()).await.expect(201);
        assert_eq!(made["status"], "open");
        assert_eq!(world.admin.post("/api/v1/product-lines", line).await.expect(422)["errors"][0]["pointer"], "/code");
        let same = json!({"code": "gift2", "name": "礼品定制"});
        assert_eq!(world.admin.post("/api/v1/product-lines", same).await.expect(422)["errors"][0]["pointer"], "/name");
        let path = format!("/api/v1/product-lines/{}", made["id"].as_str().expect("an id"));
        let group = world.admin.post("/api/v1/groups", json!({"name": "礼品组", "product_line_id": made["id"]})).await.expect(201);
        assert_eq!(group["product_line"]["name"], "礼品定制");
        let close = json!({"code": "gift", "name": "礼品", "status": "closed", "version": 1});
        let closed = world.admin.put(&path, close.clone()).await.expect(200);
        assert_eq!((&closed["status"], &closed["groups"]), (&json!("closed"), &json!(1)));
        assert_eq!(world.admin.put(&path, close).await.problem(409), "stale");
        let late = json!({"name": "另一组", "product_line_id": made["id"]});
        assert_eq!(world.admin.post("/api/v1/groups", late).await.expect(422)["errors"][0]["pointer"], "/product_line_id");
        let keeps = json!({"name": "礼品一组", "product_line_id": made["id"], "version": 1});
        world.admin.put(&format!("/api/v1/groups/{}", group["id"].as_str().expect("an id")), keeps).await.expect(200);
        assert_eq!(world.anna.get("/api/v1/product-lines").await.problem(403), "forbidden");
    }
}

both! {
    async fn groups_are_found_and_edited_and_go_when_nothing_refers_to_them(app: App) {
        let world = World::build(&app).await;
        let first = group(&world, "安装组").await;
        group(&world, "礼品组").await;
        let taken = world.admin.post("/api/v1/groups", json!({"name": "安装组"})).await.expect(422);
        assert_eq!((&taken["errors"][0]["pointer"], &taken["errors"][0]["code"]), (&json!("/name"), &json!("taken")));
        let page = world.lead.get("/api/v1/groups?limit=1").await.expect(200);
        let next = page["next_cursor"].as_str().expect("more");
        let rest = world.lead.get(&format!("/api/v1/groups?limit=1&cursor={next}")).await.expect(200);
        assert_eq!((&page["items"][0]["name"], &rest["items"][0]["name"]), (&json!("安装组"), &json!("礼品组")));
        let found = world.lead.get("/api/v1/groups?q=lipin").await.expect(200);
        assert_eq!((found["items"].as_array().map(Vec::len), &found["items"][0]["name"]), (Some(1), &json!("礼品组")));

        let path = format!("/api/v1/groups/{first}");
        let edit = json!({"name": "安装一组", "description": "上门安装", "version": 1});
        assert_eq!(world.lead.put(&path, edit.clone()).await.problem(403), "forbidden");
        assert_eq!(world.admin.put(&path, edit.clone()).await.expect(200)["version"], 2);
        assert_eq!(world.admin.put(&path, edit).await.problem(409), "stale");
        join(&world, &first, "anna").await;
        let delete = |version: i64| {
            let (admin, path) = (world.admin.clone(), format!("{path}?version={version}"));
            async move { admin.send(Method::DELETE, &path, None, &[]).await }
        };
        assert_eq!(delete(1).await.problem(409), "stale");
        assert_eq!(delete(2).await.status, 204);
        assert_eq!(delete(2).await.problem(404), "not_found");
        assert!(written(&app, &world, "anna").contains(&"quits ".to_owned()));
    }
}

both! {
    async fn a_group_with_work_or_to_which_the_policy_leads_stays(app: App) {
        let world = World::build(&app).await;
        let used = group(&world, "售前组").await;
        let id: shared::ids::GroupId = used.parse().expect("an id");
        app.database.write(|db: &mut Db| {
            sql::<()>("INSERT INTO decisions (id, case_id, kind, at, policy_version_id, wait_reason, group_id, explanation) \
                       SELECT 1, 1, 'inquiry', created_at, 1, 'x', id, '{}' FROM groups WHERE id = $1").bind(id).run(db)
        }).expect("a decision");
        let path = format!("/api/v1/groups/{used}?version=1");
        assert_eq!(world.admin.send(Method::DELETE, &path, None, &[]).await.problem(409), "in_use");

        let named = group(&world, "售后组").await;
        let route = json!({"to": "group", "group_id": named, "strategy": "round_robin"});
        let draft = json!({"name": "第一版", "document": {"rules": [], "otherwise": [route]}});
        let made = world.admin.post("/api/v1/policies", draft).await.expect(201);
        let publish = format!("/api/v1/policies/{}/publish", made["id"].as_str().expect("an id"));
        world.admin.post(&publish, json!({"note": "售后", "version": made["version"]})).await.expect(200);
        let path = format!("/api/v1/groups/{named}?version=1");
        assert_eq!(world.admin.send(Method::DELETE, &path, None, &[]).await.problem(409), "in_use");
    }
}

both! {
    async fn members_join_on_terms_and_the_group_tells_who_is_available(app: App) {
        let world = World::build(&app).await;
        let id = group(&world, "售前组").await;
        let path = format!("/api/v1/groups/{id}");
        let anna = format!("{path}/members/{}", world.id("anna"));
        let terms = json!({"weight": 3, "capacity": 2});
        let joined = world.admin.put(&anna, terms.clone()).await.expect(200);
        assert_eq!((&joined["weight"], &joined["capacity"], &joined["barred"]["code"]), (&json!(3), &json!(2), &json!("offline")));
        world.anna.put("/api/v1/me/presence", json!({"presence": "online"})).await.expect(200);
        let read = world.lead.get(&path).await.expect(200);
        assert_eq!((&read["members"], &read["available"], &read["open_work"], &read["waiting"]), (&json!(1), &json!(1), &json!(0), &json!(0)));

        assert_eq!(world.admin.put(&anna, terms).await.expect(422)["errors"][0]["pointer"], "/version");
        let pause = json!({"weight": 3, "capacity": null, "paused": true, "version": joined["version"]});
        let paused = world.admin.put(&anna, pause.clone()).await.expect(200);
        assert_eq!(paused["barred"]["code"], "paused");
        assert_eq!(world.admin.put(&anna, pause).await.problem(409), "stale");
        assert_eq!(world.admin.put(&anna, json!({"weight": 21, "capacity": 10_001, "version": 2})).await.expect(422)["errors"].as_array().map(Vec::len), Some(2));
        let lead = format!("{path}/members/{}", world.id("lead"));
        assert_eq!(world.admin.put(&lead, json!({"weight": 1})).await.expect(422)["errors"][0]["code"], "not_an_agent");

        let many = json!({"employee_ids": [world.id("anna"), world.id("bo")], "weight": 2});
        let added = world.admin.post(&format!("{path}/members"), many).await.expect(201);
        assert_eq!(added, json!({"joined": 1, "already": 1}));
        let none = json!({"employee_ids": [world.id("lead")], "weight": 2});
        assert_eq!(world.admin.post(&format!("{path}/members"), none).await.expect(422)["errors"][0]["pointer"], "/employee_ids/0");
        let listed = world.lead.get(&format!("{path}/members")).await.expect(200);
        let rows: Vec<(&Value, &Value)> = listed["items"].as_array().expect("rows").iter().map(|r| (&r["number"], &r["weight"])).collect();
        assert_eq!(rows, [(&json!("anna"), &json!(3)), (&json!("bo"), &json!(2))]);
        let found = world.lead.get(&format!("{path}/members?q=lb")).await.expect(200);
        assert_eq!(found["items"].as_array().map(Vec::len), Some(1));
        let states = world.lead.get(&format!("/api/v1/agents/states?group_id={id}")).await.expect(200);
        assert_eq!(states["items"][1]["groups"], json!([{"id": id, "name": "售前组"}]));
        assert_eq!(written(&app, &world, "anna"), ["active true", "joins ", "weight 3", "capacity_in 2", "presence \"online\"",
                                                   "capacity_in null", "paused true"]);
    }
}

both! {
    async fn who_joins_again_sits_where_they_sat(app: App) {
        let world = World::build(&app).await;
        let id = group(&world, "售前组").await;
        join(&world, &id, "anna").await;
        let key: shared::ids::GroupId = id.parse().expect("an id");
        app.database.write(|db: &mut Db| {
            sql::<()>("UPDATE group_members SET seat_next = 77, last_turn = 5 WHERE group_id = $1").bind(key).run(db)
        }).expect("a turn");
        let path = format!("/api/v1/groups/{id}/members/{}", world.id("anna"));
        assert_eq!(world.admin.send(Method::DELETE, &path, None, &[]).await.status, 204);
        assert_eq!(world.admin.send(Method::DELETE, &path, None, &[]).await.problem(404), "not_found");
        assert_eq!(world.lead.get(&format!("/api/v1/groups/{id}")).await.expect(200)["members"], 0);
        let again = join(&world, &id, "anna").await;
        assert!(again["version"].as_i64() > Some(1));
        let seat = app.database.read(|db: &mut Db| {
            use diesel::{RunQueryDsl, sql_types::BigInt};
            sql::<(BigInt, BigInt)>("SELECT seat_next, last_turn FROM group_members WHERE group_id = $1").bind(key).get_result::<(i64, i64)>(db)
        }).expect("a seat");
        assert_eq!(seat, (77, 5));
    }
}

both! {
    async fn who_ceases_to_be_an_agent_quits_everything(app: App) {
        let world = World::build(&app).await;
        let (one, two) = (group(&world, "甲组").await, group(&world, "乙组").await);
        for (id, who) in [(&one, "anna"), (&two, "anna"), (&one, "bo")] {
            join(&world, id, who).await;
        }
        world.anna.put("/api/v1/me/presence", json!({"presence": "online"})).await.expect(200);
        let path = format!("/api/v1/employees/{}", world.id("anna"));
        let version = world.admin.get(&path).await.expect(200)["version"].clone();
        let left = world.admin.post(&format!("{path}/deactivate"), json!({"version": version})).await.expect(200);
        let bo = format!("/api/v1/employees/{}", world.id("bo"));
        let mut edit = world.admin.get(&bo).await.expect(200);
        let fields = edit.as_object_mut().expect("an object");
        fields.retain(|name, _| ["number", "name", "phone", "username", "unit_id", "starts_at", "ends_at", "version"].contains(&name.as_str()));
        fields.insert("is_agent".into(), json!(false));
        world.admin.put(&bo, edit.clone()).await.expect(200);
        for id in [&one, &two] {
            assert_eq!(world.lead.get(&format!("/api/v1/groups/{id}")).await.expect(200)["members"], 0);
        }
        let events = written(&app, &world, "anna");
        assert_eq!(events[events.len() - 4..], ["quits ", "quits ", "presence \"offline\"", "active false"]);
        assert_eq!(written(&app, &world, "bo"), ["active true", "joins ", "quits ", "active false"]);

        world.admin.post(&format!("{path}/activate"), json!({"version": left["version"]})).await.expect(200);
        edit["is_agent"] = json!(true);
        edit["version"] = world.admin.get(&bo).await.expect(200)["version"].clone();
        world.admin.put(&bo, edit).await.expect(200);
        for who in ["anna", "bo"] {
            assert_eq!(written(&app, &world, who).last().map(String::as_str), Some("active true"), "{who}");
        }
        let states = world.lead.get("/api/v1/agents/states?presence=offline").await.expect(200);
        assert_eq!(states["items"].as_array().map(Vec::len), Some(2));
    }
}

both! {
    async fn people_who_join_leave_and_pause_at_once_end_in_one_state(app: App) {
        let world = World::build(&app).await;
        let (one, two) = (group(&world, "甲组").await, group(&world, "乙组").await);
        let leave = json!({"employee_id": world.id("bo"), "from": (Utc::now() + TimeDelta::hours(1)).to_rfc3339(),
                           "to": (Utc::now() + TimeDelta::hours(2)).to_rfc3339()});
        for _ in 0..4 {
            let put = |id: &str, who: &str| {
                let (admin, path) = (world.admin.clone(), format!("/api/v1/groups/{id}/members/{}", world.id(who)));
                async move { admin.put(&path, json!({"weight": 1})).await.status }
            };
            let (a, b, c, d) = tokio::join!(put(&one, "anna"), put(&one, "anna"), put(&two, "anna"), put(&one, "bo"));
            for status in [a, b, c, d] {
                assert!([200, 422].contains(&status), "{status}");
            }
            let (x, y) = tokio::join!(world.admin.post("/api/v1/leaves", leave.clone()), world.bo.post("/api/v1/leaves", leave.clone()));
            assert!([201, 422].contains(&x.status) && [201, 422].contains(&y.status));
        }
        assert_eq!(world.lead.get(&format!("/api/v1/groups/{one}")).await.expect(200)["members"], 2);
        assert_eq!(world.bo.get("/api/v1/leaves").await.expect(200)["items"].as_array().map(Vec::len), Some(1));
    }
}
