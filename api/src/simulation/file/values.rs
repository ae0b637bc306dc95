//! How times, amounts and words are written in a file.

use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;
use shared::{assignment::policy::CaseKind, codes::TextCode, customers::Level};

/// How a time without offset may be written.
const TIMES: [&str; 6] = [
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%dT%H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
];

/// An instant in microseconds: with its offset as in RFC 3339, or by the tenant's clock.
pub fn time(text: &str, tz: Tz) -> Option<i64> {
    if let Some(local) = TIMES.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok()) {
        // An hour that the clock shows twice is the first of the two.
        return Some(local.and_local_timezone(tz).earliest()?.with_timezone(&Utc).timestamp_micros());
    }
    DateTime::parse_from_rfc3339(text).ok().map(|at| at.timestamp_micros())
}

/// Minor units of an amount of at most two decimals, with or without commas.
pub fn amount(text: &str) -> Option<i64> {
    let text = text.replace(',', "");
    let (whole, cents) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || cents.len() > 2 || !digits(whole) || !digits(cents) {
        return None;
    }
    whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(format!("{cents:0<2}").parse().ok()?)
}

/// The most minutes that something may stay open: a year.
pub const MAX_MINUTES: i64 = 366 * 24 * 60;

/// Microseconds of a number of minutes, with or without decimals.
pub fn minutes(text: &str) -> Option<i64> {
    let minutes: f64 = text.parse().ok()?;
    #[expect(clippy::cast_precision_loss, reason = "a year has few minutes")]
    let fits = (0.0..=MAX_MINUTES as f64).contains(&minutes);
    #[expect(clippy::cast_possible_truncation, reason = "what fits into a year fits into 64 bits of microseconds")]
    let micros = (minutes * 60e6).round() as i64;
    fits.then_some(micros)
}

/// What is to be assigned.
pub fn kind(text: &str) -> Option<CaseKind> {
    match text {
        "客户" => Some(CaseKind::Customer),
        "咨询" => Some(CaseKind::Inquiry),
        "订单" => Some(CaseKind::Order),
        word => CaseKind::parse(&word.to_lowercase()),
    }
}

/// A level.
pub fn level(text: &str) -> Option<Level> {
    Level::parse(&text.to_lowercase())
}

/// Yes or no.
pub fn flag(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "是" | "yes" | "y" | "true" | "1" => Some(true),
        "否" | "no" | "n" | "false" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Asia::Shanghai;

    use super::*;

    #[test]
    fn times_are_the_tenants_unless_they_say_their_offset() {
        let at = time("2026-11-02T01:30:00Z", Shanghai).expect("a time");
        for text in [
            "2026-11-02 09:30",
            "2026-11-02 09:30:00",
            "2026-11-02T09:30",
            "2026/11/2 9:30",
            "2026-11-02T09:30:00.000",
            "2026-11-02T09:30:00+08:00",
        ] {
            assert_eq!(time(text, Shanghai), Some(at), "{text}");
        }
        for text in ["", "2026-11-02", "09:30", "2026-13-02 09:30", "yesterday"] {
            assert_eq!(time(text, Shanghai), None, "{text}");
        }
    }

    #[test]
    fn amounts_and_minutes_are_exact() {
        assert_eq!(amount("1,280.5"), Some(128_050));
        assert_eq!(amount("7"), Some(700));
        assert_eq!([amount(""), amount("-1"), amount("1.234"), amount("一百")], [None; 4]);
        assert_eq!(minutes("1.5"), Some(90_000_000));
        assert_eq!([minutes("-1"), minutes("NaN"), minutes("1e99"), minutes("")], [None; 4]);
    }
}
