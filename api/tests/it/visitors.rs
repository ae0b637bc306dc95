//! Customers on their own side: in a WeChat mini-program and on a website.

use std::sync::atomic::{AtomicUsize, Ordering};

use guike::{
    db::{At, sql},
    error::Error,
};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    common::{App, Caller, Office, World, both, in_force, question},
    invariants::at_once,
};

const MINE: &str = "/mp/v1/me/inquiries";
const THEIRS: &str = "/public/v1/inquiries";

fn pointer(body: &Value) -> (String, String) {
    let error = &body["errors"][0];
    let word = |key: &str| error[key].as_str().expect("a word").to_owned();
    (word("pointer"), word("code"))
}

/// Somebody whom WeChat names so.
pub async fn in_wechat(app: &App, code: &str) -> Caller {
    static CODES: AtomicUsize = AtomicUsize::new(0);
    let code = format!("{code} {}", CODES.fetch_add(1, Ordering::Relaxed));
    let made = app.anonymous().post("/mp/v1/sessions", json!({"code": code})).await.expect(201);
    app.with_token(made["token"].as_str().expect("a token"))
}

/// Somebody at a widget, with its key.
async fn on_the_web(app: &App, admin: &Caller) -> (Caller, String) {
    let draft = json!({"name": "在线咨询", "entrance": "web-form", "origins": ["https://www.example.com"], "colour": "#1f6f5c"});
    let widget = admin.post("/api/v1/widgets", draft).await.expect(201);
    let key = widget["key"].as_str().expect("a key").to_owned();
    (visitor(app, &key).await, key)
}

async fn visitor(app: &App, key: &str) -> Caller {
    let made = app.anonymous().post("/public/v1/visitors", json!({"widget": key})).await.expect(201);
    app.with_token(made["token"].as_str().expect("a token"))
}

fn words(phone: Option<&str>) -> Value {
    json!({"entrance": "mini-program", "phone": phone, "name": "李雷", "text": "请问暑期班还有名额吗？"})
}

fn ids(page: &Value) -> Vec<&str> {
    page["items"].as_array().expect("rows").iter().filter_map(|row| row["id"].as_str()).collect()
}

both! {
    async fn who_only_typed_a_phone_sees_what_they_sent_and_nothing_else(app: App) {
        let office = Office::open(&app.database, 2, None);
        in_force(&app.database, vec![office.rule("round_robin", true)]);
        let admin = app.admin().await;
        let old = admin.post("/api/v1/inquiries", question("13600000001")).await.expect(201);
        let me = in_wechat(&app, "login oPhoneTyped").await;
        assert_eq!(me.get("/mp/v1/me").await.expect(200), json!({"name": null, "phone_tail": null, "proven": false}));
        assert_eq!(pointer(&me.post(MINE, words(None)).await.expect(422)), ("/phone".into(), "required".into()));
        let sent = me.post(MINE, words(Some("136 0000 0001"))).await.expect(201);
        let read = admin.get(&format!("/api/v1/inquiries/{}", sent["id"].as_str().expect("an id"))).await.expect(200);
        assert_eq!(read["customer_id"], old["customer_id"], "found by phone");
        assert_eq!(ids(&me.get(MINE).await.expect(200)), [sent["id"].as_str().expect("an id")]);
        let foreign = format!("{MINE}/{}/messages", old["id"].as_str().expect("an id"));
        assert_eq!(me.get(&foreign).await.problem(404), "not_found");
        assert_eq!(me.post(&foreign, json!({"text": "我也要问"})).await.problem(404), "not_found");
        assert_eq!(me.get("/mp/v1/me/orders").await.expect(200)["items"], json!([]));
        // The next one needs no phone, and another phone is another customer.
        let next = me.post(MINE, words(None)).await.expect(201);
        let read = admin.get(&format!("/api/v1/inquiries/{}", next["id"].as_str().expect("an id"))).await.expect(200);
        assert_eq!(read["customer_id"], old["customer_id"]);
        let page = admin.get(&format!("/api/v1/customers/{}", old["customer_id"].as_str().expect("an id"))).await.expect(200);
        assert_eq!((&page["identities"][0]["channel"], &page["identities"][0]["proof"]), (&json!("wechat_openid"), &json!("said")));
    }
}

