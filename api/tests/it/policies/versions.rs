//! Drafts, publication, what was in force when.

use guike::db::{Db, sql};
use serde_json::json;

use super::{POLICIES, draft, in_force, path, pointers, publish, waits};
use crate::common::{App, both};

both! {
    async fn a_draft_begins_from_what_is_in_force_and_lives_until_it_is_thrown_away(app: App) {
        let admin = app.admin().await;
        let first = in_force(&admin).await;
        assert_eq!((&first["number"], &first["status"], &first["in_force"]), (&json!(1), &json!("published"), &json!(true)));

        let made = admin.post(POLICIES, json!({"name": " 春节值班 "})).await.expect(201);
        assert_eq!((&made["number"], &made["name"], &made["status"]), (&json!(2), &json!("春节值班"), &json!("draft")));
        assert_eq!(made["document"], first["document"]);
        assert_eq!(made["based_on"]["number"], json!(1));
        let edit = json!({"name": "春节", "document": waits("all"), "version": made["version"]});
        let edited = admin.put(&path(&made), edit.clone()).await.expect(200);
        assert_eq!((&edited["document"], &edited["version"]), (&waits("all"), &json!(2)));
        assert_eq!(admin.put(&path(&made), edit).await.problem(409), "stale");

        // A draft of a draft is based on what that one was based on, which stays.
        let second = admin.post(POLICIES, json!({"from": made["id"]})).await.expect(201);
        assert_eq!((&second["document"], &second["based_on"]["number"]), (&waits("all"), &json!(1)));
        let listed = admin.get(&format!("{POLICIES}?status=draft&limit=1")).await.expect(200);
        assert_eq!(listed["items"][0]["number"], json!(3));
        let next = listed["next_cursor"].as_str().expect("a second page");
        let listed = admin.get(&format!("{POLICIES}?status=draft&cursor={next}")).await.expect(200);
        assert_eq!((&listed["items"][0]["number"], &listed["next_cursor"]), (&json!(2), &json!(null)));

        let delete = |version: i64| {
            let (admin, path) = (admin.clone(), format!("{}?version={version}", path(&made)));
            async move { admin.send(reqwest::Method::DELETE, &path, None, &[]).await }
        };
        assert_eq!(delete(1).await.problem(409), "stale");
        delete(2).await.expect(204);
        assert_eq!(admin.get(&path(&made)).await.problem(404), "not_found");
        admin.get(&path(&second)).await.expect(200);
        assert_eq!(in_force(&admin).await["number"], json!(1));
    }
}

both! {
    async fn what_was_in_force_at_any_instant_can_be_told(app: App) {
        let admin = app.admin().await;
        let second = draft(&admin, "two", waits("two")).await;
        let body = json!({"note": " ", "version": 1});
        let refused = admin.post(&format!("{}/publish", path(&second)), body).await;
        assert_eq!(pointers(&refused.expect(422)), [("/note".into(), "required".into())]);
        let second = publish(&admin, &second).await;
        assert_eq!((&second["in_force"], &second["status"]), (&json!(true), &json!("published")));
        assert_eq!(guike_in_force(&app), (2, "two".into()));

        let third = publish(&admin, &draft(&admin, "three", waits("three")).await).await;
        let note = json!({"note": "three was too strict"});
        let back = format!("{}/roll-back", path(&second));
        let again = admin.post(&back, note.clone()).await.expect(200);
        assert_eq!((&again["in_force"], &again["times_in_force"]), (&json!(true), &json!(2)));
        assert_eq!(again["last_publication"]["kind"], json!("roll_back"));
        assert_eq!(admin.post(&back, note.clone()).await.problem(409), "wrong_state");
        assert_eq!(guike_in_force(&app), (2, "two".into()));
        let unpublished = draft(&admin, "four", waits("four")).await;
        assert_eq!(admin.post(&format!("{}/roll-back", path(&unpublished)), note).await.problem(409), "wrong_state");

        let history = admin.get(&format!("{POLICIES}/publications")).await.expect(200);
        let history = history["items"].as_array().expect("items").clone();
        let numbers: Vec<_> = history.iter().map(|p| p["policy"]["number"].clone()).collect();
        assert_eq!(numbers, [2, 3, 2, 1]);
        assert_eq!(history[0]["to"], json!(null));
        for (later, earlier) in history.iter().zip(&history[1..]) {
            assert_eq!(later["from"], earlier["to"], "publications touch");
        }
        for publication in &history {
            let at = publication["from"].as_str().expect("an instant");
            let then = admin.get(&format!("{POLICIES}/in-force?at={at}")).await.expect(200);
            assert_eq!(then["number"], publication["policy"]["number"]);
        }
        assert_eq!(admin.get(&format!("{POLICIES}/in-force?at=1969-01-01T00:00:00Z")).await.problem(404), "not_found");
        let periods = admin.get(&path(&third)).await.expect(200)["periods"].clone();
        assert_eq!((&periods[0]["from"], &periods[0]["to"]), (&history[1]["from"], &history[1]["to"]));

        let audit = admin.get("/api/v1/audit-log?entity=policy&action=policy.roll_back").await.expect(200);
        let entry = &audit["items"][0];
        assert_eq!((&entry["before"]["in_force"], &entry["after"]["in_force"]), (&json!("#3 three"), &json!("#2 two")));
        assert_eq!(entry["after"]["note"], json!("three was too strict"));
    }
}

