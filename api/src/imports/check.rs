//! Checks a file line by line and keeps what each line would do. Every batch is a transaction of its own, so that every
//! process sees how far the check came.

use shared::{
    FieldError,
    imports::{Import, ImportKind, ImportStatus, LineAction},
    problem::FieldCode,
};

use super::{
    columns::{Line, arrange},
    decode,
    read::import,
    sheet::{Counts, Sheet},
    store::{self, ImportRow, LineRow},
};
use crate::{
    db::{At, Code, Database, Db, Json},
    error::Result,
};

/// How many lines make a batch.
const BATCH: usize = 1000;

/// Checks a file whose import was begun, and tells how it stands after every batch.
///
/// # Errors
/// When the database fails; the import has failed then.
pub fn check(database: &Database, row: &ImportRow, bytes: &[u8], progress: impl FnMut(&Import)) -> Result<Import> {
    let checked = check_lines(database, row, bytes, progress);
    if checked.is_err() {
        let _ = database.write(|db| end(db, row.id, ImportStatus::Failed, None));
    }
    checked
}

fn check_lines(
    database: &Database,
    row: &ImportRow,
    bytes: &[u8],
    mut progress: impl FnMut(&Import),
) -> Result<Import> {
    let id = row.id;
    let table = decode::lines(&row.file_name, bytes).and_then(|lines| arrange(row.kind.0, lines));
    let table = match table {
        Ok(table) => table,
        Err(fault) => {
            let fault = Json::text(&fault)?;
            return database.write(|db| end(db, id, ImportStatus::Failed, Some(fault.clone())));
        }
    };
    let total = i64::try_from(table.lines.len()).unwrap_or(i64::MAX);
    let columns = table.present.join(",");
    let unknown = Json::text(&table.unknown)?;
    database.write(|db| store::begin(db, id, total, &columns, &unknown, At::now()))?;
    let mut sheet = database.read(|db| Sheet::open(db, row.kind.0))?;
    let mut counts = Counts::default();
    for lines in table.lines.chunks(BATCH) {
        let rows: Vec<LineRow> =
            lines.iter().map(|line| checked(&mut sheet, &table.present, line)).collect::<Result<_>>()?;
        rows.iter().for_each(|row| counts.add(row.action.0));
        let json = serde_json::to_string(&rows)?;
        let now = database.write(|db| {
            // Somebody else may have ended it.
            if store::progress(db, id, &counts, At::now())? > 0 {
                store::insert_lines(db, id, &json)?;
            }
            store::import(db, id)
        })?;
        let ended = now.status.0 != ImportStatus::Checking;
        let now = import(now);
        progress(&now);
        if ended {
            return Ok(now);
        }
    }
    database.write(|db| end(db, id, ImportStatus::Ready, None))
}

fn end(db: &mut Db, id: i64, status: ImportStatus, failure: Option<String>) -> Result<Import> {
    store::end_check(db, id, status, failure, At::now())?;
    Ok(import(store::import(db, id)?))
}

fn checked(sheet: &mut Sheet, present: &[&'static str], line: &Line) -> Result<LineRow> {
    let unordered = line.errors.iter().any(|e| matches!(e.code, FieldCode::WrongColumns { .. }));
    let outcome = if unordered { Err(Vec::new()) } else { sheet.take(present, line.number, &line.cells) };
    // What is wrong with how a cell was written comes first; a second fault of the same cell would only follow from it.
    let mut errors = line.errors.clone();
    let (action, more) = match outcome {
        Ok(action) if errors.is_empty() => (action, Vec::new()),
        Ok(_) => (LineAction::Bad, Vec::new()),
        Err(more) => (LineAction::Bad, more),
    };
    errors.extend(more.into_iter().filter(|e| line.errors.iter().all(|known| known.pointer != e.pointer)));
    let errors: Option<&Vec<FieldError>> = Some(&errors).filter(|errors| !errors.is_empty());
    Ok(LineRow {
        line: line.number,
        action: Code(action),
        cells: Json::text(&line.cells)?,
        errors: errors.map(Json::text).transpose()?,
    })
}

/// A new import whose lines are about to be checked.
///
/// # Errors
/// When the database fails.
pub fn begin(db: &mut Db, kind: ImportKind, file_name: &str, by: Option<i64>) -> Result<ImportRow> {
    let now = At::now();
    store::forget_lines_before(db, now.plus(chrono::TimeDelta::days(-7)))?;
    let row = ImportRow {
        id: crate::db::next_id::<shared::ids::kinds::Import>().raw(),
        kind: Code(kind),
        file_name: file_name.chars().filter(|c| !c.is_control()).take(200).collect(),
        status: Code(ImportStatus::Checking),
        total: 0,
        checked: 0,
        added: 0,
        changed: 0,
        unchanged: 0,
        bad: 0,
        failure: None,
        by_id: by,
        created_at: now,
        touched_at: now,
        applied_at: None,
        file_columns: String::new(),
        unknown_columns: "[]".into(),
    };
    store::insert(db, &row)?;
    Ok(row)
}
