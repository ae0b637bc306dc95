//! Pools of connections and the two ways to use one: to read, or to write in a transaction.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use anyhow::{Context, bail};
use diesel::{
    connection::{AnsiTransactionManager, SimpleConnection, TransactionManager},
    prelude::*,
    r2d2::{ManageConnection, Pool, PooledConnection, R2D2Connection},
    result::{DatabaseErrorKind, Error},
    sql_types::BigInt,
};

use super::{Db, Writer, ids::take_node, migrate, sql};

/// A connection out of a pool.
pub type Pooled = PooledConnection<Manager>;

/// An open database: for SQLite many readers and one writer, for PostgreSQL two pools of the same kind.
#[derive(Clone)]
pub struct Database {
    manager: Manager,
    readers: Pool<Manager>,
    writers: Pool<Manager>,
}

/// Opens connections to one address.
#[derive(Debug, Clone)]
pub struct Manager {
    address: Address,
    /// How many KiB of pages a connection to SQLite keeps. What a transaction changed and does not fit is written, read and
    /// written again before the commit.
    cache: u32,
}

/// Of a connection that reads: what it reads is mapped, and does not go through the pages it keeps.
const READING_KIB: u32 = 64 << 10;
/// Of one that passes through a lot.
const PASSING_KIB: u32 = 8 << 10;
/// How many bytes of its file a connection that reads again and again may map.
const MAPPED: u64 = 1 << 30;
/// Of the one that writes: as much as 100,000 customers who change hands.
const WRITING_KIB: u32 = 256 << 10;

#[derive(Debug, Clone)]
enum Address {
    Sqlite(String),
    Postgres(String),
}

impl Address {
    fn parse(url: &str) -> anyhow::Result<Self> {
        match url.split_once("://") {
            Some(("postgres" | "postgresql", _)) => Ok(Self::Postgres(url.to_owned())),
            Some(("sqlite", path)) => Ok(Self::Sqlite(path.to_owned())),
            Some((scheme, _)) => bail!("unknown database scheme `{scheme}`; use postgres:// or sqlite://"),
            None => bail!("a database address begins with postgres:// or sqlite://"),
        }
    }
}

impl Database {
    /// Opens the database at `url` and brings its schema up to date. `readers` is the number of connections that read;
    /// as many may write on PostgreSQL, one on SQLite.
    ///
    /// # Errors
    /// When the address is of no known kind, cannot be reached, or a migration fails.
    pub fn open(url: &str, readers: u32) -> anyhow::Result<Self> {
        let address = Address::parse(url)?;
        if let Address::Sqlite(path) = &address
            && let Some(folder) = std::path::Path::new(path).parent()
        {
            std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        let manager = Manager { address, cache: READING_KIB };
        let pool = |size, cache| {
            Pool::builder()
                .max_size(size)
                .min_idle(Some(1))
                .test_on_check_out(false)
                .connection_timeout(Duration::from_secs(10))
                .build(Manager { cache, ..manager.clone() })
                .context("cannot connect to the database")
        };
        let writers = pool(if matches!(manager.address, Address::Sqlite(_)) { 1 } else { readers }, WRITING_KIB)?;
        let mut db = writers.get()?;
        migrate(&mut db).map_err(anyhow::Error::from_boxed).context("cannot bring the database up to date")?;
        take_node(&mut db)?;
        drop(db);
        Ok(Self { readers: pool(readers, READING_KIB)?, manager, writers })
    }

    /// A thread for all writes of this process, if the database has one writer at a time.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start_writer(&self) -> std::io::Result<Option<Writer>> {
        match &self.manager.address {
            Address::Sqlite(_) => Writer::start(self.clone()).map(Some),
            Address::Postgres(_) => Ok(None),
        }
    }

    /// How many may read at once.
    pub fn reader_count(&self) -> u32 {
        self.readers.max_size()
    }

    /// How many may write at once.
    pub fn writer_count(&self) -> u32 {
        self.writers.max_size()
    }

    /// What tells whether anything was written; only SQLite can say so cheaply.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn changes(&self) -> anyhow::Result<Option<Changes>> {
        Ok(match &self.manager.address {
            Address::Sqlite(_) => Some(Changes(Mutex::new(self.manager.connect()?))),
            Address::Postgres(_) => None,
        })
    }

    /// Reads.
    ///
    /// # Errors
    /// What `f` returns, or the failure to get a connection.
    pub fn read<T, E: From<Error>>(&self, f: impl FnOnce(&mut Db) -> Result<T, E>) -> Result<T, E> {
        f(&mut *get(&self.readers)?)
    }

    /// Reads a lot, once, as an export does. SQLite maps no file for it: what it passes through would stay in the memory of
    /// this process, page by page the whole file.
    ///
    /// # Errors
    /// What `f` returns, or the failure to get a connection.
    pub fn pass_through<T, E: From<Error>>(&self, f: impl FnOnce(&mut Db) -> Result<T, E>) -> Result<T, E> {
        let mut db = get(&self.readers)?;
        remember(&mut db, 0, PASSING_KIB)?;
        let read = f(&mut db);
        remember(&mut db, MAPPED, READING_KIB)?;
        read
    }

    /// Writes in one transaction: all of it or, when `f` fails, nothing. When PostgreSQL breaks a deadlock by failing
    /// this transaction, it is tried again from the start, so `f` must do nothing but database work.
    ///
    /// # Errors
    /// What `f` returns, or the failure to get a connection or to commit.
    pub fn write<T, E: From<Error> + AsFailure>(&self, mut f: impl FnMut(&mut Db) -> Result<T, E>) -> Result<T, E> {
        const TRIES: usize = 5;
        for _ in 1..TRIES {
            match transaction(&mut *get(&self.writers)?, &mut f) {
                Err(e) if e.as_failure().is_some_and(is_transient) => {}
                settled => return settled,
            }
        }
        transaction(&mut *get(&self.writers)?, &mut f)
    }

    /// A connection that may write, for loaders that shape their transactions themselves.
    ///
    /// # Errors
    /// When none is to be had.
    pub fn writer(&self) -> Result<Pooled, Error> {
        get(&self.writers)
    }
}

