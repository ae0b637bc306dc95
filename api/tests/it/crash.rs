//! `kill -9` at any moment leaves the state before or the state after.

use std::time::Duration;

use diesel::{RunQueryDsl, sql_types::BigInt};
use guike::{
    config::Config,
    db::{Database, sql},
    setup,
};
use serde_json::json;

use crate::{
    common::{
        App, Backend, Caller, fill_district,
        process::{Serving, guike},
    },
    invariants::assert_sound_database,
};

const CUSTOMERS: i64 = 20_000;

fn open(backend: &Backend) -> Database {
    let config = Config { database_url: Some(backend.url.clone()), ..Config::default() };
    setup::open(&config).expect("a database")
}

fn number(database: &Database, statement: &'static str) -> i64 {
    let row: (i64,) = database.read(|db| sql::<(BigInt,)>(statement).get_result(db)).expect(statement);
    row.0
}

fn a_killed_move_is_done_or_not_begun(backend: Backend) {
    let database = open(&backend);
    setup::create_administrator(&database, "admin", "管理员", "first-password-1").expect("an administrator");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let mut serving = Serving::start(&backend.url);
        let admin = App::admin_at(&serving.base).await;
        let agents = agents(&admin).await;
        let city = admin.get("/api/v1/cities").await.expect(200)[0]["id"].clone();
        let draft = json!({"code": "1", "name": "一街道", "city_id": city});
        let district = admin.post("/api/v1/districts", draft).await.expect(201)["id"].clone();
        fill_district(&database, district.as_str().expect("an id"), CUSTOMERS);
        let mut token = admin.token();
        let (mut done, mut undone) = (0, 0);
        // The moments are spread over the time that a move takes, whatever the machine.
        for round in 0..12_u32 {
            let caller = App::caller_at(&serving.base, &token);
            let body = json!({"district_ids": [district], "agent_id": agents[(round % 2) as usize]});
            let request = tokio::spawn(async move { caller.try_post("/api/v1/districts/assignment", body).await });
            tokio::time::sleep(Duration::from_millis(u64::from(round) * 60)).await;
            serving.kill();
            let answered = request.await.expect("the request ends").is_some();
            assert_sound_database(&database);
            let owners = number(
                &database,
                "SELECT count(DISTINCT COALESCE(o.owner_id, 0)) FROM customers c \
                 LEFT JOIN ownerships o ON o.customer_id = c.id",
            );
            assert_eq!(owners, 1, "some customers moved and some did not");
            if answered {
                done += 1
            } else {
                undone += 1
            }
            serving = Serving::start(&backend.url);
            token = App::token_at(&serving.base).await;
        }
        assert!(undone > 0, "no move was cut short, {done} were done");
    });
}

async fn agents(admin: &Caller) -> Vec<serde_json::Value> {
    let unit = admin.get("/api/v1/org-units").await.expect(200)[0]["id"].clone();
    let mut agents = Vec::new();
    for name in ["a1", "a2"] {
        let draft = json!({"number": name, "name": name, "unit_id": unit, "is_agent": true});
        agents.push(admin.post("/api/v1/employees", draft).await.expect(201)["id"].clone());
    }
    agents
}

#[test]
fn a_killed_move_is_done_or_not_begun_sqlite() {
    a_killed_move_is_done_or_not_begun(Backend::sqlite());
}

#[test]
fn a_killed_move_is_done_or_not_begun_postgres() {
    a_killed_move_is_done_or_not_begun(Backend::postgres());
}

/// A file with every street of the seeded cities twice over: long enough to be cut short.
fn file(folder: &std::path::Path, lines: usize) -> std::path::PathBuf {
    let path = folder.join("districts.csv");
    let mut text = String::from("code,province,city,county,name\n");
    for n in 0..lines {
        text.push_str(&format!("T{n:06},浙江省,杭州市,西湖区,第{n}街道\n"));
    }
    std::fs::write(&path, text).expect("a file");
    path
}

