//! Two customers who are the same person: made one, found as one by every way, and parted again.

mod duplicates;
mod race;
mod refused;
mod states;
mod suggestions;

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    common::{App, Caller, Office, World, both, in_force, question},
    invariants::assert_sound,
    visitors::in_wechat,
};

/// What a merge of these two would come to.
pub async fn look(caller: &Caller, kept: &str, gone: &str) -> Value {
    caller.get(&format!("/api/v1/customers/{kept}/merge-preview?with={gone}")).await.expect(200)
}

/// What is sent to confirm it.
pub fn confirmed(seen: &Value, gone: &str) -> Value {
    json!({"gone_id": gone, "reason": "同一个人，换了手机号", "token": seen["token"]})
}

/// Makes one customer part of the other.
pub async fn merge(caller: &Caller, kept: &str, gone: &str) -> Value {
    let seen = look(caller, kept, gone).await;
    caller.post(&format!("/api/v1/customers/{kept}/merges"), confirmed(&seen, gone)).await.expect(201)
}

/// Where a merge is undone.
pub fn undo_path(merge: &Value) -> String {
    let word = |key: &str| merge[key].as_str().expect("an id").to_owned();
    format!("/api/v1/customers/{}/merges/{}/undo", word("kept_id"), word("id"))
}

/// Why it is undone.
pub fn sorry() -> Value {
    json!({"reason": "原来是两个人"})
}

/// The ids of a page.
fn ids(page: &Value) -> Vec<&str> {
    page["items"].as_array().expect("rows").iter().filter_map(|row| row["id"].as_str()).collect()
}

fn word<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().expect("a word")
}

fn order(phone: &str) -> Value {
    json!({"customer": {"phone": phone, "name": "李雷"}, "placed_at": "2026-11-01T02:00:00Z", "state": "placed", "revision": 1,
           "contents": {"currency": "CNY", "items": [{"name": "暑期营", "quantity": 1, "unit_amount": 128_000}]}})
}

/// An owned customer of Anna's and one of Bo's, who has an inquiry, an order, a follow-up and an account in WeChat.
struct Two {
    world: World,
    kept: String,
    gone: String,
    inquiry: Value,
    wechat: Caller,
}

impl Two {
    async fn meet(app: &App) -> Self {
        let world = World::build(app).await;
        let office = Office::open(&app.database, 2, None);
        in_force(
            &app.database,
            vec![
                json!({"key": "district", "name": "district", "enabled": true,
            "when": {"all": [{"test": {"fact": "kind", "is": ["customer"]}}]},
            "routes": [{"to": "district_owner", "even_if_absent": true}]}),
                office.rule("round_robin", true),
            ],
        );
        world.assign(&[&world.districts[0]], "anna").await;
        world.assign(&[&world.districts[1]], "bo").await;
        let kept = world.register("13600001000").await;
        world.approve(&kept, &world.districts[0]).await;
        let gone = world.register("13600001001").await;
        world.approve(&gone, &world.districts[1]).await;
        let inquiry = world.admin.post("/api/v1/inquiries", question("13600001001")).await.expect(201);
        let told = world.admin.put("/api/v1/orders/external/SO-1", order("13600001001")).await;
        assert!(told.status < 300, "{}", told.text);
        let path = format!("/api/v1/customers/{gone}/follow-ups");
        world.bo.post(&path, json!({"way": "phone", "content": "问过价格"})).await.expect(201);
        let wechat = in_wechat(app, "login oGone").await;
        let phone = json!({"code": "phone 86 13600001001"});
        wechat.send(Method::POST, "/mp/v1/me/phone", Some(phone), &[]).await.expect(200);
        Self { world, kept, gone, inquiry, wechat }
    }
}

