//! Saved views: one's own, and those that a role shares.

use reqwest::Method;
use serde_json::{Value, json};

use crate::common::{App, Caller, World, both};

async fn names(caller: &Caller) -> Vec<String> {
    let listed = caller.get("/api/v1/views?page=customers").await.expect(200);
    let items = listed["items"].as_array().expect("views").clone();
    items.iter().map(|view| view["name"].as_str().expect("a name").to_owned()).collect()
}

async fn own_role(caller: &Caller) -> Value {
    let listed = caller.get("/api/v1/views?page=customers").await.expect(200);
    listed["roles"][0]["id"].clone()
}

both! {
    async fn a_view_is_kept_shared_changed_and_forgotten(app: App) {
        let world = World::build(&app).await;
        let draft = json!({"page": "customers", "name": "重点", "query": "level=a&status=owned"});
        let made = world.anna.post("/api/v1/views", draft.clone()).await.expect(201);
        assert_eq!((&made["is_mine"], &made["role"], &made["version"]), (&json!(true), &Value::Null, &json!(1)));
        assert_eq!(world.anna.post("/api/v1/views", draft.clone()).await.expect(422)["errors"][0]["pointer"], "/name");
        // Everybody has names of their own, and every list.
        world.bo.post("/api/v1/views", draft).await.expect(201);
        let other = json!({"page": "inquiries", "name": "重点", "query": ""});
        world.anna.post("/api/v1/views", other).await.expect(201);
        assert_eq!(names(&world.anna).await, ["重点"]);
        assert_eq!(names(&world.lead).await, Vec::<String>::new());

        // Shared with a role that Anna and Bo have and the lead has not.
        let role = own_role(&world.anna).await;
        let path = format!("/api/v1/views/{}", made["id"].as_str().expect("an id"));
        let share = json!({"name": "共享重点", "query": "level=a", "role_id": role, "version": 1});
        assert_eq!(world.anna.put(&path, share.clone()).await.expect(200)["role"]["id"], role);
        assert_eq!(world.anna.put(&path, share.clone()).await.problem(409), "stale");
        assert_eq!(names(&world.bo).await, ["重点", "共享重点"]);
        assert_eq!(names(&world.lead).await, Vec::<String>::new());
        // Who finds it cannot change it; for who does not find it, it is not there.
        assert_eq!(world.bo.put(&path, share.clone()).await.problem(403), "forbidden");
        assert_eq!(world.lead.put(&path, share).await.problem(404), "not_found");
        let delete = |caller: &Caller, version: i64| {
            let (caller, path) = (caller.clone(), format!("{path}?version={version}"));
            async move { caller.send(Method::DELETE, &path, None, &[]).await }
        };
        assert_eq!(delete(&world.bo, 2).await.problem(403), "forbidden");
        assert_eq!(delete(&world.anna, 1).await.problem(409), "stale");
        assert_eq!(delete(&world.anna, 2).await.status, 204);
        assert_eq!(names(&world.bo).await, ["重点"]);
    }
}

both! {
    async fn nobody_shares_with_a_role_that_is_not_theirs(app: App) {
        let world = World::build(&app).await;
        let draft = |role: Value| json!({"page": "customers", "name": "v", "query": "", "role_id": role});
        let theirs = own_role(&world.lead).await;
        assert_ne!(theirs, own_role(&world.anna).await);
        let refused = world.anna.post("/api/v1/views", draft(theirs.clone())).await.expect(422);
        assert_eq!(refused["errors"][0]["pointer"], "/role_id");
        // Who manages roles may share with any.
        world.admin.post("/api/v1/views", draft(theirs)).await.expect(201);
        assert_eq!(names(&world.lead).await, ["v"]);
        let none = world.admin.post("/api/v1/views", draft(json!("0000000000007"))).await.expect(422);
        assert_eq!(none["errors"][0]["pointer"], "/role_id");
        for query in ["a b", "x#y", "a=\"1\"", &"x".repeat(2_001)] {
            let wrong = json!({"page": "customers", "name": "w", "query": query});
            assert_eq!(world.anna.post("/api/v1/views", wrong).await.expect(422)["errors"][0]["pointer"], "/query");
        }
    }
}
