//! Writes exports, one at a time, behind the back of all requests.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    time::{Duration, Instant},
};

use chrono::{TimeDelta, Utc};
use shared::{
    Id,
    exports::{ExportFailure, KEPT_DAYS, MAX_ATTEMPTS},
    ids::{ExportId, kinds},
};

use super::{
    files::{self, Workbench},
    fill::{self, Filled},
    store::{self, ExportRow, Sealed},
};
use crate::{
    audit::{self, Change},
    db::{At, Database, Db, next_id},
    error::{Error, Result, forbidden, wrong_state},
    permissions::{Access, Actor, DirectoryCache, Origin},
};

/// For how long nobody else begins what was begun. It is renewed all the time, so it only ends when a process does.
const LEASE: TimeDelta = TimeDelta::seconds(60);
/// How long after an attempt that failed the next one begins.
const PAUSE: TimeDelta = TimeDelta::seconds(10);
/// How often it is said how far it came.
const BEAT: Duration = Duration::from_millis(500);

/// Whether an export waits for somebody to write it.
///
/// # Errors
/// When the database fails.
pub fn is_due(db: &mut Db) -> Result<bool> {
    Ok(store::is_any_due(db, At::now())?)
}

/// Writes the one that waits longest, if there is any, into the folder. Takes as long as it takes.
///
/// # Errors
/// When the database fails.
pub fn work(database: &Database, directories: &DirectoryCache, folder: &Path) -> Result<()> {
    let lease = next_id::<kinds::Export>().raw();
    let claimed = database.write(|db| {
        let now = At::now();
        let Some(id) = store::next(db, now)? else { return Ok::<_, Error>(None) };
        Ok(Some(store::take(db, id, lease, now, now.plus(LEASE))?))
    })?;
    let Some(row) = claimed else { return Ok(()) };
    let desk = Desk { database, directories, folder, lease };
    let (id, label) = (row.id, row.file_name.clone());
    let is_last = row.attempts >= MAX_ATTEMPTS;
    let done = if row.attempts > MAX_ATTEMPTS { Err(ExportFailure::GaveUp) } else { desk.write(row) };
    let Err(why) = done else { return Ok(()) };
    database.write(|db| {
        if why == ExportFailure::Internal && !is_last {
            // A database that was away for a moment, or a disk that was full, is not the end of it.
            store::give_back(db, id, lease, At::now().plus(PAUSE))?;
            return Ok(());
        }
        // It touches nothing when it was called off, or somebody else writes it by now.
        if store::fail(db, id, lease, why, At::now())? > 0 {
            let change = Change::new("export.fail", Some(ExportId::from_raw(id)), &label);
            audit::record(db, &Actor::system("export"), change.after(&serde_json::json!({"failure": why}))?)?;
        }
        Ok(())
    })
}

/// Where an attempt is made.
pub struct Desk<'a> {
    database: &'a Database,
    directories: &'a DirectoryCache,
    folder: &'a Path,
    lease: i64,
}

impl Desk<'_> {
    fn write(&self, row: ExportRow) -> std::result::Result<(), ExportFailure> {
        let id = row.id;
        // Writing a workbook panics where the disk is full.
        let attempt = AssertUnwindSafe(|| self.fill_and_seal(&row));
        let done = catch_unwind(attempt).unwrap_or_else(|_| Err(anyhow::anyhow!("writing it panicked").into()));
        done.map_err(|error| {
            // If the database went away it may be done all the same, and is known to be; otherwise tidying up finds the file.
            if !matches!(error, Error::Database(_)) {
                let _ = files::delete(&files::place(self.folder, id, self.lease, row.format.0));
            }
            match &error {
                Error::Refused(refusal) if refusal.code == shared::ErrorCode::Forbidden => ExportFailure::Forbidden,
                // Called off; nothing is noted then.
                Error::Refused(_) => ExportFailure::Internal,
                Error::Database(_) | Error::Internal(_) => {
                    tracing::error!(error = ?error, export = id, "an export could not be written");
                    ExportFailure::Internal
                }
            }
        })
    }

    fn fill_and_seal(&self, row: &ExportRow) -> Result<()> {
        let bench = Workbench::make(self.folder, row.id, self.lease).map_err(anyhow::Error::from)?;
        let mut beat = self.beat(row.id);
        let Filled { file, written, audience } = fill::fill(self, row, bench.path(), &mut beat)?;
        let to = files::place(self.folder, row.id, self.lease, row.format.0);
        let put = files::put(&file, &to, || beat.now_and_then().map_err(io::Error::other));
        let (size, sha256) = put.map_err(anyhow::Error::from)?;
        let at = At::now();
        let sealed = Sealed {
            written,
            size: i64::try_from(size).unwrap_or(i64::MAX),
            sha256,
            reach: audience.text(),
            at,
            expires_at: at.plus(TimeDelta::days(KEPT_DAYS)),
        };
        self.database.write(|db| {
            if store::finish(db, row.id, self.lease, &sealed)? == 0 {
                return Err(wrong_state());
            }
            let about = serde_json::json!({"written": sealed.written, "size": sealed.size, "sha256": sealed.sha256});
            let change =
                Change::new("export.finish", Some(ExportId::from_raw(row.id)), &row.file_name).after(&about)?;
            audit::record(db, &Actor::system("export"), change)
        })
    }

    /// Reads as whoever asked for the export, with the permissions of now.
    ///
    /// # Errors
    /// When their account ended, or what `f` returns.
    pub fn look<T>(&self, asker: i64, f: impl FnOnce(&mut Db, &Access) -> Result<T>) -> Result<T> {
        self.database.pass_through(|db| {
            let directory = self.directories.current(db)?;
            if !directory.people.get(&asker).is_some_and(|person| person.may_act(Utc::now())) {
                return Err(forbidden());
            }
            f(db, &Access::new(Id::from_raw(asker), directory, Origin::default()))
        })
    }

    fn beat(&self, id: i64) -> Beat {
        Beat { database: self.database.clone(), id, lease: self.lease, last: None, written: 0, expected: None }
    }
}

/// Says now and then how far an attempt came, and hears whether it shall go on.
pub struct Beat {
    database: Database,
    id: i64,
    lease: i64,
    last: Option<Instant>,
    /// How many orders or customers were written.
    pub written: i64,
    /// How many there are, once they were counted.
    pub expected: Option<i64>,
}

impl Beat {
    /// # Errors
    /// When the attempt is over, because it was called off or somebody else makes one.
    pub fn now_and_then(&mut self) -> Result<()> {
        if self.last.is_some_and(|last| last.elapsed() < BEAT) {
            return Ok(());
        }
        let until = At::now().plus(LEASE);
        let touched =
            self.database.write(|db| store::beat(db, self.id, self.lease, self.written, self.expected, until))?;
        if touched == 0 {
            return Err(wrong_state());
        }
        self.last = Some(Instant::now());
        Ok(())
    }
}
