//! Values that live in text columns: words of a closed set, and documents.

use diesel::{
    backend::Backend,
    deserialize::{self, FromSql, FromSqlRow},
    expression::AsExpression,
    serialize::{self, Output, ToSql},
    sql_types::Text,
};
use serde::{Serialize, de::DeserializeOwned};
use shared::codes::TextCode;

/// A word of a closed set; an unknown word in the database is an error, not a guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
pub struct Code<T: TextCode>(pub T);

impl<T: TextCode, B: Backend> FromSql<Text, B> for Code<T>
where
    String: FromSql<Text, B>,
{
    fn from_sql(bytes: B::RawValue<'_>) -> deserialize::Result<Self> {
        let text = String::from_sql(bytes)?;
        T::parse(&text).map(Self).ok_or_else(|| format!("unknown value `{text}`").into())
    }
}

impl<T: TextCode + std::fmt::Debug, B: Backend> ToSql<Text, B> for Code<T>
where
    str: ToSql<Text, B>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, B>) -> serialize::Result {
        let word: &'static str = self.0.as_str();
        word.to_sql(out)
    }
}

/// A document that is only ever read and written as a whole.
#[derive(Debug, Clone, PartialEq, Eq, FromSqlRow)]
pub struct Json<T>(pub T);

impl<T: Serialize> Json<T> {
    /// The document as the database keeps it.
    ///
    /// # Errors
    /// When the value has no JSON form.
    pub fn text(value: &T) -> Result<String, serde_json::Error> {
        serde_json::to_string(value)
    }
}

impl<T: DeserializeOwned, B: Backend> FromSql<Text, B> for Json<T>
where
    String: FromSql<Text, B>,
{
    fn from_sql(bytes: B::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(serde_json::from_str(&String::from_sql(bytes)?)?))
    }
}