both! {
    async fn everything_of_both_is_the_kept_ones_and_whoever_asks_for_the_gone_one_gets_them(app: App) {
        let Two { world, kept, gone, inquiry, wechat } = Two::meet(&app).await;
        let admin = &world.admin;
        let seen = look(admin, &kept, &gone).await;
        assert_eq!(seen["owner"]["name"], "安娜");
        assert_eq!(seen["warnings"], json!(["different_owners", "different_districts"]));
        assert_eq!((&seen["gone"]["inquiries"]["count"], &seen["gone"]["orders"]["count"]), (&json!(1), &json!(1)));
        let done = merge(admin, &kept, &gone).await;
        assert_eq!(
            (&done["carried"]["inquiries"], &done["carried"]["orders"], &done["carried"]["follow_ups"], &done["carried"]["identities"]),
            (&json!(1), &json!(1), &json!(1), &json!(1))
        );
        assert_eq!((&done["status_before"], &done["owner_before"]["name"]), (&json!("owned"), &json!("李波")));
        assert_sound(&app);
        // By id.
        let page = admin.get(&format!("/api/v1/customers/{gone}")).await.expect(200);
        assert_eq!((word(&page, "id"), word(&page["also_known"][0], "phone")), (&*kept, "+8613600001001"));
        assert_eq!(world.bo.get(&format!("/api/v1/customers/{gone}")).await.problem(404), "not_found");
        world.anna.get(&format!("/api/v1/customers/{gone}")).await.expect(200);
        for path in ["timeline", "ownership", "decisions", "viewers", "merges", "duplicates"] {
            admin.get(&format!("/api/v1/customers/{gone}/{path}")).await.expect(200);
        }
        let inquiries = admin.get(&format!("/api/v1/inquiries?customer_id={gone}")).await.expect(200);
        assert_eq!(ids(&inquiries), [word(&inquiry, "id")]);
        let orders = admin.get(&format!("/api/v1/orders?customer_id={gone}")).await.expect(200);
        assert_eq!(word(&orders["items"][0], "customer_id"), kept);
        world.anna.post(&format!("/api/v1/customers/{gone}/follow-ups"), json!({"way": "phone", "content": "b"})).await.expect(201);
        // By phone.
        let again = world.mini_program.post("/mp/v1/registrations", json!({"name": "客户", "phone": "13600001001"})).await.expect(201);
        assert_eq!((word(&again, "id"), &again["created"], &again["status"]), (&*kept, &json!(false), &json!("owned")));
        let asked = admin.post("/api/v1/inquiries", question("13600001001")).await.expect(201);
        assert_eq!(word(&asked, "customer_id"), kept);
        let mut by_id = question("13600001001");
        by_id["customer_id"] = json!(gone);
        by_id.as_object_mut().expect("an object").remove("phone");
        let asked = admin.post("/api/v1/inquiries", by_id).await.expect(201);
        assert_eq!(word(&asked, "customer_id"), kept);
        let told = admin.put("/api/v1/orders/external/SO-2", order("13600001001")).await;
        assert!(told.status < 300, "{}", told.text);
        // By what a person types.
        for text in ["13600001001", "1001"] {
            let found = admin.get(&format!("/api/v1/customers?q={text}")).await.expect(200);
            assert_eq!(ids(&found), [&*kept], "{text}");
            let found = admin.get(&format!("/api/v1/orders?q={text}")).await.expect(200);
            assert_eq!(ids(&found).len(), 2, "{text}");
        }
        assert_eq!(ids(&admin.get("/api/v1/customers").await.expect(200)), [&*kept]);
        assert_eq!(ids(&admin.get("/api/v1/customers?status=merged").await.expect(200)), [&*gone]);
        // By channel: everything of both, and the hashes of the originals still fit.
        assert_eq!(ids(&wechat.get("/mp/v1/me/inquiries").await.expect(200)).len(), 3);
        assert_eq!(wechat.get("/mp/v1/me/orders").await.expect(200)["items"].as_array().map(Vec::len), Some(2));
        let asked = json!({"entrance": "mini-program", "phone": "13600001001", "name": "李雷", "text": "在吗"});
        wechat.post("/mp/v1/me/inquiries", asked).await.expect(201);
        let all = admin.get(&format!("/api/v1/inquiries?customer_id={kept}")).await.expect(200);
        assert_eq!(ids(&all).len(), 4);
        for id in ids(&all) {
            let read = admin.get(&format!("/api/v1/inquiries/{id}")).await.expect(200);
            assert_eq!(read["seal"]["intact"], true);
        }
        let timeline = admin.get(&format!("/api/v1/customers/{kept}/timeline?kind=merged")).await.expect(200);
        assert!(word(&timeline["items"][0], "content").contains("+8613600001001"), "{timeline}");
        let log = admin.get("/api/v1/audit-log?action=customer.merge").await.expect(200);
        assert_eq!(ids(&log).len(), 1);
        assert_sound(&app);
    }
}

