//! Orders: told in any order, given to somebody, followed up, counted.

mod race;

use guike::db::{Db, sql};
use serde_json::{Value, json};

use crate::{
    common::{App, Caller, Office, World, both, in_force},
    invariants::{assert_sound, number},
};

/// A business system with its key.
pub async fn business(app: &App, admin: &Caller) -> Caller {
    let key = admin.post("/api/v1/api-keys", json!({"name": "shop", "kind": "business"})).await.expect(201);
    app.with_token(key["secret"].as_str().expect("a secret"))
}

/// Makes product lines, quicker than through the API.
pub fn product_line(app: &App, id: i64, code: &'static str) {
    let made = app.database.write(|db: &mut Db| {
        sql::<()>("INSERT INTO product_lines (id, code, name, status, version) VALUES ($1, $2, $2, 'open', 1)")
            .bind(id)
            .bind(code)
            .run(db)
    });
    made.expect("a product line");
}

pub fn whole(revision: i64, phone: &str) -> Value {
    json!({
        "revision": revision,
        "customer": {"phone": phone, "name": "林小满"},
        "contents": {"currency": "CNY", "items": [
            {"name": "行前手册", "quantity": 2, "unit_amount": 3_000},
            {"product_line": "study", "name": "良渚三日研学", "quantity": 3, "unit_amount": 128_000},
        ]},
        "placed_at": "2026-11-20T02:00:00Z",
        "channel": "mini_program",
    })
}

fn id(answer: &Value) -> String {
    answer["order_id"].as_str().expect("an order").to_owned()
}

both! {
    async fn an_order_told_in_pieces_is_placed_when_it_is_whole_and_found_on_both_sides(app: App) {
        let world = World::build(&app).await;
        product_line(&app, 7, "study");
        let anna = world.id("anna");
        in_force(&app.database, vec![json!({
            "key": "study", "name": "study", "enabled": true,
            "when": {"all": [{"test": {"fact": "kind", "is": ["order"]}}, {"test": {"fact": "entrance", "is": ["order"]}}]},
            "routes": [{"to": "person", "employee_id": anna, "even_if_absent": true}],
        })]);
        let shop = business(&app, &world.admin).await;
        let path = "/api/v1/orders/external/SO-1";
        // The payment comes first, then the rest in pieces.
        let paid = shop.put(path, json!({"revision": 5, "state": "paid", "paid_at": "2026-11-20T03:00:00Z"})).await.expect(200);
        assert_eq!((paid["outcome"].as_str(), paid["missing"].as_array().map(Vec::len)), (Some("kept"), Some(3)));
        let seen = world.admin.get("/api/v1/orders/incomplete").await.expect(200);
        assert_eq!(seen["items"][0]["external_id"], "SO-1");
        assert_eq!(world.anna.get("/api/v1/orders/incomplete").await.problem(403), "forbidden");
        let placed = shop.put(path, whole(1, "138 0013 8000")).await.expect(200);
        assert_eq!(placed["outcome"], "placed");
        assert_eq!(shop.put(path, whole(1, "+8613800138000")).await.expect(200)["outcome"], "unchanged");
        assert_eq!(world.admin.get("/api/v1/orders/incomplete").await.expect(200)["items"], json!([]));
        let order = format!("/api/v1/orders/{}", id(&placed));
        let detail = world.anna.get(&order).await.expect(200);
        assert_eq!((detail["state"].as_str(), detail["status"].as_str()), (Some("paid"), Some("open")));
        assert_eq!((detail["title"].as_str(), detail["amount"].as_i64()), (Some("良渚三日研学"), Some(390_000)));
        assert_eq!(detail["owner"]["id"], json!(anna));
        assert_eq!((detail["deal_on"].as_str(), &detail["deal_owner"]["id"]), (Some("2026-11-20"), &json!(anna)));
        assert_eq!(detail["items"].as_array().map(Vec::len), Some(2));
        assert_eq!(world.bo.get(&order).await.problem(404), "not_found");
        assert_eq!(world.bo.get("/api/v1/orders").await.expect(200)["items"], json!([]));
        assert_eq!(world.lead.get("/api/v1/orders").await.expect(200)["items"][0]["external_id"], "SO-1");
        for found in ["q=SO-", "q=林", "q=13800138000", "product_line_id=0000000000007", "state=paid&status=open",
                      "placed_from=2026-11-20&placed_to=2026-11-20"] {
            let list = world.admin.get(&format!("/api/v1/orders?{found}")).await.expect(200);
            assert_eq!(list["items"].as_array().map(Vec::len), Some(1), "{found}");
        }
        for empty in ["q=SO-2", "q=无", "state=placed", "placed_from=2026-11-21", "placed_to=2026-11-19", "status=done"] {
            let list = world.admin.get(&format!("/api/v1/orders?{empty}")).await.expect(200);
            assert_eq!(list["items"], json!([]), "{empty}");
        }
        // What is followed up about the order is the customer's too, and its first answer.
        let draft = json!({"way": "phone", "content": "已确认行程"});
        world.anna.post(&format!("{order}/follow-ups"), draft.clone()).await.expect(201);
        assert_eq!(world.bo.post(&format!("{order}/follow-ups"), draft).await.problem(404), "not_found");
        let customer = detail["customer_id"].as_str().expect("a customer");
        world.anna.post(&format!("/api/v1/customers/{customer}/follow-ups"), json!({"way": "wechat", "content": "寒暄"})).await.expect(201);
        let all = world.anna.get(&format!("{order}/follow-ups")).await.expect(200);
        assert_eq!((&all["items"][0]["order"], all["items"][1]["order"]["external_id"].as_str()), (&Value::Null, Some("SO-1")));
        let own = world.anna.get(&format!("{order}/follow-ups?of_this_order=true")).await.expect(200);
        assert_eq!(own["items"].as_array().map(Vec::len), Some(1));
        let timeline = world.anna.get(&format!("/api/v1/customers/{customer}/timeline")).await.expect(200);
        let kinds: Vec<&str> = timeline["items"].as_array().expect("entries").iter().filter_map(|e| e["kind"].as_str()).collect();
        assert_eq!(kinds, ["follow_up", "follow_up", "ownership", "order", "registered"]);
        assert_eq!(timeline["items"][1]["order"]["external_id"], "SO-1");
        assert_eq!(timeline["items"][3]["order_state"], "paid");
        let detail = world.anna.get(&order).await.expect(200);
        assert!(detail["answered_at"].is_string());
        let decisions = world.anna.get(&format!("{order}/decisions")).await.expect(200);
        assert_eq!(decisions["items"][0]["kind"], "order");
        assert_sound(&app);
    }
}

