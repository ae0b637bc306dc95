//! The languages that people read.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The languages the product speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ToSchema)]
pub enum Lang {
    /// Simplified Chinese, the default.
    #[default]
    #[serde(rename = "zh-CN")]
    Zh,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Lang {
    /// The language of an `Accept-Language` header: the first range that is one of ours, by order of preference.
    pub fn from_accept_language(header: &str) -> Self {
        let mut ranges: Vec<(f32, Self)> = header
            .split(',')
            .filter_map(|range| {
                let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
                let weight = parameters.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.parse().ok())?;
                let tag = tag.trim().to_ascii_lowercase();
                let lang = match tag.split('-').next()? {
                    "zh" => Self::Zh,
                    "en" => Self::En,
                    _ => return None,
                };
                Some((weight, lang))
            })
            .filter(|(weight, _)| *weight > 0.0)
            .collect();
        ranges.sort_by(|a, b| b.0.total_cmp(&a.0));
        ranges.first().map_or_else(Self::default, |(_, lang)| *lang)
    }

    /// Picks the text of this language.
    pub const fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn the_preferred_known_language_wins() {
        assert_eq!(Lang::from_accept_language("fr, en;q=0.4, zh-CN;q=0.9"), Lang::Zh);
        assert_eq!(Lang::from_accept_language("en-GB,en;q=0.9"), Lang::En);
        assert_eq!(Lang::from_accept_language("fr"), Lang::Zh);
        assert_eq!(Lang::from_accept_language("en;q=nonsense, ;;, zh;q=0"), Lang::Zh);
    }
}
