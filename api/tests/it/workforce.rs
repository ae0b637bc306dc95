//! Hours, the calendar, leave, presence and what is written down of them.

use chrono::{Datelike, TimeDelta, Utc};
use guike::db::{Db, sql};
use reqwest::Method;
use serde_json::{Value, json};

use crate::common::{App, World, both};

/// Every day around the clock, or never, whatever day it is when the test runs.
fn week(from: &str, to: &str) -> Value {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    days.iter().map(|day| json!({"weekday": day, "from": from, "to": to})).collect()
}

async fn schedule(world: &World, name: &str, spans: Value) -> Value {
    world.admin.post("/api/v1/schedules", json!({"name": name, "spans": spans})).await.expect(201)
}

async fn state(world: &World, who: &str) -> Value {
    let listed = world.admin.get("/api/v1/agents/states").await.expect(200);
    let id = world.id(who);
    let found = listed["items"].as_array().expect("rows").iter().find(|row| row["agent"]["id"] == id).cloned();
    found.unwrap_or_else(|| panic!("{who} is no agent: {listed}"))
}

async fn set_state(world: &World, who: &str, mut edit: Value) -> Value {
    edit["version"] = state(world, who).await["version"].clone();
    world.admin.put(&format!("/api/v1/agents/{}/state", world.id(who)), edit).await.expect(200)
}

/// What was written down about somebody, the first first.
pub fn written(app: &App, world: &World, who: &str) -> Vec<String> {
    use diesel::{RunQueryDsl, sql_types::*};
    let id: shared::ids::EmployeeId = world.id(who).parse().expect("an id");
    let rows: Vec<(String, Option<String>)> = app
        .database
        .read(|db: &mut Db| {
            sql::<(Text, Nullable<Text>)>("SELECT kind, value FROM roster_events WHERE employee_id = $1 ORDER BY id")
                .bind(id)
                .load(db)
        })
        .expect("rows");
    rows.into_iter().map(|(kind, value)| format!("{kind} {}", value.unwrap_or_default())).collect()
}

both! {
    async fn agents_come_and_go_and_it_is_written_down(app: App) {
        let world = World::build(&app).await;
        let mine = world.anna.get("/api/v1/me/state").await.expect(200);
        assert_eq!((&mine["presence"], &mine["presence_since"], &mine["in_hours"]), (&json!("offline"), &Value::Null, &json!(true)));
        let online = json!({"presence": "online"});
        let mine = world.anna.put("/api/v1/me/presence", online.clone()).await.expect(200);
        assert_eq!(mine["presence"], "online");
        let again = world.anna.put("/api/v1/me/presence", online.clone()).await.expect(200);
        assert_eq!(again["presence_since"], mine["presence_since"], "saying it twice changes nothing");
        assert_eq!(world.lead.put("/api/v1/me/presence", online.clone()).await.problem(404), "not_found");
        assert_eq!(world.lead.get("/api/v1/me/state").await.problem(404), "not_found");

        let path = format!("/api/v1/agents/{}/presence", world.id("anna"));
        assert_eq!(world.bo.put(&path, online.clone()).await.problem(403), "forbidden");
        world.admin.put(&path, json!({"presence": "away"})).await.expect(200);
        let listed = world.lead.get("/api/v1/agents/states?presence=away").await.expect(200);
        assert_eq!((listed["items"].as_array().map(Vec::len), &listed["items"][0]["agent"]["id"]), (Some(1), &json!(world.id("anna"))));
        assert_eq!(written(&app, &world, "anna"), ["active true", "presence \"online\"", "presence \"away\""]);
        let path = format!("/api/v1/agents/{}/presence", world.id("lead"));
        assert_eq!(world.admin.put(&path, online).await.problem(404), "not_found");
    }
}

