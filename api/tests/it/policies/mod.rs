//! Policies: drafts, publication, what was in force when, what is found in them, cases tried on them.

mod cases;
mod review;
mod versions;

use guike::db::{Db, sql};
use serde_json::{Value, json};

use crate::common::{App, Caller};

const POLICIES: &str = "/api/v1/policies";

fn rule(key: &str, when: Value, routes: Value) -> Value {
    json!({"key": key, "name": key, "enabled": true, "when": when, "routes": routes})
}

/// Everything waits, as the rule with this key says.
fn waits(key: &str) -> Value {
    json!({"rules": [rule(key, json!({"all": []}), json!([{"to": "queue"}]))], "otherwise": []})
}

fn path(policy: &Value) -> String {
    format!("{POLICIES}/{}", policy["id"].as_str().expect("an id"))
}

async fn draft(who: &Caller, name: &str, document: Value) -> Value {
    who.post(POLICIES, json!({"name": name, "document": document})).await.expect(201)
}

async fn publish(who: &Caller, draft: &Value) -> Value {
    let body = json!({"note": "as agreed", "version": draft["version"]});
    who.post(&format!("{}/publish", path(draft)), body).await.expect(200)
}

async fn in_force(who: &Caller) -> Value {
    who.get(&format!("{POLICIES}/in-force")).await.expect(200)
}

fn pointers(problem: &Value) -> Vec<(String, String)> {
    let text = |error: &Value, field: &str| error[field].as_str().expect("a text").to_owned();
    let errors = problem["errors"].as_array().expect("errors");
    errors.iter().map(|error| (text(error, "pointer"), text(error, "code"))).collect()
}

/// Makes a group without members.
fn add_group(app: &App, id: i64, name: &str) -> String {
    let statement = format!(
        "INSERT INTO groups (id, name, description, version, created_at) \
         SELECT {id}, '{name}', '', 1, created_at FROM policy_versions WHERE id = 1"
    );
    app.database.write(|db: &mut Db| sql::<()>(statement.clone()).run(db)).expect("a group");
    shared::ids::GroupId::from_raw(id).to_string()
}
