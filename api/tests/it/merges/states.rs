//! Every pair of states: what is refused, and that undoing gives back the same rows.

use diesel::{RunQueryDsl, sql_types::Text};
use guike::db::sql;
use serde_json::json;

use super::{confirmed, look, merge, sorry, undo_path};
use crate::{
    common::{App, Office, World, both, in_force, question},
    invariants::assert_sound,
};

/// Everything that a merge touches, as it is now.
fn rows(app: &App) -> Vec<String> {
    let mut all = Vec::new();
    for statement in [
        "SELECT CAST(id AS TEXT) || phone || name || level || status || coalesce(CAST(merged_into AS TEXT), '-') || '/' \
         || coalesce(CAST(district_id AS TEXT), '-') || coalesce(CAST(last_follow_up_at AS TEXT), '-') FROM customers ORDER BY id",
        "SELECT 'owns ' || CAST(customer_id AS TEXT) || '/' || CAST(owner_id AS TEXT) || '/' || CAST(idle_since AS TEXT) || '/' \
         || CAST(due_on AS TEXT) FROM ownerships ORDER BY customer_id",
        "SELECT 'work ' || CAST(id AS TEXT) || '/' || CAST(customer_id AS TEXT) || status || coalesce(CAST(owner_id AS TEXT), '-') \
         FROM work_items ORDER BY id",
        "SELECT 'follow-up ' || CAST(id AS TEXT) || '/' || CAST(customer_id AS TEXT) || content FROM follow_ups ORDER BY id",
        "SELECT 'entry ' || CAST(id AS TEXT) || '/' || CAST(customer_id AS TEXT) || kind || coalesce(detail, '') FROM timeline \
         WHERE kind NOT IN ('unmerged', 'merged', 'ownership') ORDER BY id",
        "SELECT 'identity ' || CAST(id AS TEXT) || '/' || CAST(customer_id AS TEXT) FROM channel_identities ORDER BY id",
        "SELECT 'waits ' || CAST(case_id AS TEXT) || kind || CAST(line AS TEXT) || '/' || CAST(level AS TEXT) FROM waiting ORDER BY case_id",
    ] {
        let found: Vec<(String,)> = app.database.read(|db| sql::<(Text,)>(statement).load(db)).expect(statement);
        all.extend(found.into_iter().map(|row| row.0));
    }
    all
}

const STATES: [&str; 7] =
    ["rejected", "pending", "waiting in a district", "met and waiting", "owned", "followed up", "met and owned"];

/// How far somebody is in review.
fn further(state: &str) -> u8 {
    STATES.iter().position(|s| *s == state).map_or(0, |place| u8::try_from(place.min(2)).unwrap_or(2))
}

async fn customer(world: &World, state: &str, n: usize) -> String {
    let phone = format!("1360003{n:04}");
    if state.starts_with("met") {
        let mut asked = question(&phone);
        if state == "met and owned" {
            asked["owner_id"] = json!(world.id("anna"));
        }
        let made = world.admin.post("/api/v1/inquiries", asked).await.expect(201);
        return made["customer_id"].as_str().expect("an id").to_owned();
    }
    let id = world.register(&phone).await;
    match state {
        "rejected" => {
            let path = format!("/api/v1/reviews/{id}/reject");
            world.reviewer.post(&path, json!({"reason": "不是商家"})).await.expect(200);
        }
        "waiting in a district" => drop(world.approve(&id, &world.districts[2]).await),
        "owned" => drop(world.approve(&id, &world.districts[0]).await),
        "followed up" => {
            world.approve(&id, &world.districts[1]).await;
            let path = format!("/api/v1/customers/{id}/follow-ups");
            world.bo.post(&path, json!({"way": "phone", "content": "a"})).await.expect(201);
        }
        _ => {}
    }
    id
}

