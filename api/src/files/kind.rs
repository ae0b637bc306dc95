//! What a file is, by its bytes.

use std::{
    fs::File,
    io::{Read, Seek},
};

use shared::files::FileKind;
use zip::ZipArchive;

use crate::error::Result;

/// How many bytes at the beginning tell.
const HEAD: usize = 64;
/// How much of a document's list of contents is read.
const MOST_LISTED: u64 = 1 << 20;
/// How many parts a document may have.
const MOST_PARTS: usize = 10_000;

/// What the file is, if it is of a kind that is taken anywhere.
///
/// # Errors
/// When the disk fails.
pub fn detect(file: &mut File) -> Result<Option<FileKind>> {
    let mut head = Vec::with_capacity(HEAD);
    file.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(anyhow::Error::from)?;
    file.rewind().map_err(anyhow::Error::from)?;
    if let Some(kind) = by_head(&head) {
        return Ok(Some(kind));
    }
    if head.starts_with(b"PK\x03\x04") {
        return Ok(of_archive(file));
    }
    Ok(is_text(file).map_err(anyhow::Error::from)?.then_some(FileKind::Text))
}

fn by_head(head: &[u8]) -> Option<FileKind> {
    let at = |from: usize, bytes: &[u8]| head.get(from..from + bytes.len()) == Some(bytes);
    if at(0, b"\x89PNG\r\n\x1a\n") {
        Some(FileKind::Png)
    } else if at(0, b"\xff\xd8\xff") {
        Some(FileKind::Jpeg)
    } else if at(0, b"GIF87a") || at(0, b"GIF89a") {
        Some(FileKind::Gif)
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Some(FileKind::Webp)
    } else if at(0, b"%PDF-") {
        Some(FileKind::Pdf)
    } else if at(0, b"#!AMR\n") || at(0, b"#!AMR-WB\n") {
        Some(FileKind::Amr)
    } else if at(4, b"ftyp") {
        match head.get(8..12)? {
            b"M4A " | b"M4B " => Some(FileKind::M4a),
            b"mp41" | b"mp42" | b"avc1" | b"M4V " | b"MSNV" | b"dash" => Some(FileKind::Mp4),
            brand if brand.starts_with(b"iso") || brand.starts_with(b"3gp") => Some(FileKind::Mp4),
            _ => None,
        }
    } else if at(0, b"ID3") || is_mp3_frame(head) {
        Some(FileKind::Mp3)
    } else {
        None
    }
}

/// Whether a frame of MPEG layer III begins here, with a bit rate and a sample rate that there are.
fn is_mp3_frame(head: &[u8]) -> bool {
    matches!(head, [0xff, second, third, ..]
        if second & 0xe0 == 0xe0 && second >> 1 & 3 == 1 && second >> 3 & 3 != 1
            && !matches!(third >> 4, 0 | 15) && third >> 2 & 3 != 3)
}

/// A document of an office suite that has no macros; no other archive is taken.
fn of_archive(file: &mut File) -> Option<FileKind> {
    let mut archive = ZipArchive::new(file).ok()?;
    if archive.len() > MOST_PARTS {
        return None;
    }
    let has = |archive: &ZipArchive<&mut File>, name: &str| archive.index_for_name(name).is_some();
    let kind = [
        ("word/document.xml", FileKind::Docx),
        ("xl/workbook.xml", FileKind::Xlsx),
        ("ppt/presentation.xml", FileKind::Pptx),
    ]
    .into_iter()
    .find_map(|(part, kind)| has(&archive, part).then_some(kind))?;
    let is_macro = |name: &str| name.to_ascii_lowercase().ends_with("vbaproject.bin");
    if archive.file_names().any(|name| name.map_or(true, |name| is_macro(&name))) {
        return None;
    }
    let mut listed = String::new();
    archive.by_name("[Content_Types].xml").ok()?.take(MOST_LISTED).read_to_string(&mut listed).ok()?;
    (!listed.to_ascii_lowercase().contains("macroenabled")).then_some(kind)
}

