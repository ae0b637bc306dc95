//! As a workbook with a sheet for each table. Rows go to a temporary file as they come, so a million of them need no memory.

use std::{
    fs::File,
    io::{Seek, SeekFrom},
};

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use shared::{codes::TextCode, simulation::ExportTable};

use super::{Export, tables::Cell, words};
use crate::{error::Result, exports::guarded};

/// A file, at its beginning, that is gone when it is closed.
///
/// # Errors
/// When there is no room for it.
pub fn write(export: &Export) -> Result<File> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    for table in ExportTable::ALL {
        let sheet = book.add_worksheet_with_constant_memory().map_err(failed)?;
        sheet.set_name(words::sheet(*table, export.lang)).map_err(failed)?;
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        let mut line = 0;
        export.rows(*table, &mut |row| {
            put(sheet, line, row, &bold).map_err(failed)?;
            line += 1;
            Ok(())
        })?;
    }
    let mut file = tempfile::tempfile().map_err(anyhow::Error::from)?;
    book.save_to_writer(&mut file).map_err(failed)?;
    file.seek(SeekFrom::Start(0)).map_err(anyhow::Error::from)?;
    Ok(file)
}

fn failed(error: XlsxError) -> anyhow::Error {
    error.into()
}

fn put(sheet: &mut Worksheet, line: u32, row: &[Cell<'_>], head: &Format) -> std::result::Result<(), XlsxError> {
    for (column, cell) in (0_u16..).zip(row) {
        match cell {
            Cell::Text(text) if line == 0 => sheet.write_string_with_format(line, column, guarded(text), head)?,
            Cell::Made(text) if line == 0 => sheet.write_string_with_format(line, column, guarded(text), head)?,
            Cell::Text(text) => sheet.write_string(line, column, guarded(text))?,
            Cell::Made(text) => sheet.write_string(line, column, guarded(text))?,
            #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
            Cell::Count(count) => sheet.write_number(line, column, *count as f64)?,
            Cell::Share(share) => sheet.write_number(line, column, *share)?,
            Cell::Empty => continue,
        };
    }
    Ok(())
}
