//! Queries about imports and their lines.

use diesel::prelude::*;
use shared::imports::{ImportKind, ImportStatus, LineAction};

use super::sheet::Counts;
use crate::db::{
    At, Code, Db,
    schema::{import_lines, imports},
    sql,
};

/// An import as its table has it.
#[derive(Queryable, Insertable, Clone)]
#[diesel(table_name = imports, treat_none_as_default_value = false)]
pub struct ImportRow {
    pub id: i64,
    pub kind: Code<ImportKind>,
    pub file_name: String,
    pub status: Code<ImportStatus>,
    pub total: i64,
    pub checked: i64,
    pub added: i64,
    pub changed: i64,
    pub unchanged: i64,
    pub bad: i64,
    pub failure: Option<String>,
    pub by_id: Option<i64>,
    pub created_at: At,
    pub touched_at: At,
    pub applied_at: Option<At>,
    pub file_columns: String,
    pub unknown_columns: String,
}

pub fn insert(db: &mut Db, row: &ImportRow) -> QueryResult<()> {
    diesel::insert_into(imports::table).values(row).execute(db).map(drop)
}

pub fn import(db: &mut Db, id: i64) -> QueryResult<ImportRow> {
    imports::table.find(id).first(db)
}

/// Keeps everybody else from this import until the end of the transaction.
pub fn lock(db: &mut Db, id: i64, now: At) -> QueryResult<usize> {
    diesel::update(imports::table.find(id)).set(imports::touched_at.eq(now)).execute(db)
}

/// Says how many lines there are and which columns; nothing happens unless the lines are being checked.
pub fn begin(db: &mut Db, id: i64, total: i64, columns: &str, unknown: &str, now: At) -> QueryResult<usize> {
    diesel::update(imports::table.find(id))
        .filter(imports::status.eq(Code(ImportStatus::Checking)))
        .set((
            imports::total.eq(total),
            imports::file_columns.eq(columns),
            imports::unknown_columns.eq(unknown),
            imports::touched_at.eq(now),
        ))
        .execute(db)
}

/// Says how far the check came; nothing happens unless the lines are being checked.
pub fn progress(db: &mut Db, id: i64, counts: &Counts, now: At) -> QueryResult<usize> {
    diesel::update(imports::table.find(id))
        .filter(imports::status.eq(Code(ImportStatus::Checking)))
        .set((counted(counts), imports::checked.eq(counts.sum()), imports::touched_at.eq(now)))
        .execute(db)
}

type Counted = (
    diesel::dsl::Eq<imports::added, i64>,
    diesel::dsl::Eq<imports::changed, i64>,
    diesel::dsl::Eq<imports::unchanged, i64>,
    diesel::dsl::Eq<imports::bad, i64>,
);

fn counted(counts: &Counts) -> Counted {
    (
        imports::added.eq(counts.added),
        imports::changed.eq(counts.changed),
        imports::unchanged.eq(counts.unchanged),
        imports::bad.eq(counts.bad),
    )
}

/// Ends the check.
pub fn end_check(db: &mut Db, id: i64, status: ImportStatus, failure: Option<String>, now: At) -> QueryResult<usize> {
    diesel::update(imports::table.find(id))
        .filter(imports::status.eq(Code(ImportStatus::Checking)))
        .set((imports::status.eq(Code(status)), imports::failure.eq(failure), imports::touched_at.eq(now)))
        .execute(db)
}

/// Ends the import.
pub fn end(db: &mut Db, id: i64, counts: &Counts, now: At) -> QueryResult<usize> {
    diesel::update(imports::table.find(id))
        .set((counted(counts), imports::status.eq(Code(ImportStatus::Applied)), imports::applied_at.eq(now)))
        .execute(db)
}

/// A line as it is kept; cells and errors are JSON.
#[derive(Queryable, serde::Serialize)]
pub struct LineRow {
    pub line: i64,
    #[serde(serialize_with = "word")]
    pub action: Code<LineAction>,
    pub cells: String,
    pub errors: Option<String>,
}

fn word<S: serde::Serializer>(action: &Code<LineAction>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&action.0)
}

const LINES: [(&str, &str); 4] = [("line", "bigint"), ("action", "text"), ("cells", "text"), ("errors", "text")];

/// Adds the lines of a JSON array of [`LineRow`]s.
pub fn insert_lines(db: &mut Db, import: i64, lines: &str) -> QueryResult<usize> {
    let rows_of = db.dialect().rows_of("$2", &LINES);
    sql::<diesel::sql_types::Untyped>(format!(
        "INSERT INTO import_lines (import_id, line, action, cells, errors) \
         SELECT $1, v.line, v.action, v.cells, v.errors FROM {rows_of}"
    ))
    .bind(import)
    .bind(lines)
    .run(db)
}

/// Lines in the order of the file, after the line `after`.
pub fn lines(
    db: &mut Db,
    import: i64,
    action: Option<LineAction>,
    after: Option<i64>,
    limit: i64,
) -> QueryResult<Vec<LineRow>> {
    let mut rows = import_lines::table
        .filter(import_lines::import_id.eq(import))
        .order(import_lines::line)
        .select((import_lines::line, import_lines::action, import_lines::cells, import_lines::errors))
        .limit(limit)
        .into_boxed();
    if let Some(action) = action {
        rows = rows.filter(import_lines::action.eq(Code(action)));
    }
    if let Some(after) = after {
        rows = rows.filter(import_lines::line.gt(after));
    }
    rows.load(db)
}

/// Every line that is not bad, in the order of the file.
pub fn good_lines(db: &mut Db, import: i64) -> QueryResult<Vec<LineRow>> {
    import_lines::table
        .filter(import_lines::import_id.eq(import))
        .filter(import_lines::action.ne(Code(LineAction::Bad)))
        .order(import_lines::line)
        .select((import_lines::line, import_lines::action, import_lines::cells, import_lines::errors))
        .load(db)
}

/// Says of a line that it turned out to be bad.
pub fn spoil_line(db: &mut Db, import: i64, line: i64, errors: &str) -> QueryResult<()> {
    diesel::update(import_lines::table.find((import, line)))
        .set((import_lines::action.eq(Code(LineAction::Bad)), import_lines::errors.eq(errors)))
        .execute(db)
        .map(drop)
}

/// Forgets the lines that are not bad.
pub fn forget_good_lines(db: &mut Db, import: i64) -> QueryResult<usize> {
    diesel::delete(
        import_lines::table
            .filter(import_lines::import_id.eq(import))
            .filter(import_lines::action.ne(Code(LineAction::Bad))),
    )
    .execute(db)
}

/// Forgets all lines of imports of before `before`.
pub fn forget_lines_before(db: &mut Db, before: At) -> QueryResult<usize> {
    sql::<diesel::sql_types::Untyped>(
        "DELETE FROM import_lines WHERE import_id IN (SELECT id FROM imports WHERE created_at < $1)",
    )
    .bind(before)
    .run(db)
}
