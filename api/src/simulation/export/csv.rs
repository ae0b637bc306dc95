//! As CSV, with the mark by which spreadsheets recognise UTF-8.

use std::io::Write;

use shared::simulation::ExportTable;

use super::{Export, tables::Cell};
use crate::{error::Result, exports::guarded};

/// Writes a table.
///
/// # Errors
/// When `to` fails.
pub fn write(export: &Export, table: ExportTable, mut to: impl Write) -> Result<()> {
    to.write_all("\u{feff}".as_bytes()).map_err(anyhow::Error::from)?;
    let mut lines = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(to);
    export.rows(table, &mut |row| {
        for cell in row {
            match cell {
                Cell::Text(text) => lines.write_field(guarded(text).as_bytes()),
                Cell::Made(text) => lines.write_field(guarded(text).as_bytes()),
                Cell::Count(count) => lines.write_field(count.to_string()),
                Cell::Share(share) => lines.write_field(format!("{share:.4}")),
                Cell::Empty => lines.write_field(""),
            }
            .map_err(anyhow::Error::from)?;
        }
        Ok(lines.write_record(None::<&[u8]>).map_err(anyhow::Error::from)?)
    })?;
    Ok(lines.flush().map_err(anyhow::Error::from)?)
}
