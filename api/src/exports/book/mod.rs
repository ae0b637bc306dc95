//! A file of several tables, written row by row and never held in memory.

mod csv;
mod guard;
mod xlsx;

use std::{
    io::{self, Seek, Write},
    path::Path,
};

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use shared::{Lang, exports::ExportFormat};

pub use guard::guarded;

use super::run::Beat;
use crate::error::Result;

/// A table.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// What it is called in Chinese and English.
    pub name: (&'static str, &'static str),
    /// Its columns.
    pub columns: &'static [Column],
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// What it is called in Chinese and English.
    pub name: (&'static str, &'static str),
    /// How wide it is, in characters.
    pub width: u8,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// Words.
    Text(&'a str),
    /// Words that were put together for this cell.
    Made(String),
    /// A number of things.
    Count(i64),
    /// An amount in minor units of this currency.
    Money(i64, &'a str),
    /// An instant, shown by the tenant's clock.
    Moment(DateTime<Utc>),
    /// A calendar day.
    Day(NaiveDate),
    /// Nothing.
    Empty,
}

impl<'a> Cell<'a> {
    /// Words, if there are some.
    pub fn some(text: Option<&'a str>) -> Self {
        text.map_or(Self::Empty, Self::Text)
    }

    /// An instant, if there is one.
    pub fn moment(at: Option<DateTime<Utc>>) -> Self {
        at.map_or(Self::Empty, Self::Moment)
    }

    /// A day, if there is one.
    pub fn day(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }
}

/// A file that is being written.
pub enum Book {
    /// A CSV file for each table, in a ZIP archive.
    Csv(csv::Book),
    /// A workbook with a sheet for each table.
    Xlsx(Box<xlsx::Book>),
}

impl Book {
    /// Begins with the heads of all tables; what is half written lies in `bench`.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn begin(format: ExportFormat, tables: &'static [Table], lang: Lang, tz: Tz, bench: &Path) -> Result<Self> {
        Ok(match format {
            ExportFormat::Csv => Self::Csv(csv::Book::begin(tables, lang, tz, bench)?),
            ExportFormat::Xlsx => Self::Xlsx(Box::new(xlsx::Book::begin(tables, lang, tz, bench)?)),
        })
    }

    /// Adds a row to a table.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn row(&mut self, table: usize, cells: &[Cell<'_>]) -> Result<()> {
        match self {
            Self::Csv(book) => book.row(table, cells),
            Self::Xlsx(book) => book.row(table, cells),
        }
    }

    /// Writes the whole file.
    ///
    /// # Errors
    /// When the disk refuses, or the attempt is over.
    pub fn finish(self, to: &Path, beat: &mut Beat) -> Result<()> {
        match self {
            Self::Csv(book) => book.finish(to, beat),
            Self::Xlsx(book) => book.finish(to, beat),
        }
    }
}

/// How many minor units of a currency make a major one, as a power of ten (ISO 4217).
const fn decimals(currency: &str) -> u8 {
    match currency.as_bytes() {
        b"JPY" | b"KRW" | b"VND" | b"CLP" | b"ISK" | b"PYG" | b"UGX" | b"XAF" | b"XOF" | b"XPF" | b"RWF" | b"KMF"
        | b"GNF" | b"DJF" | b"BIF" | b"VUV" => 0,
        b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
        _ => 2,
    }
}

/// A file whose writing says now and then that somebody is still at it.
struct Watched<'a, W> {
    inner: W,
    beat: &'a mut Beat,
}

impl<W: Write> Write for Watched<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.beat.now_and_then().map_err(io::Error::other)?;
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<W: Seek> Seek for Watched<'_, W> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}
