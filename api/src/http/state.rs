//! What every request can reach, and how it reaches the database without blocking the others.

use std::sync::Arc;

use actix_web::web;
use tokio::sync::Semaphore;

use super::repeats::Repeats;
use crate::{
    config::Config,
    db::{Database, Db},
    error::{Error, Result},
    identity::Tokens,
    permissions::DirectoryCache,
};

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
    readers: Semaphore,
    writers: Semaphore,
}

impl State {
    /// The state over an open database.
    ///
    /// # Errors
    /// When the database cannot be watched.
    pub fn new(
        database: Database,
        config: Config,
        tokens: Tokens,
        metrics: metrics_exporter_prometheus::PrometheusHandle,
    ) -> anyhow::Result<Self> {
        let readers = Semaphore::new(database.reader_count() as usize);
        let writers = Semaphore::new(database.writer_count() as usize);
        let repeats = Repeats::of(&database)?;
        let directories = DirectoryCache::default();
        Ok(Self { database, config, tokens, directories, metrics, repeats, readers, writers })
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
        let _permit = self.readers.acquire().await.map_err(anyhow::Error::from)?;
        let database = self.database.clone();
        blocking(move || database.read(f)).await
    }

    /// Writes in one transaction, in one hop to a blocking thread.
    ///
    /// # Errors
    /// What `f` returns.
    pub async fn write<T: Send + 'static>(
        self: &Arc<Self>,
        f: impl FnMut(&mut Db) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let _permit = self.writers.acquire().await.map_err(anyhow::Error::from)?;
        let database = self.database.clone();
        blocking(move || database.write(f)).await
    }
}

/// Runs `f` where it may block.
///
/// # Errors
/// What `f` returns, or an internal error when it panicked.
pub async fn blocking<T: Send + 'static>(f: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    web::block(f).await.map_err(|e| Error::Internal(e.into()))?
}
