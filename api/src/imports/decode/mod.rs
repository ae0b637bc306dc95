//! From the bytes of a file to lines of cells.

mod csv;
mod xlsx;

use shared::{FieldError, problem::FieldCode};

/// How many lines a file may have.
pub const MAX_LINES: usize = 200_000;
/// How many columns.
pub const MAX_COLUMNS: usize = 64;

/// One cell: its text, and what is wrong with how it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// What is wrong with it.
    pub fault: Option<FieldCode>,
}

impl Cell {
    /// A cell with this text, which must not look like a formula.
    fn of(text: &str) -> Self {
        // PostgreSQL keeps no zero bytes; the replacement is a sign that something was there.
        let text = text.trim().replace('\0', "\u{fffd}");
        let fault = looks_like_a_formula(&text).then_some(FieldCode::Formula);
        Self { text, fault }
    }
}

/// Whether a spreadsheet would calculate with it. A telephone number with a plus and a negative number are none.
fn looks_like_a_formula(text: &str) -> bool {
    let numeric = |rest: &str| {
        rest.contains(|c: char| c.is_ascii_digit())
            && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | ',' | '(' | ')'))
    };
    match text.chars().next() {
        Some('=' | '@') => true,
        Some('+' | '-') => text.len() > 1 && !numeric(&text[1..]),
        _ => false,
    }
}

/// One line and where it stands in the file, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawLine {
    /// Its number.
    pub number: i64,
    /// Its cells.
    pub cells: Vec<Cell>,
}

impl RawLine {
    fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.text.is_empty() && cell.fault.is_none())
    }
}

/// Every line of the file that is not empty. What is wrong with the file as a whole is a fault of `/file` or
/// `/file_name`.
pub fn lines(file_name: &str, bytes: &[u8]) -> Result<Vec<RawLine>, FieldError> {
    let mut lines = Vec::new();
    each_line(file_name, bytes, MAX_LINES, |line| {
        lines.push(line);
        Ok(())
    })?;
    Ok(lines)
}

/// The same, one line after the other as they are read. With the header there may be as many as `max`.
pub fn each_line(
    file_name: &str,
    bytes: &[u8],
    max: usize,
    mut take: impl FnMut(RawLine) -> Result<(), FieldError>,
) -> Result<(), FieldError> {
    let ending = file_name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let mut count = 0;
    let mut take = |line: RawLine| {
        if line.is_empty() {
            return Ok(());
        }
        count += 1;
        if count > max {
            return Err(FieldError::new("/file", FieldCode::TooMany { max }));
        }
        take(line)
    };
    match ending.as_str() {
        // By what the file is, as a renamed one is a common mistake.
        _ if bytes.starts_with(b"PK\x03\x04") => xlsx::lines(bytes, &mut take),
        "csv" | "txt" | "tsv" => csv::lines(bytes, &mut take),
        _ => Err(FieldError::new("/file_name", FieldCode::UnknownValue)),
    }
}

/// Who is given the lines, and may refuse the file.
type Take<'a> = &'a mut dyn FnMut(RawLine) -> Result<(), FieldError>;

fn unreadable() -> FieldError {
    FieldError::new("/file", FieldCode::Malformed)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_told_from_numbers() {
        for formula in ["=1+1", "@SUM(A1)", "+cmd|'/C calc'!A0", "-2+3+cmd", "+A1", "-A1", "-"] {
            assert_eq!(looks_like_a_formula(formula), formula != "-", "{formula}");
        }
        for text in ["+86 138-0013-8000", "-12.5", "北山街道", "a=b", "", "+8613800138000"] {
            assert!(!looks_like_a_formula(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_decoder_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = lines("a.csv", &bytes);
            let zip: Vec<u8> = b"PK\x03\x04".iter().copied().chain(bytes).collect();
            let _ = lines("a.xlsx", &zip);
        }
    }
}