both! {
    async fn agents_are_listed_page_by_page_and_found_by_what_people_know(app: App) {
        let world = World::build(&app).await;
        let numbers = |body: &Value| -> Vec<String> {
            body["items"].as_array().expect("rows").iter().map(|row| row["number"].as_str().expect("a number").to_owned()).collect()
        };
        let first = world.lead.get("/api/v1/agents/states?limit=1").await.expect(200);
        let next = first["next_cursor"].as_str().expect("more");
        let second = world.lead.get(&format!("/api/v1/agents/states?limit=1&cursor={next}")).await.expect(200);
        assert_eq!([numbers(&first), numbers(&second)], [["anna"], ["bo"]]);
        assert_eq!(second["next_cursor"], Value::Null);
        for q in ["李", "libo", "lb", "bo"] {
            let found = world.lead.get(&format!("/api/v1/agents/states?q={q}")).await.expect(200);
            assert_eq!(numbers(&found), ["bo"], "{q}");
        }
        assert_eq!(world.anna.get("/api/v1/agents/states").await.problem(403), "forbidden");
    }
}

both! {
    async fn capacity_hours_and_skills_are_set_and_stale_edits_refused(app: App) {
        let world = World::build(&app).await;
        let hours = schedule(&world, "白班", week("00:00", "00:00")).await;
        let path = format!("/api/v1/agents/{}/state", world.id("anna"));
        let edit = json!({"capacity": 5, "schedule_id": hours["id"], "skills": ["language:en", "gift", "gift"], "version": 1});
        let made = world.admin.put(&path, edit.clone()).await.expect(200);
        assert_eq!((&made["capacity"], &made["skills"], &made["schedule"]["name"], &made["version"]),
                   (&json!(5), &json!(["gift", "language:en"]), &json!("白班"), &json!(2)));
        assert_eq!(world.admin.put(&path, edit).await.problem(409), "stale");
        let wrong = json!({"capacity": 10_001, "skills": ["Language", ""], "version": 2});
        let refused = world.admin.put(&path, wrong).await.expect(422);
        let pointers: Vec<&Value> = refused["errors"].as_array().expect("faults").iter().map(|e| &e["pointer"]).collect();
        assert_eq!(pointers, ["/capacity", "/skills/0", "/skills/1"]);
        let nowhere = json!({"schedule_id": world.id("anna"), "version": 2});
        assert_eq!(world.admin.put(&path, nowhere).await.expect(422)["errors"][0]["pointer"], "/schedule_id");
        let skills = world.lead.get("/api/v1/skills").await.expect(200);
        assert_eq!(skills, json!([{"skill": "gift", "agents": 1}, {"skill": "language:en", "agents": 1}]));
        let events = written(&app, &world, "anna");
        assert_eq!(events[1], "capacity 5");
        assert!(events[2].starts_with("schedule {") && events[2].contains("sunday"), "{}", events[2]);
        assert_eq!(events[3], "skills [\"gift\",\"language:en\"]");
    }
}

both! {
    async fn a_changed_schedule_holds_at_once_for_everybody_who_has_it(app: App) {
        let world = World::build(&app).await;
        let always = schedule(&world, "全天", week("00:00", "00:00")).await;
        set_state(&world, "anna", json!({"schedule_id": always["id"]})).await;
        assert_eq!(state(&world, "anna").await["in_hours"], true);
        let path = format!("/api/v1/schedules/{}", always["id"].as_str().expect("an id"));
        let soon = (Utc::now().with_timezone(&chrono_tz::Asia::Shanghai) + TimeDelta::hours(3)).format("%H:%M").to_string();
        let later = (Utc::now().with_timezone(&chrono_tz::Asia::Shanghai) + TimeDelta::hours(4)).format("%H:%M").to_string();
        let edit = json!({"name": "晚些", "spans": week(&soon, &later), "version": 1});
        let after = world.admin.put(&path, edit.clone()).await.expect(200);
        assert_eq!((&after["agents"], &after["version"]), (&json!(1), &json!(2)));
        assert_eq!(world.admin.put(&path, edit).await.problem(409), "stale");
        let anna = state(&world, "anna").await;
        assert_eq!((&anna["in_hours"], &anna["schedule"]["name"]), (&json!(false), &json!("晚些")));
        assert_eq!(written(&app, &world, "anna").len(), 3, "who works by it has it written down");
        assert_eq!(world.admin.send(Method::DELETE, &format!("{path}?version=2"), None, &[]).await.problem(409), "in_use");
        set_state(&world, "anna", json!({})).await;
        assert_eq!(world.admin.send(Method::DELETE, &format!("{path}?version=2"), None, &[]).await.status, 204);
        assert_eq!(world.admin.get("/api/v1/schedules").await.expect(200), json!([]));
    }
}