/// Watches a SQLite file for what anybody commits, this process or another.
pub struct Changes(Mutex<Db>);

impl Changes {
    /// A number that is another one after each commit. It means something only beside another one of the same watch.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn version(&self) -> QueryResult<i64> {
        let mut db = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sql::<(BigInt,)>("PRAGMA data_version").get_result::<(i64,)>(&mut *db).map(|row| row.0)
    }
}

/// Brings what was committed from SQLite's log into the file, as far as nobody reads the old. Whoever serves calls it all the
/// time, so that no request does it: the log is otherwise brought in by whoever commits when it is 256 MiB long.
///
/// # Errors
/// When the disk fails.
pub fn shorten_log(db: &mut Db) -> QueryResult<()> {
    match db {
        Db::Sqlite(inner) => inner.batch_execute("PRAGMA wal_checkpoint(PASSIVE)"),
        Db::Postgres(_) => Ok(()),
    }
}

/// An error that may hold a failure of the database.
pub trait AsFailure {
    /// That failure.
    fn as_failure(&self) -> Option<&Error>;
}

impl AsFailure for Error {
    fn as_failure(&self) -> Option<&Error> {
        Some(self)
    }
}

fn is_transient(error: &Error) -> bool {
    match error {
        Error::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => true,
        Error::DatabaseError(_, info) => info.message().contains("deadlock detected"),
        _ => false,
    }
}

fn get(pool: &Pool<Manager>) -> Result<Pooled, Error> {
    pool.get().map_err(|e| {
        tracing::error!(error = %e, "no database connection");
        Error::BrokenTransactionManager
    })
}

/// BEGIN IMMEDIATE on SQLite, so that a transaction never has to upgrade its lock and fail.
pub(super) fn begin_writing(db: &mut Db) -> QueryResult<()> {
    match db {
        Db::Postgres(inner) => AnsiTransactionManager::begin_transaction(inner),
        Db::Sqlite(inner) => AnsiTransactionManager::begin_transaction_sql(inner, "BEGIN IMMEDIATE"),
    }
}

fn transaction<T, E: From<Error>>(db: &mut Db, f: impl FnOnce(&mut Db) -> Result<T, E>) -> Result<T, E> {
    begin_writing(db)?;
    // A panic must not leave the transaction open on a pooled connection.
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| f(db)));
    match outcome {
        Ok(Ok(value)) => {
            <Db as Connection>::TransactionManager::commit_transaction(db)?;
            Ok(value)
        }
        Ok(Err(error)) => {
            <Db as Connection>::TransactionManager::rollback_transaction(db)?;
            Err(error)
        }
        Err(panic) => {
            let _ = <Db as Connection>::TransactionManager::rollback_transaction(db);
            std::panic::resume_unwind(panic)
        }
    }
}

/// Says how many bytes of its file a connection to SQLite may map, and how many KiB of pages it keeps.
fn remember(db: &mut Db, mapped: u64, cache: u32) -> Result<(), Error> {
    match db {
        Db::Sqlite(inner) => {
            inner.batch_execute(&format!("PRAGMA mmap_size = {mapped}; PRAGMA cache_size = -{cache};"))
        }
        Db::Postgres(_) => Ok(()),
    }
}

impl ManageConnection for Manager {
    type Connection = Db;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<Db, Self::Error> {
        use diesel::r2d2::Error::{ConnectionError, QueryError};
        match &self.address {
            Address::Sqlite(path) => {
                let mut inner = SqliteConnection::establish(path).map_err(ConnectionError)?;
                // `busy_timeout` first: setting WAL on a new file fails otherwise when several connections open at once.
                inner
                    .batch_execute(&format!(
                        "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; \
                         PRAGMA foreign_keys = ON; PRAGMA cache_size = -{}; PRAGMA mmap_size = {MAPPED}; \
                         PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 65536;",
                        self.cache
                    ))
                    .map_err(QueryError)?;
                Ok(Db::Sqlite(inner))
            }
            Address::Postgres(url) => {
                let mut inner = PgConnection::establish(url).map_err(ConnectionError)?;
                // A bound LIMIT is planned anew at each execution unless the plan is generic. A request has one core: the others
                // have requests of their own, and it takes longer to call them than to read a page.
                inner
                    .batch_execute(
                        "SET plan_cache_mode = force_generic_plan; SET random_page_cost = 1.1; SET timezone = 'UTC'; \
                         SET jit = off; SET max_parallel_workers_per_gather = 0;",
                    )
                    .map_err(QueryError)?;
                Ok(Db::Postgres(inner))
            }
        }
    }

    fn is_valid(&self, db: &mut Db) -> Result<(), Self::Error> {
        db.ping().map_err(diesel::r2d2::Error::QueryError)
    }

    fn has_broken(&self, db: &mut Db) -> bool {
        std::thread::panicking() || db.is_broken()
    }
}
