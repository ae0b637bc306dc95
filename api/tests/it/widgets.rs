//! Widgets: who may show them, and what may be changed.

use serde_json::json;

use crate::common::{App, World, both};

const WIDGETS: &str = "/api/v1/widgets";

both! {
    async fn a_widget_is_shown_by_the_websites_on_its_list(app: App) {
        let world = World::build(&app).await;
        let mut draft = json!({"name": "官网", "entrance": "web-form", "colour": "#1f6f5c", "greeting": "您好",
                               "origins": ["https://www.example.com", "http://localhost:8000"]});
        assert_eq!(world.anna.post(WIDGETS, draft.clone()).await.problem(403), "forbidden");
        let made = world.admin.post(WIDGETS, draft.clone()).await.expect(201);
        assert_eq!(world.admin.post(WIDGETS, draft.clone()).await.expect(422)["errors"][0]["pointer"], "/name");
        let key = made["key"].as_str().expect("a key");
        let anonymous = app.anonymous();
        let window = anonymous.get(&format!("/widget/{key}")).await;
        let policy = window.headers["content-security-policy"].to_str().expect("a policy").to_owned();
        assert_eq!(window.status, 200);
        assert!(policy.ends_with("frame-ancestors https://www.example.com http://localhost:8000"), "{policy}");
        assert!(policy.contains("script-src 'self';"), "{policy}");
        let parts = window.text.split('"').filter(|part| part.starts_with("/widget/parts/")).map(str::to_owned);
        for path in parts.chain(["/widget.js".to_owned()]) {
            let kind = if path.ends_with(".css") { "text/css" } else { "text/javascript" };
            let path = path.as_str();
            let file = anonymous.get(path).await;
            assert_eq!(file.status, 200, "{path}");
            assert!(file.headers["content-type"].to_str().expect("a type").starts_with(kind), "{path}");
        }
        assert_eq!(anonymous.get("/widget/parts/none.js").await.problem(404), "not_found");
        for wrong in ["https://a.com/", "https://*.example.com", "javascript:alert(1)", "https://a.com; script-src *"] {
            draft["origins"] = json!([wrong]);
            draft["name"] = json!("另一个");
            assert_eq!(world.admin.post(WIDGETS, draft.clone()).await.expect(422)["errors"][0]["pointer"], "/origins", "{wrong}");
        }
        draft["origins"] = json!([]);
        draft["entrance"] = json!("nowhere");
        assert_eq!(world.admin.post(WIDGETS, draft.clone()).await.expect(422)["errors"][0]["pointer"], "/entrance");

        let path = format!("{WIDGETS}/{}", made["id"].as_str().expect("an id"));
        let mut edit = json!({"name": "官网", "entrance": "course-message", "colour": "#003366", "origins": [], "version": 1});
        let edited = world.admin.put(&path, edit.clone()).await.expect(200);
        assert_eq!((&edited["key"], &edited["version"]), (&made["key"], &json!(2)));
        assert_eq!(world.admin.put(&path, edit.clone()).await.problem(409), "stale");
        let alone = anonymous.get(&format!("/widget/{key}")).await;
        assert!(alone.headers["content-security-policy"].to_str().expect("a policy").ends_with("frame-ancestors 'none'"));
        let visitor = anonymous.post("/public/v1/visitors", json!({"widget": key})).await.expect(201);
        edit["status"] = json!("closed");
        edit["version"] = json!(2);
        world.admin.put(&path, edit).await.expect(200);
        assert_eq!(anonymous.get(&format!("/widget/{key}")).await.problem(404), "not_found");
        assert_eq!(anonymous.get(&format!("/public/v1/widgets/{key}")).await.problem(404), "not_found");
        assert_eq!(anonymous.post("/public/v1/visitors", json!({"widget": key})).await.problem(404), "not_found");
        let late = app.with_token(visitor["token"].as_str().expect("a token"));
        assert_eq!(late.post("/public/v1/inquiries", json!({"phone": "13600000001", "text": "你好"})).await.problem(409), "wrong_state");
        late.get("/public/v1/inquiries").await.expect(200);
    }
}
