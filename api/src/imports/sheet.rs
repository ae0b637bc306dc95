//! The lines of a file in the hands of the room that knows what they mean.

use shared::{
    FieldError,
    imports::{ImportKind, LineAction},
};

use crate::{
    db::Db,
    error::Result,
    organisation::{EmployeeLine, EmployeeSheet},
    permissions::Actor,
    territory::{DistrictLine, DistrictSheet},
};

/// A file of either kind against the data of now.
pub enum Sheet {
    Districts(Box<DistrictSheet>),
    Employees(Box<EmployeeSheet>),
}

impl Sheet {
    /// Against the data of now.
    pub fn open(db: &mut Db, kind: ImportKind) -> Result<Self> {
        Ok(match kind {
            ImportKind::Districts => Self::Districts(Box::new(DistrictSheet::open(db)?)),
            ImportKind::Employees => Self::Employees(Box::new(EmployeeSheet::open(db)?)),
        })
    }

    /// Against the data of now, which nobody else can change until the end of this transaction.
    pub fn open_to_write(db: &mut Db, kind: ImportKind) -> Result<Self> {
        Ok(match kind {
            ImportKind::Districts => Self::Districts(Box::new(DistrictSheet::open_to_write(db)?)),
            ImportKind::Employees => Self::Employees(Box::new(EmployeeSheet::open_to_write(db)?)),
        })
    }

    /// What a line does, or everything that is wrong with it. Its cells stand in the order of
    /// [`super::columns::columns`]; `present` names the columns that the file has.
    pub fn take<S: AsRef<str>>(
        &mut self,
        present: &[S],
        line: i64,
        cells: &[String],
    ) -> Result<LineAction, Vec<FieldError>> {
        let cell = |at: usize| cells.get(at).map(String::as_str).unwrap_or_default();
        let optional = |at: usize, name: &str| present.iter().any(|p| p.as_ref() == name).then(|| cell(at));
        match self {
            Self::Districts(sheet) => sheet.take(&DistrictLine {
                line,
                code: cell(0),
                province: cell(1),
                city: cell(2),
                county: optional(3, "county"),
                name: cell(4),
            }),
            Self::Employees(sheet) => sheet.take(&EmployeeLine {
                line,
                number: cell(0),
                name: cell(1),
                phone: optional(2, "phone"),
                username: optional(3, "username"),
                unit: cell(4),
                agent: optional(5, "agent"),
            }),
        }
    }

    /// Writes what the lines do.
    pub fn write(self, db: &mut Db, actor: &Actor) -> Result<()> {
        match self {
            Self::Districts(sheet) => sheet.write(db),
            Self::Employees(sheet) => sheet.write(db, actor),
        }
    }
}

/// How many lines do what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub added: i64,
    pub changed: i64,
    pub unchanged: i64,
    pub bad: i64,
}

impl Counts {
    /// Counts one more line.
    pub const fn add(&mut self, action: LineAction) {
        match action {
            LineAction::Add => self.added += 1,
            LineAction::Change => self.changed += 1,
            LineAction::Keep => self.unchanged += 1,
            LineAction::Bad => self.bad += 1,
        }
    }

    /// How many lines were counted.
    pub const fn sum(&self) -> i64 {
        self.added + self.changed + self.unchanged + self.bad
    }
}
