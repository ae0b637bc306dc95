//! Keyset cursors: where a page ended, in a text that means nothing to the caller.

use chrono::DateTime;
use shared::{
    Id, Page,
    page::{DEFAULT_LIMIT, MAX_LIMIT},
    problem::FieldCode,
};

use crate::{
    db::At,
    error::{Result, invalid},
};

/// How many rows to give.
///
/// # Errors
/// When the limit is not between 1 and the greatest allowed.
pub fn limit(asked: Option<u32>) -> Result<i64> {
    let limit = asked.unwrap_or(DEFAULT_LIMIT);
    if (1..=MAX_LIMIT).contains(&limit) {
        Ok(limit.into())
    } else {
        Err(invalid("/limit", FieldCode::OutOfRange { min: 1, max: MAX_LIMIT.into() }))
    }
}

/// The id at which the page before ended.
///
/// # Errors
/// When the cursor is not one of ours.
pub fn after_id(cursor: Option<&str>) -> Result<Option<i64>> {
    cursor.map(|text| text.parse::<Id<()>>().map(Id::raw).map_err(|_| malformed())).transpose()
}

/// The number and the id at which the page before ended.
///
/// # Errors
/// When the cursor is not one of ours.
pub fn after_pair(cursor: Option<&str>) -> Result<Option<(i32, i64)>> {
    cursor
        .map(|text| {
            let (number, id) = text.split_once('.').ok_or_else(malformed)?;
            let id = id.parse::<Id<()>>().map_err(|_| malformed())?;
            Ok((number.parse().map_err(|_| malformed())?, id.raw()))
        })
        .transpose()
}

/// The cursor after a row that is found by its id.
pub fn id_cursor(raw: i64) -> String {
    Id::<()>::from_raw(raw).to_string()
}

/// The cursor after a row that is found by a number and its id.
pub fn pair_cursor(number: i32, raw: i64) -> String {
    format!("{number}.{}", id_cursor(raw))
}

/// The instant and the id at which the page before ended.
///
/// # Errors
/// When the cursor is not one of ours.
pub fn after_instant(cursor: Option<&str>) -> Result<Option<(At, i64)>> {
    cursor
        .map(|text| {
            let (micros, id) = text.split_once('.').ok_or_else(malformed)?;
            let at = micros.parse().ok().and_then(DateTime::from_timestamp_micros).ok_or_else(malformed)?;
            let id = id.parse::<Id<()>>().map_err(|_| malformed())?;
            Ok((At::from(at), id.raw()))
        })
        .transpose()
}

/// The cursor after a row that is found by an instant and its id.
pub fn instant_cursor(at: At, raw: i64) -> String {
    format!("{}.{}", at.utc().timestamp_micros(), id_cursor(raw))
}

/// The text at which the page before ended.
///
/// # Errors
/// When the cursor is not one of ours.
pub fn after_text(cursor: Option<&str>) -> Result<Option<String>> {
    cursor
        .map(|text| {
            let bytes = hex::decode(text).map_err(|_| malformed())?;
            String::from_utf8(bytes).map_err(|_| malformed())
        })
        .transpose()
}

/// The cursor after a row that is found by a text.
pub fn text_cursor(text: &str) -> String {
    hex::encode(text)
}

/// The numbers at which the page before ended.
///
/// # Errors
/// When the cursor is not one of ours.
pub fn after_numbers<const N: usize>(cursor: Option<&str>) -> Result<Option<[i64; N]>> {
    cursor
        .map(|text| {
            let numbers: Option<Vec<i64>> = text.split('.').map(|number| number.parse().ok()).collect();
            numbers.and_then(|numbers| numbers.try_into().ok()).ok_or_else(malformed)
        })
        .transpose()
}

/// The cursor after a row that is found by several numbers.
pub fn numbers_cursor(numbers: &[i64]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")
}

/// The refusal of a cursor that is not ours.
pub fn malformed() -> crate::error::Error {
    invalid("/cursor", FieldCode::Malformed)
}

/// Makes a page of rows that were read with one more than `limit`.
pub fn page<R>(mut rows: Vec<R>, limit: i64, cursor: impl Fn(&R) -> String) -> Page<R> {
    let limit = usize::try_from(limit).unwrap_or(0);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next_cursor = if more { rows.last().map(cursor) } else { None };
    Page { items: rows, next_cursor }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_cursor_survives_its_text(number: i32, raw in 0..=i64::MAX) {
            prop_assert_eq!(after_pair(Some(&pair_cursor(number, raw))).ok().flatten(), Some((number, raw)));
            prop_assert_eq!(after_id(Some(&id_cursor(raw))).ok().flatten(), Some(raw));
            let at = At::from(DateTime::from_timestamp(number.into(), 0).unwrap_or_default());
            prop_assert_eq!(after_instant(Some(&instant_cursor(at, raw))).ok().flatten(), Some((at, raw)));
            let text = format!("{number}商圈");
            prop_assert_eq!(after_text(Some(&text_cursor(&text))).ok().flatten(), Some(text));
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in ".{0,30}") {
            let _ = (after_id(Some(&text)), after_pair(Some(&text)), after_instant(Some(&text)), after_text(Some(&text)));
        }
    }

    #[test]
    fn a_full_page_that_is_the_last_has_no_cursor() {
        assert_eq!(page(vec![1, 2], 2, i64::to_string).next_cursor, None);
        assert_eq!(page(vec![1, 2, 3], 2, i64::to_string).next_cursor, Some("2".into()));
    }
}
