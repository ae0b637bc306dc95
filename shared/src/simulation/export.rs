//! A simulation as a spreadsheet.

use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use crate::text_enum;

text_enum! {
    /// How an export is written.
    pub enum ExportFormat {
        /// UTF-8 with the mark by which spreadsheets recognise it; one table.
        Csv = "csv",
        /// A workbook with a sheet for each table.
        Xlsx = "xlsx",
    }
}

text_enum! {
    /// A table of a simulation.
    pub enum ExportTable {
        /// What each agent got.
        Agents = "agents",
        /// What came by each group.
        Groups = "groups",
        /// Every decision that changed.
        Changes = "changes",
    }
}

/// What to export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ExportQuery {
    /// How to write it.
    #[param(inline)]
    pub format: ExportFormat,
    /// Which table a CSV holds; the agents when absent. A workbook holds all.
    #[param(inline)]
    pub table: Option<ExportTable>,
}
