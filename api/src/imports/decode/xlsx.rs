//! The first sheet of an XLSX workbook.

use std::io::{Cursor, Read, sink};

use calamine::{DataRef, Reader, Xlsx};
use shared::{FieldError, problem::FieldCode};

use super::{Cell, MAX_COLUMNS, RawLine, Take, unreadable};

/// How much a workbook may unpack to: a small file can be made to fill the memory.
const MAX_UNPACKED: u64 = 512 << 20;

/// Every line that has a cell. A cell with a formula has a fault, whatever it last calculated to.
pub fn lines(bytes: &[u8], take: Take<'_>) -> Result<(), FieldError> {
    must_be_small(bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let name = book.sheet_names().into_iter().next().ok_or_else(unreadable)?;
    let mut reader = book.worksheet_cells_reader(&name).map_err(|_| unreadable())?;
    // Cell by cell and not as a rectangle: the last cell of a sheet may stand in the last of a million rows.
    let mut row: Option<Row> = None;
    // Cells that were never written are not in the file; a line is as wide as the header at least.
    let mut width = None;
    while let Some(record) = reader.next_cell_with_formula_metadata().map_err(|_| unreadable())? {
        let (number, column) = (record.pos.0, record.pos.1 as usize);
        if matches!(record.value, DataRef::Empty) && record.formula.is_none() {
            continue;
        }
        if column >= MAX_COLUMNS {
            return Err(FieldError::new("/file", FieldCode::TooMany { max: MAX_COLUMNS }));
        }
        let mut cell = cell(&record.value);
        if record.formula.is_some() {
            cell.fault = Some(FieldCode::Formula);
        }
        match &mut row {
            Some(row) if row.number == number => row.put(column, cell),
            // Workbooks hold their rows in order.
            Some(row) if row.number > number => return Err(unreadable()),
            _ => {
                let mut next = Row { number, cells: Vec::new() };
                next.put(column, cell);
                if let Some(done) = row.replace(next) {
                    let width = *width.get_or_insert(done.cells.len());
                    take(done.line(width))?;
                }
            }
        }
    }
    row.map_or(Ok(()), |done| take(done.line(width.unwrap_or(0))))
}

/// A row whose cells are still being read.
struct Row {
    number: u32,
    cells: Vec<Option<Cell>>,
}

impl Row {
    fn put(&mut self, column: usize, cell: Cell) {
        if self.cells.len() <= column {
            self.cells.resize(column + 1, None);
        }
        self.cells[column] = Some(cell);
    }

    fn line(self, width: usize) -> RawLine {
        let width = width.max(self.cells.len());
        let empty = || Cell { text: String::new(), fault: None };
        let cells = self.cells.into_iter().map(|cell| cell.unwrap_or_else(empty));
        let cells = cells.chain(std::iter::repeat_with(empty)).take(width).collect();
        RawLine { number: i64::from(self.number) + 1, cells }
    }
}

fn cell(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::String(text) => Cell::of(text),
        DataRef::SharedString(text) => Cell::of(text),
        // Spreadsheets keep a code that looks like a number as one; up to 15 digits it is exact.
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => Cell::of(&format!("{number:.0}")),
        DataRef::Float(number) => Cell::of(&number.to_string()),
        DataRef::Int(number) => Cell::of(&number.to_string()),
        DataRef::Bool(yes) => Cell::of(if *yes { "true" } else { "false" }),
        DataRef::DateTime(time) if time.is_datetime() => Cell::of(&written(time.to_ymd_hms_milli())),
        DataRef::DateTime(time) => Cell::of(&time.to_string()),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::of(text),
        DataRef::Error(error) => Cell { text: error.to_string(), fault: Some(FieldCode::Malformed) },
        DataRef::Empty => Cell { text: String::new(), fault: None },
    }
}

/// A time as people write it, and not the number of days that it is kept as.
fn written((year, month, day, hour, minute, second, _): (u16, u8, u8, u8, u8, u8, u16)) -> String {
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}

/// Unpacks everything once into nothing: what the archive says about its sizes may be untrue.
fn must_be_small(bytes: &[u8]) -> Result<(), FieldError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let mut left = MAX_UNPACKED;
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(|_| unreadable())?;
        let read = std::io::copy(&mut file.take(left + 1), &mut sink()).map_err(|_| unreadable())?;
        left = left.checked_sub(read).ok_or_else(unreadable)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{Formula, Workbook};

    use super::*;

    fn all(bytes: &[u8]) -> Vec<RawLine> {
        let mut all = Vec::new();
        let mut take = |line| {
            all.push(line);
            Ok(())
        };
        lines(bytes, &mut take).expect("readable");
        all
    }

    #[test]
    fn numbers_texts_and_gaps_are_read_and_formulas_are_faults() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (column, name) in ["code", "province", "name"].iter().enumerate() {
            sheet.write(0, u16::try_from(column).expect("few"), *name).expect("written");
        }
        sheet.write(1, 0, 330_106_003_f64).expect("written");
        sheet.write(1, 2, "北山街道").expect("written");
        sheet.write(3, 0, "A-1").expect("written");
        sheet.write_formula(3, 1, Formula::new("=1+1").set_result("2")).expect("written");
        let bytes = book.save_to_buffer().expect("saved");
        let lines = all(&bytes);
        let texts = |at: usize| lines[at].cells.iter().map(|c| c.text.as_str()).collect::<Vec<_>>();
        assert_eq!(lines.iter().map(|l| l.number).collect::<Vec<_>>(), [1, 2, 4]);
        assert_eq!(texts(1), ["330106003", "", "北山街道"]);
        assert_eq!(lines[2].cells[1].fault, Some(FieldCode::Formula));
        assert_eq!(lines[2].cells[0].fault, None);
    }

    #[test]
    fn a_far_away_cell_costs_nothing() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "code").expect("written").write(1_048_575, 3, "x").expect("written");
        let lines = all(&book.save_to_buffer().expect("saved"));
        assert_eq!(lines.iter().map(|l| (l.number, l.cells.len())).collect::<Vec<_>>(), [(1, 1), (1_048_576, 4)]);
    }
}