/// Whether it is text in UTF-8 that is no mark-up, which a browser could take for a page.
fn is_text(file: &mut File) -> std::io::Result<bool> {
    let mut piece = vec![0; 64 << 10];
    let (mut kept, mut begun) = (0, false);
    loop {
        let read = file.read(&mut piece[kept..])?;
        if read == 0 {
            return Ok(kept == 0 && begun);
        }
        let bytes = &piece[..kept + read];
        let whole = match std::str::from_utf8(bytes) {
            Ok(_) => bytes.len(),
            // A character that goes on in the next piece.
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(_) => return Ok(false),
        };
        let text = std::str::from_utf8(&bytes[..whole]).unwrap_or_default();
        let first = text.trim_start_matches('\u{feff}').trim_start();
        if !begun && first.starts_with('<') || text.chars().any(is_binary) {
            return Ok(false);
        }
        begun |= !first.is_empty();
        let end = kept + read;
        piece.copy_within(whole..end, 0);
        kept = end - whole;
    }
}

fn is_binary(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{85}')
}

#[cfg(test)]
mod tests {
    use std::io::{Seek, Write};

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    fn kind_of(bytes: &[u8]) -> Option<FileKind> {
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(bytes).expect("bytes");
        file.rewind().expect("the beginning");
        detect(&mut file).expect("a disk")
    }

    fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, text) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).expect("a part");
            writer.write_all(text.as_bytes()).expect("its text");
        }
        writer.finish().expect("an archive").into_inner()
    }

    #[test]
    fn bytes_tell_what_a_file_is() {
        let film = |brand: &[u8]| [b"\0\0\0\x18ftyp", brand, b"\0\0\0\0"].concat();
        for (bytes, kind) in [
            (b"\x89PNG\r\n\x1a\n....".to_vec(), FileKind::Png),
            (b"\xff\xd8\xff\xe0".to_vec(), FileKind::Jpeg),
            (b"GIF89a".to_vec(), FileKind::Gif),
            (b"RIFF....WEBPVP8 ".to_vec(), FileKind::Webp),
            (b"%PDF-1.7".to_vec(), FileKind::Pdf),
            (film(b"isom"), FileKind::Mp4),
            (film(b"M4A "), FileKind::M4a),
            (b"#!AMR\n..".to_vec(), FileKind::Amr),
            (b"\xff\xfb\x90\x00".to_vec(), FileKind::Mp3),
            ("\u{feff}您好\r\n\t你好".repeat(9_999).into_bytes(), FileKind::Text),
        ] {
            assert_eq!(kind_of(&bytes), Some(kind));
        }
    }

    #[test]
    fn what_could_run_is_refused() {
        for bytes in [
            b"MZ\x90\0\x03".as_slice(),
            b"\x7fELF\x02\x01\x01\0",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"  <!DOCTYPE html><script>x</script>",
            b"\0\0\0\x18ftypheic\0\0\0\0",
            b"\xff\xfe\x3c\0\x73\0",
            b"caf\xe9",
            b"half \xe6\x82",
            b"   ",
        ] {
            assert_eq!(kind_of(bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn documents_are_known_by_their_parts_and_have_no_macros() {
        let listed = |kind: &str| format!("<Types><Override ContentType='{kind}'/></Types>");
        let plain = listed("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml");
        let types = ("[Content_Types].xml", plain.as_str());
        assert_eq!(kind_of(&archive(&[types, ("word/document.xml", "")])), Some(FileKind::Docx));
        assert_eq!(kind_of(&archive(&[types, ("xl/workbook.xml", "")])), Some(FileKind::Xlsx));
        assert_eq!(kind_of(&archive(&[types, ("ppt/presentation.xml", "")])), Some(FileKind::Pptx));
        assert_eq!(kind_of(&archive(&[types, ("readme.txt", "x")])), None, "an archive of anything");
        assert_eq!(kind_of(&archive(&[("word/document.xml", "")])), None, "no list of contents");
        let macros = archive(&[types, ("word/document.xml", ""), ("word/vbaProject.bin", "x")]);
        assert_eq!(kind_of(&macros), None);
        let enabled = listed("application/vnd.ms-word.document.macroEnabled.main+xml");
        assert_eq!(kind_of(&archive(&[("[Content_Types].xml", &enabled), ("word/document.xml", "")])), None);
    }
}
