//! What every request can reach, and how it reaches the database without blocking the others.

use std::sync::Arc;

use actix_web::web;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::repeats::Repeats;
use crate::{
    config::Config,
    db::{Database, Db, Share, Writer},
    error::{Error, Result, busy, wrong_state},
    files::Shelf,
    identity::Tokens,
    permissions::DirectoryCache,
    visitors::Wechat,
};

/// How many simulations one process runs at once: each holds up to a million arrivals in memory and keeps cores busy.
const SIMULATIONS: usize = 2;
/// When to come back if there were too many, in seconds.
const COME_BACK: u32 = 5;

/// The state of the server, one for all its threads.
pub struct State {
    /// The database.
    pub database: Database,
    /// The settings it was started with.
    pub config: Config,
    /// Makes and reads access tokens.
    pub tokens: Tokens,
    /// The latest snapshot of people and roles.
    pub directories: DirectoryCache,
    /// Renders the metrics.
    pub metrics: metrics_exporter_prometheus::PrometheusHandle,
    /// What was answered of late.
    pub repeats: Repeats,
    /// Where files lie.
    pub shelf: Arc<Shelf>,
    readers: Arc<Semaphore>,
    writers: Arc<Semaphore>,
    writer: Option<Writer>,
    simulations: Arc<Semaphore>,
    wechat: Option<Wechat>,
}

impl State {
    /// The state over an open database.
    ///
    /// # Errors
    /// When the database cannot be watched, the folder of files cannot be made, or the system gives no thread.
    pub fn new(
        database: Database,
        config: Config,
        tokens: Tokens,
        metrics: metrics_exporter_prometheus::PrometheusHandle,
    ) -> anyhow::Result<Self> {
        let readers = Arc::new(Semaphore::new(database.reader_count() as usize));
        let writers = Arc::new(Semaphore::new(database.writer_count() as usize));
        Ok(Self {
            repeats: Repeats::of(&database)?,
            shelf: Arc::new(database.write(|db| Shelf::open(db, &config.files_dir()))?),
            writer: database.start_writer()?,
            database,
            wechat: config.wechat().as_ref().map(Wechat::new).transpose()?,
            config,
            tokens,
            directories: DirectoryCache::default(),
            metrics,
            readers,
            writers,
            simulations: Arc::new(Semaphore::new(SIMULATIONS)),
        })
    }

    /// Reads in one hop to a blocking thread. Who waits for a connection waits here, not on such a thread, so writers
    /// that wait for each other never keep readers from running.
    ///
    /// # Errors
    /// What `f` returns.
    pub async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        f: impl FnOnce(&mut Db) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let permit = self.readers.clone().acquire_owned().await.map_err(anyhow::Error::from)?;
        let database = self.database.clone();
        blocking(move || while_held(permit, || database.read(f))).await
    }

    /// The right to run one simulation, until it is dropped.
    ///
    /// # Errors
    /// When as many run as may; the caller is told to come back.
    pub fn may_simulate(&self) -> Result<OwnedSemaphorePermit> {
        self.simulations.clone().try_acquire_owned().map_err(|_| busy(COME_BACK))
    }

    /// The mini-program's account with WeChat.
    ///
    /// # Errors
    /// When the settings have none.
    pub fn wechat(&self) -> Result<&Wechat> {
        self.wechat.as_ref().ok_or_else(wrong_state)
    }

    /// Writes in one transaction, in one hop to another thread.
    ///
    /// # Errors
    /// What `f` returns.
    pub async fn write<T: Send + 'static>(
        self: &Arc<Self>,
        f: impl FnMut(&mut Db) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.write_as(Share::Alone, f).await
    }

    /// The same for what is over in a moment and may come in bursts: where there is one writer at a time, several share a
    /// commit.
    ///
    /// # Errors
    /// What `f` returns.
    pub async fn write_with_others<T: Send + 'static>(
        self: &Arc<Self>,
        f: impl FnMut(&mut Db) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.write_as(Share::WithOthers, f).await
    }

    async fn write_as<T: Send + 'static>(
        &self,
        share: Share,
        f: impl FnMut(&mut Db) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        if let Some(writer) = &self.writer {
            return writer.write(share, f).await;
        }
        let permit = self.writers.clone().acquire_owned().await.map_err(anyhow::Error::from)?;
        let database = self.database.clone();
        blocking(move || while_held(permit, || database.write(f))).await
    }
}

/// Gives the permit back when `f` has ended, and not already when nobody waits for it any more: the connection is still in
/// use then.
fn while_held<T>(permit: OwnedSemaphorePermit, f: impl FnOnce() -> T) -> T {
    let done = f();
    drop(permit);
    done
}

/// Runs `f` where it may block.
///
/// # Errors
/// What `f` returns, or an internal error when it panicked.
pub async fn blocking<T: Send + 'static>(f: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    web::block(f).await.map_err(|e| Error::Internal(e.into()))?
}
