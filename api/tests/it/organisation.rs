//! The org tree and the employees.

use reqwest::Method;
use serde_json::{Value, json};

use crate::common::{App, Caller, World, both};

async fn unit(admin: &Caller, parent: Option<&str>, name: &str) -> String {
    let made = admin.post("/api/v1/org-units", json!({"parent_id": parent, "name": name})).await.expect(201);
    made["id"].as_str().expect("an id").to_owned()
}

async fn version_of(admin: &Caller, unit: &str) -> Value {
    let units = admin.get("/api/v1/org-units").await.expect(200);
    let found = units.as_array().expect("units").iter().find(|u| u["id"] == unit);
    found.expect("a unit")["version"].clone()
}

async fn move_unit(admin: &Caller, unit: &str, parent: Option<&str>) -> crate::common::Answer {
    let body = json!({"parent_id": parent, "version": version_of(admin, unit).await});
    admin.post(&format!("/api/v1/org-units/{unit}/move"), body).await
}

async fn names(caller: &Caller, path: &str) -> Vec<String> {
    let body = caller.get(path).await.expect(200);
    let rows = body.get("items").unwrap_or(&body).as_array().expect("rows").clone();
    rows.iter().map(|row| row["name"].as_str().expect("a name").to_owned()).collect()
}

both! {
    async fn the_tree_is_listed_from_the_top_and_changes_shape(app: App) {
        let admin = app.admin().await;
        let a = unit(&admin, None, "A").await;
        let below = unit(&admin, Some(&a), "below").await;
        unit(&admin, Some(&a), "another").await;
        let listed = names(&admin, "/api/v1/org-units").await;
        let at = listed.iter().position(|n| n == "A").expect("A");
        assert_eq!(listed[at..at + 3], ["A", "another", "below"]);

        let taken = admin.post("/api/v1/org-units", json!({"parent_id": a, "name": "below"})).await.expect(422);
        assert_eq!(taken["errors"][0]["pointer"], "/name");
        let rename = json!({"name": "beneath", "version": 1});
        let path = format!("/api/v1/org-units/{below}");
        assert_eq!(admin.send(Method::PATCH, &path, Some(rename.clone()), &[]).await.expect(200)["version"], 2);
        assert_eq!(admin.send(Method::PATCH, &path, Some(rename), &[]).await.problem(409), "stale");

        assert_eq!(move_unit(&admin, &a, Some(&below)).await.problem(409), "cycle");
        assert_eq!(move_unit(&admin, &a, Some(&a)).await.problem(409), "cycle");
        unit(&admin, None, "beneath").await;
        assert_eq!(move_unit(&admin, &below, None).await.problem(409), "duplicate");
        assert_eq!(admin.send(Method::DELETE, &format!("/api/v1/org-units/{a}?version=1"), None, &[]).await.problem(409), "in_use");
        let gone = admin.send(Method::DELETE, &format!("{path}?version=2"), None, &[]).await;
        assert_eq!(gone.status, 204);
    }
}

both! {
    async fn the_tree_grows_no_deeper_than_twelve(app: App) {
        let admin = app.admin().await;
        let mut chain = vec![unit(&admin, None, "1").await];
        for level in 2..=12 {
            chain.push(unit(&admin, chain.last().map(String::as_str), &level.to_string()).await);
        }
        let draft = json!({"parent_id": chain[11], "name": "13"});
        let refused = admin.post("/api/v1/org-units", draft).await.expect(422);
        assert_eq!(refused["errors"][0]["code"], "too_deep");
        let loose = unit(&admin, None, "loose").await;
        unit(&admin, Some(&loose), "end").await;
        move_unit(&admin, &loose, Some(&chain[10])).await.expect(422);
        move_unit(&admin, &loose, Some(&chain[9])).await.expect(200);
    }
}

both! {
    async fn two_units_that_move_below_each_other_at_once_make_no_cycle(app: App) {
        let admin = app.admin().await;
        for round in 0..6 {
            let (a, b) = (unit(&admin, None, &format!("a{round}")).await, unit(&admin, None, &format!("b{round}")).await);
            let (one, other) = tokio::join!(move_unit(&admin, &a, Some(&b)), move_unit(&admin, &b, Some(&a)));
            let mut statuses = [one.status, other.status];
            statuses.sort_unstable();
            assert_eq!(statuses, [200, 409]);
        }
        let listed = admin.get("/api/v1/org-units").await.expect(200);
        assert!(listed.as_array().expect("units").len() >= 12);
    }
}

