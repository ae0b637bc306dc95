//! The index of words: one for each kind, which a full-text index of the database is.

use std::collections::BTreeSet;

use diesel::{
    prelude::*,
    sql_types::{BigInt, Text},
};
use shared::{codes::TextCode, search::SearchKind};

use crate::db::{Code, Db, Dialect, Failure, id_list, sql};

/// How many bits of an id tell what lies within its era: about six days.
const ERA_BITS: u32 = 51;

/// The table of the words of things of this kind.
pub const fn table(kind: SearchKind) -> &'static str {
    match kind {
        SearchKind::Customers => "words_of_customers",
        SearchKind::Inquiries => "words_of_inquiries",
        SearchKind::Orders => "words_of_orders",
        SearchKind::FollowUps => "words_of_follow_ups",
    }
}

/// What the index is asked for so that it finds all of these words. They have letters and digits only, so nothing in them is
/// more than a word to it.
pub fn question(dialect: Dialect, words: &BTreeSet<String>) -> String {
    let one = |word: &String| match dialect {
        Dialect::Sqlite => format!("\"{word}\""),
        // The sign stands for the era.
        Dialect::Postgres => format!("'#|{word}'"),
    };
    let all: Vec<String> = words.iter().map(one).collect();
    all.join(if dialect == Dialect::Sqlite { " " } else { " & " })
}

/// The condition that the words of the row with this id are what the question asks for.
pub fn has_words(dialect: Dialect, kind: SearchKind, id: &str, question: &str) -> String {
    let table = table(kind);
    match dialect {
        Dialect::Sqlite => {
            format!("EXISTS (SELECT 1 FROM {table} m WHERE m.rowid = {id} AND m.{table} MATCH {question})")
        }
        Dialect::Postgres => {
            let question = in_era(question, &format!("({id} >> {ERA_BITS})"));
            format!("EXISTS (SELECT 1 FROM {table} m WHERE m.id = {id} AND m.words @@ {question})")
        }
    }
}

fn in_era(question: &str, era: &str) -> String {
    format!("CAST(replace({question}, '#', CAST({era} AS TEXT)) AS tsquery)")
}

/// The newest ids whose words are these, of those before `before`.
pub fn with_words(
    db: &mut Db,
    kind: SearchKind,
    words: &BTreeSet<String>,
    before: i64,
    limit: i64,
) -> QueryResult<Vec<i64>> {
    let table = table(kind);
    let statement = match db.dialect() {
        Dialect::Sqlite => {
            format!("SELECT rowid FROM {table} WHERE {table} MATCH $1 AND rowid < $2 ORDER BY rowid DESC LIMIT $3")
        }
        // Era after era from the newest on, until there are enough: a LATERAL query runs only as often as its rows are wanted.
        Dialect::Postgres => format!(
            "SELECT t.id FROM generate_series(least($2 - 1, (SELECT max(id) FROM {table})) >> {ERA_BITS}, \
             (SELECT min(id) FROM {table}) >> {ERA_BITS}, -1) AS era CROSS JOIN LATERAL (SELECT m.id FROM {table} m \
             WHERE m.words @@ {} AND m.id < $2 ORDER BY m.id DESC) t LIMIT $3",
            in_era("$1", "era")
        ),
    };
    let rows: Vec<(i64,)> =
        sql::<(BigInt,)>(statement).bind(question(db.dialect(), words)).bind(before).bind(limit).load(db)?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Puts the words of rows into the index, in place of those that were there.
pub fn put(db: &mut Db, kind: SearchKind, rows: &[(i64, BTreeSet<String>)]) -> QueryResult<usize> {
    let (dialect, table) = (db.dialect(), table(kind));
    let rows: Vec<serde_json::Value> = rows
        .iter()
        .map(|(id, words)| {
            let era = id >> ERA_BITS;
            let one = |word: &String| match dialect {
                Dialect::Sqlite => word.clone(),
                Dialect::Postgres => format!("{era}|{word}"),
            };
            let words: Vec<String> = words.iter().map(one).collect();
            serde_json::json!({"id": id, "words": words.join(" ")})
        })
        .collect();
    let text = serde_json::to_string(&rows).map_err(|e| Failure::SerializationError(e.into()))?;
    let rows = dialect.rows_of("$1", &[("id", "bigint"), ("words", "text")]);
    sql::<()>(match dialect {
        Dialect::Sqlite => format!("INSERT OR REPLACE INTO {table} (rowid, words) SELECT v.id, v.words FROM {rows}"),
        Dialect::Postgres => format!(
            "INSERT INTO {table} (id, words) SELECT v.id, array_to_tsvector(string_to_array(v.words, ' ')) FROM {rows} \
             ORDER BY v.id ON CONFLICT (id) DO UPDATE SET words = excluded.words"
        ),
    })
    .bind(text)
    .run(db)
}

/// Takes a row off those whose words are due. Before its text is read: whoever else puts its words in then waits.
pub fn take_one(db: &mut Db, kind: SearchKind, id: i64) -> QueryResult<usize> {
    sql::<()>("DELETE FROM search_due WHERE kind = $1 AND row_id = $2").bind(kind.as_str()).bind(id).run(db)
}

/// Takes some off that nobody else takes at the same time, all of one kind.
pub fn take_some(db: &mut Db, limit: i64) -> QueryResult<Option<(SearchKind, Vec<i64>)>> {
    let alone = match db.dialect() {
        Dialect::Sqlite => "",
        Dialect::Postgres => " FOR UPDATE SKIP LOCKED",
    };
    let rows: Vec<(Code<SearchKind>, i64)> =
        sql::<(Text, BigInt)>(format!("SELECT kind, row_id FROM search_due ORDER BY kind, row_id LIMIT $1{alone}"))
            .bind(limit)
            .load(db)?;
    let Some(kind) = rows.first().map(|row| row.0.0) else { return Ok(None) };
    let ids: Vec<i64> = rows.into_iter().filter(|row| row.0.0 == kind).map(|row| row.1).collect();
    let among = db.dialect().one_of("row_id", "$2");
    sql::<()>(format!("DELETE FROM search_due WHERE kind = $1 AND {among}"))
        .bind(kind.as_str())
        .bind(id_list(ids.iter().copied()))
        .run(db)?;
    Ok(Some((kind, ids)))
}
