//! Exports that are called off, cut short, given up or past their time.

use diesel::RunQueryDsl;
use guike::db::{At, Db, sql};
use serde_json::{Value, json};
use shared::ids::{EmployeeId, ExportId};

use super::{ended, export, files, fill_orders, path};
use crate::{
    common::{App, Backend, Caller, World, both, process::Serving},
    invariants::number,
};

fn change(app: &App, statement: &str) -> Result<usize, guike::error::Error> {
    let statement = statement.to_owned();
    app.database.write(move |db: &mut Db| Ok(sql::<()>(statement.clone()).run(db)?))
}

/// An export of somebody's that a process writes that is not this one, and whose lease lasts so many seconds yet.
fn written_elsewhere(app: &App, asker: &str, slot: i64, seconds: i64) -> String {
    let (asker, id): (EmployeeId, ExportId) = (asker.parse().expect("an id"), guike::db::next_id());
    let until = At::now().plus(chrono::TimeDelta::seconds(seconds));
    let made = app.database.write(|db: &mut Db| {
        sql::<()>(
            "INSERT INTO exports (id, asker_id, slot, what, format, lang, state, file_name, created_at) VALUES ($1, $2, $3, \
             '{\"kind\":\"orders\",\"filter\":{}}', 'csv', 'en', 'waiting', 'x.zip', $4)",
        )
        .bind(id)
        .bind(asker)
        .bind(slot)
        .bind(At::now())
        .run(db)?;
        sql::<()>("UPDATE exports SET state = 'running', lease = 7, lease_until = $2, attempts = 1 WHERE id = $1")
            .bind(id)
            .bind(until)
            .run(db)
    });
    made.expect("an export");
    id.to_string()
}

fn draft() -> Value {
    json!({"what": {"kind": "orders", "filter": {}}, "format": "csv", "lang": "en"})
}

both! {
    async fn nobody_has_more_than_three_on_their_way(app: App) {
        let world = World::build(&app).await;
        let lead = world.id("lead");
        let held = [1, 2, 3].map(|slot| written_elsewhere(&app, lead, slot, 3_600));
        assert_eq!(world.lead.post("/api/v1/exports", draft()).await.problem(409), "too_many_exports");
        // Others are not kept.
        assert_eq!(export(&world.admin, "orders", json!({}), "csv", "en").await["state"], "done");
        let cancel = format!("/api/v1/exports/{}/cancel", held[1]);
        assert_eq!(world.lead.post(&cancel, json!({})).await.expect(200)["state"], "cancelled");
        assert_eq!(world.lead.post(&cancel, json!({})).await.problem(409), "wrong_state");
        assert_eq!(world.lead.get(&format!("/api/v1/exports/{}/file", held[1])).await.problem(409), "wrong_state");
        // Of many requests at once only as many get through as there are places.
        let mut asking = Vec::new();
        for _ in 0..8 {
            let lead = world.lead.clone();
            asking.push(tokio::spawn(async move { lead.post("/api/v1/exports", draft()).await.status }));
        }
        for answer in asking {
            let status = answer.await.expect("an answer");
            assert!([201, 409].contains(&status), "{status}");
            assert!(number(&app, "SELECT count(*) FROM exports WHERE state IN ('waiting', 'running')") <= 3);
        }
        let again = world.lead.post("/api/v1/exports", draft()).await;
        assert!([201, 409].contains(&again.status));
    }
}

both! {
    async fn the_same_request_twice_asks_for_one(app: App) {
        let admin = app.admin().await;
        let key = [("Idempotency-Key", "once")];
        let ask = || admin.send(reqwest::Method::POST, "/api/v1/exports", Some(draft()), &key);
        let (first, second) = (ask().await.expect(201), ask().await.expect(201));
        assert_eq!(first["id"], second["id"]);
        assert_eq!(number(&app, "SELECT count(*) FROM exports"), 1);
        let nonsense = json!({"what": {"kind": "orders", "filter": {"colour": "red"}}, "format": "csv", "lang": "en"});
        admin.post("/api/v1/exports", nonsense).await.expect(422);
    }
}