both! {
    async fn a_merge_and_its_undoing_leave_the_rows_as_they_were_whatever_the_two_were(app: App) {
        let world = World::build(&app).await;
        // Inquiries wait, customers go by their district.
        let office = Office::open(&app.database, 1, Some(0));
        in_force(&app.database, vec![
            json!({"key": "district", "name": "district", "enabled": true, "when": {"all": [{"test": {"fact": "kind", "is": ["customer"]}}]},
                   "routes": [{"to": "district_owner", "even_if_absent": true}]}),
            office.rule("round_robin", false),
        ]);
        world.assign(&[&world.districts[0]], "anna").await;
        world.assign(&[&world.districts[1]], "bo").await;
        let mut n = 0;
        for kept_state in STATES {
            for gone_state in STATES {
                let what = format!("{gone_state} into {kept_state}");
                let (kept, gone) = (customer(&world, kept_state, n).await, customer(&world, gone_state, n + 1).await);
                n += 2;
                let before = rows(&app);
                if further(gone_state) > further(kept_state) {
                    let seen = look(&world.admin, &kept, &gone).await;
                    assert_eq!(seen["keep_the_other"], true, "{what}");
                    let answer = world.admin.post(&format!("/api/v1/customers/{kept}/merges"), confirmed(&seen, &gone)).await;
                    assert_eq!(answer.problem(409), "keep_the_other", "{what}");
                    assert_eq!(rows(&app), before, "{what}");
                    continue;
                }
                let seen = look(&world.admin, &kept, &gone).await;
                let done = merge(&world.admin, &kept, &gone).await;
                assert_sound(&app);
                let page = world.admin.get(&format!("/api/v1/customers/{gone}")).await.expect(200);
                assert_eq!(page["id"], json!(kept), "{what}");
                if seen["kept"]["district"].is_null() && gone_state == "waiting in a district" {
                    assert_eq!(page["district"]["id"], json!(world.districts[2]), "{what}");
                }
                assert_eq!(page["owner"], seen["owner"], "{what}: as the preview said");
                world.admin.post(&undo_path(&done), sorry()).await.expect(200);
                assert_eq!(rows(&app), before, "{what}");
                assert_sound(&app);
            }
        }
    }
}

both! {
    async fn who_took_over_the_gone_ones_owner_waits_again_and_an_owner_who_left_is_replaced(app: App) {
        let world = World::build(&app).await;
        world.assign(&[&world.districts[0]], "anna").await;
        let (kept, gone) = (customer(&world, "waiting in a district", 900).await, customer(&world, "owned", 901).await);
        let done = merge(&world.admin, &kept, &gone).await;
        let page = world.admin.get(&format!("/api/v1/customers/{kept}")).await.expect(200);
        assert_eq!((&page["owner"]["name"], &page["status"]), (&json!("安娜"), &json!("owned")));
        let periods = world.admin.get(&format!("/api/v1/customers/{kept}/ownership")).await.expect(200);
        assert_eq!(periods[0]["reason"], "merged");
        // Anna leaves: Bo has what was hers.
        let anna = world.admin.get(&format!("/api/v1/employees/{}", world.id("anna"))).await.expect(200);
        let leave = json!({"successor_id": world.id("bo"), "version": anna["version"]});
        let left = world.admin.post(&format!("/api/v1/employees/{}/deactivate", world.id("anna")), leave).await;
        assert!(left.status < 300, "{}", left.text);
        world.admin.post(&undo_path(&done), sorry()).await.expect(200);
        let owner = |page: &serde_json::Value| page["owner"]["name"].clone();
        let kept = world.admin.get(&format!("/api/v1/customers/{kept}")).await.expect(200);
        assert_eq!(owner(&kept), "李波", "it is not the merge that gave them their owner of now");
        let gone = world.admin.get(&format!("/api/v1/customers/{gone}")).await.expect(200);
        assert_eq!(owner(&gone), "李波", "by the policy: Bo holds the district");
        assert_sound(&app);
    }
}
