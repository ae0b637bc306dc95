//! What customers do: told in volume, taken once, folded on the timeline, unfolded again.

mod merged;
mod race;

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use guike::db::{Db, sql};
use serde_json::{Value, json};

use crate::{
    common::{App, Caller, World, both},
    invariants::{assert_sound, number},
    orders::business,
    visitors::in_wechat,
};

const PUSH: &str = "/api/v1/behaviour/events";

/// An event of somebody by phone.
fn event(external_id: &str, phone: &str, kind: &str, at: DateTime<Utc>) -> Value {
    json!({"external_id": external_id, "customer": {"phone": phone}, "kind": kind, "at": at.to_rfc3339(), "subject": "夏令营"})
}

/// The counts of an answer: accepted, repeated, refused.
async fn push(shop: &Caller, events: Vec<Value>) -> (Value, [i64; 3]) {
    let answer = shop.post(PUSH, json!({"source": "shop", "events": events})).await.expect(200);
    let refused = answer["refused"].as_array().expect("a list").len() as i64;
    let counts =
        [answer["accepted"].as_i64().expect("a count"), answer["repeated"].as_i64().expect("a count"), refused];
    (answer, counts)
}

/// So many days ago, at this time in Shanghai.
fn ago(days: i64, hour: u32, minute: u32) -> DateTime<Utc> {
    let zone = FixedOffset::east_opt(8 * 3_600).expect("a zone");
    let day = (Utc::now().with_timezone(&zone) - TimeDelta::days(days)).date_naive();
    let local = day.and_hms_opt(hour, minute, 0).expect("a time");
    local.and_local_timezone(zone).single().expect("an instant").to_utc()
}

fn kinds(page: &Value) -> Vec<&str> {
    page["items"].as_array().expect("entries").iter().filter_map(|entry| entry["kind"].as_str()).collect()
}

