//! Time is that of the owner's working hours.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::{later, notices, people, settle, stages, timer};
use crate::{
    common::{App, World, both, in_force_with, question},
    invariants::number,
};

async fn ask(world: &World, app: &App) -> Value {
    let steps = stages(&[(30, "remind")]);
    in_force_with(&app.database, vec![people(&[world.id("anna")])], vec![timer("not_answered", steps)]);
    world.admin.post("/api/v1/inquiries", question("13800000001")).await.expect(201)
}

/// The days around today are like this.
async fn days(world: &World, kind: &str) {
    let today = (Utc::now() + TimeDelta::hours(8)).date_naive();
    let days: Vec<Value> = (-3..=3)
        .map(|offset| {
            let mut day = json!({"day": today + TimeDelta::days(offset), "kind": kind, "name": "测试"});
            if kind == "workday" {
                day["as_weekday"] = json!("monday");
            }
            day
        })
        .collect();
    world.admin.put("/api/v1/calendar/days", json!({"days": days})).await.expect(200);
}

both! {
    async fn holidays_do_not_count_and_a_changed_calendar_does(app: App) {
        let world = World::build(&app).await;
        let all_day: Vec<Value> = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
            .map(|weekday| json!({"weekday": weekday, "from": "00:00", "to": "00:00"}))
            .to_vec();
        let schedule = world.admin.post("/api/v1/schedules", json!({"name": "全天", "spans": all_day})).await.expect(201);
        let path = format!("/api/v1/agents/{}/state", world.id("anna"));
        world.admin.put(&path, json!({"schedule_id": schedule["id"], "version": 1})).await.expect(200);
        days(&world, "holiday").await;
        ask(&world, &app).await;
        later(&app.database, 300);
        assert_eq!(notices(&world.anna).await, [], "nobody works on a holiday");
        days(&world, "workday").await;
        settle(&app.database);
        assert_eq!(notices(&world.anna).await, [("reminder".to_owned(), 1)]);
    }
}

both! {
    async fn leave_does_not_count(app: App) {
        let world = World::build(&app).await;
        ask(&world, &app).await;
        let at = |hours: i64| -> DateTime<Utc> { Utc::now() + TimeDelta::hours(hours) };
        let leave = json!({"employee_id": world.id("anna"), "from": at(-5), "to": at(5), "reason": "年假"});
        let made = world.anna.post("/api/v1/leaves", leave).await.expect(201);
        later(&app.database, 200);
        assert_eq!(notices(&world.anna).await, []);
        assert_eq!(number(&app, "SELECT count(*) FROM timers WHERE due_at IS NOT NULL AND passed_at IS NULL"), 1);
        // Who comes back early was away until then.
        let path = format!("/api/v1/leaves/{}/cancel", made["id"].as_str().expect("an id"));
        world.anna.post(&path, json!({})).await.expect(200);
        settle(&app.database);
        assert_eq!(notices(&world.anna).await, []);
        // More than lay between the beginning of the leave and the inquiry that was moved before it.
        later(&app.database, 200);
        assert_eq!(notices(&world.anna).await, [("reminder".to_owned(), 1)]);
    }
}
