//! Writes that share a commit on SQLite: each is kept whole or not at all, whatever becomes of the others.

use std::sync::{Arc, mpsc::channel};

use diesel::sql_types::BigInt;
use futures_util::future::join_all;
use guike::db::{Database, Db, Failure, Share, sql};

const WRITES: i64 = 500;

fn note(db: &mut Db, number: i64) -> Result<(), Failure> {
    sql::<()>("INSERT INTO noted (number) VALUES ($1)").bind(number).run(db).map(drop)
}

fn noted(db: &mut Db) -> Result<Vec<i64>, Failure> {
    use diesel::RunQueryDsl;
    let rows: Vec<(i64,)> = sql::<(BigInt,)>("SELECT number FROM noted ORDER BY number").load(db)?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Writes two numbers, or one and then fails, or one and then panics.
fn write(number: i64) -> impl FnOnce(&mut Db) -> Result<i64, Failure> + Send {
    move |db| {
        note(db, 2 * number)?;
        match number % 5 {
            3 => Err(Failure::RollbackTransaction),
            // A row that is there already: SQLite itself undoes the statement.
            2 => note(db, 2 * number).map(|()| number),
            4 => panic!("a write that panics"),
            _ => note(db, 2 * number + 1).map(|()| number),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fails_is_undone_alone_and_nobody_is_told_before_the_commit() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = Database::open(&format!("sqlite://{}/w.db", folder.path().display()), 2).expect("a database");
    let create = |db: &mut Db| sql::<()>("CREATE TABLE noted (number INTEGER PRIMARY KEY) STRICT").run(db);
    database.write::<_, Failure>(create).expect("a table");
    let writer = Arc::new(database.start_writer().expect("a thread").expect("one for SQLite"));

    // The first keeps the thread until all others stand behind it.
    let (go, wait) = channel();
    let hold = async {
        let held = move |_: &mut Db| wait.recv().map_err(|_| Failure::NotFound);
        writer.write(Share::Alone, held).await.expect("held");
    };
    let writes = (0..WRITES).map(|number| {
        let (writer, database) = (writer.clone(), database.clone());
        async move {
            let share = if number % 50 >= 45 { Share::Alone } else { Share::WithOthers };
            let outcome: Result<i64, Failure> = writer.write(share, write(number)).await;
            let seen = database.read(noted).expect("readable");
            let kept = [2 * number, 2 * number + 1].map(|number| seen.binary_search(&number).is_ok());
            assert_eq!(kept, [outcome.is_ok(); 2], "{number}");
            outcome.is_ok()
        }
    });
    let (_, outcomes, ()) =
        tokio::join!(biased; hold, join_all(writes), async { go.send(()).expect("somebody waits") });

    for (number, outcome) in (0..).zip(outcomes) {
        assert_eq!(outcome, number % 5 < 2, "{number}");
    }
    let expected: Vec<i64> = (0..WRITES).filter(|n| n % 5 < 2).flat_map(|n| [2 * n, 2 * n + 1]).collect();
    assert_eq!(database.read(noted).expect("readable"), expected);
}
