//! As a workbook. Rows go to a temporary file as they come, so a million of them need no memory; texts are always texts,
//! amounts numbers, and times real times by the tenant's clock.

use std::{
    collections::HashMap,
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;
use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};
use shared::Lang;

use super::{Cell, Table, Watched, decimals};
use crate::{error::Result, exports::run::Beat};

/// How many rows a sheet can have.
const MOST_ROWS: u32 = 1_048_576;
/// How long a text in a cell can be, in UTF-16 units.
const LONGEST: usize = 32_767;

/// Its tables.
pub struct Book {
    book: Workbook,
    tables: &'static [Table],
    lang: Lang,
    sheets: Vec<Sheet>,
    pens: Pens,
}

/// Where the next row of a table goes.
struct Sheet {
    /// Which of the workbook's.
    index: usize,
    /// How many sheets of this table there are by now.
    number: u32,
    row: u32,
}

/// How cells look.
struct Pens {
    time_zone: Tz,
    head: Format,
    moment: Format,
    day: Format,
    money: HashMap<String, Format>,
}

impl Book {
    pub fn begin(tables: &'static [Table], lang: Lang, time_zone: Tz, bench: &Path) -> Result<Self> {
        let mut book = Workbook::new();
        book.set_tempdir(bench).map_err(failed)?;
        // A sheet may have more than 4 GiB of text.
        book.use_zip_large_file(true);
        let pens = Pens {
            time_zone,
            head: Format::new().set_bold().set_align(FormatAlign::VerticalCenter),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            money: HashMap::new(),
        };
        let mut book = Self { book, tables, lang, sheets: Vec::new(), pens };
        for table in tables {
            let sheet = book.add(table, 1)?;
            book.sheets.push(sheet);
        }
        Ok(book)
    }

    fn add(&mut self, table: &Table, number: u32) -> Result<Sheet> {
        let index = self.book.worksheets().len();
        let sheet = self.book.add_worksheet_with_constant_memory().map_err(failed)?;
        let name = self.lang.pick(table.name.0, table.name.1);
        let name = if number == 1 { name.to_owned() } else { format!("{name} ({number})") };
        head(sheet, &name, table, self.lang, &self.pens.head).map_err(failed)?;
        Ok(Sheet { index, number, row: 1 })
    }

    pub fn row(&mut self, table: usize, cells: &[Cell<'_>]) -> Result<()> {
        let (Some(definition), Some(place)) = (self.tables.get(table), self.sheets.get(table)) else { return Ok(()) };
        if place.row >= MOST_ROWS {
            let next = self.add(definition, place.number + 1)?;
            self.sheets[table] = next;
        }
        let place = &mut self.sheets[table];
        let sheet = self.book.worksheet_from_index(place.index).map_err(failed)?;
        for (column, cell) in (0_u16..).zip(cells) {
            put(sheet, place.row, column, cell, &mut self.pens).map_err(failed)?;
        }
        place.row += 1;
        Ok(())
    }

    pub fn finish(mut self, to: &Path, beat: &mut Beat) -> Result<()> {
        let file = File::create(to).map_err(anyhow::Error::from)?;
        let mut writer = BufWriter::with_capacity(64 << 10, Watched { inner: file, beat });
        self.book.save_to_writer(&mut writer).map_err(failed)?;
        // What a writer that is dropped could not write, nobody hears of.
        writer.flush().map_err(anyhow::Error::from)?;
        Ok(())
    }
}

fn failed(error: XlsxError) -> anyhow::Error {
    error.into()
}

fn head(
    sheet: &mut Worksheet,
    name: &str,
    table: &Table,
    lang: Lang,
    pen: &Format,
) -> std::result::Result<(), XlsxError> {
    sheet.set_name(name)?.set_freeze_panes(1, 0)?;
    for (at, column) in (0_u16..).zip(table.columns) {
        sheet.set_column_width(at, f64::from(column.width))?;
        sheet.write_string_with_format(0, at, lang.pick(column.name.0, column.name.1), pen)?;
    }
    Ok(())
}

fn put(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell<'_>,
    pens: &mut Pens,
) -> std::result::Result<(), XlsxError> {
    match cell {
        Cell::Text("") | Cell::Empty => {}
        Cell::Text(text) => drop(sheet.write_string(row, column, fitting(text))?),
        Cell::Made(text) => drop(sheet.write_string(row, column, fitting(text))?),
        Cell::Count(count) => drop(sheet.write_number(row, column, number(*count))?),
        Cell::Money(minor, currency) => {
            let places = decimals(currency);
            let pen = pens.money.entry((*currency).to_owned()).or_insert_with(|| money(currency, places));
            sheet.write_number_with_format(row, column, number(*minor) / 10_f64.powi(places.into()), pen)?;
        }
        Cell::Moment(at) => {
            let local = at.with_timezone(&pens.time_zone).naive_local();
            moment(sheet, row, column, local, &pens.moment)?;
        }
        Cell::Day(day) => moment(sheet, row, column, day.and_time(NaiveTime::MIN), &pens.day)?,
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "a spreadsheet has no greater whole numbers than 2^53")]
fn number(count: i64) -> f64 {
    count as f64
}

fn money(currency: &str, places: u8) -> Format {
    let digits = if places == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(places.into())) };
    let shape = match currency {
        "CNY" => format!("\"¥\"{digits}"),
        other => format!("{digits} \"{}\"", other.replace('"', "")),
    };
    Format::new().set_num_format(shape)
}