both! {
    async fn who_is_proven_by_wechat_sees_everything_of_theirs(app: App) {
        let office = Office::open(&app.database, 2, None);
        in_force(&app.database, vec![office.rule("round_robin", true)]);
        let admin = app.admin().await;
        let old = admin.post("/api/v1/inquiries", question("13600000002")).await.expect(201);
        let order = json!({"customer": {"phone": "13600000002", "name": "李雷"}, "placed_at": "2026-11-01T02:00:00Z", "state": "placed", "revision": 1,
                           "contents": {"currency": "CNY", "items": [{"name": "暑期营", "quantity": 1, "unit_amount": 128_000}]}});
        let told = admin.put("/api/v1/orders/external/SO-1", order).await;
        assert!(told.status < 300, "{}", told.text);
        let me = in_wechat(&app, "login oProven union7").await;
        let phone = json!({"code": "phone 86 13600000002"});
        let profile = me.send(Method::POST, "/mp/v1/me/phone", Some(phone.clone()), &[]).await.expect(200);
        assert_eq!((&profile["proven"], &profile["phone_tail"]), (&json!(true), &json!("0002")));
        assert_eq!(ids(&me.get(MINE).await.expect(200)), [old["id"].as_str().expect("an id")]);
        let orders = me.get("/mp/v1/me/orders").await.expect(200);
        assert_eq!((&orders["items"][0]["external_id"], &orders["items"][0]["amount"]), (&json!("SO-1"), &json!(128_000)));
        // The company's other mini-program knows them by the unionid, once they signed in here again.
        in_wechat(&app, "login oProven union7").await;
        let elsewhere = in_wechat(&app, "login oElsewhere union7").await;
        assert_eq!(ids(&elsewhere.get(MINE).await.expect(200)).len(), 1);
        // They are that customer for good.
        let other = me.post(MINE, words(Some("13600000003"))).await.expect(422);
        assert_eq!(pointer(&other), ("/phone".into(), "fixed".into()));
        me.send(Method::POST, "/mp/v1/me/phone", Some(json!({"code": "phone 86 13600000003"})), &[]).await.expect(200);
        let sent = me.post(MINE, words(None)).await.expect(201);
        let read = admin.get(&format!("/api/v1/inquiries/{}", sent["id"].as_str().expect("an id"))).await.expect(200);
        assert_eq!(read["customer_id"], old["customer_id"]);
        let gone = me.send(Method::DELETE, "/mp/v1/sessions/current", None, &[]).await;
        assert_eq!(gone.status, 204);
        assert_eq!(me.get("/mp/v1/me").await.problem(401), "unauthenticated");
        elsewhere.get("/mp/v1/me").await.expect(200);
    }
}

both! {
    async fn a_phone_from_wechat_makes_the_customer_with_the_first_inquiry(app: App) {
        let office = Office::open(&app.database, 2, None);
        in_force(&app.database, vec![office.rule("round_robin", true)]);
        let admin = app.admin().await;
        let me = in_wechat(&app, "login oNew").await;
        let profile = me.send(Method::POST, "/mp/v1/me/phone", Some(json!({"code": "phone 86 13600000004"})), &[]).await.expect(200);
        assert_eq!(profile["proven"], json!(false), "nobody is a customer yet");
        let sent = me.post(MINE, words(None)).await.expect(201);
        assert_eq!(me.get("/mp/v1/me").await.expect(200), json!({"name": "李雷", "phone_tail": "0004", "proven": true}));
        let read = admin.get(&format!("/api/v1/inquiries/{}", sent["id"].as_str().expect("an id"))).await.expect(200);
        assert!(read["owner"].is_object(), "the policy gave them an owner: {read}");
        // Sent nine times at once with one key it is one inquiry, though each of them counts.
        let statuses = at_once(9, |_| {
            let me = me.clone();
            async move { me.send(Method::POST, MINE, Some(words(None)), &[("idempotency-key", "once")]).await.status }
        }).await;
        assert_eq!(statuses.get(&201), Some(&9), "{statuses:?}");
        assert_eq!(ids(&me.get(MINE).await.expect(200)).len(), 2);
    }
}

both! {
    async fn wechat_may_refuse_and_nothing_of_it_is_told(app: App) {
        let anonymous = app.anonymous();
        let sign_in = |code: &'static str| {
            let anonymous = anonymous.clone();
            async move { anonymous.post("/mp/v1/sessions", json!({"code": code})).await }
        };
        assert_eq!(pointer(&sign_in("40029").await.expect(422)), ("/code".into(), "unknown_value".into()));
        let code = format!("login oTwice {}", app.base);
        let twice = || anonymous.post("/mp/v1/sessions", json!({"code": code}));
        twice().await.expect(201);
        assert_eq!(pointer(&twice().await.expect(422)), ("/code".into(), "unknown_value".into()));
        assert_eq!(sign_in("45011").await.problem(503), "busy");
        let broken = sign_in("40013").await;
        assert!(!broken.text.contains("40013"), "{}", broken.text);
        assert_eq!(broken.problem(500), "internal");
        let me = in_wechat(&app, "login oRefused").await;
        let refused = me.send(Method::POST, "/mp/v1/me/phone", Some(json!({"code": "40029"})), &[]).await;
        assert_eq!(pointer(&refused.expect(422)), ("/code".into(), "unknown_value".into()));
        // A token of one kind is none of another.
        let admin = app.admin().await;
        assert_eq!(admin.get("/mp/v1/me").await.problem(401), "unauthenticated");
        assert_eq!(me.get("/api/v1/customers").await.problem(401), "unauthenticated");
        assert_eq!(me.get("/mp/v1/entrances").await.problem(401), "unauthenticated");
    }
}