both! {
    async fn an_order_that_ends_frees_whoever_had_it_and_what_waits_moves_up(app: App) {
        let office = Office::open(&app.database, 1, Some(1));
        in_force(&app.database, vec![office.rule("least_loaded", false)]);
        product_line(&app, 7, "study");
        let admin = app.admin().await;
        let push = |n: usize, body: Value| {
            let admin = admin.clone();
            async move { admin.put(&format!("/api/v1/orders/external/SO-{n}"), body).await.expect(200) }
        };
        let first = push(1, whole(1, "13800138001")).await;
        let second = push(2, whole(1, "13800138002")).await;
        let queue = admin.get("/api/v1/queue").await.expect(200);
        let about: Vec<&Value> = queue["items"].as_array().expect("items").iter().map(|w| &w["about"]).collect();
        assert!(about.contains(&&json!("良渚三日研学")), "{queue}");
        push(1, json!({"revision": 2, "state": "cancelled"})).await;
        let read = |id: String| {
            let admin = admin.clone();
            async move { admin.get(&format!("/api/v1/orders/{id}")).await.expect(200) }
        };
        assert_eq!(read(id(&first)).await["status"], "done");
        assert_eq!(read(id(&second)).await["status"], "open");
        // What ended does not begin again, and what ended before it was here was given to somebody all the same.
        push(1, json!({"revision": 9, "state": "in_service"})).await;
        assert_eq!(read(id(&first)).await["state"], "cancelled");
        let mut late = whole(1, "13800138003");
        late["state"] = json!("completed");
        let third = push(3, late).await;
        assert_eq!((read(id(&third)).await["status"].as_str(), number(&app, "SELECT count(*) FROM waiting WHERE kind = 'order'")), (Some("done"), 0));
        // By hand: declined with nobody else, it waits; handed over; done.
        let order = read(id(&second)).await;
        let path = format!("/api/v1/orders/{}", id(&second));
        let declined = admin.post(&format!("{path}/decline"), json!({"version": order["version"]})).await.expect(200);
        assert_eq!(declined["status"], "waiting");
        let hand = json!({"owner_id": office.people[0], "version": declined["version"]});
        let handed = admin.post(&format!("{path}/hand-over"), hand).await.expect(200);
        assert_eq!(handed["status"], "open");
        let done = admin.post(&format!("{path}/resolve"), json!({"version": handed["version"]})).await.expect(200);
        assert_eq!((done["status"].as_str(), done["state"].as_str()), (Some("done"), Some("placed")));
        assert_eq!(admin.post(&format!("{path}/resolve"), json!({"version": done["version"]})).await.problem(409), "wrong_state");
        assert_sound(&app);
    }
}