/// What the engine takes for the policy in force: its number and its first rule.
fn guike_in_force(app: &App) -> (i64, String) {
    let found = app.database.read(guike::policies::in_force).expect("a policy");
    (found.number, found.compiled.policy().rules[0].key.clone())
}

both! {
    async fn who_begins_from_an_older_version_must_say_that_they_know(app: App) {
        let admin = app.admin().await;
        let early = draft(&admin, "early", waits("early")).await;
        let other = publish(&admin, &draft(&admin, "other", waits("other")).await).await;
        let publish = format!("{}/publish", path(&early));
        let body = json!({"note": "x", "version": 1});
        assert_eq!(admin.post(&publish, body).await.problem(409), "policy_outdated");
        let body = json!({"note": "x", "version": 1, "confirm_based_on": early["id"]});
        assert_eq!(admin.post(&publish, body).await.problem(409), "policy_outdated");
        let body = json!({"note": "x", "version": 1, "confirm_based_on": other["id"]});
        assert_eq!(admin.post(&publish, body).await.expect(200)["in_force"], json!(true));
    }
}

both! {
    async fn of_many_who_publish_at_once_one_is_last_and_none_is_lost(app: App) {
        let admin = app.admin().await;
        let mut drafts = Vec::new();
        for n in 0..8 {
            drafts.push(draft(&admin, &format!("d{n}"), waits(&format!("d{n}"))).await);
        }
        let tasks: Vec<_> = drafts.iter().map(|draft| {
            let (admin, path) = (admin.clone(), format!("{}/publish", path(draft)));
            tokio::spawn(async move { admin.post(&path, json!({"note": "x", "version": 1})).await.status })
        }).collect();
        let mut statuses = Vec::new();
        for task in tasks {
            statuses.push(task.await.expect("an answer"));
        }
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409, 409, 409, 409, 409, 409, 409], "the others were begun from what is no longer in force");

        // Whoever insists comes after the others, each in turn.
        let mut insisting = Vec::new();
        for draft in drafts {
            let admin = admin.clone();
            insisting.push(tokio::spawn(async move {
                loop {
                    let now = in_force(&admin).await;
                    let body = json!({"note": "x", "version": 1, "confirm_based_on": now["id"]});
                    let answer = admin.post(&format!("{}/publish", path(&draft)), body).await;
                    if answer.status == 200 || answer.body["code"] == "wrong_state" {
                        return;
                    }
                    assert_eq!(answer.problem(409), "policy_outdated");
                }
            }));
        }
        for task in insisting {
            task.await.expect("an end");
        }
        let history = admin.get(&format!("{POLICIES}/publications")).await.expect(200)["items"].clone();
        let history = history.as_array().expect("items");
        assert_eq!(history.len(), 9);
        for (later, earlier) in history.iter().zip(&history[1..]) {
            assert_eq!(later["from"], earlier["to"], "publications touch");
        }
        assert_eq!(in_force(&admin).await["id"], history[0]["policy"]["id"]);
        assert_eq!(guike_in_force(&app).0, history[0]["policy"]["number"].as_i64().expect("a number"));
    }
}

both! {
    async fn of_many_drafts_at_once_each_has_its_number(app: App) {
        let admin = app.admin().await;
        let tasks: Vec<_> = (0..8).map(|_| {
            let admin = admin.clone();
            tokio::spawn(async move { admin.post(POLICIES, json!({})).await.expect(201)["number"].as_i64() })
        }).collect();
        let mut numbers = Vec::new();
        for task in tasks {
            numbers.push(task.await.expect("an answer").expect("a number"));
        }
        numbers.sort_unstable();
        assert_eq!(numbers, [2, 3, 4, 5, 6, 7, 8, 9]);
    }
}

both! {
    async fn a_published_version_never_changes(app: App) {
        let admin = app.admin().await;
        let published = publish(&admin, &draft(&admin, "x", waits("x")).await).await;
        let edit = json!({"name": "y", "document": waits("y"), "version": published["version"]});
        assert_eq!(admin.put(&path(&published), edit).await.problem(409), "wrong_state");
        let delete = format!("{}?version={}", path(&published), published["version"]);
        let delete = admin.send(reqwest::Method::DELETE, &delete, None, &[]).await;
        assert_eq!(delete.problem(409), "wrong_state");
        let twice = json!({"note": "x", "version": published["version"]});
        assert_eq!(admin.post(&format!("{}/publish", path(&published)), twice).await.problem(409), "wrong_state");
        draft(&admin, "unpublished", waits("z")).await;
        for statement in [
            "UPDATE policy_versions SET document = '{}' WHERE number = 2",
            "UPDATE policy_versions SET status = 'draft' WHERE number = 2",
            "DELETE FROM policy_versions WHERE number = 2",
            "UPDATE policy_publications SET note = 'x'",
            "DELETE FROM policy_publications",
            "INSERT INTO policy_publications (id, policy_version_id, at, kind, note) \
             SELECT max(id) + 1, (SELECT id FROM policy_versions WHERE number = 3), max(at), 'publish', '' \
             FROM policy_publications",
            "INSERT INTO policy_publications (id, policy_version_id, at, kind, note) \
             SELECT max(id) + 1, 1, min(at), 'publish', '' FROM policy_publications",
        ] {
            let outcome = app.database.write(|db: &mut Db| sql::<()>(statement).run(db));
            assert!(outcome.is_err(), "{statement}");
        }
        assert_eq!(admin.get(&path(&published)).await.expect(200)["document"], waits("x"));
    }
}
