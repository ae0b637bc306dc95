//! Imports of files: checked and shown before anything changes, applied in one transaction.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{Check, Faults, ids::ImportId, problem::FieldError, text_enum};

text_enum! {
    /// What a file holds.
    pub enum ImportKind {
        /// Districts: code, province, city, county, name.
        Districts = "districts",
        /// Employees: number, name, phone, username, unit path, agent.
        Employees = "employees",
    }
}

text_enum! {
    /// Where an import stands.
    pub enum ImportStatus {
        /// The lines are being checked.
        Checking = "checking",
        /// Everything is checked and waits for a decision.
        Ready = "ready",
        /// Applied.
        Applied = "applied",
        /// The file cannot be read at all, or the server stopped meanwhile; nothing was changed.
        Failed = "failed",
    }
}

/// An import.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Import {
    /// Its id.
    pub id: ImportId,
    /// What the file holds.
    pub kind: ImportKind,
    /// The file's name.
    pub file_name: String,
    /// Where it stands.
    pub status: ImportStatus,
    /// How many lines the file has, without the header.
    pub total: i64,
    /// How many of them are checked.
    pub checked: i64,
    /// How many would be, or were, added.
    pub added: i64,
    /// How many would be, or were, changed.
    pub changed: i64,
    /// How many are already so.
    pub unchanged: i64,
    /// How many are bad and are not applied.
    pub bad: i64,
    /// Why the file cannot be read.
    pub failure: Option<FieldError>,
    /// Columns of the file that mean nothing here, or come twice, and are not read; the first 20.
    pub unknown_columns: Vec<String>,
    /// When it was uploaded.
    pub created_at: DateTime<Utc>,
    /// When it was applied.
    pub applied_at: Option<DateTime<Utc>>,
}

text_enum! {
    /// What applying would do with a line.
    pub enum LineAction {
        /// It adds something.
        Add = "add",
        /// It changes something.
        Change = "change",
        /// It is already so.
        Keep = "keep",
        /// It cannot be applied.
        Bad = "bad",
    }
}

/// One line of the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ImportLine {
    /// Its number in the file, counted from 1 with the header.
    pub line: i64,
    /// What applying would do with it.
    pub action: LineAction,
    /// Its cells as they were read.
    pub cells: Vec<String>,
    /// What is wrong with it; a pointer names the column.
    pub errors: Vec<FieldError>,
}

/// Which lines to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ImportLineQuery {
    /// Only these.
    pub action: Option<LineAction>,
    /// How many rows, 1 to 200.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

/// The decision to apply.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportDecision {
    /// Apply the good lines although there are bad ones; without it a file with a bad line is not applied.
    #[serde(default)]
    pub leave_out_bad_lines: bool,
}

impl Check for ImportDecision {
    fn check(&self, _: &mut Faults) {}
}

/// How a file is sent: its bytes are the body.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ImportUpload {
    /// The file's name; its ending (`.csv` or `.xlsx`) says how to read it.
    pub file_name: String,
}
