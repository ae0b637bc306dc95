//! What a search finds is taken along: all of it, and nothing else.

use serde_json::{Value, json};

use super::{column, ended, export, fill_orders, listed, may_export, sheets, shop, texts};
use crate::common::{App, Caller, both};

/// The query of a search as its address says it.
fn address(filter: &Value) -> String {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let parts = filter.as_object().expect("conditions").iter();
    let parts: Vec<String> = parts.map(|(name, value)| format!("{name}={}", text(value))).collect();
    format!("/api/v1/search?limit=200&{}", parts.join("&"))
}

/// What a search lists, the newest first.
async fn found(caller: &Caller, filter: &Value, field: &str) -> Vec<String> {
    let page = caller.get(&address(filter)).await.expect(200);
    let items = page["items"].as_array().expect("rows").iter();
    items.map(|item| item["row"][field].as_str().expect("a text").to_owned()).collect()
}

async fn refused(caller: &Caller, filter: &Value) -> (u16, Value) {
    let draft = json!({"what": {"kind": "search", "filter": filter}, "format": "csv", "lang": "en"});
    let preview = caller.post("/api/v1/exports/preview", draft.clone()).await;
    let asked = caller.post("/api/v1/exports", draft).await;
    assert_eq!(preview.status, asked.status);
    (asked.status, asked.body)
}

both! {
    async fn what_a_search_finds_is_what_its_export_holds(app: App) {
        let world = shop(&app).await;
        let (first, second) = (world.register("13700137001").await, world.register("13700137002").await);
        world.approve(&first, &world.districts[0]).await;
        world.approve(&second, &world.districts[1]).await;
        for (customer, content) in [(&first, "约好周五看样品"), (&second, "约好周五看样品"), (&second, "已经寄出")] {
            let follow = json!({"way": "phone", "content": content});
            world.admin.post(&format!("/api/v1/customers/{customer}/follow-ups"), follow).await.expect(201);
        }
        for filter in [
            json!({"find": "orders"}),
            json!({"find": "orders", "order_number": "SO-2"}),
            json!({"find": "orders", "customer": "13800138002", "order_state": "placed"}),
            json!({"find": "orders", "order_words": "良渚"}),
            json!({"find": "orders", "order_currency": "CNY", "order_amount_from": 100_000, "customer_owner": world.id("bo")}),
            json!({"find": "orders", "follow_up_words": "样品"}),
        ] {
            for who in [&world.admin, &world.lead] {
                let done = export(who, "search", filter.clone(), "xlsx", "en").await;
                let book = sheets(who, &done).await;
                let shown = found(who, &filter, "external_id").await;
                assert_eq!(texts(&column(&book[0].1, "Order")), shown, "{filter}");
                assert_eq!(done["written"], json!(shown.len()), "{filter}");
                assert_eq!(done["expected"], json!({"count": shown.len(), "capped": false}), "{filter}");
            }
        }
        for filter in [
            json!({"find": "customers"}),
            json!({"find": "customers", "order_state": "placed"}),
            json!({"find": "customers", "follow_up_words": "周五", "customer_owner": world.id("anna")}),
            json!({"find": "customers", "customer": "137", "follow_up_way": "phone"}),
        ] {
            for who in [&world.admin, &world.lead] {
                let done = export(who, "search", filter.clone(), "xlsx", "zh-CN").await;
                let book = sheets(who, &done).await;
                assert_eq!(texts(&column(&book[0].1, "电话")), found(who, &filter, "phone").await, "{filter}");
            }
        }
        // With the follow-ups of those who were found, and of nobody else.
        let done = export(&world.admin, "search", json!({"find": "customers", "follow_up_words": "寄出"}), "xlsx", "zh-CN").await;
        assert_eq!((done["what"]["filter"]["find"].as_str(), done["file_name"].as_str().map(|name| name.starts_with("搜索到的客户-"))), (Some("customers"), Some(true)));
        let book = sheets(&world.admin, &done).await;
        assert_eq!(texts(&column(&book[1].1, "内容")), ["约好周五看样品", "已经寄出"]);
        assert_eq!(listed(&world.admin, "/api/v1/exports", "state").await.iter().filter(|state| *state == "done").count(), 11);
    }
}

