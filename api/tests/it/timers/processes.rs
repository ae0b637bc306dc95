//! A stage comes once, however many look, and whenever one of them dies.

use std::time::Duration;

use diesel::{RunQueryDsl, sql_types::BigInt};
use guike::{
    assignment,
    config::Config,
    db::{Database, sql},
    permissions::DirectoryCache,
    setup,
};

use super::{pass, settle, stages, timer};
use crate::{
    common::{App, Backend, Office, both, in_force_with, process::Serving, question},
    invariants::{assert_sound, assert_sound_database, number},
};

const INQUIRIES: i64 = 60;

fn office(database: &Database) -> Office {
    let office = Office::open(database, 5, None);
    let steps = stages(&[(30, "remind"), (60, "reassign")]);
    in_force_with(database, vec![office.rule("round_robin", false)], vec![timer("not_answered", steps)]);
    office
}

both! {
    async fn of_many_who_find_something_due_at_once_one_does_it(app: App) {
        let _office = office(&app.database);
        let admin = app.admin().await;
        admin.post("/api/v1/inquiries", question("13800000001")).await.expect(201);
        settle(&app.database);
        for (minutes, steps) in [(31, 1), (30, 2)] {
            let case = number(&app, "SELECT case_id FROM timers").into();
            pass(&app.database, minutes);
            std::thread::scope(|scope| {
                for _ in 0..8 {
                    scope.spawn(|| {
                        let directories = DirectoryCache::default();
                        let fired = app.database.write(|db| {
                            let directory = directories.current(db)?;
                            assignment::fire(db, &directory, case)
                        });
                        fired.expect("a timer");
                    });
                }
            });
            settle(&app.database);
            assert_eq!(number(&app, "SELECT count(*) FROM timeline WHERE kind LIKE 'timer%'"), steps);
        }
        assert_eq!(number(&app, "SELECT CAST(sum(lost) AS BIGINT) FROM fairness_ledger"), 1);
        assert_eq!(number(&app, "SELECT count(*) FROM work_periods"), 1);
        assert_eq!(number(&app, "SELECT count(*) FROM decisions"), 2);
        assert_sound(&app);
    }
}

fn count(database: &Database, statement: &'static str) -> i64 {
    let row: (i64,) = database.read(|db| sql::<(BigInt,)>(statement).get_result(db)).expect(statement);
    row.0
}

const STEPS: &str = "SELECT count(*) FROM timeline WHERE kind LIKE 'timer%'";
/// What of a step is written in one transaction: the timeline, how far the timer is, the notice.
const REMINDED: &str = "SELECT (SELECT count(*) FROM timeline WHERE kind = 'timer_reminded') \
                        - (SELECT count(*) FROM notices WHERE kind = 'reminder')";
const TAKEN: &str = "SELECT (SELECT count(*) FROM timeline WHERE kind = 'timer_reassigned') \
                     - (SELECT count(*) FROM work_periods)";

async fn until(database: &Database, statement: &'static str, wanted: i64) {
    for _ in 0..300 {
        if count(database, statement) >= wanted {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(count(database, statement), wanted, "{statement}");
}

/// Servers are killed while they remind and reassign, and others go on.
fn the_death_of_a_server_loses_and_repeats_nothing(backend: Backend, servers: usize) {
    let config = Config { database_url: Some(backend.url.clone()), ..Config::default() };
    let database = setup::open(&config).expect("a database");
    setup::create_administrator(&database, "admin", "管理员", "first-password-1").expect("an administrator");
    let _office = office(&database);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let serve = || (0..servers).map(|_| Serving::start(&backend.url)).collect::<Vec<_>>();
        let mut serving = serve();
        let admin = App::admin_at(&serving[0].base).await;
        for n in 0..INQUIRIES {
            admin.post("/api/v1/inquiries", question(&format!("138{n:08}"))).await.expect(201);
        }
        for (minutes, wanted) in [(31, INQUIRIES), (30, 2 * INQUIRIES)] {
            pass(&database, minutes);
            until(&database, STEPS, wanted - INQUIRIES + 3).await;
            serving.pop().expect("a server").kill();
            assert_eq!((count(&database, REMINDED), count(&database, TAKEN)), (0, 0));
            assert_sound_database(&database);
            if serving.is_empty() {
                serving = serve();
            } else {
                serving.push(Serving::start(&backend.url));
            }
            until(&database, STEPS, wanted).await;
            tokio::time::sleep(Duration::from_secs(2)).await;
            assert_eq!(count(&database, STEPS), wanted, "each stage once");
        }
        assert_eq!((count(&database, REMINDED), count(&database, TAKEN)), (0, 0));
        assert_eq!(count(&database, "SELECT CAST(sum(lost) AS BIGINT) FROM fairness_ledger"), INQUIRIES);
        assert_sound_database(&database);
    });
}

#[test]
fn the_death_of_a_server_loses_and_repeats_nothing_sqlite() {
    the_death_of_a_server_loses_and_repeats_nothing(Backend::sqlite(), 1);
}

#[test]
fn the_death_of_one_of_two_servers_loses_and_repeats_nothing_postgres() {
    the_death_of_a_server_loses_and_repeats_nothing(Backend::postgres(), 2);
}