both! {
    async fn what_is_wrong_is_refused_and_harms_nobody_else(app: App) {
        let world = World::build(&app).await;
        product_line(&app, 7, "study");
        let shop = business(&app, &world.admin).await;
        let path = "/api/v1/orders/external/SO-1";
        shop.put(path, whole(1, "13800138000")).await.expect(200);
        let other = shop.put(path, json!({"revision": 2, "customer": {"phone": "13800138009"}})).await;
        assert_eq!(other.body["errors"][0]["pointer"], "/customer/phone");
        assert_eq!(other.body["errors"][0]["code"], "fixed");
        assert_eq!(other.problem(422), "invalid");
        // Of an older revision it changes nothing, so there is nothing to refuse.
        shop.put(path, json!({"revision": 0, "customer": {"phone": "13800138009"}})).await.expect(200);
        for (body, pointer) in [
            (json!({"revision": -1}), "/revision"),
            (json!({"revision": 1, "state": "paid"}), "/paid_at"),
            (json!({"revision": 1, "customer": {"phone": "12"}}), "/customer/phone"),
            (json!({"revision": 1, "contents": {"currency": "yuan", "items": [{"name": "x", "quantity": 1, "unit_amount": 1}]}}), "/contents/currency"),
            (json!({"revision": 1, "contents": {"currency": "CNY", "items": []}}), "/contents/items"),
            (json!({"revision": 1, "contents": {"currency": "CNY", "items": [{"name": "x", "quantity": 0, "unit_amount": 1}]}}), "/contents/items/0/quantity"),
            (json!({"revision": 1, "contents": {"currency": "CNY", "items": [{"name": "x", "quantity": 1, "unit_amount": -1}]}}), "/contents/items"),
            (json!({"revision": 1, "contents": {"currency": "CNY", "items": [{"product_line": "none", "name": "x", "quantity": 1, "unit_amount": 1}]}}), "/contents/items/0/product_line"),
        ] {
            let answer = shop.put(path, body.clone()).await;
            assert_eq!(answer.body["errors"][0]["pointer"], pointer, "{body}");
            answer.expect(422);
        }
        let batch = json!({"orders": [
            {"external_id": "SO-1", "push": {"revision": 3, "state": "paid"}},
            {"external_id": "SO-2", "push": whole(1, "13800138002")},
            {"external_id": " ", "push": {"revision": 1}},
        ]});
        let results = shop.post("/api/v1/orders/external", batch.clone()).await.expect(200);
        assert_eq!(results[0]["problem"]["errors"][0]["pointer"], "/paid_at");
        assert_eq!(results[1]["pushed"]["outcome"], "placed");
        assert_eq!(results[2]["problem"]["errors"][0]["pointer"], "/external_id");
        // Only who may: no other kind of key, no agent, nobody.
        assert_eq!(world.mini_program.post("/api/v1/orders/external", batch.clone()).await.problem(401), "unauthenticated");
        assert_eq!(app.with_token("gk_nonsense").post("/api/v1/orders/external", batch.clone()).await.problem(401), "unauthenticated");
        assert_eq!(world.anna.post("/api/v1/orders/external", batch.clone()).await.problem(403), "forbidden");
        assert_eq!(app.anonymous().post("/api/v1/orders/external", batch).await.problem(401), "unauthenticated");
        assert_eq!(shop.get("/api/v1/orders").await.problem(401), "unauthenticated");
        // The database itself lets nobody turn an order back, take it away or give its follow-ups to another customer.
        for forbidden in [
            "UPDATE orders SET external_id = 'x'",
            "DELETE FROM orders",
            "DELETE FROM order_parts",
            "UPDATE order_parts SET order_id = NULL",
        ] {
            assert!(app.database.write(|db: &mut Db| sql::<()>(forbidden).run(db)).is_err(), "{forbidden}");
        }
        assert_sound(&app);
    }
}