both! {
    async fn a_merged_unit_leaves_its_people_units_and_data_roles_to_the_other(app: App) {
        let world = World::build(&app).await;
        let admin = &world.admin;
        let below = unit(admin, Some(world.id("team_b")), "杭州组").await;
        let covers = json!([{"unit_id": world.id("team_b"), "include_below": true},
                            {"unit_id": world.id("team_a"), "include_below": false}]);
        let role = admin.post("/api/v1/data-roles", json!({"name": "跨组", "units": covers})).await.expect(201);
        let merge = |from: &str, into: &str, version: Value| {
            let path = format!("/api/v1/org-units/{from}/merge");
            let body = json!({"into": into, "version": version});
            async move { admin.post(&path, body).await }
        };
        let version = version_of(admin, world.id("region")).await;
        assert_eq!(merge(world.id("region"), &below, version).await.problem(409), "cycle");
        // Two units of the same name would stand below the region.
        let refused = merge(world.id("team_b"), world.id("region"), json!(1)).await.expect(409);
        assert_eq!((&refused["code"], &refused["detail"]), (&json!("duplicate"), &json!("杭州组")));
        assert_eq!(merge(world.id("team_b"), world.id("team_a"), json!(1)).await.status, 204);

        let bo = admin.get(&format!("/api/v1/employees/{}", world.id("bo"))).await.expect(200);
        assert_eq!(bo["unit_id"], world.id("team_a"));
        let units = admin.get("/api/v1/org-units").await.expect(200);
        let moved = units.as_array().expect("units").iter().find(|u| u["id"] == below).expect("the unit below").clone();
        assert_eq!(moved["parent_id"], world.id("team_a"));
        let roles = admin.get("/api/v1/data-roles").await.expect(200);
        assert_eq!(roles[0]["units"], json!([{"unit_id": world.id("team_a"), "include_below": true}]));
        assert_eq!(roles[0]["version"], json!(role["version"].as_i64().expect("a version") + 1));
    }
}

both! {
    async fn a_child_that_is_called_like_its_parent_survives_the_merge(app: App) {
        let admin = app.admin().await;
        let top = unit(&admin, None, "top").await;
        let sales = unit(&admin, Some(&top), "sales").await;
        let inner = unit(&admin, Some(&sales), "sales").await;
        let path = format!("/api/v1/org-units/{sales}/merge");
        assert_eq!(admin.post(&path, json!({"into": top, "version": 1})).await.status, 204);
        let units = admin.get("/api/v1/org-units").await.expect(200);
        let left: Vec<&Value> = units.as_array().expect("units").iter().filter(|u| u["name"] == "sales").collect();
        assert_eq!((left.len(), &left[0]["id"], &left[0]["parent_id"]), (1, &json!(inner), &json!(top)));
    }
}