fn a_killed_import_is_done_or_not_begun(backend: Backend) {
    const LINES: usize = 6_000;
    let database = open(&backend);
    let folder = tempfile::tempdir().expect("a folder");
    let path = file(folder.path(), LINES);
    let timer = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a timer");
    let mut cut = 0;
    for round in 0..14_u64 {
        let mut child = guike(&backend.url).args(["import", "districts"]).arg(&path).spawn().expect("the binary");
        timer.block_on(async { tokio::time::sleep(Duration::from_millis(40 + round * 90)).await });
        cut += i32::from(child.try_wait().expect("a state").is_none());
        let _ = child.kill();
        child.wait().expect("it ends");
        let made = number(&database, "SELECT count(*) FROM districts");
        assert!(made == 0 || made == LINES as i64, "{made} of {LINES} districts");
    }
    assert!(cut > 0, "no import was cut short");
    let whole = guike(&backend.url).args(["import", "districts"]).arg(&path).status().expect("the binary");
    assert!(whole.success());
    assert_eq!(number(&database, "SELECT count(*) FROM districts"), LINES as i64);
}

#[test]
fn a_killed_import_is_done_or_not_begun_sqlite() {
    a_killed_import_is_done_or_not_begun(Backend::sqlite());
}

#[test]
fn a_killed_import_is_done_or_not_begun_postgres() {
    a_killed_import_is_done_or_not_begun(Backend::postgres());
}

fn a_killed_redistribution_is_done_or_not_begun(backend: Backend) {
    let database = open(&backend);
    setup::create_administrator(&database, "admin", "管理员", "first-password-1").expect("an administrator");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let mut serving = Serving::start(&backend.url);
        let admin = App::admin_at(&serving.base).await;
        let agents = agents(&admin).await;
        let city = admin.get("/api/v1/cities").await.expect(200)[0]["id"].clone();
        let draft = json!({"code": "1", "name": "一街道", "city_id": city});
        let district = admin.post("/api/v1/districts", draft).await.expect(201)["id"].clone();
        fill_district(&database, district.as_str().expect("an id"), CUSTOMERS);
        let body = json!({"district_ids": [district], "agent_id": agents[0]});
        admin.post("/api/v1/districts/assignment", body).await.expect(200);
        let mut token = admin.token();
        let (mut done, mut undone) = (0, 0);
        for round in 0..10_u32 {
            let caller = App::caller_at(&serving.base, &token);
            // All that the one has or all that the other has, so that half a move shows.
            let owner = number(&database, "SELECT min(owner_id) FROM ownerships");
            let owner = json!(shared::ids::EmployeeId::from_raw(owner));
            let other = agents.iter().find(|agent| **agent != owner).expect("another");
            let mut body = json!({"source": {"kind": "agent", "agent_id": owner}, "moving": "customers",
                                  "targets": {"kind": "agents", "agents": [{"agent_id": other}]}});
            let seen = caller.post("/api/v1/redistributions/preview", body.clone()).await.expect(200);
            body["confirm"] = seen["token"].clone();
            (body["reason"], body["note"]) = (json!("transfer"), json!("x"));
            let request = tokio::spawn(async move { caller.try_post("/api/v1/redistributions", body).await });
            tokio::time::sleep(Duration::from_millis(u64::from(round) * 60)).await;
            serving.kill();
            let answered = request.await.expect("the request ends").is_some();
            assert_sound_database(&database);
            assert_eq!(number(&database, "SELECT count(DISTINCT owner_id) FROM ownerships"), 1);
            assert_eq!(
                number(
                    &database,
                    "SELECT count(*) FROM redistributions r WHERE NOT EXISTS (SELECT 1 FROM redistribution_shares s \
                     WHERE s.redistribution_id = r.id AND s.customers = r.customers)"
                ),
                0
            );
            if answered {
                done += 1
            } else {
                undone += 1
            }
            serving = Serving::start(&backend.url);
            token = App::token_at(&serving.base).await;
        }
        assert!(undone > 0, "none was cut short, {done} were done");
    });
}

#[test]
fn a_killed_redistribution_is_done_or_not_begun_sqlite() {
    a_killed_redistribution_is_done_or_not_begun(Backend::sqlite());
}

#[test]
fn a_killed_redistribution_is_done_or_not_begun_postgres() {
    a_killed_redistribution_is_done_or_not_begun(Backend::postgres());
}
