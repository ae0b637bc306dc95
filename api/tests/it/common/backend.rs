//! A fresh database for each test.

use std::sync::atomic::{AtomicU32, Ordering};

use diesel::{Connection, PgConnection, RunQueryDsl, sql_query};

static COUNTER: AtomicU32 = AtomicU32::new(0);

/// A database that is removed when the test ends.
pub struct Backend {
    pub url: String,
    _folder: Option<tempfile::TempDir>,
    postgres: Option<(String, String)>,
}

impl Backend {
    /// A SQLite file in a folder of its own.
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let url = format!("sqlite://{}", folder.path().join("guike.sqlite3").display());
        Self { url, _folder: Some(folder), postgres: None }
    }

    /// A database on the PostgreSQL server that the tasks started.
    pub fn postgres() -> Self {
        let server = std::env::var("GUIKE_TEST_POSTGRES_URL").expect(
            "GUIKE_TEST_POSTGRES_URL is not set: run `cargo xtask test`, or start a server with `cargo xtask pg` and set \
             the variable to the address that it prints",
        );
        let name = format!("guike_test_{}_{}", std::process::id(), COUNTER.fetch_add(1, Ordering::Relaxed));
        let mut admin = PgConnection::establish(&server).expect("the PostgreSQL server of the tests");
        sql_query(format!("CREATE DATABASE {name}")).execute(&mut admin).expect("a new database");
        let (base, _) = server.rsplit_once('/').expect("an address with a database");
        Self { url: format!("{base}/{name}"), _folder: None, postgres: Some((server, name)) }
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.postgres
            && let Ok(mut admin) = PgConnection::establish(server)
        {
            let _ = sql_query(format!("DROP DATABASE {name} WITH (FORCE)")).execute(&mut admin);
        }
    }
}
