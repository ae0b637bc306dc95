//! Who may call what: every route of the contract with every role.

use std::{collections::BTreeMap, fmt::Write};

use reqwest::Method;
use serde_json::{Value, json};

use crate::common::{App, Caller, World, both};

/// An operation of the contract, with the least that its body must have.
struct Operation {
    method: Method,
    path: String,
    body: Option<Value>,
}

/// Every operation of the contract.
fn operations() -> Vec<Operation> {
    let document = serde_json::to_value(guike::http::document()).expect("the contract");
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for method in ["get", "post", "put", "patch", "delete"] {
            if let Some(operation) = item.get(method) {
                let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
                let mut body = (!schema.is_null()).then(|| sample(&document, schema));
                if path.contains("/districts/assignment") {
                    // The contract cannot say that one of two fields is needed.
                    body =
                        Some(json!({"district_ids": [sample(&document, &json!({"$ref": "#/components/schemas/Id"}))]}));
                }
                found.push(Operation {
                    method: method.to_uppercase().parse().expect("a method"),
                    path: path.clone(),
                    body,
                });
            }
        }
    }
    found
}

/// The least document that fits a schema, so that a refusal is about the caller and not about the body.
fn sample(document: &Value, schema: &Value) -> Value {
    if let Some(example) = schema.get("example").or_else(|| schema.get("examples").and_then(|e| e.get(0))) {
        return example.clone();
    }
    if let Some(reference) = schema["$ref"].as_str() {
        return sample(document, &document["components"]["schemas"][reference.rsplit('/').next().expect("a name")]);
    }
    if let Some(word) = schema.get("const").or_else(|| schema["enum"].get(0)) {
        return word.clone();
    }
    if let Some(first) = schema["oneOf"].get(0).or_else(|| schema["allOf"].get(0)) {
        return sample(document, first);
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str()).unwrap_or_default();
    match kind {
        "object" => {
            let required: Vec<&str> =
                schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            required.iter().map(|name| ((*name).to_owned(), sample(document, &schema["properties"][name]))).collect()
        }
        "array" => json!([sample(document, &schema["items"])]),
        "integer" | "number" => json!(1),
        "boolean" => json!(false),
        _ => json!("x7q-sample-2"),
    }
}

/// What a caller without permission must not find out: an id of something that exists, but not for them.
fn filled(path: &str, deletes: bool, world: &World, customer: &str) -> String {
    let id = if path.contains("/districts/") {
        world.districts[0].as_str()
    } else if path.contains("/employees/") || path.contains("/agents/") {
        world.id("bo")
    } else if path.contains("/org-units/") {
        world.id("team_b")
    } else {
        customer
    };
    let query = match path.rsplit('/').nth(1) {
        Some("imports") => "?file_name=a.csv",
        Some("org-units" | "roles" | "data-roles" | "groups" | "schedules" | "policies" | "canned-replies")
            if deletes =>
        {
            "?version=1"
        }
        _ if path.ends_with("/attachments") => "?file_name=a.txt",
        _ if path.ends_with("/v1/avatars/{id}/picture") && path.starts_with("/api/") => "?version=1",
        _ if path.ends_with("/merge-preview") => "?with=0000000000001",
        _ if path.ends_with("/calendar") => "?year=2026",
        _ if path.ends_with("/orders/statistics") => "?from=2026-01-01&to=2026-01-02&by=day",
        _ if path.ends_with("/search") => "?find=customers&customer=13600000000",
        _ if path.ends_with("/search/quick") => "?q=13600000000",
        _ => "",
    };
    path.replace("{id}", id)
        .replace("{employee_id}", world.id("bo"))
        .replace("{day}", "2026-10-01")
        .replace("{attachment_id}", id)
        .replace("{merge_id}", id)
        .replace("{other_id}", id)
        + query
}