both! {
    async fn spans_that_overlap_are_refused_and_nights_pass_midnight(app: App) {
        let world = World::build(&app).await;
        let night = json!([{"weekday": "sunday", "from": "22:00", "to": "06:00"}, {"weekday": "monday", "from": "05:00", "to": "09:00"}]);
        let refused = world.admin.post("/api/v1/schedules", json!({"name": "夜班", "spans": night})).await.expect(422);
        assert_eq!((&refused["errors"][0]["pointer"], &refused["errors"][0]["code"]), (&json!("/spans/1"), &json!("overlaps")));
        let nothing = json!([{"weekday": "monday", "from": "09:00", "to": "09:00"}]);
        world.admin.post("/api/v1/schedules", json!({"name": "空", "spans": nothing})).await.expect(422);
        let spans = json!([{"weekday": "monday", "from": "06:00", "to": "09:00"}, {"weekday": "sunday", "from": "22:00", "to": "06:00"},
                           {"weekday": "tuesday", "from": "00:00", "to": "00:00"}]);
        let made = schedule(&world, "夜班", spans).await;
        let read = world.lead.get("/api/v1/schedules").await.expect(200);
        assert_eq!(read[0]["spans"], made["spans"]);
        assert_eq!(made["spans"][2], json!({"weekday": "sunday", "from": "22:00", "to": "06:00"}));
        assert_eq!(made["spans"][1], json!({"weekday": "tuesday", "from": "00:00", "to": "00:00"}));
        let again = json!({"name": "夜班", "spans": week("09:00", "18:00")});
        assert_eq!(world.admin.post("/api/v1/schedules", again).await.expect(422)["errors"][0]["code"], "taken");
    }
}

both! {
    async fn holidays_and_make_up_days_change_who_is_within_hours(app: App) {
        let world = World::build(&app).await;
        let always = schedule(&world, "全天", week("00:00", "00:00")).await;
        set_state(&world, "anna", json!({"schedule_id": always["id"]})).await;
        let today = Utc::now().with_timezone(&chrono_tz::Asia::Shanghai).date_naive();
        // Yesterday, too: its hours would end at midnight, which may pass while this runs.
        let day = |offset: i64| (today + TimeDelta::days(offset)).to_string();
        let holidays: Value = (-1..2).map(|n| json!({"day": day(n), "kind": "holiday", "name": "厂庆"})).collect();
        let set = world.admin.put("/api/v1/calendar/days", json!({"days": holidays})).await.expect(200);
        assert_eq!(set.as_array().map(Vec::len), Some(3));
        assert_eq!(state(&world, "anna").await["in_hours"], false);
        let makeup = json!([{"day": day(0), "kind": "workday", "as_weekday": "monday", "name": "补班"}]);
        world.admin.put("/api/v1/calendar/days", json!({"days": makeup})).await.expect(200);
        assert_eq!(state(&world, "anna").await["in_hours"], true);
        let listed = world.lead.get(&format!("/api/v1/calendar?year={}", today.year())).await.expect(200);
        assert!(listed.as_array().expect("days").iter().any(|d| d["name"] == "补班" && d["as_weekday"] == "monday"));
        let path = format!("/api/v1/calendar/days/{}", day(0));
        assert_eq!(world.lead.send(Method::DELETE, &path, None, &[]).await.problem(403), "forbidden");
        assert_eq!(world.admin.send(Method::DELETE, &path, None, &[]).await.status, 204);
        assert_eq!(world.admin.send(Method::DELETE, &path, None, &[]).await.problem(404), "not_found");
        let wrong = json!([{"day": day(0), "kind": "workday", "name": "补班"}, {"day": day(0), "kind": "holiday", "name": "x", "as_weekday": "monday"}]);
        let refused = world.admin.put("/api/v1/calendar/days", json!({"days": wrong})).await.expect(422);
        assert_eq!(refused["errors"].as_array().map(Vec::len), Some(3));
    }
}

