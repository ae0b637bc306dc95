//! How numbers, days, times and telephone numbers are shown. Times are shown in the tenant's time zone, not the
//! browser's, so that everybody speaks of the same day.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use js_sys::{Date, Object, Reflect};
use shared::Lang;
use wasm_bindgen::JsValue;

use crate::{prefs, session};

/// Digits in groups of three.
pub fn number(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        grouped.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// How much a file holds: `999 B`, `12.3 kB`, `4.5 MB`.
pub fn bytes(count: i64) -> String {
    let tenths = |unit: i64| format!("{}.{}", count / unit, count % unit * 10 / unit);
    match count {
        ..1_000 => format!("{count} B"),
        1_000..1_000_000 => format!("{} kB", tenths(1_000)),
        _ => format!("{} MB", tenths(1_000_000)),
    }
}

/// Minor units of money as an amount, with cents only where there are any.
pub fn money(minor: i64) -> String {
    let cents = minor.unsigned_abs() % 100;
    let whole = number(minor / 100);
    if cents == 0 { whole } else { format!("{whole}.{cents:02}") }
}

/// An amount with its currency: the sign of the yuan, otherwise the code.
pub fn price(minor: i64, currency: &str) -> String {
    // Currencies whose smallest unit is the whole one.
    let is_whole = matches!(currency, "JPY" | "KRW" | "VND" | "CLP" | "ISK" | "XAF" | "XOF");
    let amount = if is_whole { number(minor) } else { money(minor) };
    let sign = if minor < 0 && minor > -100 && !is_whole { "-" } else { "" };
    match currency {
        "CNY" => format!("¥{sign}{amount}"),
        other => format!("{other} {sign}{amount}"),
    }
}

/// What was put in as an amount, in minor units: no sign, at most two decimals.
pub fn from_money(text: &str) -> Option<i64> {
    let (whole, cents) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || cents.len() > 2 || !digits(whole) || !digits(cents) {
        return None;
    }
    let cents: i64 = format!("{cents:0<2}").parse().ok()?;
    whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(cents)
}

/// How long something takes or has taken, in its largest unit; within a day or two the next one beside it.
pub fn span(span: TimeDelta, lang: Lang) -> String {
    let minutes = span.num_minutes().max(0);
    let (days, hours, rest) = (minutes / 1440, minutes % 1440 / 60, minutes % 60);
    let unit = |count: i64, zh: &str, one: &str, many: &str| match lang {
        Lang::Zh => format!("{count} {zh}"),
        Lang::En => format!("{count} {}", if count == 1 { one } else { many }),
    };
    let day = |count| unit(count, "天", "day", "days");
    let hour = |count| unit(count, "小时", "h", "h");
    let minute = |count| unit(count, "分钟", "min", "min");
    match (days, hours, rest) {
        (0, 0, 0) => lang.pick("不到 1 分钟", "under 1 min").to_owned(),
        (0, 0, rest) => minute(rest),
        (0, hours, 0) => hour(hours),
        (0, hours, rest) => format!("{} {}", hour(hours), minute(rest)),
        (1, 1.., _) => format!("{} {}", day(1), hour(hours)),
        (days, _, _) => day(days),
    }
}

/// Working time in hours and minutes: how many days that is depends on whose days they are.
pub fn working(minutes: u32, lang: Lang) -> String {
    let (hour, minute) = (lang.pick("小时", "h"), lang.pick("分钟", "min"));
    match (minutes / 60, minutes % 60) {
        (0, rest) => format!("{rest} {minute}"),
        (hours, 0) => format!("{} {hour}", number(hours.into())),
        (hours, rest) => format!("{} {hour} {rest} {minute}", number(hours.into())),
    }
}

/// A Chinese mobile number in its usual groups, any other number as it is.
pub fn phone(e164: &str) -> String {
    match e164.strip_prefix("+86") {
        Some(rest) if rest.len() == 11 && rest.is_ascii() => format!("{} {} {}", &rest[..3], &rest[3..7], &rest[7..]),
        Some(rest) => rest.to_owned(),
        None => e164.to_owned(),
    }
}

/// Where something lies, from far to near. A municipality is a province and its only city at once, and said once.
pub fn place(parts: &[&str]) -> String {
    let mut said: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    said.dedup();
    said.join(" ")
}

/// The day and the minute.
pub fn time(at: DateTime<Utc>) -> String {
    in_zone(
        at,
        "sv-SE",
        &[("year", "numeric"), ("month", "2-digit"), ("day", "2-digit"), ("hour", "2-digit"), ("minute", "2-digit")],
    )
}

/// The day and the second, where order within a minute matters.
pub fn precise_time(at: DateTime<Utc>) -> String {
    in_zone(
        at,
        "sv-SE",
        &[
            ("year", "numeric"),
            ("month", "2-digit"),
            ("day", "2-digit"),
            ("hour", "2-digit"),
            ("minute", "2-digit"),
            ("second", "2-digit"),
        ],
    )
}

/// The calendar day of a time.
pub fn day(at: DateTime<Utc>) -> String {
    in_zone(at, "sv-SE", &[("year", "numeric"), ("month", "2-digit"), ("day", "2-digit")])
}

/// The hour and the minute alone, for lists that are grouped by day.
pub fn clock(at: DateTime<Utc>) -> String {
    in_zone(at, "sv-SE", &[("hour", "2-digit"), ("minute", "2-digit")])
}

/// A calendar day as people say it: without the year while it is this one.
pub fn date(day: NaiveDate) -> String {
    said(day, today(), prefs::lang())
}

fn said(day: NaiveDate, today: Option<NaiveDate>, lang: Lang) -> String {
    let this_year = today.is_some_and(|today| today.year() == day.year());
    match (lang, this_year) {
        (Lang::Zh, true) => format!("{}月{}日", day.month(), day.day()),
        (Lang::En, true) => day.format("%b %-d").to_string(),
        (_, false) => day.format("%Y-%m-%d").to_string(),
    }
}

/// Today in the tenant's time zone.
pub fn today() -> Option<NaiveDate> {
    day(Utc::now()).parse().ok()
}

// `sv-SE` is the locale that writes ISO 8601, the one form that reads the same in both languages.
fn in_zone(at: DateTime<Utc>, locale: &str, parts: &[(&str, &str)]) -> String {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of this era fit into 53 bits")]
    let date = Date::new(&JsValue::from_f64(at.timestamp_millis() as f64));
    let options = Object::new();
    let zone = session::time_zone();
    for (name, value) in parts.iter().chain(&[("timeZone", zone.as_str())]) {
        // Setting a property of a fresh plain object cannot fail.
        drop(Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value)));
    }
    String::from(date.to_locale_string(locale, &options))
}