/// A time as the number of days since the last of 1899, which spreadsheets count by; as a text where they cannot.
fn moment(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    at: NaiveDateTime,
    pen: &Format,
) -> std::result::Result<(), XlsxError> {
    match serial(at) {
        Some(days) => drop(sheet.write_number_with_format(row, column, days, pen)?),
        None => drop(sheet.write_string(row, column, at.to_string())?),
    }
    Ok(())
}

fn serial(at: NaiveDateTime) -> Option<f64> {
    let (zero, first) = (NaiveDate::from_ymd_opt(1899, 12, 30)?, NaiveDate::from_ymd_opt(1900, 3, 1)?);
    let last = NaiveDate::from_ymd_opt(9999, 12, 31)?;
    if at.date() < first || at.date() > last {
        return None;
    }
    let seconds = (at - zero.and_time(NaiveTime::MIN)).num_seconds();
    Some(number(seconds) / 86_400.0)
}

/// As much of a text as a cell can hold; one that is cut ends with three dots.
fn fitting(text: &str) -> std::borrow::Cow<'_, str> {
    // No text has more UTF-16 units than bytes.
    if text.len() <= LONGEST || text.encode_utf16().count() <= LONGEST {
        return text.into();
    }
    let mut room = LONGEST - 1;
    let fits = |c: &char| {
        let fits = c.len_utf16() <= room;
        room = room.saturating_sub(c.len_utf16());
        fits
    };
    text.chars().take_while(fits).chain(['…']).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_counted_as_spreadsheets_do() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).expect("a day");
        assert_eq!(serial(day(2026, 11, 22).and_hms_opt(12, 0, 0).expect("a time")), Some(46_348.5));
        assert_eq!(serial(day(1900, 3, 1).and_time(NaiveTime::MIN)), Some(61.0));
        assert_eq!(serial(day(1900, 2, 28).and_time(NaiveTime::MIN)), None);
    }

    #[test]
    fn a_text_that_is_too_long_is_cut() {
        assert_eq!(fitting("王芳"), "王芳");
        let long = "😀".repeat(20_000);
        let cut = fitting(&long);
        assert!(cut.ends_with('…'));
        assert!(cut.encode_utf16().count() <= LONGEST);
        assert_eq!(fitting(&"王".repeat(LONGEST)).chars().count(), LONGEST);
    }
}