both! {
    async fn leaves_do_not_overlap_and_end_when_they_are_cancelled(app: App) {
        let world = World::build(&app).await;
        let anna = world.id("anna");
        let at = |hours: i64| (Utc::now() + TimeDelta::hours(hours)).to_rfc3339();
        let leave = |employee: &str, from: &str, to: &str| json!({"employee_id": employee, "from": from, "to": to, "reason": "年假"});
        let now = world.anna.post("/api/v1/leaves", leave(anna, &at(-1), &at(5))).await.expect(201);
        assert_eq!((&now["employee"]["id"], &now["gives_back"]), (&json!(anna), &json!(false)));
        assert_eq!(state(&world, "anna").await["on_leave_until"], now["to"]);
        let refused = world.anna.post("/api/v1/leaves", leave(anna, &at(4), &at(6))).await.expect(422);
        assert_eq!((&refused["errors"][0]["pointer"], &refused["errors"][0]["code"]), (&json!("/from"), &json!("overlaps")));
        let next = world.admin.post("/api/v1/leaves", leave(anna, now["to"].as_str().expect("a time"), &at(9))).await.expect(201);
        assert_eq!(state(&world, "anna").await["on_leave_until"], next["to"], "leaves that touch are one");

        let whole = world.admin.post("/api/v1/leaves", leave(world.id("bo"), "2099-10-01", "2099-10-07")).await.expect(201);
        assert_eq!((&whole["from"], &whole["to"]), (&json!("2099-09-30T16:00:00Z"), &json!("2099-10-07T16:00:00Z")));
        for (who, from, to, pointer) in [(anna, at(-9), at(-5), "/to"), (anna, at(20), at(10), "/to"), (world.id("lead"), at(1), at(2), "/employee_id"),
                                         (world.id("bo"), "2098-01-01".into(), "2099-09-01".into(), "/to")] {
            let refused = world.admin.post("/api/v1/leaves", leave(who, &from, &to)).await.expect(422);
            assert_eq!(refused["errors"][0]["pointer"], pointer);
        }

        assert_eq!(world.bo.post("/api/v1/leaves", leave(anna, &at(30), &at(40))).await.problem(403), "forbidden");
        let own = world.bo.get("/api/v1/leaves").await.expect(200);
        assert_eq!((own["items"].as_array().map(Vec::len), &own["items"][0]["id"]), (Some(1), &whole["id"]));
        assert_eq!(world.bo.get(&format!("/api/v1/leaves?employee_id={anna}")).await.problem(403), "forbidden");
        let listed = world.lead.get(&format!("/api/v1/leaves?employee_id={anna}&limit=1")).await.expect(200);
        assert_eq!(listed["items"][0]["id"], next["id"]);
        let more = format!("/api/v1/leaves?employee_id={anna}&limit=1&cursor={}", listed["next_cursor"].as_str().expect("more"));
        assert_eq!(world.lead.get(&more).await.expect(200)["items"][0]["id"], now["id"]);

        let cancel = format!("/api/v1/leaves/{}/cancel", now["id"].as_str().expect("an id"));
        assert_eq!(world.bo.post(&cancel, json!(null)).await.problem(404), "not_found");
        world.anna.post(&cancel, json!(null)).await.expect(200);
        assert_eq!(world.anna.post(&cancel, json!(null)).await.problem(409), "wrong_state");
        assert_eq!(state(&world, "anna").await["on_leave_until"], Value::Null);
        let standing = world.lead.get(&format!("/api/v1/leaves?employee_id={anna}")).await.expect(200);
        assert_eq!(standing["items"].as_array().map(Vec::len), Some(1));
        let all = world.lead.get(&format!("/api/v1/leaves?employee_id={anna}&cancelled=true")).await.expect(200);
        assert_eq!(all["items"].as_array().map(Vec::len), Some(2));
    }
}