both! {
    async fn what_was_cut_short_is_written_anew_and_given_up_in_the_end(app: App) {
        let world = World::build(&app).await;
        fill_orders(&app.database, 700);
        let lost = written_elsewhere(&app, world.id("lead"), 1, -1);
        let done = ended(&world.lead, &lost).await;
        assert_eq!(done["state"], "done");
        assert_eq!(number(&app, "SELECT attempts FROM exports"), 2);
        files(&world.lead, &done).await;
        // The one who was thought to be dead comes too late.
        change(&app, "UPDATE exports SET written = 1 WHERE state = 'running' AND lease = 7").expect("nothing to change");
        // Nobody may ask for it any more when it is written.
        let forbidden = written_elsewhere(&app, world.id("bo"), 1, -1);
        assert_eq!(ended(&world.bo, &forbidden).await["failure"], "forbidden");
        let hopeless = written_elsewhere(&app, world.id("lead"), 2, 3_600);
        change(&app, "UPDATE exports SET attempts = 3 WHERE state = 'running'").expect("tried often");
        let past = At::now().plus(chrono::TimeDelta::seconds(-1));
        let expired = app.database.write(|db: &mut Db| {
            sql::<()>("UPDATE exports SET lease_until = $1 WHERE state = 'running'").bind(past).run(db)
        });
        expired.expect("expired");
        let given_up = ended(&world.lead, &hopeless).await;
        assert_eq!((&given_up["state"], &given_up["failure"]), (&json!("failed"), &json!("gave_up")));
    }
}

both! {
    async fn files_go_after_their_time_and_leftovers_with_them(app: App) {
        let admin = app.admin().await;
        let done = export(&admin, "customers", json!({}), "xlsx", "en").await;
        let folder = app.folder.join("exports");
        let leftover = folder.join(format!("{}-{}.part", done["id"].as_str().expect("an id"), "0000000000009"));
        std::fs::create_dir(&leftover).expect("a folder");
        std::fs::write(folder.join("notes.txt"), "not ours").expect("a file");
        guike::exports::tidy_up(&app.database, &folder).expect("tidied");
        assert!(!leftover.exists() && folder.join("notes.txt").exists());
        assert_eq!(admin.download(&path(&done)).await.0, 200);
        // One whose time is over.
        let me: String = admin.get("/api/v1/me").await.expect(200)["employee_id"].as_str().expect("an id").to_owned();
        let old = written_elsewhere(&app, &me, 1, 3_600);
        let past = At::now().plus(chrono::TimeDelta::seconds(-1));
        app.database.write(|db: &mut Db| {
            sql::<()>("UPDATE exports SET state = 'done', size = 3, sha256 = 'x', reach = 'all', finished_at = $1, \
                       expires_at = $1, lease_until = NULL WHERE state = 'running'").bind(past).run(db)
        }).expect("done");
        let file = folder.join(format!("{old}-0000000000007.zip"));
        std::fs::write(&file, "abc").expect("a file");
        guike::exports::tidy_up(&app.database, &folder).expect("tidied");
        assert!(!file.exists());
        assert_eq!(ended(&admin, &old).await["state"], "expired");
        assert_eq!(admin.get(&format!("/api/v1/exports/{old}/file")).await.problem(409), "wrong_state");
        // The database lets no export go back, and none be forgotten or turned into another one.
        for forbidden in [
            "DELETE FROM exports",
            "UPDATE exports SET state = 'waiting', size = NULL, sha256 = NULL, reach = NULL, expires_at = NULL, finished_at = NULL",
            "UPDATE exports SET what = '{}' WHERE state = 'done'",
            "UPDATE exports SET sha256 = 'y' WHERE state = 'done'",
            "INSERT INTO exports (id, asker_id, slot, what, format, lang, state, file_name, created_at, finished_at) \
             SELECT 1, asker_id, 1, what, format, lang, 'cancelled', '', created_at, created_at FROM exports",
        ] {
            assert!(change(&app, forbidden).is_err(), "{forbidden}");
        }
    }
}

