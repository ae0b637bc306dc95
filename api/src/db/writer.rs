//! Writes to a SQLite file, one after the other on a thread of their own.
//!
//! A file has one writer at a time, and a commit costs about as much as what a small request writes. So writes that come in
//! bursts share a transaction with those that came meanwhile, each in a savepoint: what fails is undone alone, and nobody is
//! told anything before the commit.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc::{Receiver, Sender, channel},
    time::{Duration, Instant},
};

use diesel::{
    QueryResult,
    connection::TransactionManager,
    result::{DatabaseErrorKind, Error},
};
use tokio::sync::oneshot;

use super::{Database, Db, Pooled, pool::begin_writing};

/// How many may share a transaction.
const MOST: usize = 64;
/// After how long nobody joins a transaction any more.
const LONGEST: Duration = Duration::from_millis(5);

/// Whether a write has a transaction of its own, or may share one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// Its own, as whoever shares one with it would wait for it.
    Alone,
    /// It is over in a moment.
    WithOthers,
}

/// The way to the thread that writes.
pub struct Writer(Sender<Box<dyn Job>>);

impl Writer {
    /// Starts the thread. It ends when this is dropped and everything is done.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(database: Database) -> std::io::Result<Self> {
        let (sender, jobs) = channel();
        std::thread::Builder::new().name("writer".into()).spawn(move || work(&database, &jobs))?;
        Ok(Self(sender))
    }

    /// Writes in a transaction: all of it or, when `f` fails, nothing. What nobody waits for any more before it began is not
    /// done.
    ///
    /// # Errors
    /// What `f` returns, or the failure to begin or to commit.
    pub async fn write<T, E, F>(&self, share: Share, f: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: FnOnce(&mut Db) -> Result<T, E> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let job = Write { share, f: Some(f), outcome: None, answer: Some(answer) };
        self.0.send(Box::new(job)).map_err(|_| Error::BrokenTransactionManager)?;
        // The thread went on without an answer: `f` panicked.
        answered.await.unwrap_or_else(|_| Err(Error::RollbackTransaction.into()))
    }
}

/// A write, whatever it gives back.
trait Job: Send {
    fn share(&self) -> Share;
    fn is_wanted(&self) -> bool;
    /// Does it; tells whether it shall be kept.
    fn run(&mut self, db: &mut Db) -> bool;
    /// Answers, now that it is known whether it was committed.
    fn settle(&mut self, committed: QueryResult<()>);
}

struct Write<T, E, F> {
    share: Share,
    f: Option<F>,
    outcome: Option<Result<T, E>>,
    answer: Option<oneshot::Sender<Result<T, E>>>,
}

impl<T: Send, E: From<Error> + Send, F: FnOnce(&mut Db) -> Result<T, E> + Send> Job for Write<T, E, F> {
    fn share(&self) -> Share {
        self.share
    }

    fn is_wanted(&self) -> bool {
        self.answer.as_ref().is_some_and(|answer| !answer.is_closed())
    }

    fn run(&mut self, db: &mut Db) -> bool {
        let Some(f) = self.f.take() else { return false };
        match catch_unwind(AssertUnwindSafe(|| f(db))) {
            Ok(outcome) => self.outcome.insert(outcome).is_ok(),
            Err(panic) => {
                tracing::error!(panic = said(panic.as_ref()), "a write panicked");
                false
            }
        }
    }

    fn settle(&mut self, committed: QueryResult<()>) {
        let outcome = match (self.outcome.take(), committed) {
            (Some(Ok(_)) | None, Err(failure)) => Err(failure.into()),
            (Some(outcome), _) => outcome,
            // It panicked, and the answer is dropped.
            (None, Ok(())) => return,
        };
        // Whoever does not listen any more has gone away.
        self.answer.take().map(|answer| answer.send(outcome));
    }
}

fn said(panic: &(dyn Any + Send)) -> &str {
    panic.downcast_ref::<&str>().copied().or(panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("?")
}

fn work(database: &Database, jobs: &Receiver<Box<dyn Job>>) {
    let mut left = None;
    while let Some(job) = left.take().or_else(|| jobs.recv().ok()) {
        if job.is_wanted() {
            left = transaction(database, job, jobs);
        }
    }
}

/// Does a write, and those that came meanwhile if they all may share a transaction; gives back the next, which may not.
fn transaction(database: &Database, mut first: Box<dyn Job>, jobs: &Receiver<Box<dyn Job>>) -> Option<Box<dyn Job>> {
    let began = Instant::now();
    let mut db = match begin(database) {
        Ok(db) => db,
        Err(failure) => {
            first.settle(Err(failure));
            return None;
        }
    };
    if !first.run(&mut db) {
        // Nothing else is to be kept.
        first.settle(Transactions::rollback_transaction(&mut *db));
        return None;
    }
    let shared = first.share() == Share::WithOthers;
    let (mut done, mut left, mut broken) = (vec![first], None, None);
    while shared && broken.is_none() && done.len() < MOST && began.elapsed() < LONGEST {
        let Ok(mut job) = jobs.try_recv() else { break };
        if job.share() == Share::Alone {
            left = Some(job);
            break;
        }
        if job.is_wanted() {
            broken = in_savepoint(&mut db, job.as_mut()).err();
            done.push(job);
        }
    }
    let committed = match broken {
        None => Transactions::commit_transaction(&mut *db),
        Some(failure) => Transactions::rollback_transaction(&mut *db).and(Err(failure)),
    };
    for mut job in done {
        job.settle(match &committed {
            Ok(()) => Ok(()),
            // A failure cannot be copied, and what it says is for the log.
            Err(failure) => Err(Error::DatabaseError(DatabaseErrorKind::Unknown, Box::new(failure.to_string()))),
        });
    }
    left
}

type Transactions = <Db as diesel::Connection>::TransactionManager;

fn begin(database: &Database) -> QueryResult<Pooled> {
    let mut db = database.writer()?;
    begin_writing(&mut db)?;
    Ok(db)
}

/// Does a write in the transaction of others. When this fails, nobody knows any more what the transaction holds.
fn in_savepoint(db: &mut Db, job: &mut dyn Job) -> QueryResult<()> {
    Transactions::begin_transaction(db)?;
    if job.run(db) { Transactions::commit_transaction(db) } else { Transactions::rollback_transaction(db) }
}