both! {
    async fn the_matrix_of_routes_and_roles_is_what_was_agreed(app: App) {
        let world = World::build(&app).await;
        world.assign(&[&world.districts[0]], "bo").await;
        let customer = world.register("13600000000").await;
        world.approve(&customer, &world.districts[0]).await;
        let callers: [(&str, Caller); 6] = [
            ("nobody", app.anonymous()),
            ("mini_program", world.mini_program.clone()),
            ("agent", world.anna.clone()),
            ("lead", world.lead.clone()),
            ("reviewer", world.reviewer.clone()),
            ("administrator", world.admin.clone()),
        ];
        let mut table: BTreeMap<String, BTreeMap<&str, String>> = BTreeMap::new();
        for Operation { method, path, body } in operations() {
            // These end what the others need, or are about oneself only.
            if path.contains("/session") || path.contains("/sign-in") || path.ends_with("/me/password") {
                continue;
            }
            for (name, caller) in &callers {
                let answer = caller.send(method.clone(), &filled(&path, method == Method::DELETE, &world, &customer), body.clone(), &[]).await;
                assert!(answer.status < 500, "{method} {path} as {name}: {}", answer.text);
                if *name == "agent" && !path.starts_with("/mp/") {
                    assert!(!answer.text.contains("13600000000"), "{method} {path} shows a stranger's customer");
                }
                table.entry(format!("{path} {method}")).or_default().insert(name, answer.status.to_string());
            }
        }
        let mut golden = String::new();
        for (route, row) in &table {
            let cells: Vec<String> = callers.iter().map(|(name, _)| format!("{name}={}", row[name])).collect();
            writeln!(golden, "{route:<60} {}", cells.join(" ")).expect("a string");
        }
        insta::assert_snapshot!("route_role_matrix", golden);
    }
}

both! {
    async fn nobody_can_lock_everybody_out(app: App) {
        let world = World::build(&app).await;
        let me = world.admin.get("/api/v1/me").await.expect(200)["employee_id"].as_str().expect("an id").to_owned();
        let path = format!("/api/v1/employees/{me}");
        let none = json!({"roles": [], "data_roles": []});
        assert_eq!(world.admin.put(&format!("{path}/roles"), none).await.problem(409), "last_administrator");
        let version = world.admin.get(&path).await.expect(200)["version"].clone();
        let leave = world.admin.post(&format!("{path}/deactivate"), json!({"version": version})).await;
        assert_eq!(leave.problem(409), "last_administrator");
        let roles = world.admin.get("/api/v1/roles").await.expect(200);
        let built_in = roles.as_array().expect("roles").iter().find(|r| r["code"] == "administrator").expect("it");
        let role = format!("/api/v1/roles/{}", built_in["id"].as_str().expect("an id"));
        let empty = json!({"name": "x", "grants": [], "version": built_in["version"]});
        assert_eq!(world.admin.put(&role, empty).await.problem(409), "wrong_state");
        world.admin.get("/api/v1/roles").await.expect(200);
    }
}

both! {
    async fn scopes_add_up_only_over_the_roles_that_hold_the_permission(app: App) {
        let world = World::build(&app).await;
        world.assign(&[&world.districts[0]], "anna").await;
        world.assign(&[&world.districts[2]], "bo").await;
        for (phone, district) in [("13600000101", 0), ("13600000102", 2)] {
            let customer = world.register(phone).await;
            world.approve(&customer, &world.districts[district]).await;
        }
        // One role reads one's own, another only writes follow-ups everywhere: that must not widen what is read.
        let make = |name: &'static str, grants: Value| {
            let admin = world.admin.clone();
            async move { admin.post("/api/v1/roles", json!({"name": name, "grants": grants})).await.expect(201)["id"].clone() }
        };
        let own = make("own", json!([{"permission": "customer.read", "scope": "own"}])).await;
        let wide = make("wide", json!([{"permission": "follow_up.create", "scope": "all"}])).await;
        let desk = make("desk", json!([{"permission": "customer.read", "scope": "data_role"}])).await;
        let give = |roles: Value, data_roles: Value| {
            let (admin, path) = (world.admin.clone(), format!("/api/v1/employees/{}/roles", world.id("anna")));
            async move { admin.put(&path, json!({"roles": roles, "data_roles": data_roles})).await.expect(200) }
        };
        let seen = || async {
            let rows = world.anna.get("/api/v1/customers").await.expect(200);
            rows["items"].as_array().map(Vec::len)
        };
        give(json!([own, wide]), json!([])).await;
        assert_eq!(seen().await, Some(1));
        let cover = json!({"name": "desk", "units": [{"unit_id": world.id("team_b"), "include_below": false}]});
        let data_role = world.admin.post("/api/v1/data-roles", cover).await.expect(201)["id"].clone();
        give(json!([own, wide]), json!([data_role])).await;
        assert_eq!(seen().await, Some(1), "a data role without a role that uses it gives nothing");
        give(json!([own, desk]), json!([data_role])).await;
        assert_eq!(seen().await, Some(2));
        let outlook = world.admin.get(&format!("/api/v1/employees/{}/outlook", world.id("anna"))).await.expect(200);
        assert_eq!((&outlook["everyone"], &outlook["people_count"], &outlook["customers"]), (&json!(false), &json!(2), &json!(2)));
        give(json!([]), json!([])).await;
        assert_eq!(world.anna.get("/api/v1/customers").await.problem(403), "forbidden");
    }
}
