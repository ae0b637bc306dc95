//! Who may have a file in hand.

use serde_json::{Value, json};

use super::{export, files, give_roles, listed, may_export, path, roles_of, shop};
use crate::common::{App, both};

both! {
    async fn a_file_is_for_who_asked_for_it_as_long_as_they_may(app: App) {
        let world = shop(&app).await;
        let agent = roles_of(&world, "anna").await["roles"].as_array().expect("roles").clone();
        may_export(&world, "anna", &["order.export"], "own").await;
        let done = export(&world.anna, "orders", json!({}), "csv", "en").await;
        let one = format!("/api/v1/exports/{}", done["id"].as_str().expect("an id"));
        // For everybody else it is not there, not even for those above.
        for other in [&world.bo, &world.lead, &world.admin] {
            assert_eq!(other.get(&one).await.problem(404), "not_found");
            assert_eq!(other.get(&format!("{one}/file")).await.problem(404), "not_found");
            assert_eq!(other.post(&format!("{one}/cancel"), json!({})).await.problem(404), "not_found");
            assert_eq!(other.get("/api/v1/exports").await.expect(200)["items"], json!([]));
        }
        assert_eq!(listed(&world.anna, "/api/v1/exports", "id").await, [done["id"].as_str().expect("an id")]);
        assert_eq!(world.anna.post(&format!("{one}/cancel"), json!({})).await.problem(409), "wrong_state");
        files(&world.anna, &done).await;
        // Each download is in the log.
        let log = world.admin.get("/api/v1/audit-log?entity=export").await.expect(200);
        let actions: Vec<&str> = log["items"].as_array().expect("entries").iter().filter_map(|e| e["action"].as_str()).collect();
        assert_eq!(actions, ["export.download", "export.finish", "export.create"]);
        // The lead's file holds customers of both teams; who does not reach all of them any more has it no more.
        let leads = export(&world.lead, "orders", json!({}), "csv", "en").await;
        assert_eq!(world.lead.download(&path(&leads)).await.0, 200);
        let person = world.admin.get(&format!("/api/v1/employees/{}", world.id("lead"))).await.expect(200);
        let mut moved = json!({"unit_id": world.id("team_b")});
        for field in ["number", "name", "phone", "username", "is_agent", "starts_at", "ends_at", "version"] {
            moved[field] = person[field].clone();
        }
        world.admin.put(&format!("/api/v1/employees/{}", world.id("lead")), moved).await.expect(200);
        assert_eq!(world.lead.get(&path(&leads)).await.problem(403), "forbidden");
        // Without the permission nobody has theirs.
        let mut now = roles_of(&world, "anna").await;
        let left: Vec<Value> = now["roles"].as_array().expect("roles").iter().filter(|role| agent.contains(role)).cloned().collect();
        now["roles"] = json!(left);
        give_roles(&world, "anna", now).await;
        assert_eq!(world.anna.get(&format!("{one}/file")).await.problem(403), "forbidden");
    }
}
