//! Several server processes on one PostgreSQL, one of which is killed while everybody works.

use std::sync::Arc;

use diesel::{
    RunQueryDsl,
    sql_types::{BigInt, Text},
};
use guike::{
    config::Config,
    db::{Database, sql},
    setup,
};
use serde_json::json;

use crate::{
    common::{App, Backend, Caller, Office, in_force, open_entrances, process::Serving, question},
    invariants::assert_sound_database,
};

const CLIENTS: usize = 64;
const EACH: usize = 12;

fn rows(database: &Database, statement: &'static str) -> Vec<i64> {
    let rows: Vec<(i64,)> = database.read(|db| sql::<(BigInt,)>(statement).load(db)).expect(statement);
    rows.into_iter().map(|row| row.0).collect()
}

/// Asks until it was heard: when one server is gone, the other. The external id makes a question that was heard twice one.
/// Every second one to be worked on is resolved at once, by whichever server.
async fn ask(servers: Arc<Vec<Caller>>, client: usize) {
    for n in 0..EACH {
        let rota = n % 2 == 0;
        let mut body = question(&format!("139{client:04}{n:04}"));
        body["entrance"] = json!(if rota { "rota" } else { "desk" });
        body["external_id"] = json!(format!("{client}-{n}"));
        let mut tries = client + n;
        let made = loop {
            match servers[tries % servers.len()].try_post("/api/v1/inquiries", body.clone()).await {
                Some((status, body)) => {
                    assert_eq!(status, 201, "{body}");
                    break body;
                }
                None => tries += 1,
            }
        };
        if !rota && made["status"] == "open" {
            let path = format!("/api/v1/inquiries/{}/resolve", made["id"].as_str().expect("an id"));
            // Whether the killed one did it before it died is not known; then it is done or still open.
            servers[(tries + 1) % servers.len()].try_post(&path, json!({"version": made["version"]})).await;
        }
    }
}

#[test]
fn two_processes_share_the_work_exactly_and_the_death_of_one_loses_nothing() {
    let backend = Backend::postgres();
    let config = Config { database_url: Some(backend.url.clone()), ..Config::default() };
    let database = setup::open(&config).expect("a database");
    setup::create_administrator(&database, "admin", "管理员", "first-password-1").expect("an administrator");
    let (rota, desk) = (Office::open(&database, 7, None), Office::open(&database, 5, Some(4)));
    let when = |rule: &mut serde_json::Value, entrance: &str| {
        rule["key"] = json!(entrance);
        rule["when"] = json!({"test": {"fact": "entrance", "is": [entrance]}});
    };
    let mut rules = vec![rota.rule("round_robin", false), desk.rule("least_loaded", false)];
    when(&mut rules[0], "rota");
    when(&mut rules[1], "desk");
    in_force(&database, rules);
    open_entrances(&database, &["rota", "desk"]);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let (first, second) = (Serving::start(&backend.url), Serving::start(&backend.url));
        let token = App::admin_at(&first.base).await.token();
        let servers = [&first.base, &second.base].map(|base| App::caller_at(base, &token));
        let servers = Arc::new(servers.to_vec());
        let clients: Vec<_> = (0..CLIENTS).map(|client| tokio::spawn(ask(servers.clone(), client))).collect();
        // In the middle: when a third is there.
        while rows(&database, "SELECT count(*) FROM work_items")[0] < (CLIENTS * EACH / 3) as i64 {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        first.kill();
        for client in clients {
            client.await.expect("a client that ends");
        }
    });
    assert_sound_database(&database);
    let names: Vec<(String,)> = database
        .read(|db| sql::<(Text,)>("SELECT external_id FROM inquiries ORDER BY external_id").load(db))
        .expect("the inquiries");
    let mut asked: Vec<String> = (0..CLIENTS).flat_map(|c| (0..EACH).map(move |n| format!("{c}-{n}"))).collect();
    asked.sort();
    assert_eq!(names.into_iter().map(|row| row.0).collect::<Vec<_>>(), asked, "something was lost or came twice");
    let turns = rows(
        &database,
        "SELECT CAST(sum(received) AS BIGINT) FROM fairness_ledger l JOIN agent_states a ON a.employee_id = l.employee_id \
         WHERE a.capacity IS NULL GROUP BY l.employee_id",
    );
    assert_eq!(turns.iter().sum::<i64>(), (CLIENTS * EACH / 2) as i64);
    assert!(turns.iter().max().zip(turns.iter().min()).is_some_and(|(most, least)| most - least <= 1), "{turns:?}");
    let idle = "SELECT count(*) FROM agent_states a WHERE a.open_work < a.capacity AND EXISTS (SELECT 1 FROM waiting)";
    assert_eq!(rows(&database, idle), [0], "somebody has room while others wait");
}
