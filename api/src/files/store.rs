//! Queries about files.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Integer, Nullable, Text},
};
use shared::files::FileKind;

use crate::db::{Code, Db, Dialect, id_list, sql};

/// What is known of a file.
#[derive(Queryable)]
pub struct FileRow {
    pub id: i64,
    pub hash: String,
    pub size: i64,
    pub kind: Code<FileKind>,
    pub name: String,
    pub width: Option<i32>,
    pub height: Option<i32>,
}

type FileColumns = (BigInt, Text, BigInt, Text, Text, Nullable<Integer>, Nullable<Integer>);

const FILE: &str = "SELECT id, hash, size, kind, name, width, height FROM files";

/// The name of this database's own folder: `fresh`, if it has none yet.
pub fn folder(db: &mut Db, fresh: &str) -> QueryResult<String> {
    sql::<()>("INSERT INTO file_shelf (id, folder) VALUES (1, $1) ON CONFLICT (id) DO NOTHING").bind(fresh).run(db)?;
    sql::<(Text,)>("SELECT folder FROM file_shelf").get_result::<(String,)>(db).map(|row| row.0)
}

/// Makes whoever else keeps or sweeps these bytes wait until the end of the transaction.
pub fn lock(db: &mut Db, hash: &str) -> QueryResult<()> {
    match db.dialect() {
        Dialect::Sqlite => Ok(()),
        Dialect::Postgres => {
            sql::<()>("SELECT pg_advisory_xact_lock(hashtextextended('file ' || $1, 0))").bind(hash).run(db).map(drop)
        }
    }
}

pub fn insert(db: &mut Db, row: &FileRow) -> QueryResult<usize> {
    sql::<()>("INSERT INTO files (id, hash, size, kind, name, width, height) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(row.id)
        .bind(row.hash.as_str())
        .bind(row.size)
        .bind(shared::codes::TextCode::as_str(row.kind.0))
        .bind(row.name.as_str())
        .bind(row.width.map(i64::from))
        .bind(row.height.map(i64::from))
        .run(db)
}

pub fn find(db: &mut Db, id: i64) -> QueryResult<Option<FileRow>> {
    sql::<FileColumns>(format!("{FILE} WHERE id = $1")).bind(id).get_result(db).optional()
}

pub fn find_all(db: &mut Db, ids: &[i64]) -> QueryResult<Vec<FileRow>> {
    let these = db.dialect().one_of("id", "$1");
    sql::<FileColumns>(format!("{FILE} WHERE {these}")).bind(id_list(ids.iter().copied())).load(db)
}

pub fn delete(db: &mut Db, ids: &[i64]) -> QueryResult<usize> {
    let these = db.dialect().one_of("id", "$1");
    sql::<()>(format!("DELETE FROM files WHERE {these}")).bind(id_list(ids.iter().copied())).run(db)
}

/// Which hashes that begin so belong to a file.
pub fn hashes(db: &mut Db, prefix: &str) -> QueryResult<Vec<String>> {
    // After every hexadecimal digit comes `g`.
    sql::<(Text,)>("SELECT DISTINCT hash FROM files WHERE hash >= $1 AND hash < $1 || 'g'")
        .bind(prefix)
        .load::<(String,)>(db)
        .map(|rows| rows.into_iter().map(|row| row.0).collect())
}