both! {
    async fn a_payment_told_late_is_a_deal_of_who_owned_the_customer_then(app: App) {
        let Two { world, kept, gone, .. } = Two::meet(&app).await;
        let paid_at = chrono::Utc::now();
        merge(&world.admin, &kept, &gone).await;
        let paid = json!({"revision": 2, "state": "paid", "paid_at": paid_at.to_rfc3339()});
        world.admin.put("/api/v1/orders/external/SO-1", paid).await;
        let mut later = order("13600001001");
        (later["state"], later["paid_at"]) = (json!("paid"), json!(chrono::Utc::now().to_rfc3339()));
        world.admin.put("/api/v1/orders/external/SO-2", later).await;
        let orders = world.admin.get(&format!("/api/v1/orders?customer_id={kept}")).await.expect(200);
        let mut owners = Vec::new();
        for id in ids(&orders) {
            let read = world.admin.get(&format!("/api/v1/orders/{id}")).await.expect(200);
            owners.push((word(&read, "external_id").to_owned(), read["deal_owner"]["name"].clone()));
        }
        owners.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(owners, [("SO-1".to_owned(), json!("李波")), ("SO-2".to_owned(), json!("安娜"))]);
        assert_sound(&app);
    }
}

both! {
    async fn undoing_gives_back_what_was_carried_over_and_leaves_what_came_since(app: App) {
        let Two { world, kept, gone, inquiry, wechat } = Two::meet(&app).await;
        let admin = &world.admin;
        let done = merge(admin, &kept, &gone).await;
        let since = admin.post("/api/v1/inquiries", question("13600001001")).await.expect(201);
        let listed = admin.get(&format!("/api/v1/customers/{kept}/merges")).await.expect(200);
        assert_eq!((&listed[0]["can_undo"], &listed[0]["undone"]), (&json!(true), &Value::Null));
        let undone = admin.post(&undo_path(&done), sorry()).await.expect(200);
        assert_eq!((word(&undone["undone"], "reason"), &undone["can_undo"]), ("原来是两个人", &json!(false)));
        assert_sound(&app);
        let page = world.bo.get(&format!("/api/v1/customers/{gone}")).await.expect(200);
        assert_eq!((word(&page, "id"), word(&page["owner"], "name")), (&*gone, "李波"));
        let of = |customer: &str| format!("/api/v1/inquiries?customer_id={customer}");
        assert_eq!(ids(&admin.get(&of(&gone)).await.expect(200)), [word(&inquiry, "id")]);
        assert_eq!(ids(&admin.get(&of(&kept)).await.expect(200)), [word(&since, "id")]);
        assert_eq!(ids(&wechat.get("/mp/v1/me/inquiries").await.expect(200)), [word(&inquiry, "id")]);
        for customer in [&kept, &gone] {
            let entries = admin.get(&format!("/api/v1/customers/{customer}/timeline?kind=unmerged")).await.expect(200);
            assert_eq!(ids(&entries).len(), 1);
        }
        assert_eq!(admin.post(&undo_path(&done), sorry()).await.problem(409), "wrong_state");
        // Once more, and a redirection holds again.
        merge(admin, &kept, &gone).await;
        assert_eq!(word(&admin.get(&format!("/api/v1/customers/{gone}")).await.expect(200), "id"), kept);
        assert_sound(&app);
    }
}

both! {
    async fn who_was_part_of_somebody_who_is_merged_goes_along_and_the_last_merge_is_undone_first(app: App) {
        let world = World::build(&app).await;
        let admin = &world.admin;
        let mut three = Vec::new();
        for n in 0..3 {
            three.push(world.register(&format!("1360000200{n}")).await);
        }
        let [a, b, c] = [&*three[0], &*three[1], &*three[2]];
        let first = merge(admin, b, a).await;
        let second = merge(admin, c, b).await;
        for id in [a, b] {
            assert_eq!(word(&admin.get(&format!("/api/v1/customers/{id}")).await.expect(200), "id"), c);
        }
        let again = world.mini_program.post("/mp/v1/registrations", json!({"name": "客户", "phone": "13600002000"})).await.expect(201);
        assert_eq!(word(&again, "id"), c);
        assert_eq!(admin.post(&undo_path(&first), sorry()).await.problem(409), "undo_later_first");
        assert_sound(&app);
        admin.post(&undo_path(&second), sorry()).await.expect(200);
        assert_eq!(word(&admin.get(&format!("/api/v1/customers/{a}")).await.expect(200), "id"), b);
        admin.post(&undo_path(&first), sorry()).await.expect(200);
        for id in [a, b, c] {
            assert_eq!(word(&admin.get(&format!("/api/v1/customers/{id}")).await.expect(200), "id"), id);
        }
        // Two into the same one: the later is undone first.
        let first = merge(admin, c, a).await;
        let second = merge(admin, c, b).await;
        assert_eq!(admin.post(&undo_path(&first), sorry()).await.problem(409), "undo_later_first");
        admin.post(&undo_path(&second), sorry()).await.expect(200);
        admin.post(&undo_path(&first), sorry()).await.expect(200);
        assert_sound(&app);
    }
}
