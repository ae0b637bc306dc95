//! Widgets 网站聊天: the chat windows and forms that websites show, each before one entrance.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Check, Faults, entrances::EntranceStatus, ids::WidgetId, problem::FieldCode};

/// How many websites may show a widget.
pub const MAX_ORIGINS: usize = 50;

/// A widget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Widget {
    /// Its id.
    pub id: WidgetId,
    /// What the page of a website names it by; no secret.
    pub key: String,
    /// Its heading.
    pub name: String,
    /// The code of the entrance by which its inquiries come in.
    pub entrance: String,
    /// The websites that may show it.
    pub origins: Vec<String>,
    /// What it says first.
    pub greeting: String,
    /// The colour of its head, as `#rrggbb`.
    pub colour: String,
    /// Whether anything may be sent by it.
    pub status: EntranceStatus,
    /// Give it back when editing.
    pub version: i64,
}

/// A new widget, or an edited one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WidgetDraft {
    /// Its heading; unique.
    #[schema(example = "在线咨询")]
    pub name: String,
    /// The code of the entrance by which its inquiries come in.
    #[schema(example = "web-form")]
    pub entrance: String,
    /// The websites that may show it, as scheme, host and port.
    #[schema(example = json!(["https://www.example.com"]))]
    pub origins: Vec<String>,
    /// What it says first.
    #[serde(default)]
    #[schema(example = "您好，请留下您的问题。")]
    pub greeting: String,
    /// The colour of its head, as `#rrggbb`.
    #[schema(example = "#1f6f5c")]
    pub colour: String,
    /// Whether anything may be sent by it.
    #[serde(default = "open")]
    pub status: EntranceStatus,
    /// The version that was read; needed when editing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
}

const fn open() -> EntranceStatus {
    EntranceStatus::Open
}

/// Whether a text is an origin as browsers write it: `https://www.example.com`, with a port where it is not the usual one.
pub fn is_origin(text: &str) -> bool {
    let Some((scheme, authority)) = text.split_once("://") else { return false };
    let (host, port) = authority.rsplit_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
    let labels_fit = host.split('.').all(|label| {
        !label.is_empty()
            && label.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    });
    matches!(scheme, "http" | "https") && labels_fit && port.is_none_or(|port| port.parse::<u16>().is_ok_and(|p| p > 0))
}

impl Check for WidgetDraft {
    fn check(&self, faults: &mut Faults) {
        faults.text("/name", &self.name, 40);
        faults.text("/entrance", &self.entrance, 60);
        if self.origins.len() > MAX_ORIGINS {
            faults.add("/origins", FieldCode::TooMany { max: MAX_ORIGINS });
        }
        if self.origins.iter().any(|origin| !is_origin(origin)) {
            faults.add("/origins", FieldCode::Malformed);
        }
        if self.greeting.chars().count() > 300 {
            faults.add("/greeting", FieldCode::TooLong { max: 300 });
        }
        let is_colour =
            |text: &str| text.len() == 7 && text.starts_with('#') && text[1..].chars().all(|c| c.is_ascii_hexdigit());
        if !self.colour.is_ascii() || !is_colour(&self.colour) {
            faults.add("/colour", FieldCode::Malformed);
        }
        if self.version.is_some_and(|version| version < 1) {
            faults.add("/version", FieldCode::OutOfRange { min: 1, max: i64::MAX });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_origin;

    #[test]
    fn origins_are_what_browsers_send() {
        for good in
            ["https://www.example.com", "http://localhost:8080", "https://xn--fiqs8s.example", "http://127.0.0.1:1"]
        {
            assert!(is_origin(good), "{good}");
        }
        for bad in [
            "",
            "www.example.com",
            "https://",
            "https://a/",
            "https://a b",
            "https://*.a.com",
            "ftp://a",
            "https://A.com",
            "https://a;script-src",
            "https://a.com:0",
            "https://a.com:99999",
            "https://-a.com",
            "https://a..com",
            "null",
        ] {
            assert!(!is_origin(bad), "{bad}");
        }
    }
}
