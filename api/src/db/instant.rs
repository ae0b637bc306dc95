//! Points in time: UTC, to the microsecond on both databases.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use diesel::{
    backend::Backend,
    deserialize::{self, FromSql, FromSqlRow},
    expression::AsExpression,
    query_builder::QueryId,
    serialize::{self, IsNull, Output, ToSql},
    sql_types::{BigInt, HasSqlType, SqlType, Timestamptz},
};

use super::connection::MultiBackend;

/// The SQL type: `timestamptz` on PostgreSQL, microseconds since 1970 on SQLite, where parsing texts would cost more than
/// reading them.
#[derive(Debug, Clone, Copy, SqlType, QueryId)]
#[diesel(postgres_type(name = "timestamptz"))]
#[diesel(sqlite_type(name = "Long"))]
pub struct Instant;

/// A point in time that both databases keep exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = Instant)]
pub struct At(DateTime<Utc>);

impl At {
    /// Now, by the server's clock.
    pub fn now() -> Self {
        Utc::now().into()
    }

    /// The same as `chrono` and JSON know it.
    pub const fn utc(self) -> DateTime<Utc> {
        self.0
    }

    /// So much later.
    pub fn plus(self, delta: TimeDelta) -> Self {
        Self(self.0 + delta)
    }
}

impl From<DateTime<Utc>> for At {
    fn from(time: DateTime<Utc>) -> Self {
        Self(time.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(time))
    }
}

impl HasSqlType<Instant> for MultiBackend {
    fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
        Self::lookup_sql_type::<Instant>(lookup)
    }
}

impl FromSql<Instant, MultiBackend> for At {
    fn from_sql(bytes: <MultiBackend as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        bytes.from_sql::<Self, Instant>()
    }
}

impl ToSql<Instant, MultiBackend> for At {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((Instant, self));
        Ok(IsNull::No)
    }
}

impl FromSql<Instant, diesel::pg::Pg> for At {
    fn from_sql(bytes: diesel::pg::PgValue<'_>) -> deserialize::Result<Self> {
        FromSql::<Timestamptz, diesel::pg::Pg>::from_sql(bytes).map(Self)
    }
}

impl ToSql<Instant, diesel::pg::Pg> for At {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, diesel::pg::Pg>) -> serialize::Result {
        ToSql::<Timestamptz, diesel::pg::Pg>::to_sql(&self.0, &mut out.reborrow())
    }
}

impl FromSql<Instant, diesel::sqlite::Sqlite> for At {
    fn from_sql(bytes: <diesel::sqlite::Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        let micros = <i64 as FromSql<BigInt, diesel::sqlite::Sqlite>>::from_sql(bytes)?;
        DateTime::from_timestamp_micros(micros).map(Self).ok_or_else(|| "a time out of range".into())
    }
}

impl ToSql<Instant, diesel::sqlite::Sqlite> for At {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, diesel::sqlite::Sqlite>) -> serialize::Result {
        out.set_value(self.0.timestamp_micros());
        Ok(IsNull::No)
    }
}
