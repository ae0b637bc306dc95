//! What becomes of work that is not answered and of customers who are not followed up.

mod customers;
mod hours;
mod processes;
mod work;

use guike::{
    assignment::{self, Watch},
    db::{Database, Db, Dialect, sql},
    permissions::DirectoryCache,
};
use serde_json::{Value, json};

use crate::common::Caller;

/// Lets so many minutes pass for everything that is waited for.
fn pass(database: &Database, minutes: i64) {
    let passed = database.write(|db: &mut Db| {
        let by = match db.dialect() {
            Dialect::Sqlite => (minutes * 60_000_000).to_string(),
            Dialect::Postgres => format!("INTERVAL '{minutes} minutes'"),
        };
        sql::<()>(format!(
            "UPDATE timers SET started_at = started_at - {by}, passed_at = passed_at - {by}, due_at = due_at - {by}"
        ))
        .run(db)
    });
    passed.expect("timers");
}

/// Does what the clock of a server does, until there is nothing more to do. The server itself does the same meanwhile.
fn settle(database: &Database) {
    let (directories, watch) = (DirectoryCache::default(), Watch::default());
    for _ in 0..6 {
        let ticked = database.write(|db| {
            let directory = directories.current(db)?;
            assignment::tick(db, &directory, &watch)
        });
        ticked.expect("a tick");
        for case in database.read(assignment::due_timers).expect("what is due") {
            let fired = database.write(|db| {
                let directory = directories.current(db)?;
                assignment::fire(db, &directory, case)
            });
            fired.expect("a timer");
        }
    }
}

fn later(database: &Database, minutes: i64) {
    settle(database);
    pass(database, minutes);
    settle(database);
}

fn stages(stages: &[(i64, &str)]) -> Value {
    stages.iter().map(|(after, then)| json!({"after_minutes": after, "then": then})).collect()
}

fn timer(watch: &str, stages: Value) -> Value {
    json!({"key": "slow", "name": "太慢", "enabled": true, "watch": watch, "when": {"all": []}, "stages": stages})
}

/// A rule for everything that asks these people one after the other.
fn people(who: &[&str]) -> Value {
    let routes: Vec<Value> = who.iter().map(|id| json!({"to": "person", "employee_id": id})).collect();
    json!({"key": "all", "name": "all", "enabled": true, "when": {"all": []}, "routes": routes})
}

/// The kinds of somebody's notices, newest first, and how many customers each is about.
async fn notices(caller: &Caller) -> Vec<(String, i64)> {
    let page = caller.get("/api/v1/me/notices").await.expect(200);
    let items = page["items"].as_array().expect("notices").clone();
    items
        .iter()
        .map(|notice| {
            (notice["kind"].as_str().expect("a kind").to_owned(), notice["customers"].as_i64().expect("a count"))
        })
        .collect()
}

/// The entries about timers of a customer's timeline, newest first.
async fn told(caller: &Caller, customer: &Value) -> Vec<Value> {
    let path = format!("/api/v1/customers/{}/timeline", customer.as_str().expect("an id"));
    let page = caller.get(&path).await.expect(200);
    let entries = page["items"].as_array().expect("entries");
    entries.iter().filter(|entry| entry["timer"].is_object()).cloned().collect()
}