both! {
    async fn a_deal_is_whoevers_the_customer_was_when_it_was_paid(app: App) {
        let world = World::build(&app).await;
        product_line(&app, 7, "study");
        world.assign(&[&world.districts[0]], "anna").await;
        let customer = world.register("13800138000").await;
        world.approve(&customer, &world.districts[0]).await;
        let paid_at = chrono::Utc::now();
        // Another has them when it becomes known.
        let hand = json!({"owner_id": world.id("bo"), "from_id": world.id("anna")});
        world.admin.post(&format!("/api/v1/customers/{customer}/hand-over"), hand).await.expect(200);
        let mut body = whole(1, "13800138000");
        body["state"] = json!("paid");
        body["paid_at"] = json!(paid_at);
        world.admin.put("/api/v1/orders/external/SO-1", body).await.expect(200);
        let day = paid_at.with_timezone(&chrono::FixedOffset::east_opt(8 * 3600).expect("a zone")).date_naive();
        let of = |who: &Caller, by: &'static str| {
            let who = who.clone();
            async move { who.get(&format!("/api/v1/orders/statistics?from={day}&to={day}&by={by}")).await.expect(200)["rows"].clone() }
        };
        for by in ["day", "agent", "product_line"] {
            let rows = of(&world.anna, by).await;
            assert_eq!((rows[0]["deals"].as_i64(), rows[0]["amount"].as_i64()), (Some(1), Some(390_000)), "{by}");
        }
        assert_eq!(of(&world.lead, "agent").await[0]["owner"]["id"], json!(world.id("anna")));
        assert_eq!(of(&world.admin, "product_line").await[0]["product_line"], "study");
        assert_eq!(of(&world.bo, "agent").await, json!([]));
        assert_sound(&app);
        // Another amount, another day, then the money goes back: the ledger follows.
        world.admin.put("/api/v1/orders/external/SO-1", json!({"revision": 2, "contents": {"currency": "CNY", "amount": 100,
            "items": [{"product_line": "study", "name": "x", "quantity": 1, "unit_amount": 1}]}})).await.expect(200);
        assert_eq!(of(&world.anna, "day").await[0]["amount"], 100);
        world.admin.put("/api/v1/orders/external/SO-1", json!({"revision": 3, "state": "refunded"})).await.expect(200);
        let rows = of(&world.anna, "day").await;
        assert_eq!((rows[0]["deals"].as_i64(), rows[0]["taken_off"].as_i64(), rows[0]["amount_taken_off"].as_i64()), (Some(0), Some(1), Some(100)));
        assert_sound(&app);
        let wrong = world.admin.get("/api/v1/orders/statistics?from=2026-01-02&to=2026-01-01&by=day").await;
        assert_eq!(wrong.problem(422), "invalid");
        let long = world.admin.get("/api/v1/orders/statistics?from=2024-01-02&to=2026-01-01&by=day").await;
        assert_eq!(long.problem(422), "invalid");
    }
}

both! {
    async fn orders_move_with_a_redistribution_of_those_who_may_give_orders_to_others(app: App) {
        let world = World::build(&app).await;
        let anna = world.id("anna");
        in_force(&app.database, vec![json!({
            "key": "all", "name": "all", "enabled": true, "when": {"all": []},
            "routes": [{"to": "person", "employee_id": anna, "even_if_absent": true}],
        })]);
        let mut body = whole(1, "13800138000");
        body["contents"]["items"] = json!([{"name": "礼盒", "quantity": 1, "unit_amount": 100}]);
        world.admin.put("/api/v1/orders/external/SO-1", body).await.expect(200);
        // A role that may move inquiries and no orders.
        let grants: Vec<Value> = ["customer.reassign", "inquiry.reassign", "work.redistribute"]
            .map(|code| json!({"permission": code, "scope": "all"})).into();
        let role = world.admin.post("/api/v1/roles", json!({"name": "只转咨询", "grants": grants})).await.expect(201)["id"].clone();
        let path = format!("/api/v1/employees/{}/roles", world.id("reviewer"));
        world.admin.put(&path, json!({"roles": [role], "data_roles": []})).await.expect(200);
        let plan = json!({"source": {"kind": "agent", "agent_id": anna}, "moving": "work",
                          "targets": {"kind": "agents", "agents": [{"agent_id": world.id("bo")}]}});
        let seen = |who: &Caller| {
            let (who, plan) = (who.clone(), plan.clone());
            async move { who.post("/api/v1/redistributions/preview", plan).await.expect(200)["work_items"].clone() }
        };
        assert_eq!(seen(&world.reviewer).await, json!(0));
        assert_eq!(seen(&world.lead).await, json!(1));
        let token = world.lead.post("/api/v1/redistributions/preview", plan.clone()).await.expect(200)["token"].clone();
        let mut request = plan.clone();
        request["reason"] = json!("transfer");
        request["note"] = json!("换人");
        request["confirm"] = token;
        world.lead.post("/api/v1/redistributions", request).await.expect(201);
        let orders = world.bo.get("/api/v1/orders").await.expect(200);
        assert_eq!(orders["items"][0]["owner"]["id"], json!(world.id("bo")));
        assert_eq!(orders["items"][0]["reason"], "redistributed");
        assert_sound(&app);
    }
}
