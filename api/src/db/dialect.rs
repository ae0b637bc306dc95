//! The few places where the two databases do not speak the same SQL.

/// Which database a connection speaks to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// PostgreSQL.
    Postgres,
    /// SQLite.
    Sqlite,
}

impl Dialect {
    /// `column` is one of the ids in the parameter, which is bound as the text that [`super::id_list`] makes.
    pub fn one_of(self, column: &str, parameter: &str) -> String {
        match self {
            // In a query of its own the array is made once; as it stands it would be for each row.
            Self::Postgres => format!("{column} = ANY((SELECT string_to_array({parameter}, ',')::bigint[])::bigint[])"),
            Self::Sqlite => format!("{column} IN (SELECT value FROM json_each('[' || {parameter} || ']'))"),
        }
    }

    /// The ids in the parameter as a table with one column `id`.
    pub fn id_table(self, parameter: &str) -> String {
        match self {
            Self::Postgres => format!("(SELECT unnest(string_to_array({parameter}, ',')::bigint[]) AS id)"),
            Self::Sqlite => format!("(SELECT value AS id FROM json_each('[' || {parameter} || ']'))"),
        }
    }

    /// The rows in the parameter, which is bound as the text of a JSON array of objects, as a table `v` with these columns
    /// and types.
    pub fn rows_of(self, parameter: &str, columns: &[(&str, &str)]) -> String {
        match self {
            Self::Postgres => {
                let columns: Vec<String> = columns.iter().map(|(name, kind)| format!("{name} {kind}")).collect();
                format!("json_to_recordset(CAST({parameter} AS json)) AS v({})", columns.join(", "))
            }
            Self::Sqlite => {
                let columns: Vec<String> =
                    columns.iter().map(|(name, _)| format!("value ->> '{name}' AS {name}")).collect();
                format!("(SELECT {} FROM json_each({parameter})) AS v", columns.join(", "))
            }
        }
    }

    /// The instant of a number of microseconds since 1970, as it stands in a column that is one.
    pub fn instant_of(self, micros: &str) -> String {
        match self {
            Self::Postgres => format!("(TIMESTAMPTZ 'epoch' + {micros} * INTERVAL '1 microsecond')"),
            Self::Sqlite => micros.to_owned(),
        }
    }

    /// What is added to a SELECT to keep the rows locked until the end of the transaction. SQLite has one writer at a
    /// time anyway.
    pub const fn for_update(self) -> &'static str {
        match self {
            Self::Postgres => " FOR UPDATE",
            Self::Sqlite => "",
        }
    }

    /// What is added to a SELECT to keep what the rows are known by, as a foreign key does: others may change the rest meanwhile.
    pub const fn for_key_share(self) -> &'static str {
        match self {
            Self::Postgres => " FOR KEY SHARE",
            Self::Sqlite => "",
        }
    }

    /// What is added to a SELECT to keep others from changing the rows until the end of the transaction.
    pub const fn for_share(self) -> &'static str {
        match self {
            Self::Postgres => " FOR SHARE",
            Self::Sqlite => "",
        }
    }
}