both! {
    async fn employees_are_found_by_what_people_know_and_where_they_sit(app: App) {
        let world = World::build(&app).await;
        let admin = &world.admin;
        let draft = json!({"number": "E0042", "name": "李小雨", "phone": "138 0013 8000", "username": "Rain.Li",
                           "unit_id": world.id("team_a"), "is_agent": true});
        let made = admin.post("/api/v1/employees", draft).await.expect(201);
        assert_eq!((&made["phone"], &made["can_sign_in"]), (&json!("+8613800138000"), &json!(false)));
        for q in ["小雨", "lixiaoy", "lxy", "e0042", "1380013", "%2B86138", "rain.l", "李小"] {
            assert_eq!(names(admin, &format!("/api/v1/employees?q={q}")).await, ["李小雨"], "{q}");
        }
        for q in ["xiaoyu", "0042", "%25", "_"] {
            assert!(names(admin, &format!("/api/v1/employees?q={q}")).await.is_empty(), "{q}");
        }
        let list = |query: &str| {
            let path = format!("/api/v1/employees?{query}");
            async move { names(admin, &path).await }
        };
        assert_eq!(list(&format!("unit={}", world.id("region"))).await, ["李小雨", "李波", "安娜", "王强"]);
        assert_eq!(list(&format!("unit={}&agent=false", world.id("region"))).await, ["王强"]);
        assert_eq!(list(&format!("unit={}&status=active", world.id("team_a"))).await, ["李小雨", "安娜"]);
        assert!(list("status=inactive").await.is_empty());
        // Page by page it is the same list.
        let all = list("limit=200").await;
        let (mut paged, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = admin.get(&format!("/api/v1/employees?limit=2{cursor}")).await.expect(200);
            paged.extend(page["items"].as_array().expect("items").iter().map(|e| e["name"].as_str().expect("a name").to_owned()));
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(paged, all);
        assert_eq!(admin.get("/api/v1/employees?cursor=x").await.problem(422), "invalid");
        assert_eq!(names(&world.anna, "/api/v1/agents?q=lxy").await, ["李小雨"]);
        assert_eq!(world.anna.get("/api/v1/employees").await.problem(403), "forbidden");
    }
}

both! {
    async fn what_others_have_is_told_field_by_field(app: App) {
        let admin = app.admin().await;
        let root = unit(&admin, None, "root").await;
        let draft = |number: &str, phone: &str, username: &str| {
            json!({"number": number, "name": "x", "phone": phone, "username": username, "unit_id": root})
        };
        let first = admin.post("/api/v1/employees", draft("1", "13800138000", "one")).await.expect(201);
        let refused = admin.post("/api/v1/employees", draft("1", "+8613800138000", "one")).await.expect(422);
        let pointers: Vec<&str> =
            refused["errors"].as_array().expect("errors").iter().filter_map(|e| e["pointer"].as_str()).collect();
        assert_eq!(pointers, ["/number", "/phone", "/username"]);
        let bad = admin.post("/api/v1/employees", draft("2", "12", "two")).await.expect(422);
        assert_eq!(bad["errors"][0]["code"], "not_a_phone");
        let second = admin.post("/api/v1/employees", draft("2", "", "two")).await.expect(201);
        assert_eq!(second["phone"], Value::Null);
        let mut edit = json!({"number": "2", "name": "y", "phone": null, "username": "one", "unit_id": root,
                              "is_agent": false, "starts_at": null, "ends_at": null, "version": 1});
        let path = format!("/api/v1/employees/{}", second["id"].as_str().expect("an id"));
        assert_eq!(admin.put(&path, edit.clone()).await.expect(422)["errors"][0]["pointer"], "/username");
        edit["username"] = json!("two");
        assert_eq!(admin.put(&path, edit.clone()).await.expect(200)["version"], 2);
        assert_eq!(admin.put(&path, edit).await.problem(409), "stale");
        // Of two at once one is first, and the other is told why not.
        let (one, other) = tokio::join!(
            admin.post("/api/v1/employees", draft("4", "13900139000", "four")),
            admin.post("/api/v1/employees", draft("4", "13900139000", "four")),
        );
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 422]);
        let mut nameless = draft("5", "", "five");
        nameless["username"] = Value::Null;
        nameless["initial_password"] = json!("a good first one");
        assert_eq!(admin.post("/api/v1/employees", nameless).await.expect(422)["errors"][0]["code"], "required");
        // The same key with the same request makes one employee.
        let key = [("idempotency-key", "k1")];
        let again = draft("3", "", "three");
        let made = admin.send(Method::POST, "/api/v1/employees", Some(again.clone()), &key).await.expect(201);
        let same = admin.send(Method::POST, "/api/v1/employees", Some(again), &key).await.expect(201);
        assert_eq!((made["id"] == same["id"], made["id"] == first["id"]), (true, false));
    }
}

both! {
    async fn who_leaves_hands_everything_over_and_is_signed_out(app: App) {
        let world = World::build(&app).await;
        let admin = &world.admin;
        world.assign(&[&world.districts[0]], "anna").await;
        let customer = world.register("13600000001").await;
        world.approve(&customer, &world.districts[0]).await;
        let path = format!("/api/v1/employees/{}", world.id("anna"));
        let anna = admin.get(&path).await.expect(200);
        assert_eq!((&anna["districts"], &anna["customers"]), (&json!(1), &json!(1)));
        let edit = json!({"number": "anna", "name": "安娜", "phone": null, "username": "anna",
                          "unit_id": world.id("team_a"), "is_agent": false, "starts_at": null, "ends_at": null,
                          "version": anna["version"]});
        assert_eq!(admin.put(&path, edit).await.problem(409), "wrong_state");
        let leave = |successor: &str| json!({"successor_id": successor, "version": anna["version"]});
        let refused = admin.post(&format!("{path}/deactivate"), leave(world.id("lead"))).await.expect(422);
        assert_eq!(refused["errors"][0]["code"], "not_an_agent");
        let left = admin.post(&format!("{path}/deactivate"), leave(world.id("bo"))).await.expect(200);
        assert_eq!((&left["status"], &left["districts"], &left["customers"]), (&json!("inactive"), &json!(0), &json!(0)));
        let bo = admin.get(&format!("/api/v1/employees/{}", world.id("bo"))).await.expect(200);
        assert_eq!((&bo["districts"], &bo["customers"]), (&json!(1), &json!(1)));
        assert_eq!(world.anna.get("/api/v1/me").await.problem(401), "unauthenticated");
        let outlook = admin.get(&format!("/api/v1/employees/{}/outlook", world.id("bo"))).await.expect(200);
        assert_eq!((&outlook["everyone"], &outlook["customers"]), (&json!(false), &json!(1)));
        assert_eq!(admin.post(&format!("{path}/deactivate"), leave(world.id("bo"))).await.problem(409), "wrong_state");
        let back = admin.post(&format!("{path}/activate"), json!({"version": left["version"]})).await.expect(200);
        assert_eq!((&back["status"], &back["districts"]), (&json!("active"), &json!(0)));
    }
}

