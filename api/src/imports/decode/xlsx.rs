//! The first sheet of an XLSX workbook.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read, sink},
};

use calamine::{DataRef, Reader, Xlsx};
use shared::{FieldError, problem::FieldCode};

use super::{Cell, MAX_COLUMNS, MAX_LINES, RawLine, too_many_lines, unreadable};

/// How much a workbook may unpack to: a small file can be made to fill the memory.
const MAX_UNPACKED: u64 = 512 << 20;

/// Every line that has a cell. A cell with a formula has a fault, whatever it last calculated to.
pub fn lines(bytes: &[u8]) -> Result<Vec<RawLine>, FieldError> {
    must_be_small(bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let name = book.sheet_names().into_iter().next().ok_or_else(unreadable)?;
    let mut reader = book.worksheet_cells_reader(&name).map_err(|_| unreadable())?;
    // Cell by cell and not as a rectangle: the last cell of a sheet may stand in the last of a million rows.
    let mut rows: BTreeMap<u32, BTreeMap<usize, Cell>> = BTreeMap::new();
    while let Some(record) = reader.next_cell_with_formula_metadata().map_err(|_| unreadable())? {
        let (row, column) = (record.pos.0, record.pos.1 as usize);
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
        rows.entry(row).or_default().insert(column, cell);
        if rows.len() > MAX_LINES + 1 {
            return Err(too_many_lines());
        }
    }
    // Cells that were never written are not in the file.
    let width = rows.values().next().and_then(|header| header.keys().next_back()).map_or(0, |last| last + 1);
    let empty = || Cell { text: String::new(), fault: None };
    Ok(rows
        .into_iter()
        .map(|(row, mut cells)| {
            let width = cells.keys().next_back().map_or(0, |last| last + 1).max(width);
            let cells = (0..width).map(|column| cells.remove(&column).unwrap_or_else(empty)).collect();
            RawLine { number: i64::from(row) + 1, cells }
        })
        .collect())
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
        DataRef::DateTime(time) => Cell::of(&time.to_string()),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::of(text),
        DataRef::Error(error) => Cell { text: error.to_string(), fault: Some(FieldCode::Malformed) },
        DataRef::Empty => Cell { text: String::new(), fault: None },
    }
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
        let lines = lines(&bytes).expect("readable");
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
        let lines = lines(&book.save_to_buffer().expect("saved")).expect("readable");
        assert_eq!(lines.iter().map(|l| (l.number, l.cells.len())).collect::<Vec<_>>(), [(1, 1), (1_048_576, 4)]);
    }
}