both! {
    async fn who_takes_along_what_they_found_needs_to_see_it_and_to_be_allowed(app: App) {
        let world = shop(&app).await;
        let orders = json!({"find": "orders", "order_state": "placed"});
        assert_eq!(refused(&world.anna, &orders).await.0, 403, "she sees them, and may not take them along");
        may_export(&world, "anna", &["order.export"], "own").await;
        let done = export(&world.anna, "search", orders, "xlsx", "en").await;
        assert_eq!(texts(&column(&sheets(&world.anna, &done).await[0].1, "Order")), ["SO-4", "SO-2", "SO-1"]);
        assert_eq!(refused(&world.anna, &json!({"find": "customers"})).await.0, 403, "orders only");
        // Who may take along less than they see gets less.
        may_export(&world, "bo", &["customer.read"], "all").await;
        may_export(&world, "bo", &["customer.export"], "own").await;
        assert_eq!(found(&world.bo, &json!({"find": "customers"}), "phone").await.len(), 3);
        let done = export(&world.bo, "search", json!({"find": "customers"}), "xlsx", "en").await;
        assert_eq!(texts(&column(&sheets(&world.bo, &done).await[0].1, "Phone")), ["+8613800138003"]);
        // Who reads no orders can neither find them nor ask about them.
        may_export(&world, "reviewer", &["order.export", "customer.export", "customer.read"], "all").await;
        assert_eq!(refused(&world.reviewer, &json!({"find": "orders"})).await.0, 403);
        let (status, body) = refused(&world.reviewer, &json!({"find": "customers", "order_state": "placed"})).await;
        assert_eq!((status, &body["errors"][0]["pointer"]), (422, &json!("/what/filter/order_state")));
        for (filter, pointer) in [
            (json!({"find": "inquiries"}), "/what/filter/find"),
            (json!({"find": "follow_ups"}), "/what/filter/find"),
            (json!({"find": "orders", "order_amount_from": 1}), "/what/filter/order_currency"),
        ] {
            let (status, body) = refused(&world.admin, &filter).await;
            assert_eq!((status, &body["errors"][0]["pointer"]), (422, &json!(pointer)), "{filter}");
        }
        // Nothing is found, and the file is there all the same.
        let draft = json!({"what": {"kind": "search", "filter": {"find": "orders", "order_number": "NONE"}}, "format": "xlsx", "lang": "en"});
        let made = world.admin.post("/api/v1/exports", draft).await.expect(201);
        let done = ended(&world.admin, made["id"].as_str().expect("an id")).await;
        assert_eq!((&done["state"], &done["written"]), (&json!("done"), &json!(0)));
    }
}

both! {
    async fn a_search_of_many_is_gone_through_to_its_end(app: App) {
        let world = shop(&app).await;
        fill_orders(&app.database, 450);
        let filter = json!({"find": "orders", "order_currency": "CNY"});
        let draft = json!({"what": {"kind": "search", "filter": filter}, "format": "csv", "lang": "en"});
        assert_eq!(world.admin.post("/api/v1/exports/preview", draft).await.expect(200), json!({"count": 200, "capped": true}));
        let done = export(&world.admin, "search", filter, "xlsx", "en").await;
        assert_eq!((&done["written"], &done["expected"]), (&json!(454), &Value::Null));
        let numbers = texts(&column(&sheets(&world.admin, &done).await[0].1, "Order"));
        let all: std::collections::BTreeSet<&String> = numbers.iter().collect();
        assert_eq!((numbers.len(), all.len()), (454, 454), "each once");
    }
}
