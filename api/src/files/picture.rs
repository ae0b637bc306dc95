//! How large a picture is, by its own header. It is never decoded.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
};

use shared::files::FileKind;

use crate::error::Result;

/// How many segments of a JPEG are looked at.
const MOST_SEGMENTS: usize = 500;

/// How many pixels wide and high it says to be.
///
/// # Errors
/// When the disk fails.
pub fn dimensions(file: &mut File, kind: FileKind) -> Result<Option<(i32, i32)>> {
    if !kind.is_picture() {
        return Ok(None);
    }
    file.rewind().map_err(anyhow::Error::from)?;
    let found = match kind {
        FileKind::Jpeg => of_jpeg(file),
        _ => {
            let mut head = Vec::with_capacity(32);
            file.by_ref().take(32).read_to_end(&mut head).map_err(anyhow::Error::from)?;
            of_head(&head, kind)
        }
    };
    Ok(found.filter(|(width, height)| *width > 0 && *height > 0))
}

fn of_head(head: &[u8], kind: FileKind) -> Option<(i32, i32)> {
    let byte = |at: usize| head.get(at).map(|byte| i32::from(*byte));
    let little = |at: usize| Some(byte(at)? | byte(at + 1)? << 8);
    match kind {
        FileKind::Png => {
            let big = |at: usize| i32::try_from(u32::from_be_bytes(head.get(at..at + 4)?.try_into().ok()?)).ok();
            Some((big(16)?, big(20)?))
        }
        FileKind::Gif => Some((little(6)?, little(8)?)),
        FileKind::Webp => match head.get(12..16)? {
            b"VP8X" => Some(((little(24)? | byte(26)? << 16) + 1, (little(27)? | byte(29)? << 16) + 1)),
            b"VP8 " => Some((little(26)? & 0x3fff, little(28)? & 0x3fff)),
            b"VP8L" => {
                let bits = u32::from_le_bytes(head.get(21..25)?.try_into().ok()?);
                let side = |from: u32| i32::try_from((bits >> from & 0x3fff) + 1).ok();
                Some((side(0)?, side(14)?))
            }
            _ => None,
        },
        _ => None,
    }
}

/// Goes from segment to segment until one tells.
fn of_jpeg(file: &mut File) -> Option<(i32, i32)> {
    file.seek(SeekFrom::Start(2)).ok()?;
    for _ in 0..MOST_SEGMENTS {
        let mut segment = [0; 4];
        file.read_exact(&mut segment).ok()?;
        let [0xff, marker, high, low] = segment else { return None };
        let length = i64::from(high) << 8 | i64::from(low);
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            let mut frame = [0; 5];
            file.read_exact(&mut frame).ok()?;
            let side = |at: usize| i32::from(frame[at]) << 8 | i32::from(frame[at + 1]);
            return Some((side(3), side(1)));
        }
        file.seek(SeekFrom::Current((length - 2).max(0))).ok()?;
    }
    None
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn size_of(bytes: &[u8], kind: FileKind) -> Option<(i32, i32)> {
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(bytes).expect("bytes");
        dimensions(&mut file, kind).expect("a disk")
    }

    #[test]
    fn headers_tell_how_large_pictures_are() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\x02\0\0\x03\x04";
        assert_eq!(size_of(png, FileKind::Png), Some((258, 772)));
        assert_eq!(size_of(b"GIF89a\x02\x01\x04\x03", FileKind::Gif), Some((258, 772)));
        let jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x03\x04\x01\x02...";
        assert_eq!(size_of(jpeg, FileKind::Jpeg), Some((258, 772)));
        let webp = b"RIFF....WEBPVP8X\x0a\0\0\0\0\0\0\0\x01\x01\0\x03\x03\0";
        assert_eq!(size_of(webp, FileKind::Webp), Some((258, 772)));
    }

    #[test]
    fn a_header_that_lies_or_ends_tells_nothing() {
        assert_eq!(size_of(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\xff\xff\xff\xff\0\0\0\x01", FileKind::Png), None);
        assert_eq!(size_of(b"\xff\xd8\xff\xe0\x00", FileKind::Jpeg), None);
        assert_eq!(size_of(b"GIF89a", FileKind::Gif), None);
        assert_eq!(size_of(b"GIF89a\0\0\0\0", FileKind::Gif), None);
    }
}
