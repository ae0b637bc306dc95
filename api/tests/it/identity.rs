//! Signing in and staying signed in.

use reqwest::Method;
use serde_json::json;

use crate::common::{Answer, App, World, both};

fn cookie(answer: &Answer) -> String {
    let header = answer.headers.get("set-cookie").and_then(|v| v.to_str().ok()).expect("a cookie");
    assert!(header.contains("HttpOnly") && header.contains("SameSite=Strict"), "{header}");
    header.split(';').next().expect("a name and a value").to_owned()
}

both! {
    async fn the_first_password_must_be_changed_before_anything_else(app: App) {
        let newcomer = app.sign_in("admin", "first-password-1").await;
        assert_eq!(newcomer.get("/api/v1/me").await.expect(200)["must_change_password"], true);
        assert_eq!(newcomer.get("/api/v1/customers").await.problem(403), "password_change_required");
        let weak = json!({"current": "first-password-1", "new": "short"});
        assert_eq!(newcomer.post("/api/v1/me/password", weak).await.problem(422), "invalid");
        let admin = app.admin().await;
        admin.get("/api/v1/customers").await.expect(200);
        assert_eq!(newcomer.get("/api/v1/me").await.problem(401), "unauthenticated");
    }
}

both! {
    async fn a_refresh_token_works_once_and_a_stolen_one_ends_the_session(app: App) {
        app.admin().await;
        let body = json!({"login": "admin", "password": World::password()});
        let signed = app.anonymous().post("/api/v1/sign-in", body).await;
        let (first, token) = (cookie(&signed), signed.body["access_token"].as_str().expect("a token").to_owned());
        let refresh = |cookie: String| {
            let caller = app.anonymous();
            async move { caller.send(Method::POST, "/api/v1/session/refresh", None, &[("cookie", &cookie)]).await }
        };
        let second = cookie(&refresh(first.clone()).await);
        assert_ne!(first, second);
        // Within seconds the old one is a second tab's; it gets a token but no cookie.
        let tab = refresh(first.clone()).await;
        assert!(tab.headers.get("set-cookie").is_none());
        app.database.write(|db| guike::db::sql::<()>(match db.dialect() {
            guike::db::Dialect::Sqlite => "UPDATE refresh_tokens SET used_at = used_at - 60000000 WHERE used_at IS NOT NULL",
            guike::db::Dialect::Postgres => "UPDATE refresh_tokens SET used_at = used_at - interval '1 minute' WHERE used_at IS NOT NULL",
        }).run(db)).expect("a minute passes");
        assert_eq!(refresh(first).await.problem(401), "unauthenticated");
        assert_eq!(refresh(second).await.problem(401), "unauthenticated");
        assert_eq!(app.with_token(&token).get("/api/v1/me").await.problem(401), "unauthenticated");
    }
}

both! {
    async fn guessing_is_slowed_down_even_all_at_once(app: App) {
        let guesses: Vec<_> = (0..12).map(|n| {
            let caller = app.anonymous();
            tokio::spawn(async move {
                caller.post("/api/v1/sign-in", json!({"login": "admin", "password": format!("guess-{n}")})).await.status
            })
        }).collect();
        let mut looked_at = 0;
        for guess in guesses {
            looked_at += usize::from(guess.await.expect("an answer") == 401);
        }
        assert!(looked_at <= 5, "{looked_at} guesses were looked at");
        let right = json!({"login": "admin", "password": "first-password-1"});
        let answer = app.anonymous().post("/api/v1/sign-in", right).await;
        assert!(answer.headers.get("retry-after").is_some());
        assert_eq!(answer.problem(429), "too_many_attempts");
    }
}

both! {
    async fn an_account_works_only_between_its_dates(app: App) {
        let world = World::build(&app).await;
        let path = format!("/api/v1/employees/{}", world.id("bo"));
        let mut bo = world.admin.get(&path).await.expect(200);
        let edit = |bo: &serde_json::Value, from: &str, to: &str| json!({
            "number": bo["number"], "name": bo["name"], "phone": bo["phone"], "username": bo["username"],
            "unit_id": bo["unit_id"], "is_agent": bo["is_agent"], "starts_at": from, "ends_at": to,
            "version": bo["version"],
        });
        bo = world.admin.put(&path, edit(&bo, "2020-01-01T00:00:00Z", "2020-02-01T00:00:00Z")).await.expect(200);
        assert_eq!(world.bo.get("/api/v1/me").await.problem(401), "unauthenticated");
        let body = json!({"login": "bo", "password": World::password()});
        assert_eq!(app.anonymous().post("/api/v1/sign-in", body.clone()).await.problem(401), "sign_in_refused");
        world.admin.put(&path, edit(&bo, "2020-01-01T00:00:00Z", "2999-01-01T00:00:00Z")).await.expect(200);
        app.anonymous().post("/api/v1/sign-in", body).await.expect(200);
        let backwards = edit(&bo, "2999-01-01T00:00:00Z", "2020-01-01T00:00:00Z");
        assert_eq!(world.admin.put(&path, backwards).await.problem(422), "invalid");
    }
}

both! {
    async fn sessions_are_listed_and_ended(app: App) {
        let world = World::build(&app).await;
        let other = app.sign_in("anna", World::password()).await;
        let sessions = world.anna.get("/api/v1/sessions").await.expect(200);
        let listed = sessions.as_array().expect("sessions");
        assert_eq!(listed.iter().filter(|s| s["current"] == true).count(), 1);
        let foreign = world.bo.get("/api/v1/sessions").await.expect(200)[0]["id"].as_str().expect("an id").to_owned();
        let end = |id: &str| {
            let (caller, path) = (world.anna.clone(), format!("/api/v1/sessions/{id}"));
            async move { caller.send(Method::DELETE, &path, None, &[]).await }
        };
        assert_eq!(end(&foreign).await.problem(404), "not_found");
        let id = listed.iter().find(|s| s["current"] == false).expect("the other")["id"].as_str().expect("an id");
        end(id).await.expect(204);
        assert_eq!(other.get("/api/v1/me").await.problem(401), "unauthenticated");
        world.anna.post("/api/v1/session/sign-out-everywhere", json!({})).await.expect(204);
        assert_eq!(world.anna.get("/api/v1/me").await.problem(401), "unauthenticated");
    }
}