both! {
    async fn a_website_s_visitor_asks_and_talks(app: App) {
        let office = Office::open(&app.database, 1, None);
        in_force(&app.database, vec![office.rule("round_robin", true)]);
        let admin = app.admin().await;
        let (me, key) = on_the_web(&app, &admin).await;
        let shown = app.anonymous().get(&format!("/public/v1/widgets/{key}")).await.expect(200);
        assert_eq!((&shown["name"], &shown["fields"][0]["key"]), (&json!("在线咨询"), &json!("city")));
        let mut body = json!({"phone": "13600000005", "name": "韩梅梅", "text": "想了解课程", "form": {"city": "杭州"}});
        let sent = me.post(THEIRS, body.clone()).await.expect(201);
        let inquiry = format!("/api/v1/inquiries/{}", sent["id"].as_str().expect("an id"));
        let read = admin.get(&inquiry).await.expect(200);
        assert_eq!((&read["entrance"], &read["channel"], &read["answers"]), (&json!("web-form"), &json!("web"), &json!({"city": "杭州"})));
        let messages = format!("{THEIRS}/{}/messages", sent["id"].as_str().expect("an id"));
        admin.post(&format!("{inquiry}/messages"), json!({"kind": "note", "text": "内部备注", "external_id": "n1"})).await.expect(201);
        admin.post(&format!("{inquiry}/messages"), json!({"kind": "reply", "text": "周六可以试听"})).await.expect(201);
        me.post(&messages, json!({"text": "好的"})).await.expect(201);
        let seen = me.get(&messages).await.expect(200);
        let texts: Vec<&str> = seen["items"].as_array().expect("rows").iter().filter_map(|row| row["text"].as_str()).collect();
        assert_eq!(texts, ["好的", "周六可以试听"]);
        let guessed = me.post(&messages, json!({"text": "好的", "external_id": "n1"})).await;
        assert!(!guessed.text.contains("内部备注"));
        assert_eq!(guessed.problem(409), "duplicate");
        // Somebody else at the same widget sees none of it, even with the same phone.
        let stranger = visitor(&app, &key).await;
        assert_eq!(stranger.get(&messages).await.problem(404), "not_found");
        body["name"] = json!("路人");
        stranger.post(THEIRS, body.clone()).await.expect(201);
        assert_eq!(ids(&stranger.get(THEIRS).await.expect(200)).len(), 1);
        // The widget says where it comes in.
        body["entrance"] = json!("course-message");
        assert_eq!(pointer(&me.post(THEIRS, body).await.expect(422)), ("/entrance".into(), "unknown_field".into()));
    }
}

both! {
    async fn only_our_own_pages_ask_and_not_too_often(app: App) {
        let office = Office::open(&app.database, 1, None);
        in_force(&app.database, vec![office.rule("round_robin", true)]);
        let admin = app.admin().await;
        let (me, key) = on_the_web(&app, &admin).await;
        let anonymous = app.anonymous();
        let begin = |origin: String| {
            let (anonymous, key) = (anonymous.clone(), key.clone());
            async move { anonymous.send(Method::POST, "/public/v1/visitors", Some(json!({"widget": key})), &[("origin", &origin)]).await }
        };
        begin(app.base.clone()).await.expect(201);
        assert_eq!(begin("https://evil.example".into()).await.problem(403), "forbidden");
        assert_eq!(begin("null".into()).await.problem(403), "forbidden");
        let words = json!({"phone": "13600000006", "text": "你好"});
        let foreign = me.send(Method::POST, THEIRS, Some(words.clone()), &[("origin", "https://www.example.com")]).await;
        assert_eq!(foreign.problem(403), "forbidden", "a listed website shows the window, and does not write in its visitors' names");
        let statuses = at_once(14, |_| {
            let (me, words) = (me.clone(), words.clone());
            async move { me.post(THEIRS, words).await.status }
        }).await;
        assert_eq!(statuses.get(&201), Some(&10), "{statuses:?}");
        let late = me.post(THEIRS, words).await;
        let seconds = late.body["retry_after"].as_u64().expect("seconds");
        assert!((1..=3600).contains(&seconds), "{seconds}");
        assert_eq!(late.problem(429), "too_many_attempts");
        let begun = at_once(64, |_| {
            let (anonymous, key) = (anonymous.clone(), key.clone());
            async move { anonymous.post("/public/v1/visitors", json!({"widget": key})).await.status }
        }).await;
        assert_eq!(begun.get(&201), Some(&58), "two had begun before: {begun:?}");
        assert_eq!(anonymous.post("/public/v1/visitors", json!({"widget": "w0"})).await.status, 429);
    }
}