both! {
    async fn a_days_behaviour_is_one_entry_in_its_place_and_unfolds_into_what_was_told(app: App) {
        let world = World::build(&app).await;
        let shop = business(&app, &world.admin).await;
        world.assign(&[&world.districts[0]], "anna").await;
        let customer = world.register("13800138000").await;
        world.approve(&customer, &world.districts[0]).await;
        let page = format!("/api/v1/customers/{customer}");
        assert_eq!(world.anna.get(&page).await.expect(200)["last_active_at"], Value::Null);
        let before = world.anna.get(&format!("{page}/timeline")).await.expect(200);
        let mut events: Vec<Value> = (0..12).map(|n| event(&format!("b{n}"), "138 0013 8000", "browse", ago(2, 10, n))).collect();
        events[11]["subject"] = json!("北京夏令营");
        events[11]["url"] = json!("/pages/camp?id=7");
        events.push(event("l1", "+8613800138000", "login", ago(2, 9, 58)));
        events.push(json!({"external_id": "l2", "customer": {"id": customer}, "kind": "login", "at": ago(1, 23, 59)}));
        assert_eq!(push(&shop, events.clone()).await.1, [14, 0, 0]);
        events.reverse();
        assert_eq!(push(&shop, events).await.1, [0, 14, 0]);
        // One that comes late goes to its own day.
        assert_eq!(push(&shop, vec![event("s1", "13800138000", "share", ago(3, 0, 0))]).await.1, [1, 0, 0]);
        let timeline = world.anna.get(&format!("{page}/timeline")).await.expect(200);
        let mut expected = kinds(&before);
        expected.extend(["behaviour"; 3]);
        assert_eq!(kinds(&timeline), expected);
        let only = world.anna.get(&format!("{page}/timeline?kind=behaviour&limit=2")).await.expect(200);
        let day = &only["items"][1]["behaviour"];
        assert_eq!((day["times"].as_i64(), &day["kinds"][0]["kind"], day["kinds"][0]["times"].as_i64()), (Some(13), &json!("browse"), Some(12)));
        assert_eq!(day["kinds"][0]["last_subject"], "北京夏令营");
        assert_eq!(day["first_at"], json!(ago(2, 9, 58)));
        assert_eq!((&day["last_at"], &only["items"][1]["at"]), (&json!(ago(2, 10, 11)), &json!(ago(2, 10, 11))));
        let cursor = only["next_cursor"].as_str().expect("more");
        let rest = world.anna.get(&format!("{page}/timeline?kind=behaviour&limit=2&cursor={cursor}")).await.expect(200);
        assert_eq!((rest["items"].as_array().map(Vec::len), &rest["next_cursor"]), (Some(1), &Value::Null));
        assert_eq!(rest["items"][0]["behaviour"]["kinds"][0]["kind"], "share");
        assert_eq!(world.anna.get(&page).await.expect(200)["last_active_at"], json!(ago(1, 23, 59)));
        // Unfolded.
        let day = day["day"].as_str().expect("a day");
        let first = world.anna.get(&format!("{page}/behaviour?day={day}&kind=browse&limit=8")).await.expect(200);
        assert_eq!((&first["items"][0]["external_id"], &first["items"][0]["url"]), (&json!("b11"), &json!("/pages/camp?id=7")));
        let cursor = first["next_cursor"].as_str().expect("more");
        let rest = world.anna.get(&format!("{page}/behaviour?day={day}&kind=browse&limit=8&cursor={cursor}")).await.expect(200);
        assert_eq!((rest["items"].as_array().map(Vec::len), &rest["items"][3]["external_id"]), (Some(4), &json!("b0")));
        let all = world.anna.get(&format!("{page}/behaviour")).await.expect(200);
        assert_eq!(all["items"].as_array().map(Vec::len), Some(15));
        for path in ["behaviour", "timeline?kind=behaviour"] {
            assert_eq!(world.bo.get(&format!("{page}/{path}")).await.problem(404), "not_found");
        }
        for wrong in ["cursor=x", "cursor=1.2.x", "kind=browse", "limit=0", "day=today"] {
            assert_eq!(world.anna.get(&format!("{page}/behaviour?{wrong}")).await.problem(422), "invalid", "{wrong}");
        }
        assert_eq!(number(&app, "SELECT count(*) FROM audit_log WHERE action = 'behaviour.push'"), 2);
        assert_sound(&app);
    }
}

