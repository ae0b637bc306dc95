//! A simulation of what happened is what happened.

use diesel::{RunQueryDsl, sql_types::BigInt};
use guike::db::sql;
use serde_json::{Value, json};

use crate::common::{App, Caller, Office, both, in_force, open_entrances, question};

const STEPS: u32 = 240;

/// Asks and resolves in an order that looks random and is always the same: returning customers, two entrances, and more
/// questions than the desk has room for.
async fn play(admin: &Caller) {
    let mut state = 7_u32;
    let mut dice = move |sides: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) % sides
    };
    for step in 0..STEPS {
        if step > 20 && dice(5) < 2 {
            // One in eight has found help elsewhere while it waited.
            let status = if dice(8) == 0 { "waiting" } else { "open" };
            let open = admin.get(&format!("/api/v1/inquiries?status={status}&limit=100")).await.expect(200);
            let open = open["items"].as_array().expect("items");
            let Some(inquiry) = open.get(dice(u32::try_from(open.len().max(1)).expect("few")) as usize) else {
                continue;
            };
            let path = format!("/api/v1/inquiries/{}/resolve", inquiry["id"].as_str().expect("an id"));
            admin.post(&path, json!({"version": inquiry["version"]})).await.expect(200);
        } else {
            let mut body = question(&format!("138000000{:02}", dice(60)));
            body["entrance"] = json!(if dice(2) == 0 { "rota" } else { "desk" });
            body["value"] = json!(dice(3) * 1_000);
            admin.post("/api/v1/inquiries", body).await.expect(201);
        }
    }
}

fn on(entrance: &str, mut rule: Value) -> Value {
    rule["key"] = json!(entrance);
    rule["when"] = json!({"test": {"fact": "entrance", "is": [entrance]}});
    rule
}

fn number(app: &App, statement: &'static str) -> i64 {
    let row: (i64,) = app.database.read(|db| sql::<(BigInt,)>(statement).get_result(db)).expect(statement);
    row.0
}

both! {
    async fn of_what_happened_is_what_happened_decision_by_decision(app: App) {
        let (rota, desk) = (Office::open(&app.database, 5, None), Office::open(&app.database, 3, Some(4)));
        let rules = || vec![on("rota", rota.rule("round_robin", true)), on("desk", desk.rule("least_loaded", true))];
        in_force(&app.database, rules());
        open_entrances(&app.database, &["rota", "desk"]);
        let admin = app.admin().await;
        let from = chrono::Utc::now();
        play(&admin).await;
        let request = json!({"from": from, "to": chrono::Utc::now()});
        let simulated = admin.post("/api/v1/simulations", request.clone()).await.expect(200);
        let asked = number(&app, "SELECT count(*) FROM work_items");
        let waited = number(&app, "SELECT count(*) FROM decisions WHERE wait_reason IS NOT NULL");
        assert!(waited > 10, "nobody had to wait: {waited}");
        assert_eq!(simulated["report"]["arrivals"], asked);
        assert_eq!(simulated["report"]["waits"]["waited"], waited);
        assert_eq!(simulated["beside_happened"]["compared"], asked);
        assert_eq!(simulated["beside_happened"]["changed"], 0, "{:#}", simulated["explained"][0]);
        assert_eq!(simulated["report"], simulated["happened"]);
        // Another policy is something else, and says why.
        let mut other = rules();
        other[0]["routes"] = json!([{"to": "person", "employee_id": rota.people[0]}]);
        let mut request = request;
        request["policy"] = json!({"document": {"rules": other, "otherwise": []}});
        request["against"] = json!({"document": {"rules": rules(), "otherwise": []}});
        let simulated = admin.post("/api/v1/simulations", request).await.expect(200);
        assert!(simulated["beside_other"]["changed"].as_u64() > Some(20));
        assert_eq!(simulated["beside_other"]["changed"], simulated["beside_happened"]["changed"]);
        let first = &simulated["explained"][0];
        assert_eq!(first["after"], json!(rota.people[0]));
        assert!(first["before_explanation"].is_object() && first["after_explanation"].is_object());
        let groups = simulated["against"]["groups"].as_array().expect("groups");
        assert!(groups.iter().any(|group| group["group"] == json!(desk.group) && group["peak"].as_u64() <= Some(12)));
    }
}

both! {
    async fn of_a_part_begins_with_the_turns_loads_and_owners_of_that_moment(app: App) {
        let (rota, desk) = (Office::open(&app.database, 5, None), Office::open(&app.database, 3, Some(40)));
        let rules = vec![on("rota", rota.rule("weighted_round_robin", true)), on("desk", desk.rule("sticky", false))];
        in_force(&app.database, rules);
        open_entrances(&app.database, &["rota", "desk"]);
        let admin = app.admin().await;
        play(&admin).await;
        let from = chrono::Utc::now();
        play(&admin).await;
        let request = json!({"from": from, "to": chrono::Utc::now()});
        let simulated = admin.post("/api/v1/simulations", request).await.expect(200);
        assert!(simulated["beside_happened"]["compared"].as_u64() > Some(100));
        assert_eq!(simulated["beside_happened"]["changed"], 0, "{:#}", simulated["explained"][0]);
    }
}
