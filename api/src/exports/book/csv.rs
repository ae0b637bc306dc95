//! As CSV files, with the mark by which spreadsheets recognise UTF-8, together in a ZIP archive.

use std::{
    fs::File,
    io::{self, BufWriter, Seek, Write},
    path::Path,
};

use chrono_tz::Tz;
use shared::Lang;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{Cell, Table, Watched, decimals, guarded};
use crate::{error::Result, exports::run::Beat};

/// How much is gathered before it is written.
const BUFFER: usize = 64 << 10;

/// Its tables, each in a file of its own until they are packed.
pub struct Book {
    tables: &'static [Table],
    lang: Lang,
    time_zone: Tz,
    files: Vec<csv::Writer<BufWriter<File>>>,
}

/// Every cell in quotes: whoever splits a file by something else than commas finds no cell that begins in the middle of a text.
fn csv_writer<W: Write>(to: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).quote_style(csv::QuoteStyle::Always).from_writer(to)
}

impl Book {
    pub fn begin(tables: &'static [Table], lang: Lang, time_zone: Tz, bench: &Path) -> Result<Self> {
        let mut book = Self { tables, lang, time_zone, files: Vec::new() };
        for table in tables {
            let file = tempfile::tempfile_in(bench).map_err(anyhow::Error::from)?;
            let mut file = BufWriter::with_capacity(BUFFER, file);
            file.write_all("\u{feff}".as_bytes()).map_err(anyhow::Error::from)?;
            book.files.push(csv_writer(file));
            let head: Vec<Cell<'_>> =
                table.columns.iter().map(|column| Cell::Text(lang.pick(column.name.0, column.name.1))).collect();
            book.row(book.files.len() - 1, &head)?;
        }
        Ok(book)
    }

    pub fn row(&mut self, table: usize, cells: &[Cell<'_>]) -> Result<()> {
        let Some(file) = self.files.get_mut(table) else { return Ok(()) };
        for cell in cells {
            match cell {
                Cell::Text(text) => file.write_field(guarded(text).as_bytes()),
                Cell::Made(text) => file.write_field(guarded(text).as_bytes()),
                Cell::Count(count) => file.write_field(count.to_string()),
                Cell::Money(minor, currency) => file.write_field(major(*minor, currency)),
                Cell::Moment(at) => {
                    file.write_field(at.with_timezone(&self.time_zone).format("%Y-%m-%d %H:%M:%S").to_string())
                }
                Cell::Day(day) => file.write_field(day.to_string()),
                Cell::Empty => file.write_field(""),
            }
            .map_err(anyhow::Error::from)?;
        }
        Ok(file.write_record(None::<&[u8]>).map_err(anyhow::Error::from)?)
    }

    pub fn finish(self, to: &Path, beat: &mut Beat) -> Result<()> {
        Ok(self.pack(to, beat)?)
    }

    fn pack(self, to: &Path, beat: &mut Beat) -> anyhow::Result<()> {
        let mut archive = ZipWriter::new(Watched { inner: BufWriter::with_capacity(BUFFER, File::create(to)?), beat });
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).large_file(true);
        for (table, lines) in self.tables.iter().zip(self.files) {
            let mut file = lines.into_inner().map_err(|e| anyhow::anyhow!("{}", e.error()))?.into_inner()?;
            file.rewind()?;
            archive.start_file(format!("{}.csv", self.lang.pick(table.name.0, table.name.1)), options)?;
            io::copy(&mut file, &mut archive)?;
        }
        archive.finish()?.inner.into_inner()?.sync_all()?;
        Ok(())
    }
}

/// An amount in major units, exactly.
fn major(minor: i64, currency: &str) -> String {
    let places = usize::from(decimals(currency));
    let digits = format!("{:0>1$}", minor.unsigned_abs(), places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    let sign = if minor < 0 { "-" } else { "" };
    let point = if places > 0 { "." } else { "" };
    format!("{sign}{whole}{point}{part}")
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn an_amount_is_exact() {
        let shown = [(0, "CNY"), (5, "CNY"), (-5, "CNY"), (390_000, "CNY"), (1_234, "JPY"), (1_234, "KWD")];
        let shown = shown.map(|(minor, currency)| major(minor, currency));
        assert_eq!(shown, ["0.00", "0.05", "-0.05", "3900.00", "1234", "1.234"]);
        assert_eq!(major(i64::MIN, "CNY"), "-92233720368547758.08");
    }
}