both! {
    async fn what_cannot_be_taken_is_said_of_each_and_keeps_no_other_back(app: App) {
        let world = World::build(&app).await;
        let shop = business(&app, &world.admin).await;
        world.register("13800138000").await;
        let good = |id: &str| event(id, "13800138000", "browse", ago(1, 10, 0));
        let with = |id: &str, field: &str, value: Value| {
            let mut event = good(id);
            event[field] = value;
            event
        };
        let far = (Utc::now() + TimeDelta::minutes(7)).to_rfc3339();
        let near = (Utc::now() + TimeDelta::minutes(3)).to_rfc3339();
        let old = (Utc::now() - TimeDelta::days(401)).to_rfc3339();
        let events = vec![
            good("a"),
            with("b", "customer", json!({"phone": "13800138999"})),
            with("c", "customer", json!({"id": "0000000000007"})),
            with("d", "customer", json!({"identity": {"channel": "external", "subject": "nobody"}})),
            with("e", "kind", json!("Look At")),
            with("f", "at", json!(far)),
            with("g", "at", json!(old)),
            with("h", "at", json!("tomorrow")),
            with("i", "customer", json!({"phone": "12"})),
            json!("an event"),
            with("a", "subject", json!("冬令营")),
            good("a"),
            with("j", "at", json!(near)),
            with("k", "extra", json!(1)),
        ];
        let (answer, counts) = push(&shop, events).await;
        assert_eq!(counts, [2, 1, 11], "{answer}");
        let refused: Vec<(i64, &str, &str, &str)> = answer["refused"].as_array().expect("a list").iter().map(|one| {
            let error = &one["errors"][0];
            let word = |value: &'_ Value| -> &'static str { Box::leak(value.as_str().unwrap_or("").to_owned().into_boxed_str()) };
            (one["index"].as_i64().expect("an index"), word(&one["reason"]), word(&error["pointer"]), word(&error["code"]))
        }).collect();
        assert_eq!(refused, [
            (1, "unknown_customer", "/customer/phone", "not_found"),
            (2, "unknown_customer", "/customer/id", "not_found"),
            (3, "unknown_customer", "/customer/identity", "not_found"),
            (4, "invalid", "/kind", "malformed"),
            (5, "invalid", "/at", "future"),
            (6, "invalid", "/at", "too_old"),
            (7, "invalid", "/at", "malformed"),
            (8, "invalid", "/customer/phone", "not_a_phone"),
            (9, "invalid", "", "malformed"),
            (10, "conflict", "/external_id", "told_otherwise"),
            (13, "invalid", "/extra", "unknown_field"),
        ]);
        assert_eq!(answer["refused"][0]["errors"][0]["message"], "不存在");
        assert_eq!(answer["refused"][0]["external_id"], "b");
        // Told before, with other contents and by another name of the same customer; by another system it is another event.
        let customer = world.admin.get("/api/v1/customers?q=13800138000").await.expect(200)["items"][0]["id"].clone();
        let (_, counts) = push(&shop, vec![with("a", "kind", json!("share")), with("j", "at", json!(near))]).await;
        assert_eq!(counts, [0, 1, 1]);
        let (_, counts) = push(&shop, vec![with("a", "customer", json!({"id": customer}))]).await;
        assert_eq!(counts, [0, 1, 0]);
        let other = shop.post(PUSH, json!({"source": "app", "events": [good("a")]})).await.expect(200);
        assert_eq!(other["accepted"], 1);
        let usual = shop.post(PUSH, json!({"events": [good("a")]})).await.expect(200);
        assert_eq!(usual["accepted"], 1);
        // What is wrong as a whole.
        for (body, status) in [
            (json!({"events": []}), 422),
            (json!({"events": vec![good("x"); 1_001]}), 422),
            (json!({"source": "A b", "events": [good("x")]}), 422),
            (json!({"events": "x"}), 422),
            (json!([1]), 422),
        ] {
            assert_eq!(shop.post(PUSH, body.clone()).await.status, status);
        }
        assert_eq!(world.anna.post(PUSH, json!({"events": [good("x")]})).await.problem(403), "forbidden");
        assert_eq!(world.mini_program.post(PUSH, json!({"events": [good("x")]})).await.problem(401), "unauthenticated");
        assert_eq!(app.anonymous().post(PUSH, json!({"events": [good("x")]})).await.problem(401), "unauthenticated");
        assert_eq!(world.admin.post(PUSH, json!({"events": [good("x")]})).await.expect(200)["accepted"], 1);
        assert_sound(&app);
    }
}

both! {
    async fn whoever_is_known_on_a_channel_is_found_by_it(app: App) {
        let world = World::build(&app).await;
        let shop = business(&app, &world.admin).await;
        let customer = world.register("13600001001").await;
        let wechat = in_wechat(&app, "login oNew").await;
        let body = json!({"code": "phone 86 13600001001"});
        wechat.send(reqwest::Method::POST, "/mp/v1/me/phone", Some(body), &[]).await.expect(200);
        let mut told = event("a", "", "share", ago(1, 9, 0));
        told["customer"] = json!({"identity": {"channel": "wechat_openid", "subject": "oNew"}});
        assert_eq!(push(&shop, vec![told]).await.1, [1, 0, 0]);
        let seen = world.admin.get(&format!("/api/v1/customers/{customer}/behaviour")).await.expect(200);
        assert_eq!(seen["items"][0]["external_id"], "a");
    }
}