both! {
    async fn nobody_is_locked_out_and_nobody_climbs(app: App) {
        let world = World::build(&app).await;
        let admin = &world.admin;
        let me = admin.get("/api/v1/me").await.expect(200)["employee_id"].as_str().expect("an id").to_owned();
        let path = format!("/api/v1/employees/{me}");
        let version = admin.get(&path).await.expect(200)["version"].clone();
        let leave = json!({"version": version});
        assert_eq!(admin.post(&format!("{path}/deactivate"), leave).await.problem(409), "last_administrator");
        let nothing = json!({"roles": [], "data_roles": []});
        assert_eq!(admin.put(&format!("{path}/roles"), nothing).await.problem(409), "last_administrator");
        // Who manages employees but not roles cannot take over an administrator's account.
        let grants = json!([{"permission": "organisation.manage", "scope": "all"}]);
        let role = admin.post("/api/v1/roles", json!({"name": "人事", "grants": grants})).await.expect(201);
        let roles = json!({"roles": [role["id"]], "data_roles": []});
        admin.put(&format!("/api/v1/employees/{}/roles", world.id("reviewer")), roles.clone()).await.expect(200);
        let reset = json!({"initial_password": "another long one"});
        let refused = world.reviewer.post(&format!("{path}/reset-password"), reset.clone()).await;
        assert_eq!(refused.problem(403), "forbidden");
        let other = format!("/api/v1/employees/{}", world.id("anna"));
        assert_eq!(world.reviewer.post(&format!("{other}/reset-password"), reset).await.status, 204);
        assert_eq!(world.anna.get("/api/v1/me").await.problem(401), "unauthenticated");
        assert_eq!(world.reviewer.put(&format!("{path}/roles"), roles).await.problem(403), "forbidden");
    }
}

both! {
    async fn who_leaves_while_being_given_something_holds_nothing(app: App) {
        let world = World::build(&app).await;
        let admin = &world.admin;
        let customer = world.register("13600000003").await;
        world.assign(&[&world.districts[0]], "bo").await;
        world.approve(&customer, &world.districts[0]).await;
        for _ in 0..8 {
            let path = format!("/api/v1/employees/{}", world.id("anna"));
            let version = admin.get(&path).await.expect(200)["version"].clone();
            let leave = format!("{path}/deactivate");
            let give = json!({"district_ids": [world.districts[1]], "agent_id": world.id("anna"), "reason": ""});
            let read = admin.get(&format!("/api/v1/customers/{customer}")).await.expect(200);
            let hand = json!({"owner_id": world.id("anna"), "from_id": read["owner"]["id"]});
            let hand_over = format!("/api/v1/customers/{customer}/hand-over");
            let (left, given, handed) = tokio::join!(
                admin.post(&leave, json!({"successor_id": world.id("bo"), "version": version})),
                admin.post("/api/v1/districts/assignment", give),
                admin.post(&hand_over, hand),
            );
            let left = left.expect(200);
            assert!([200, 422].contains(&given.status), "{}", given.text);
            assert!([200, 204, 409, 422].contains(&handed.status), "{}", handed.text);
            let anna = admin.get(&path).await.expect(200);
            assert_eq!((&anna["districts"], &anna["customers"]), (&json!(0), &json!(0)));
            admin.post(&format!("{path}/activate"), json!({"version": left["version"]})).await.expect(200);
        }
    }
}
