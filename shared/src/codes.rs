//! Closed sets of words: an enum in code, a text column in the database, a string in JSON.

/// A value that is one of a closed set of words.
pub trait TextCode: Sized + Copy + 'static {
    /// Every value, in the order in which a person would list them.
    const ALL: &'static [Self];
    /// The word, as it stands in the database and in JSON.
    fn as_str(self) -> &'static str;
    /// The value of a word, if it is one.
    fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|v| v.as_str() == text)
    }
}

/// Declares an enum whose values are words in the database and in JSON.
#[macro_export]
macro_rules! text_enum {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        $vis enum $name { $($(#[$vmeta])* #[serde(rename = $text)] $variant),* }

        impl $crate::codes::TextCode for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),*];
            fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }
        }

        // By hand: utoipa's derive does not see a `rename` that comes out of a macro, and would name the variants instead.
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::Type::String)
                    .enum_values(Some([$($text),*]))
                    .into()
            }
        }

        impl utoipa::ToSchema for $name {}

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::codes::TextCode::as_str(*self))
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;
            fn from_str(text: &str) -> Result<Self, String> {
                <Self as $crate::codes::TextCode>::parse(text).ok_or_else(|| format!("unknown value `{text}`"))
            }
        }
    };
}