fn a_killed_server_loses_no_export(backend: Backend) {
    let folder = tempfile::tempdir().expect("a folder");
    let config = guike::config::Config { database_url: Some(backend.url.clone()), ..guike::config::Config::default() };
    let database = guike::setup::open(&config).expect("a database");
    guike::setup::create_administrator(&database, "admin", "管理员", "first-password-1").expect("an administrator");
    fill_orders(&database, 20_000);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let serving = Serving::start_in(&backend.url, folder.path());
        let admin = App::admin_at(&serving.base).await;
        let made = admin.post("/api/v1/exports", draft()).await.expect(201);
        let one = format!("/api/v1/exports/{}", made["id"].as_str().expect("an id"));
        while admin.get(&one).await.expect(200)["written"].as_i64() < Some(500) {}
        serving.kill();
        let left = std::fs::read_dir(folder.path().join("exports")).expect("a folder").count();
        assert_eq!(left, 1, "what is half written");
        // Its lease would last a minute.
        let past = At::now().plus(chrono::TimeDelta::seconds(-1));
        let expire = database.write(|db: &mut Db| {
            sql::<()>("UPDATE exports SET lease_until = $1 WHERE state = 'running'").bind(past).run(db)
        });
        assert_eq!(expire.expect("expired"), 1, "it was over already");
        let serving = Serving::start_in(&backend.url, folder.path());
        let admin: Caller = App::caller_at(&serving.base, &App::token_at(&serving.base).await);
        let done = ended(&admin, made["id"].as_str().expect("an id")).await;
        assert_eq!(done["written"], 20_000);
        assert_eq!(files(&admin, &done).await[0].1.lines().count(), 20_001);
    });
}

#[test]
fn a_killed_server_loses_no_export_sqlite() {
    a_killed_server_loses_no_export(Backend::sqlite());
}

#[test]
fn a_killed_server_loses_no_export_postgres() {
    a_killed_server_loses_no_export(Backend::postgres());
}

both! {
    async fn an_attempt_that_failed_is_not_the_end(app: App) {
        let world = World::build(&app).await;
        fill_orders(&app.database, 20);
        let folder = app.folder.join("exports");
        drop(std::fs::remove_dir_all(&folder));
        std::fs::write(&folder, b"no folder").expect("something in the way");
        let made = world.lead.post("/api/v1/exports", draft()).await.expect(201);
        let id = made["id"].as_str().expect("an id");
        // Given back: its lease ends soon, and not in a minute.
        let soon = At::now().plus(chrono::TimeDelta::seconds(40));
        let given_back = |attempts: i64| {
            let count = format!("SELECT count(*) FROM exports WHERE attempts = {attempts} AND lease_until < $1");
            app.database.read(|db| sql::<(diesel::sql_types::BigInt,)>(count).bind(soon).get_result::<(i64,)>(db)).expect("a count").0
        };
        while given_back(1) == 0 {
            tokio::task::yield_now().await;
        }
        std::fs::remove_file(&folder).expect("out of the way");
        let now = At::now();
        let again = |db: &mut Db| sql::<()>("UPDATE exports SET lease_until = $1").bind(now).run(db);
        app.database.write(again).expect("ten seconds later");
        let done = ended(&world.lead, id).await;
        assert_eq!((&done["state"], number(&app, "SELECT attempts FROM exports")), (&json!("done"), 2));
        // The last attempt says why.
        std::fs::remove_dir_all(&folder).expect("the folder");
        std::fs::write(&folder, b"no folder").expect("something in the way");
        let lost = written_elsewhere(&app, world.id("lead"), 1, 3_600);
        change(&app, "UPDATE exports SET attempts = 2 WHERE state = 'running'").expect("tried twice");
        app.database.write(|db: &mut Db| sql::<()>("UPDATE exports SET lease_until = $1 WHERE state = 'running'").bind(now).run(db))
            .expect("expired");
        assert_eq!(ended(&world.lead, &lost).await["failure"], "internal");
    }
}
