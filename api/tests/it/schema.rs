//! The two databases have the same tables, and they are the ones that the code knows.

use std::collections::{BTreeMap, BTreeSet};

use diesel::{Connection, PgConnection, RunQueryDsl, SqliteConnection, connection::SimpleConnection, sql_query};
use guike::{config::Config, setup};

use crate::common::Backend;

#[derive(diesel::QueryableByName)]
struct Column {
    #[diesel(sql_type = diesel::sql_types::Text)]
    table_name: String,
    #[diesel(sql_type = diesel::sql_types::Text)]
    column_name: String,
    #[diesel(sql_type = diesel::sql_types::Bool)]
    nullable: bool,
}

type Tables = BTreeMap<String, BTreeSet<(String, bool)>>;

fn tables(columns: Vec<Column>) -> Tables {
    let mut tables = Tables::new();
    // The index of words is a full-text index of the database's own kind, with what belongs to it.
    let ours = |c: &Column| !c.table_name.starts_with("__diesel") && !c.table_name.starts_with("words_of_");
    for column in columns.into_iter().filter(ours) {
        tables.entry(column.table_name).or_default().insert((column.column_name, column.nullable));
    }
    tables
}

fn open(backend: &Backend) {
    let config = Config { database_url: Some(backend.url.clone()), ..Config::default() };
    setup::open(&config).expect("a database");
}

#[test]
fn the_migrations_of_both_databases_make_the_same_tables() {
    let (sqlite, postgres) = (Backend::sqlite(), Backend::postgres());
    open(&sqlite);
    open(&postgres);
    let path = sqlite.url.trim_start_matches("sqlite://");
    let mut connection = SqliteConnection::establish(path).expect("the file");
    connection.batch_execute("PRAGMA foreign_keys = ON").expect("a pragma");
    let of_sqlite = sql_query(
        "SELECT m.name AS table_name, c.name AS column_name, (c.\"notnull\" = 0 AND c.pk = 0) AS nullable \
         FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'",
    );
    let mut admin = PgConnection::establish(&postgres.url).expect("the server");
    let of_postgres = sql_query(
        "SELECT table_name::text, column_name::text, is_nullable = 'YES' AS nullable \
         FROM information_schema.columns JOIN information_schema.tables t USING (table_schema, table_name) \
         WHERE table_schema = 'public' AND t.table_type = 'BASE TABLE'",
    );
    let sqlite = tables(of_sqlite.load(&mut connection).expect("columns"));
    let postgres = tables(of_postgres.load(&mut admin).expect("columns"));
    assert_eq!(sqlite, postgres);
    assert!(sqlite.len() > 20);
    let schema = include_str!("../../src/db/schema.rs");
    for (table, columns) in &sqlite {
        let begin = schema.find(&format!("    {table} (")).unwrap_or_else(|| panic!("schema.rs lacks {table}"));
        let known = &schema[begin..begin + schema[begin..].find("    }").expect("its end")];
        for (column, nullable) in columns {
            let line = known.lines().find(|l| l.trim_start().starts_with(&format!("{column} ->")));
            let line = line.unwrap_or_else(|| panic!("schema.rs lacks {table}.{column}"));
            assert_eq!(line.contains("Nullable"), *nullable, "{table}.{column}");
        }
    }
}