/// A time as `<input type="datetime-local">` wants it, in the browser's time zone, which that field speaks.
pub fn for_input(at: DateTime<Utc>) -> String {
    let offset = local_offset_minutes(at.timestamp_millis());
    (at - chrono::TimeDelta::minutes(offset)).format("%Y-%m-%dT%H:%M").to_string()
}

/// What was put into such a field.
pub fn from_input(text: &str) -> Option<DateTime<Utc>> {
    let local = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").ok()?.and_utc();
    Some(local + chrono::TimeDelta::minutes(local_offset_minutes(local.timestamp_millis())))
}

fn local_offset_minutes(millis: i64) -> i64 {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of this era fit into 53 bits")]
    let offset = Date::new(&JsValue::from_f64(millis as f64)).get_timezone_offset();
    #[expect(clippy::cast_possible_truncation, reason = "a time zone is less than a day from UTC")]
    let minutes = offset as i64;
    minutes
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, TimeDelta};
    use shared::Lang;

    use super::{from_money, money, number, phone, place, said, span};

    #[test]
    fn digits_stand_in_groups_of_three() {
        let shown = [0, 7, 999, 1000, 100_000, 1_234_567, -1000, i64::MIN].map(number);
        let wanted = ["0", "7", "999", "1,000", "100,000", "1,234,567", "-1,000", "-9,223,372,036,854,775,808"];
        assert_eq!(shown, wanted);
    }

    #[test]
    fn a_chinese_mobile_number_is_grouped_and_any_other_left_alone() {
        assert_eq!(phone("+8613800138000"), "138 0013 8000");
        assert_eq!(phone("+86075512345678"), "075512345678");
        assert_eq!(phone("+4930123456"), "+4930123456");
    }

    #[test]
    fn a_municipality_is_said_once_and_nothing_is_left_where_nothing_is_known() {
        assert_eq!(place(&["北京市", "北京市", "东城区"]), "北京市 东城区");
        assert_eq!(place(&["浙江省", "杭州市", "西湖区"]), "浙江省 杭州市 西湖区");
        assert_eq!(place(&["浙江省", "杭州市", ""]), "浙江省 杭州市");
        assert_eq!(place(&["", "", ""]), "");
    }

    #[test]
    fn a_day_of_this_year_is_said_without_the_year() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day);
        let (new_year, today) = (day(2027, 1, 1).unwrap_or_default(), day(2026, 11, 22));
        let soon = day(2026, 12, 5).unwrap_or_default();
        assert_eq!(said(soon, today, Lang::Zh), "12月5日");
        assert_eq!(said(soon, today, Lang::En), "Dec 5");
        for lang in [Lang::Zh, Lang::En] {
            assert_eq!(said(new_year, today, lang), "2027-01-01");
            assert_eq!(said(soon, None, lang), "2026-12-05");
        }
    }

    #[test]
    fn an_amount_comes_back_as_it_was_put_in_and_what_is_none_is_refused() {
        for (text, minor, shown) in
            [("0", 0, "0"), ("12", 1200, "12"), ("1234.5", 123_450, "1,234.50"), ("0.07", 7, "0.07")]
        {
            assert_eq!(from_money(text), Some(minor));
            assert_eq!(money(minor), shown);
        }
        for text in ["", ".5", "-1", "1.234", "一百", "1,000", "99999999999999999999"] {
            assert_eq!(from_money(text), None, "{text}");
        }
    }

    #[test]
    fn a_span_is_said_by_its_largest_units() {
        let said = |minutes| (span(TimeDelta::minutes(minutes), Lang::Zh), span(TimeDelta::minutes(minutes), Lang::En));
        let pair = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
        assert_eq!(said(-3), pair("不到 1 分钟", "under 1 min"));
        assert_eq!(said(59), pair("59 分钟", "59 min"));
        assert_eq!(said(60), pair("1 小时", "1 h"));
        assert_eq!(said(135), pair("2 小时 15 分钟", "2 h 15 min"));
        assert_eq!(said(1440 + 150), pair("1 天 2 小时", "1 day 2 h"));
        assert_eq!(said(1440 * 9 + 150), pair("9 天", "9 days"));
    }
}