both! {
    async fn the_operator_s_own_system_says_who_somebody_is(app: App) {
        let world = World::build(&app).await;
        let office = Office::open(&app.database, 1, None);
        in_force(&app.database, vec![office.rule("round_robin", true)]);
        let send = |phone: Option<&'static str>, subject: &'static str| {
            let mut body = json!({"entrance": "mini-program", "text": "你好", "identity": {"channel": "wechat_openid", "subject": subject}});
            if let Some(phone) = phone {
                body["phone"] = json!(phone);
                body["phone_verified"] = json!(true);
            }
            let backend = world.mini_program.clone();
            async move { backend.post("/mp/v1/inquiries", body).await }
        };
        assert_eq!(pointer(&send(None, "oBackend").await.expect(422)), ("/phone".into(), "required".into()));
        let first = send(Some("13600000008"), "oBackend").await.expect(201);
        assert_eq!(send(None, "oBackend").await.expect(201)["customer_id"], first["customer_id"]);
        let conflict = send(Some("13600000009"), "oBackend").await.expect(422);
        assert_eq!(pointer(&conflict), ("/identity".into(), "fixed".into()));
        let me = in_wechat(&app, "login oBackend").await;
        assert_eq!(ids(&me.get(MINE).await.expect(200)).len(), 2, "the same openid, so the same customer");
        // A phone that was only typed proves nothing, and an employee vouches for nobody.
        let typed = json!({"entrance": "mini-program", "text": "你好", "phone": "13600000008",
                           "identity": {"channel": "wechat_openid", "subject": "oTyped"}});
        world.mini_program.post("/mp/v1/inquiries", typed.clone()).await.expect(201);
        let impostor = in_wechat(&app, "login oTyped").await;
        assert_eq!(ids(&impostor.get(MINE).await.expect(200)).len(), 1, "what they sent, not what the customer did");
        assert_eq!(ids(&me.get(MINE).await.expect(200)).len(), 2, "and the customer is not shown what an impostor sent");
        let by_hand = world.admin.post("/api/v1/inquiries", typed).await.expect(422);
        assert_eq!(pointer(&by_hand), ("/identity".into(), "unknown_field".into()));
        // Many at once are one identity and one customer.
        let made = at_once(16, |_| {
            let sent = send(Some("13600000010"), "oMany");
            async move { sent.await.status }
        }).await;
        assert_eq!(made.get(&201), Some(&16), "{made:?}");
        let many = in_wechat(&app, "login oMany").await;
        assert_eq!(ids(&many.get(MINE).await.expect(200)).len(), 16);
    }
}

both! {
    async fn browsers_that_sent_nothing_are_forgotten_and_customers_never(app: App) {
        let office = Office::open(&app.database, 1, None);
        in_force(&app.database, vec![office.rule("round_robin", true)]);
        let admin = app.admin().await;
        let (me, key) = on_the_web(&app, &admin).await;
        let nobody = visitor(&app, &key).await;
        me.post(THEIRS, json!({"phone": "13600000011", "text": "您好"})).await.expect(201);
        let tidy = || app.database.write(guike::housekeeping::tidy_up).expect("housekeeping");
        tidy();
        nobody.get(THEIRS).await.expect(200);
        let aged = At::now().plus(chrono::TimeDelta::days(-2));
        app.database
            .write(|db| sql::<()>("UPDATE channel_identities SET created_at = $1").bind(aged).run(db).map_err(Error::Database))
            .expect("two days later");
        tidy();
        assert_eq!(nobody.get(THEIRS).await.problem(401), "unauthenticated");
        assert_eq!(ids(&me.get(THEIRS).await.expect(200)).len(), 1);
        let all = app.database.write(|db| sql::<()>("DELETE FROM channel_identities").run(db).map_err(Error::Database));
        assert!(all.is_err(), "the database keeps whoever is a customer");
    }
}