both! {
    async fn what_was_told_is_neither_changed_nor_forgotten_nor_made_up(app: App) {
        let world = World::build(&app).await;
        let shop = business(&app, &world.admin).await;
        world.register("13800138000").await;
        world.register("13800138001").await;
        push(&shop, vec![event("a", "13800138000", "login", ago(1, 9, 0))]).await;
        for statement in [
            "UPDATE behaviour_events SET subject = 'x'",
            "UPDATE behaviour_events SET day = day + 1",
            "DELETE FROM behaviour_events",
            "UPDATE behaviour_days SET times = times + 2",
            "UPDATE behaviour_days SET times = times - 1",
            "UPDATE behaviour_days SET last_at = first_at, kind = 'x'",
            "UPDATE behaviour_days SET customer_id = (SELECT max(id) FROM customers)",
            "DELETE FROM behaviour_days",
            "INSERT INTO behaviour_days SELECT id, told_of, customer_id, day, 'x', times, first_at, last_at, last_subject FROM behaviour_days",
        ] {
            let done = app.database.write(|db: &mut Db| sql::<()>(statement).run(db));
            assert!(done.is_err(), "{statement}");
        }
        assert_sound(&app);
    }
}

/// Reads a timeline page by page, with every limit, and holds it to what it is as a whole.
async fn assert_whole(caller: &Caller, customer: &str, entries: usize, limits: &[usize]) {
    let page = async |limit: usize, cursor: String| {
        caller.get(&format!("/api/v1/customers/{customer}/timeline?limit={limit}{cursor}")).await.expect(200)
    };
    let all = page(200, String::new()).await;
    let rows = all["items"].as_array().expect("entries");
    assert_eq!(rows.len(), entries);
    assert!(rows.is_sorted_by(|a, b| a["id"].as_str() > b["id"].as_str() && a["at"].as_str() >= b["at"].as_str()));
    for limit in limits {
        let (mut found, mut cursor) = (Vec::new(), String::new());
        loop {
            let part = page(*limit, cursor).await;
            found.extend(part["items"].as_array().expect("entries").clone());
            match part["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(&json!(found), &all["items"], "{limit}");
    }
}

both! {
    async fn a_timeline_stays_whole_when_the_tenant_moves_to_another_time_zone(app: App) {
        let world = World::build(&app).await;
        let shop = business(&app, &world.admin).await;
        let customer = world.register("13800138000").await;
        for (zone, hour) in [("Asia/Shanghai", 1), ("America/Los_Angeles", 2), ("Pacific/Auckland", 23)] {
            let mut settings = world.admin.get("/api/v1/settings").await.expect(200);
            settings["time_zone"] = json!(zone);
            world.admin.put("/api/v1/settings", settings).await.expect(200);
            let told = (1..6).map(|n| event(&format!("{zone}{n}"), "13800138000", "browse", ago(n * 3, hour, 0))).collect();
            assert_eq!(push(&shop, told).await.1, [5, 0, 0]);
        }
        let days = number(&app, "SELECT count(DISTINCT day) FROM behaviour_days") as usize;
        assert_whole(&world.admin, &customer, days + 1, &[1, 2, 3, 5]).await;
        assert_sound(&app);
    }
}

both! {
    async fn the_timeline_of_a_busy_customer_is_whole_page_by_page(app: App) {
        let world = World::build(&app).await;
        let shop = business(&app, &world.admin).await;
        let customer = world.register("13800138000").await;
        let mut events: Vec<Value> = (1..40).map(|n| event(&format!("d{n}"), "13800138000", "browse", ago(n, 12, 0))).collect();
        // Others at the same moment, and of today.
        events.extend((1..40).map(|n| event(&format!("e{n}"), "13800138000", "login", ago(n, 12, 0))));
        events.push(event("now", "13800138000", "login", Utc::now()));
        push(&shop, events).await;
        for n in 0..3 {
            let path = format!("/api/v1/customers/{customer}/follow-ups");
            world.admin.post(&path, json!({"way": "phone", "content": format!("{n}")})).await.expect(201);
        }
        assert_whole(&world.admin, &customer, 44, &[1, 2, 3, 7, 43, 44]).await;
    }
}
