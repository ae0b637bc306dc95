//! CSV in the encodings and with the delimiters that spreadsheets write.

use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::{Encoding, GB18030, UTF_8};
use shared::{FieldError, problem::FieldCode};

use super::{Cell, MAX_COLUMNS, RawLine, Take, unreadable};

/// Every line. A line that is in another encoding than the file has a fault in each of its cells that cannot be read.
pub fn lines(bytes: &[u8], take: Take<'_>) -> Result<(), FieldError> {
    let unicode;
    let (bytes, encoding) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) if encoding == UTF_8 => (&bytes[length..], UTF_8),
        Some((other, _)) => {
            unicode = other.decode(bytes).0.into_owned();
            (unicode.as_bytes(), UTF_8)
        }
        None => (bytes, guess(bytes)),
    };
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter(bytes)).from_reader(bytes);
    let mut places = Places { bytes, at: 0, line: 1 };
    let mut record = ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(|_| unreadable())? {
        let number = places.line_of(record.position().map_or(0, csv::Position::byte));
        let cells = record.iter().take(MAX_COLUMNS).map(|field| cell(field, encoding)).collect();
        take(RawLine { number, cells })?;
    }
    Ok(())
}

fn cell(field: &[u8], encoding: &'static Encoding) -> Cell {
    let (text, broken) = encoding.decode_without_bom_handling(field);
    let mut cell = Cell::of(&text);
    if broken {
        cell.fault = Some(FieldCode::BadEncoding);
    }
    cell
}

/// UTF-8 or GB18030, whichever more of the lines with other than ASCII letters are in. In both, the bytes of quotes,
/// delimiters and line ends stand for nothing else, so the file can be cut before it is decoded.
fn guess(bytes: &[u8]) -> &'static Encoding {
    if str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let (mut unicode, mut other) = (0, 0);
    for line in bytes.split(|b| *b == b'\n').filter(|line| !line.is_ascii()) {
        if str::from_utf8(line).is_ok() { unicode += 1 } else { other += 1 }
    }
    if unicode > other { UTF_8 } else { GB18030 }
}

/// The one of `,`, `;` and tab that the header has most of.
fn delimiter(bytes: &[u8]) -> u8 {
    let header = bytes.split(|b| matches!(b, b'\n' | b'\r')).find(|line| !line.is_empty()).unwrap_or_default();
    let count = |delimiter: u8| header.iter().filter(|b| **b == delimiter).count();
    // The last of the greatest is taken, so the comma stands last.
    [b'\t', b';', b','].into_iter().max_by_key(|d| count(*d)).unwrap_or(b',')
}

/// Counts lines up to a place; places are asked for in ascending order.
struct Places<'a> {
    bytes: &'a [u8],
    at: usize,
    line: i64,
}

impl Places<'_> {
    /// The line on which the record begins that the reader says begins at `byte`: it counts the line ends and empty lines
    /// before a record to the record.
    fn line_of(&mut self, byte: u64) -> i64 {
        let mut begin = usize::try_from(byte).unwrap_or(usize::MAX).min(self.bytes.len());
        while self.bytes.get(begin).is_some_and(|b| matches!(b, b'\n' | b'\r')) {
            begin += 1;
        }
        while self.at < begin {
            let ends = match self.bytes[self.at] {
                b'\n' => true,
                b'\r' => self.bytes.get(self.at + 1) != Some(&b'\n'),
                _ => false,
            };
            self.line += i64::from(ends);
            self.at += 1;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8]) -> Vec<RawLine> {
        let mut all = Vec::new();
        let mut take = |line| {
            all.push(line);
            Ok(())
        };
        lines(bytes, &mut take).expect("readable");
        all
    }

    fn read(bytes: &[u8]) -> Vec<(i64, Vec<String>)> {
        all(bytes).into_iter().map(|l| (l.number, l.cells.into_iter().map(|c| c.text).collect())).collect()
    }

    #[test]
    fn lines_keep_their_numbers_through_quotes_and_empty_lines() {
        let lf = read("code,name\n1,\"两\n行\"\n\n2, 北山 \n".as_bytes());
        let crlf = read("code,name\r\n1,\"两\r\n行\"\r\n\r\n2, 北山 \r\n".as_bytes());
        let numbers = |lines: &[(i64, Vec<String>)]| lines.iter().map(|l| l.0).collect::<Vec<_>>();
        assert_eq!(numbers(&lf), [1, 2, 5]);
        assert_eq!(numbers(&crlf), [1, 2, 5]);
        assert_eq!(lf[1].1, ["1", "两\n行"]);
        assert_eq!(lf[2].1, ["2", "北山"]);
    }

    #[test]
    fn every_common_encoding_gives_the_same_text() {
        let text = "编码,名称\n1,北山街道\n2,㐂街道\n";
        let expected = read(text.as_bytes());
        assert_eq!(expected[1].1, ["1", "北山街道"]);
        let with_bom: Vec<u8> = b"\xef\xbb\xbf".iter().chain(text.as_bytes()).copied().collect();
        assert_eq!(read(&with_bom), expected);
        assert_eq!(read(&GB18030.encode(text).0), expected);
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(read(&utf16), expected);
    }

    #[test]
    fn one_line_in_another_encoding_is_reported_alone() {
        let mut bytes = "编码,名称\n1,北山街道\n2,".as_bytes().to_vec();
        bytes.extend_from_slice(&GB18030.encode("西溪街道").0);
        bytes.extend_from_slice("\n3,古荡街道\n".as_bytes());
        let faults: Vec<bool> = all(&bytes).iter().map(|l| l.cells.iter().any(|c| c.fault.is_some())).collect();
        assert_eq!(faults, [false, false, true, false]);
    }

    #[test]
    fn semicolons_and_tabs_delimit_too() {
        assert_eq!(read(b"a;b\n1;x,y\n")[1].1, ["1", "x,y"]);
        assert_eq!(read(b"a\tb\n1\tx\n")[1].1, ["1", "x"]);
        assert_eq!(read(b"a\n1\n")[1].1, ["1"]);
    }
}
